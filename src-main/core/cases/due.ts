import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../database/open.ts';
import type { ClockBook, ClockedCase, Governed } from '../deadlines/book.ts';
import type { CaseRecord } from './rows.ts';

/** What sorts a case that has no date behind all that have one. */
export const NO_DATE = '9999-12-31';

export interface DueColumns {
  readonly work_by_on: string | null;
  readonly due_key: string;
  readonly regime: string | null;
  readonly clock: string | null;
  readonly band: string;
}

/** The columns that the governing date fills. */
export function dueColumns({ workByOn, regime, clock, band }: Governed): DueColumns {
  return { work_by_on: workByOn, due_key: workByOn ?? NO_DATE, regime, clock, band };
}

/** What of a case its dates hang on. */
export function clockedCase(
  record: Pick<CaseRecord, 'id' | 'received_at' | 'closed_at' | 'country' | 'region'>,
  requests: readonly { readonly id: string; readonly kind: string; readonly outcome_at?: string | null }[],
): ClockedCase {
  return {
    id: record.id,
    receivedAt: record.received_at as Instant,
    closedAt: record.closed_at as Instant | null,
    country: record.country,
    region: record.region,
    requests: requests.map(({ id, kind, outcome_at }) => ({
      id,
      kind: kind as RequestKind,
      // an opt-out is answered by being carried out; everything else by the letter that closes the case
      answeredAt: kind === 'opt_out' ? ((outcome_at ?? null) as Instant | null) : null,
    })),
  };
}

/** Settles which rules hold for a case and computes its governing date from all that happened. Called inside a command. */
export function settleDue(
  db: Connection,
  book: ClockBook,
  facts: ClockedCase,
  open: boolean,
  anew: (requestId: string) => boolean,
): DueColumns {
  return dueColumns(book.govern(book.compute(db, facts, book.settle(db, facts, anew)), open));
}
