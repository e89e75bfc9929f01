import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../components/keys-hint.tsx';
import type { QueueSearch } from './address.ts';
import { useKeys } from './keys.tsx';

const PAUSE_MS = 90;

/** The search box of the whole desk: it writes the text into the queue's address, and the queue follows. */
export function SearchBox() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const onQueue = pathname === '/queue';
  const current = onQueue && 'text' in search && typeof search.text === 'string' ? search.text : '';
  useKeys('app.search', [{ id: 'focus', keys: ['/'], label: t('search.label'), run: () => input.current?.focus() }]);

  function go(text: string) {
    clearTimeout(timer.current);
    void navigate({
      to: '/queue',
      search: (before) => {
        const { text: _text, selected: _cursor, ...rest }: QueueSearch = onQueue ? before : {};
        return text.trim() ? { ...rest, text } : rest;
      },
      replace: onQueue && current !== '' && text.trim() !== '', // one step Back per search, not one per letter
    });
  }

  function type(text: string) {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => go(text), PAUSE_MS);
  }

  return (
    <TextInput
      ref={input}
      type="text"
      role="searchbox"
      flex={1}
      maw={520}
      miw={120}
      size="xs"
      value={typed ?? current}
      placeholder={t('search.placeholder')}
      aria-label={t('search.label')}
      maxLength={500}
      autoComplete="off"
      spellCheck={false}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSectionWidth={34}
      rightSection={typed === null && current === '' ? <KeyHint scope="app.search" action="focus" /> : null}
      onFocus={() => setTyped(current)}
      onBlur={() => {
        if (typed !== null && typed !== current) go(typed);
        setTyped(null);
      }}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          if (typed) {
            setTyped('');
            go('');
          } else input.current?.blur();
        }
        if (event.key === 'Enter' || event.key === 'ArrowDown') {
          event.preventDefault();
          go(typed ?? '');
          setTyped(null);
          document.querySelector<HTMLElement>('main [role="grid"], main [role="listbox"]')?.focus();
        }
      }}
    />
  );
}
