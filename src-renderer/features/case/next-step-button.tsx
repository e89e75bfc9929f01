import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, Changed } from '../../../src-shared/contract/cases.ts';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { KeyHint } from '../../components/keys-hint.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useAssign } from './assign-picker.tsx';
import { useChanges } from './changes.tsx';
import { nextStep } from './next-step.ts';
import { useMove } from './status-picker.tsx';

interface Props {
  readonly detail: CaseDetail;
  readonly fullWidth?: boolean;
  /** What needs more than a key: the place where outcomes are set, or what is asked is added. */
  readonly onSetOutcome: (requestId: string) => void;
  readonly onAddRequest: () => void;
  readonly onVerify: () => void;
}

/** The next step as the one clear button. `e` presses it. */
export function NextStepButton({ detail, fullWidth = false, onSetOutcome, onAddRequest, onVerify }: Props) {
  const { t } = useTranslation('case');
  const { me, may } = useMe();
  const assign = useAssign();
  const { move, dialog } = useMove();
  const confirm = useConfirm();
  const { reopen, dialog: reopenDialog } = useReopen(detail);
  const [busy, setBusy] = useState(false);
  const next = nextStep(detail, me);
  const words = t(`next.${next.step}`);

  async function start(): Promise<unknown> {
    switch (next.act) {
      case 'confirm':
        return confirm(detail);
      case 'add_request':
        return onAddRequest();
      case 'take':
        return assign([detail.row], me.staffId);
      case 'move':
        return move([detail.row], next.to, { own: next.approval === 'own' });
      case 'set_outcome':
        return onSetOutcome(next.requestId);
      case 'verify':
        return onVerify();
      case 'reopen':
        return reopen();
      case 'none':
        return;
    }
  }
  async function run() {
    if (busy) return; // a key held down is one press
    setBusy(true);
    try {
      await start();
    } finally {
      setBusy(false);
    }
  }

  const offered = next.act !== 'none' && may(next.act === 'verify' ? 'identity.verify' : 'case.work');
  useKeys('next', [{ id: 'run', keys: ['e'], label: words, when: offered, run: () => void run() }]);

  if (!may('case.work')) return null;
  if (!offered)
    return (
      <Text size="sm" c="dimmed">
        {words}
      </Text>
    );
  return (
    <>
      <Button
        size="sm"
        fullWidth={fullWidth}
        justify="space-between"
        variant={next.act === 'reopen' ? 'default' : 'filled'}
        rightSection={<KeyHint scope="next" action="run" />}
        onClick={() => void run()}
      >
        {words}
      </Button>
      {dialog}
      {reopenDialog}
    </>
  );
}

/** Confirms everything that intake suggested and marks the case as triaged: one step for who does it. */
function useConfirm() {
  const { t } = useTranslation('case');
  const { change } = useChanges();
  return ({ row, requests }: CaseDetail) =>
    change(t('confirm.done', { reference: row.reference }), async (desk, versionOf) => {
      const steps: Changed[] = [];
      let version = versionOf(row);
      const caseId = row.id;
      for (const { id: requestId, kind, confirmed } of requests) {
        if (confirmed) continue;
        const step = await desk.cases.changeRequest({ caseId, version, requestId, kind });
        version = step.cases.find(({ id }) => id === caseId)?.version ?? version + 1;
        steps.push(step);
      }
      return [...steps, await desk.cases.move({ cases: [{ caseId, version }], to: 'triaged' })];
    });
}

/** Opens a closed case again, with the reason why. */
function useReopen({ row }: CaseDetail) {
  const { t } = useTranslation('case');
  const { change } = useChanges();
  const [asking, setAsking] = useState(false);
  const dialog = (
    <ReasonDialog
      opened={asking}
      onClose={() => setAsking(false)}
      title={t('reopen.title', { reference: row.reference })}
      label={t('reopen.label')}
      confirm={t('reopen.confirm')}
      minLength={1}
      maxLength={1000}
      onReason={(reason) =>
        change(t('reopen.done', { reference: row.reference }), (desk, versionOf) =>
          desk.cases.reopen({ caseId: row.id, version: versionOf(row), reason }),
        )
      }
    >
      {t('reopen.words')}
    </ReasonDialog>
  );
  return { reopen: () => setAsking(true), dialog };
}
