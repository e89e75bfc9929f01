import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskErrorOf, wordsOf } from '../app/errors.ts';
import { FormError } from './field-error.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Why a reason is asked, and where it is kept. */
  readonly children?: ReactNode;
  readonly label: string;
  readonly confirm: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly onReason: (reason: string) => Promise<unknown>;
}

/** Asks for a reason of at least `minLength` characters. Ctrl+Enter sends it. */
export function ReasonDialog({ opened, onClose, title, ...form }: Props) {
  const { t } = useTranslation('app');
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={460} closeButtonProps={{ 'aria-label': t('close') }}>
      <ReasonForm onClose={onClose} {...form} />
    </Modal>
  );
}

/** Its own component, so that a closed dialog forgets what was typed. */
function ReasonForm({ onClose, children, label, confirm, minLength = 3, maxLength = 500, onReason }: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation('app');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function send() {
    if (busy) return;
    if (reason.trim().length < minLength) {
      setProblem(t('reasonTooShort', { count: minLength }));
      return;
    }
    setBusy(true);
    try {
      await onReason(reason.trim());
      onClose();
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        {children && (
          <Text component="div" size="sm">
            {children}
          </Text>
        )}
        <Textarea
          label={label}
          value={reason}
          maxLength={maxLength}
          autosize
          minRows={2}
          maxRows={8}
          required
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
        <FormError>{problem}</FormError>
        <Group justify="flex-end" gap={8}>
          <Button size="xs" variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button size="xs" type="submit" loading={busy}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
