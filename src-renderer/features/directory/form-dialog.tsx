import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../components/field-error.tsx';
import { useSubmit } from '../../components/use-submit.ts';

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly onClose: () => void;
  /** Answers false where something is to be put right first. */
  readonly act: () => Promise<boolean>;
  readonly size?: number;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** A dialog that changes the directory. What the desk refuses is said in it, and it stays open. */
export function FormDialog({ title, confirm, onClose, act, size = 460, disabled = false, children }: Props) {
  const { t } = useTranslation('app');
  const { submit, busy, problem } = useSubmit(async () => {
    if (await act()) onClose();
  });
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Stack gap="md">
          {children}
          {problem !== null && <FormError>{problem}</FormError>}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={disabled}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
