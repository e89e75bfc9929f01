import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../app/announce.tsx';
import { deskErrorOf, wordsOf } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import { focusFirstInvalid } from '../../components/use-submit.ts';

interface Props {
  readonly title: string;
  readonly confirm: string;
  /** Said when it is done. */
  readonly done: string;
  /** Whether it may be sent; marks the fields at fault. */
  readonly check?: () => boolean;
  /** False where it was called off on the way: then the dialog stays. */
  readonly send: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog with fields about who asks. What the desk refuses is said in it, and it stays open; Ctrl+Enter sends it. */
export function IdentityForm({ title, confirm, done, check = () => true, send, onClose, children }: Props) {
  const { t } = useTranslation('app');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  async function submit(form: HTMLFormElement) {
    if (running.current) return;
    setProblem(null);
    if (!check()) {
      focusFirstInvalid(form);
      return;
    }
    running.current = true;
    setBusy(true);
    try {
      if ((await send()) === false) return;
      announce(done);
      onClose();
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={title} size={480} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void submit(event.currentTarget);
          }
        }}
      >
        <Stack gap="md">
          {children}
          <FormError>{problem}</FormError>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
