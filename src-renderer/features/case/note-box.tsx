import { Button, Group, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { showError, useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { KeyCap, KeyHint } from '../../components/keys-hint.tsx';
import { useDraft } from './drafts.ts';
import classes from './timeline.module.css';

/** A note is written where it will stand. What is not saved yet waits here, also while one looks at another page. */
export function NoteBox({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation('case');
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [text, setText] = useDraft(`note.${caseId}`);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useKeys('case.note', [{ id: 'focus', keys: ['m'], label: t('keys.note'), run: () => field.current?.focus() }]);

  async function save() {
    if (busy || text.trim() === '') return;
    setBusy(true);
    try {
      await client.cases.addNote({ caseId, text });
      setText('');
      announce(t('note.saved'));
      void queryClient.invalidateQueries({ queryKey: query.cases.timeline.key({ input: { caseId } }) });
    } catch (error) {
      showError(error); // the text stays
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={classes.noteBox}>
      <Textarea
        ref={field}
        aria-label={t('note.label')}
        placeholder={t('note.placeholder')}
        autosize
        minRows={1}
        maxRows={12}
        maxLength={10_000}
        value={text}
        rightSection={text ? null : <KeyHint scope="case.note" action="focus" />}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void save();
          } else if (event.key === 'Escape') {
            event.preventDefault(); // out of the field, not off the page
            field.current?.blur();
          }
        }}
      />
      {text && (
        <Group justify="space-between" mt={6}>
          <Text size="xs" c="dimmed">
            {t('note.words')}
          </Text>
          <Button size="compact-sm" loading={busy} rightSection={<KeyCap combination="mod+enter" />} onClick={() => void save()}>
            {t('note.save')}
          </Button>
        </Group>
      )}
    </div>
  );
}
