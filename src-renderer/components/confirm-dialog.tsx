import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showError } from '../app/errors.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and whether it can be taken back. */
  readonly children: ReactNode;
  /** The act itself, as a verb: `Remove Ana`, never `OK`. */
  readonly confirm: string;
  readonly danger?: boolean;
  /** Closes when it is done; a failure is shown and the dialog stays. */
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks before what is hard to take back. */
export function ConfirmDialog({ opened, onClose, title, children, confirm, danger = false, onConfirm }: Props) {
  const { t } = useTranslation('app');
  const [busy, setBusy] = useState(false);
  async function act() {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={440} closeButtonProps={{ 'aria-label': t('close') }}>
      <Text component="div" size="sm">
        {children}
      </Text>
      <Group justify="flex-end" gap={8} mt="lg">
        <Button size="xs" variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button size="xs" {...(danger ? { color: 'red.9' } : {})} loading={busy} onClick={() => void act()} data-autofocus>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
