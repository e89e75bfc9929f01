import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SCRIPT_VARIABLES } from '../../../src-shared/consent/index.ts';
import type { Script } from '../../../src-shared/contract/scripts.ts';
import { SCRIPT_PURPOSES, type ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { useWords } from '../../app/words.ts';
import { LANGUAGES } from '../../components/languages.ts';
import { FormDialog } from '../directory/form-dialog.tsx';
import classes from './scripts.module.css';
import { type Beginning, inserted } from './versions.ts';

/** The core is asked for the preview when typing rests. */
const PAUSE_MS = 200;
const SHORTEST = 10;

interface Props {
  readonly beginning: Beginning;
  readonly onClose: () => void;
  readonly onWritten: (script: Script) => void;
}

/** Writes a version: the text with what a call fills in, how it will sound, and from which day. */
export function WriteScript({ beginning, onClose, onWritten }: Props) {
  const { t } = useTranslation('scripts');
  const words = useWords();
  const { format, today } = useOffice();
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [purpose, setPurpose] = useState(beginning.purpose);
  const [language, setLanguage] = useState(beginning.language);
  const [text, setText] = useState(beginning.text);
  const [from, setFrom] = useState(today);
  const [wrong, setWrong] = useState<'text' | 'from' | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const cursor = useRef<number | null>(null);

  // Where something was put in, one writes on after it.
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  function insert(variable: string) {
    const { selectionStart: start, selectionEnd: end } = field.current ?? { selectionStart: text.length, selectionEnd: text.length };
    const next = inserted(text, `{${variable}}`, start, end);
    cursor.current = next.cursor;
    setText(next.text);
  }

  return (
    <FormDialog
      title={t('write.title')}
      confirm={t('write.confirm')}
      size={720}
      onClose={onClose}
      act={async () => {
        const lacks = text.trim().length < SHORTEST ? 'text' : from === '' ? 'from' : null;
        setWrong(lacks);
        if (lacks) return false;
        const script = await client.scripts.write({ purpose, language, text: text.trim(), effectiveFrom: from as CalendarDate });
        void queryClient.invalidateQueries({ queryKey: query.scripts.key() });
        announce(t('write.done', { version: script.version }));
        onWritten(script);
        return true;
      }}
    >
      <p className={classes.quiet}>{t('write.words')}</p>
      <div className={classes.pair}>
        <Select
          label={t('write.purpose')}
          data={SCRIPT_PURPOSES.map((value) => ({ value, label: words.scriptPurpose(value) }))}
          value={purpose}
          onChange={(value) => value && setPurpose(value as ScriptPurpose)}
        />
        <Select
          label={t('write.language')}
          data={[...new Set([...LANGUAGES, beginning.language])].map((value) => ({ value, label: format.language(value) }))}
          value={language}
          searchable
          onChange={(value) => value && setLanguage(value)}
        />
      </div>
      <div>
        <Textarea
          ref={field}
          label={t('write.text')}
          lang={language}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={5000}
          data-autofocus
          value={text}
          error={wrong === 'text' && t('write.tooShort')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would name them as fields */}
        <div className={classes.chips} role="group" aria-label={t('write.insert')}>
          <span className={classes.quiet}>{t('write.insert')}</span>
          {SCRIPT_VARIABLES.map((variable) => (
            <Button
              key={variable}
              size="compact-xs"
              variant="default"
              aria-label={t('write.insertOne', { variable: t(`variable.${variable}`) })}
              onClick={() => insert(variable)}
            >
              {t(`variable.${variable}`)}
            </Button>
          ))}
        </div>
      </div>
      <Preview text={text} language={language} />
      <TextInput
        type="date"
        maw={260}
        label={t('write.from')}
        description={t('write.fromHint')}
        min={today}
        value={from}
        error={wrong === 'from' && t('write.noDate')}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** As it will sound, and how long that takes. */
function Preview({ text, language }: { readonly text: string; readonly language: string }) {
  const { t } = useTranslation('scripts');
  const { query } = useDesk();
  const [rested] = useDebouncedValue(text, PAUSE_MS);
  const { data, error } = useQuery(
    query.scripts.preview.queryOptions({
      input: { text: rested, language },
      enabled: rested.trim() !== '',
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  );
  const read = rested.trim() === '' || error ? null : data;
  return (
    <section className={classes.preview} aria-label={t('write.preview')}>
      <h3>{t('write.preview')}</h3>
      <p lang={language} dir="auto" className={classes.previewText} data-problem={error ? true : undefined}>
        {error ? wordsOf(error) : (read?.text ?? '–')}
      </p>
      {read && <p className={classes.quiet}>{t('write.seconds', { count: read.seconds })}</p>}
    </section>
  );
}
