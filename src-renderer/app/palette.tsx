import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DuePill } from '../components/due-pill.tsx';
import { KeyCap } from '../components/keys-hint.tsx';
import { announce } from './announce.tsx';
import { useDesk } from './connection.tsx';
import { useActions, useKeys } from './keys.tsx';
import { useMe } from './me.tsx';
import classes from './palette.module.css';
import { useWords } from './words.ts';

/** After closing, the dialog gives the focus back; what an action does with it comes later than that. */
const AFTER_FOCUS_MS = 40;
const PAUSE_MS = 90;
const HITS = 8;

interface Item {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly beside: ReactNode;
  readonly run: () => void;
}
interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Ctrl+K: everything that can be done here, everywhere one can go, and cases as one types. */
export function Palette({ opened, onClose }: Props) {
  const { t } = useTranslation('app');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      size={600}
      padding={0}
      yOffset="12dvh"
      attributes={{ content: { 'aria-label': t('palette.label') } }}
    >
      <Found onClose={onClose} />
    </Modal>
  );
}

/** Whether each word typed begins a word of the label. */
function fits(label: string, text: string): boolean {
  const words = label.toLocaleLowerCase().split(/[\s-]+/);
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** What fits the text: cases first, because a name is what one mostly looks for. */
function useSections(text: string): readonly Section[] {
  const { t } = useTranslation('app');
  const { query } = useDesk();
  const { may } = useMe();
  const words = useWords();
  const navigate = useNavigate();
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const search = query.search.find.queryOptions({
    input: { text: asked, limit: HITS },
    enabled: asked.length > 1 && may('case.read'),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const { data } = useQuery(search);
  const actions = useActions()().filter(({ id, scope, label }) => id !== 'palette' && !scope.startsWith('dialog') && fits(label, text));
  const cases = (text.length > 1 ? (data?.hits ?? []) : []).map(({ row, snippet }) => ({
    id: row.id,
    label: row.requesterName || row.reference,
    detail: [row.requesterName && row.reference, row.kinds.map(words.kind).join(', '), snippet].filter(Boolean).join(' · '),
    beside: <DuePill row={row} />,
    run: () => void navigate({ to: '/case/$reference', params: { reference: row.reference }, search: { id: row.id } }),
  }));
  const acts = actions.map(({ scope, id, label, keys, run }) => ({
    id: `${scope}.${id}`,
    label,
    beside: keys[0] ? <KeyCap combination={keys[0]} /> : null,
    run,
  }));
  return [
    { title: t('palette.cases'), items: cases },
    { title: t('palette.actions'), items: acts },
  ].filter(({ items }) => items.length > 0);
}

/** Its own component: it lives only while the palette is open, so that a closed one asks nothing and forgets what was typed. */
function Found({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('app');
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const sections = useSections(text.trim());
  const items = sections.flatMap((section) => section.items);
  const at = Math.min(chosen, items.length - 1);
  useKeys('dialog.palette', [{ id: 'close', keys: ['mod+k'], label: t('close'), run: onClose }]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    if (text.trim()) announce(t('palette.found', { count: items.length }));
  }, [text, items.length, t]);

  function perform(item: Item | undefined) {
    if (!item) return;
    onClose();
    setTimeout(item.run, AFTER_FOCUS_MS);
  }
  function press(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by) setChosen(Math.abs(by) > 1 ? Math.max(0, Math.min(items.length - 1, at + by)) : (at + by + items.length) % items.length);
    else if (event.key === 'Enter') perform(items[at]);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="md"
        className={classes.search ?? ''}
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        role="combobox"
        aria-expanded
        aria-controls={`${id}list`}
        aria-activedescendant={items[at] ? `${id}${items[at].id}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <div ref={list} id={`${id}list`} role="listbox" aria-label={t('palette.label')} className={classes.list}>
        {sections.map(({ title, items: group }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox is no fieldset
          <div key={title} role="group" aria-label={title}>
            <p className={classes.title} aria-hidden>
              {title}
            </p>
            {group.map((item) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as in any combobox
              <div
                key={item.id}
                id={`${id}${item.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={item === items[at]}
                className={classes.option}
                onMouseMove={() => setChosen(items.indexOf(item))}
                onClick={() => perform(item)}
              >
                <span className={classes.label}>
                  {item.label}
                  {item.detail && <small>{item.detail}</small>}
                </span>
                {item.beside}
              </div>
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && <p className={classes.nothing}>{t('palette.empty')}</p>}
    </>
  );
}
