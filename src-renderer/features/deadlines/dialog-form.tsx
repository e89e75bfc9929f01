import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Changed } from '../../../src-shared/contract/cases.ts';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import { type Desk, deskErrorOf, wordsOf } from '../../app/connection.tsx';
import { FormError } from '../../components/field-error.tsx';
import { focusFirstInvalid } from '../../components/use-submit.ts';
import { useChanges } from '../case/changes.tsx';

/** What every change of a case's dates sends: the case as it was shown. */
type One = { readonly caseId: string; readonly version: number };

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly deadlines: Pick<CaseDeadlines, 'caseId' | 'version'>;
  /** What is said when it is done. */
  readonly done: string;
  /** Whether it may be sent; marks the fields at fault. */
  readonly check?: () => boolean;
  readonly act: (desk: Desk, one: One) => Promise<Changed>;
  readonly onClose: () => void;
  readonly size?: number;
  readonly children: ReactNode;
}

/** A dialog that changes the dates of a case. What the desk refuses is said in it, and it stays open; Ctrl+Enter sends it. */
export function DialogForm({ title, confirm, deadlines, done, check = () => true, act, onClose, size = 480, children }: Props) {
  const { t } = useTranslation('app');
  const { change } = useChanges();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(form: HTMLFormElement) {
    if (busy) return;
    setProblem(null);
    if (!check()) {
      focusFirstInvalid(form);
      return;
    }
    setBusy(true);
    const { caseId, version } = deadlines;
    const rows = await change(
      done,
      (desk, versionOf) => act(desk, { caseId, version: versionOf({ id: caseId, version }) }),
      (error) => deskErrorOf(error)?.code !== 'locked' && setProblem(wordsOf(error)),
    );
    setBusy(false);
    if (rows) onClose();
  }

  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(event.currentTarget);
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
