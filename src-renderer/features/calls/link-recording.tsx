import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { useDesk } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import { KeyCap } from '../../components/keys-hint.tsx';
import { useSubmit } from '../../components/use-submit.ts';
import { asSha256 } from './recording.ts';

const EMPTY = { system: '', externalId: '', sha256: '' };
type Field = keyof typeof EMPTY;

/** Where the recording of a call lies: the system, its id there and its hash. The sound itself is never taken in. */
export function LinkRecording({ callId, onClose }: { readonly callId: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['calls', 'app']);
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [values, setValues] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const sha256 = asSha256(values.sha256);
  const wrong: Record<Field, string | null> = {
    system: values.system.trim() === '' ? t('link.systemMissing') : null,
    externalId: values.externalId.trim() === '' ? t('link.externalIdMissing') : null,
    sha256: sha256 === null ? t('link.sha256Wrong') : null,
  };
  const { submit, busy, problem } = useSubmit(async () => {
    setTried(true);
    if (sha256 === null || wrong.system || wrong.externalId) return;
    await client.calls.attachRecording({ callId, system: values.system, externalId: values.externalId, sha256 });
    announce(t('link.done'));
    void queryClient.invalidateQueries({ queryKey: query.calls.list.key() });
    onClose();
  });
  const field = (name: Field) => ({
    value: values[name],
    error: tried && wrong[name],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('link.title')} closeButtonProps={{ 'aria-label': t('app:close') }}>
      <form noValidate onSubmit={submit}>
        <Text size="sm" mb="sm">
          {t('link.about')}
        </Text>
        <TextInput data-autofocus label={t('link.system')} placeholder={t('link.systemExample')} maxLength={100} {...field('system')} />
        <TextInput mt="sm" label={t('link.externalId')} maxLength={200} {...field('externalId')} />
        <TextInput mt="sm" label={t('link.sha256')} description={t('link.sha256Hint')} maxLength={200} {...field('sha256')} />
        <FormError>{problem}</FormError>
        <Group justify="end" mt="md">
          <Button type="submit" size="sm" loading={busy} rightSection={<KeyCap combination="enter" />}>
            {t('link.go')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
