import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserCheck, IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import type { Person, PersonMatch } from '../../../src-shared/contract/directory.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk } from '../../app/connection.tsx';
import { usePersonLine, usePersonsAsTyped } from '../../components/person-field.tsx';
import { callerPatch, looksLikeNumber } from './caller-text.ts';
import classes from './calls.module.css';
import { withoutPerson } from './on-file.ts';
import type { Typing } from './use-call.ts';

export interface CallerFieldHandle {
  focus(): void;
}

interface Props {
  /** The call as the desk has it. */
  readonly kept: Call;
  readonly typing: Typing;
  /** It is said who calls: the keys of the panel are next. */
  readonly onDone: () => void;
  /** The file says something of the person who was just chosen. */
  readonly onFound: (person: Pick<Person, 'country' | 'region' | 'language'>) => void;
  readonly ref: Ref<CallerFieldHandle>;
}

const PAUSE_MS = 60;
const MOST = 6;

/** Persons that fit a name, or whose number on file this is; and whether the answer is to what stands in the field now. */
function useFound(text: string, number: string) {
  const { query } = useDesk();
  const wanted = text.trim() === '' ? number : text.trim();
  const [asked] = useDebouncedValue(wanted, PAUSE_MS);
  const isNumber = looksLikeNumber(asked);
  const byNumber = useQuery(query.calls.lookUp.queryOptions({ input: { number: asked }, enabled: isNumber, gcTime: 0 }));
  const byName = usePersonsAsTyped(isNumber ? '' : asked, MOST);
  const settled = asked === wanted && (asked === '' || (isNumber ? !byNumber.isFetching : !byName.isFetching));
  const persons: readonly PersonMatch[] = asked === '' ? [] : ((isNumber ? byNumber.data?.persons : byName.data?.persons) ?? []);
  return { persons: settled ? persons : [], settled };
}

/** Who calls: a name or a number, found as it is typed. Arrows and Enter choose; Enter on a name that is not on file takes it as it was said. */
export function CallerField({ kept, typing: { call, change, flush }, onDone, onFound, ref }: Props) {
  const { t } = useTranslation('calls');
  const { client } = useDesk();
  const line = usePersonLine();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState<string | null>(kept.person?.name ?? null);
  const pickedId = useRef<string | null>(null);
  const [text, setText] = useState(picked === null ? call.callerName : '');
  const [numberIsTyped, setNumberIsTyped] = useState(kept.number.typed === '');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [entered, setEntered] = useState(false);
  const { persons, settled } = useFound(picked === null ? text : '', picked === null && !numberIsTyped ? kept.number.typed : '');
  const asSaid = text.trim() !== '' && !looksLikeNumber(text);
  const options = persons.length === 0 ? 0 : persons.length + (asSaid ? 1 : 0);
  const listed = open && picked === null && options > 0;
  const at = Math.min(active, options - 1);
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }));

  const said = open && picked === null && settled && text.trim() !== '' ? t('caller.found', { count: persons.length }) : '';
  useEffect(() => {
    if (said) announce(said);
  }, [said]);

  async function pick(person: PersonMatch) {
    setPicked(person.name);
    pickedId.current = person.id;
    setOpen(false);
    change({ personId: person.id, callerName: person.name });
    flush();
    announce(t('caller.chosen', { name: person.name }));
    onDone();
    // Where they live and what they speak goes until they say otherwise.
    const onFile = await client.directory.get({ personId: person.id }).catch(() => null);
    if (!onFile || pickedId.current !== person.id) return; // they are chosen all the same; their place is asked for
    onFound(onFile);
  }
  function take() {
    const person = persons[at];
    if (person && (open || text.trim() === '')) void pick(person);
    else if (looksLikeNumber(text) && numberIsTyped) {
      // The number is noted; nobody on file has it, so a name is next.
      setNumberIsTyped(false);
      setText('');
      flush();
      announce(t('caller.nobody'));
    } else if (picked !== null || text.trim() !== '') {
      setOpen(false);
      flush();
      onDone();
    }
  }
  // Enter came before the answer: it waits for it, so that nobody of the list before is taken.
  useEffect(() => {
    if (!entered || !settled) return;
    setEntered(false);
    take();
  });

  function type(next: string) {
    setText(next);
    setActive(0);
    setOpen(true);
    setEntered(false);
    const patch = callerPatch(next, numberIsTyped);
    change(picked === null ? patch : { ...patch, personId: null, ...withoutPerson(call) });
    setPicked(null);
    pickedId.current = null;
  }
  function press(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && options > 0) {
      setOpen(true);
      setActive((at + by + options) % options);
    } else if (event.key === 'Enter') {
      if (settled) take();
      else setEntered(true);
    } else if (event.key === 'Escape' && listed) setOpen(false);
    else return;
    event.preventDefault();
  }

  return (
    <div className={classes.caller}>
      <TextInput
        ref={input}
        size="xs"
        label={t('caller.label')}
        placeholder={t('caller.placeholder')}
        leftSection={picked === null ? <IconUserSearch size={14} aria-hidden /> : <IconUserCheck size={14} aria-hidden />}
        role="combobox"
        aria-expanded={listed}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={listed ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={picked ?? text}
        onFocus={(event) => {
          setOpen(true);
          if (picked !== null) event.currentTarget.select();
        }}
        onBlur={() => {
          setOpen(false);
          flush();
        }}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div id={`${id}-list`} role="listbox" aria-label={t('caller.label')} className={classes.found} hidden={!listed}>
        {listed &&
          persons.map((person, index) => (
            <Option
              key={person.id}
              id={`${id}-${index}`}
              active={index === at}
              onActive={() => setActive(index)}
              onPick={() => void pick(person)}
            >
              {person.name}
              <small>{line(person)}</small>
            </Option>
          ))}
        {listed && asSaid && (
          <Option
            id={`${id}-${persons.length}`}
            active={at === persons.length}
            onActive={() => setActive(persons.length)}
            onPick={() => {
              setOpen(false);
              onDone();
            }}
          >
            {t('caller.asSaid', { name: text.trim() })}
          </Option>
        )}
      </div>
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly active: boolean;
  readonly onActive: () => void;
  readonly onPick: () => void;
  readonly children: React.ReactNode;
}

function Option({ id, active, onActive, onPick, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys, as in any combobox
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={classes.option}
      onMouseDown={(event) => event.preventDefault()} // the field keeps the focus
      onMouseMove={onActive}
      onClick={onPick}
    >
      {children}
    </div>
  );
}
