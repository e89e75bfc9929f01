import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { movesFrom } from '../../../src-shared/cases/moves.ts';
import type { CaseDetail, CaseRow } from '../../../src-shared/contract/cases.ts';
import { CASE_STATUSES, type CaseStatus } from '../../../src-shared/vocabulary/case.ts';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useChanges } from './changes.tsx';
import { approvalFor, needsIdentity } from './next-step.ts';
import { Picker, type PickerOption } from './picker.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly rows: readonly CaseRow[];
  /** Of the one case, where it is one: then every move can say why it is closed. */
  readonly detail: CaseDetail | null;
}

/** Moves cases along: what the table of moves allows, and why the rest is closed. */
export function StatusPicker({ opened, onClose, rows, detail }: Props) {
  const { t } = useTranslation('case');
  const words = useWords();
  const { me } = useMe();
  const { move, dialog } = useMove();
  const one = rows.length === 1 && detail?.row.id === rows[0]?.id ? detail : null;

  function hintOf(to: CaseStatus): string | null {
    const option = one?.moves.find((candidate) => candidate.to === to);
    if (option && !option.allowed) return t(`move.because.${option.because ?? 'no_such_move'}`);
    const noIdentity = one ? one.identity === 'not_needed' : rows.every((row) => row.kinds.length > 0 && !needsIdentity(row.kinds));
    if (to === 'awaiting_identity' && noIdentity) return t('move.noIdentity');
    if (to === 'closed' && one && approvalFor(one.requests, me) !== 'none') return t('move.approves');
    return !one && to === 'closed' ? t('move.closeMany') : null;
  }

  const options = one ? one.moves.map(({ to, allowed }) => ({ to, allowed })) : sharedMoves(rows).map((to) => ({ to, allowed: true }));
  return (
    <>
      <Picker
        opened={opened}
        onClose={onClose}
        label={t('move.label', { count: rows.length })}
        nothing={t('move.nothing')}
        options={options.map(({ to, allowed }): PickerOption => {
          const hint = hintOf(to);
          return { value: to, label: words.status(to), disabled: !allowed, ...(hint !== null && { hint }) };
        })}
        onPick={(value) => {
          onClose();
          const own = one !== null && value === 'closed' && approvalFor(one.requests, me) === 'own';
          void move(rows, value as CaseStatus, { own });
        }}
      />
      {dialog}
    </>
  );
}

/** The moves that every one of these cases has. */
function sharedMoves(rows: readonly CaseRow[]): CaseStatus[] {
  return CASE_STATUSES.filter((to) => rows.length > 0 && rows.every((row) => movesFrom(row.status).includes(to)));
}

/** Moves cases, and asks for the reason first where somebody approves what they decided themselves. */
export function useMove() {
  const { t } = useTranslation('case');
  const words = useWords();
  const { change } = useChanges();
  const [asking, setAsking] = useState<{ rows: readonly CaseRow[]; to: CaseStatus } | null>(null);

  function run(rows: readonly CaseRow[], to: CaseStatus, approvalReason?: string) {
    const facts = { count: rows.length, reference: rows[0]?.reference ?? '', status: words.status(to) };
    return change(t('move.done', facts), (desk, versionOf) =>
      desk.cases.move({
        cases: rows.map((row) => ({ caseId: row.id, version: versionOf(row) })),
        to,
        ...(approvalReason !== undefined && { approvalReason }),
      }),
    );
  }

  async function move(rows: readonly CaseRow[], to: CaseStatus, { own = false } = {}) {
    if (own) setAsking({ rows, to });
    else await run(rows, to);
  }

  const dialog = (
    <ReasonDialog
      opened={asking !== null}
      onClose={() => setAsking(null)}
      title={t('own.title')}
      label={t('own.label')}
      confirm={t('own.confirm')}
      onReason={async (reason) => asking && run(asking.rows, asking.to, reason)}
    >
      {t('own.words')}
    </ReasonDialog>
  );
  return { move, dialog };
}
