import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../src-shared/contract/cases.ts';
import type { CaseDeadlines } from '../../../src-shared/contract/deadlines.ts';
import { useDesk } from '../../app/connection.tsx';
import { useKeys } from '../../app/keys.tsx';
import { useMe } from '../../app/me.tsx';
import { type ClockPlace, extensionState, governingOf } from './dates.ts';
import type { DatesDialog } from './dates-dialog.ts';
import { DatesDialogs } from './dates-dialogs.tsx';

export interface Dates {
  readonly detail: CaseDetail;
  /** Undefined for the few milliseconds until they are here. */
  readonly deadlines: CaseDeadlines | undefined;
  readonly error: unknown;
  /** Whether this person may record what moves a date. */
  readonly mayWork: boolean;
  /** Requests whose time some set of rules still lets one extend today, and for which nothing waits. */
  readonly extendable: readonly string[];
  readonly open: (dialog: DatesDialog) => void;
  readonly why: (requestId?: string) => void;
}

const DatesContext = createContext<Dates | null>(null);

/** The dates of the case that is shown, and the dialogs about them. */
export function useDates(): Dates {
  const dates = use(DatesContext);
  if (!dates) throw new Error('useDates is used outside DatesProvider');
  return dates;
}

/** Around a case's page: reads its dates once, and holds the keys and dialogs that explain and move them. */
export function DatesProvider({ detail, children }: { readonly detail: CaseDetail; readonly children: ReactNode }) {
  const { t } = useTranslation('deadlines');
  const { may } = useMe();
  const { query } = useDesk();
  const [dialog, setDialog] = useState<DatesDialog | null>(null);
  const { data: deadlines, error } = useQuery(query.deadlines.ofCase.queryOptions({ input: { caseId: detail.row.id } }));
  const mayWork = may('case.work');

  const dates = useMemo<Dates>(() => {
    const extendable = detail.row.status === 'closed' || !deadlines ? [] : extendableOf(deadlines);
    return {
      detail,
      deadlines,
      error,
      mayWork,
      extendable,
      open: setDialog,
      why(requestId) {
        const at = deadlines && whyPlace(deadlines, requestId);
        if (at) setDialog({ what: 'why', at });
      },
    };
  }, [detail, deadlines, error, mayWork]);

  const { extendable } = dates;
  useKeys('case.dates', [
    { id: 'why', keys: ['w'], label: t('key.why'), when: deadlines !== undefined && whyPlace(deadlines) !== null, run: () => dates.why() },
    {
      id: 'record',
      keys: ['h'],
      label: t('key.record'),
      when: mayWork && (deadlines?.acts.length ?? 0) > 0,
      run: () => setDialog({ what: 'acts' }),
    },
    {
      id: 'extend',
      keys: ['x'],
      label: t('key.extend'),
      when: mayWork && extendable.length > 0,
      run: () => extendable[0] && setDialog({ what: 'extend', requestId: extendable[0] }),
    },
    { id: 'rules', keys: [], label: t('key.rules'), when: mayWork && deadlines !== undefined, run: () => setDialog({ what: 'rules' }) },
    {
      id: 'receipt',
      keys: [],
      label: t('key.receipt'),
      when: mayWork && deadlines !== undefined,
      run: () => setDialog({ what: 'receipt' }),
    },
  ]);

  return (
    <DatesContext value={dates}>
      {children}
      {deadlines && <DatesDialogs deadlines={deadlines} dialog={dialog} onOpen={setDialog} onClose={() => setDialog(null)} />}
    </DatesContext>
  );
}

/** The clock that *Why this date?* begins with: the one that governs, else the first that there is. */
function whyPlace(deadlines: CaseDeadlines, requestId?: string): ClockPlace | null {
  const asked = requestId ?? deadlines.governing?.requestId ?? deadlines.requests[0]?.requestId;
  if (asked === undefined) return null;
  const governing = governingOf(deadlines, asked);
  if (governing) return governing;
  const view = deadlines.requests.find((request) => request.requestId === asked)?.regimes.find(({ clocks }) => clocks.length > 0);
  const clock = view?.clocks.find(({ id }) => id === 'respond') ?? view?.clocks[0];
  return view && clock ? { requestId: asked, regime: view.regime, clock: clock.id } : null;
}

function extendableOf({ requests, proposals, today }: CaseDeadlines): string[] {
  return requests
    .filter(
      ({ requestId, regimes }) =>
        !proposals.some((proposal) => proposal.requestId === requestId) &&
        regimes.some((view) => extensionState(view, today).state === 'possible'),
    )
    .map(({ requestId }) => requestId);
}
