import { Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../app/announce.tsx';
import classes from './find-field.module.css';

/** How long typing must rest before the core is asked. */
const PAUSE_MS = 80;

export interface Found {
  readonly id: string;
  readonly label: string;
  /** A second, quiet line. */
  readonly detail?: ReactNode;
  readonly beside?: ReactNode;
}

interface Props<Item extends Found> {
  readonly label: string;
  readonly placeholder?: string;
  readonly description?: string;
  readonly error?: ReactNode;
  /** What was chosen is shown in the field until one types again. */
  readonly chosen?: string | null;
  readonly found: readonly Item[];
  /** Whether there are more than are shown. */
  readonly more?: boolean;
  readonly busy?: boolean;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onPick: (item: Item) => void;
  readonly nothing: string;
  /** The list stands below as a part of the page, instead of over it. */
  readonly open?: boolean;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** What was typed, at once and after a rest: ask with the second. */
export function useTyped() {
  const [text, setText] = useState('');
  const [rested] = useDebouncedValue(text, PAUSE_MS);
  return { text, setText, asked: rested.trim() };
}

/** Finds something as one types: arrows to move, Enter to choose, Escape to close the list. */
export function FindField<Item extends Found>({
  label,
  placeholder,
  description,
  error,
  chosen = null,
  found,
  more = false,
  busy = false,
  text,
  onText,
  onPick,
  nothing,
  open = false,
  autoFocus = false,
  ref,
}: Props<Item>) {
  const { t } = useTranslation('app');
  const id = useId();
  const [active, setActive] = useState(0);
  const [shut, setShut] = useState(true);
  // Who presses Enter before the answer is there means what they typed, and not what is still listed.
  const [chooses, setChooses] = useState(false);
  const at = Math.min(active, found.length - 1);
  const listed = text.trim() !== '' && (open || !shut);
  const activeId = listed && found[at] ? `${id}-${found[at].id}` : undefined;

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const said = listed && !busy ? (found.length === 0 ? nothing : t('palette.found', { count: found.length })) : '';
  useEffect(() => {
    if (said) announce(said);
  }, [said]);

  function pick(item: Item | undefined) {
    if (!item) return;
    setShut(true);
    onPick(item);
  }
  const [first] = found;
  useEffect(() => {
    if (!chooses || busy) return;
    setChooses(false);
    if (first) pick(first);
  });

  function press(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && found.length > 0) {
      setShut(false);
      setActive((at + by + found.length) % found.length);
    } else if (event.key === 'Enter' && listed && busy) setChooses(true);
    else if (event.key === 'Enter' && listed && found.length > 0) pick(found[at]);
    else if (event.key === 'Escape' && listed && !open) setShut(true);
    else return;
    event.preventDefault();
  }

  return (
    <div className={classes.frame}>
      <TextInput
        {...(ref && { ref })}
        label={label}
        placeholder={placeholder}
        description={description}
        error={error}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={busy ? <Loader size={14} aria-hidden /> : null}
        role="combobox"
        aria-expanded={listed}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        {...(autoFocus && { 'data-autofocus': true, autoFocus: true })}
        // Escape is for the list while it is open, and for the dialog around it after that.
        {...(listed && !open && { 'data-mantine-stop-propagation': true })}
        value={chosen ?? text}
        onFocus={(event) => chosen !== null && event.currentTarget.select()}
        onBlur={() => setShut(true)}
        onChange={(event) => {
          setActive(0);
          setChooses(false);
          setChooses(false);
          setShut(false);
          onText(event.currentTarget.value);
        }}
        onKeyDown={press}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={open ? classes.below : classes.over}
        hidden={!listed || found.length === 0}
      >
        {listed &&
          found.map((item, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as in any combobox
            <div
              key={item.id}
              id={`${id}-${item.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={classes.option}
              onMouseDown={(event) => event.preventDefault()} // the field keeps the focus
              onMouseMove={() => setActive(index)}
              onClick={() => pick(item)}
            >
              <span className={classes.words}>
                {item.label}
                {item.detail && <small>{item.detail}</small>}
              </span>
              {item.beside}
            </div>
          ))}
      </div>
      {listed && !busy && found.length === 0 && <p className={open ? classes.nothing : classes.nothingOver}>{nothing}</p>}
      {listed && more && open && <p className={classes.nothing}>{t('find.more')}</p>}
    </div>
  );
}
