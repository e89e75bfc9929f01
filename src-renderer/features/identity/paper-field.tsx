import { Button, Group, Input, Radio, Stack, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_CASE_FILE_BYTES } from '../../../src-shared/contract/files.ts';
import { useDesk } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { hasFiles } from '../intake/dropped-files.ts';
import classes from './identity.module.css';
import type { Paper } from './paper.ts';

interface Props {
  readonly caseId: string;
  readonly paper: Paper | null;
  readonly onPaper: (paper: Paper) => void;
  readonly error: string | null;
  readonly disabled: boolean;
}

/** Which paper was shown: one that is on the case already, or one from this computer, chosen or dropped anywhere on the window. */
export function PaperField({ caseId, paper, onPaper, error, disabled }: Props) {
  const { t } = useTranslation('identity');
  const { format } = useOffice();
  const files = useCaseFiles(caseId);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [refused, setRefused] = useState<string | null>(null);

  function take(file: File | undefined) {
    if (!file) return;
    const problem =
      file.size === 0
        ? t('paper.empty')
        : file.size > MOST_CASE_FILE_BYTES
          ? t('paper.tooLarge', { most: format.bytes(MOST_CASE_FILE_BYTES) })
          : null;
    setRefused(problem);
    if (!problem) onPaper({ from: 'computer', file });
  }
  useWindowDrop((dropped) => take(dropped[0]));

  const chosen = paper?.from === 'computer' ? paper.file : null;
  return (
    <Stack gap={8}>
      {files.length > 0 && (
        <Radio.Group
          label={t('paper.onCase')}
          value={paper?.from === 'case' ? paper.fileId : null}
          onChange={(fileId) => onPaper({ from: 'case', fileId })}
        >
          <Stack gap={6} mt={6} className={classes.files ?? ''}>
            {files.map(({ id, name, bytes }) => (
              <Radio key={id} value={id} disabled={disabled} label={`${name} (${format.bytes(bytes)})`} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Group gap={10}>
        <Button
          variant="default"
          data-autofocus
          disabled={disabled}
          aria-describedby={hint}
          aria-invalid={error !== null || undefined}
          leftSection={<IconPaperclip size={14} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {t('paper.choose')}
        </Button>
        <Text size="sm" flex={1} dir="auto" className={classes.chosen ?? ''}>
          {chosen ? `${chosen.name} (${format.bytes(chosen.size)})` : t('paper.drop')}
        </Text>
      </Group>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={t('paper.choose')}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <Text id={hint} size="xs" c="dimmed">
        {t('paper.hint')}
      </Text>
      <Input.Error role="alert">{refused ?? error}</Input.Error>
    </Stack>
  );
}

/** What lies on the case: put there by hand, or come with its newest messages. */
function useCaseFiles(caseId: string) {
  const { query } = useDesk();
  const added = useQuery(query.files.list.queryOptions({ input: { caseId } }));
  const messages = useQuery(query.cases.messages.queryOptions({ input: { caseId, before: null, limit: 20 } }));
  return [...(added.data?.files ?? []), ...(messages.data?.messages.flatMap((message) => message.files) ?? [])];
}

/** While this is there, files dropped anywhere on the window are its own: the mail intake behind the dialog does not hear of them. */
function useWindowDrop(onFiles: (files: readonly File[]) => void): void {
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    function hear(event: DragEvent) {
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type === 'dragover') event.dataTransfer.dropEffect = 'copy';
      if (event.type === 'drop') take.current([...event.dataTransfer.files]);
    }
    const types = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;
    for (const type of types) window.addEventListener(type, hear, { capture: true });
    return () => {
      for (const type of types) window.removeEventListener(type, hear, { capture: true });
    };
  }, []);
}
