import { Textarea } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../../components/keys-hint.tsx';
import classes from './calls.module.css';
import type { Typing } from './use-call.ts';

/** What was said, kept as it is typed. */
export function CallNote({
  typing: { call, saving, change, flush },
  ref,
}: {
  readonly typing: Typing;
  readonly ref: Ref<HTMLTextAreaElement>;
}) {
  const { t } = useTranslation('calls');
  return (
    <div>
      <Textarea
        ref={ref}
        size="xs"
        aria-label={t('note.label')}
        placeholder={t('note.placeholder')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={10_000}
        dir="auto"
        value={call.note}
        error={saving.problem}
        rightSection={call.note === '' ? <KeyHint scope="call" action="note" /> : null}
        onChange={(event) => change({ note: event.currentTarget.value })}
        onBlur={flush}
      />
      <p className={classes.waiting} role="status">
        {saving.state === 'waiting' && t('note.waiting')}
      </p>
    </div>
  );
}
