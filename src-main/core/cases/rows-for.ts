import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { first, sql } from '../database/query.ts';
import { type CaseRecord, caseRow, type RequestRecord, type RowRecord } from './rows.ts';
import { maySee, sight } from './sight.ts';
import { selectCase, selectRequests } from './store.ts';

/** The case that this one is linked to as a duplicate, if this person may know of it; else it is as if there were no link. */
export function linkFor(db: Connection, actor: Actor, record: Pick<CaseRecord, 'duplicate_of'>): string | null {
  if (record.duplicate_of === null) return null;
  const other = selectCase(db, record.duplicate_of);
  return other && maySee(actor, other) ? other.id : null;
}

/** Whether this person may know of the case with this reference. */
export function mayKnow(db: Connection, actor: Actor, reference: string): boolean {
  const row = first(db, sql.selectFrom('dsr_case').select(['sealed', 'billing']).where('reference', '=', reference));
  return row !== undefined && maySee(actor, row);
}

/** Lines of the queue as this person may see them. */
export function caseRowsFor(db: Connection, actor: Actor, records: readonly RowRecord[]): CaseRow[] {
  const { masked } = sight(actor);
  return records.map((record) => ({ ...caseRow(record, masked), duplicateOf: linkFor(db, actor, record) }));
}

/** A case's requests in their order, for areas above. Whether somebody may see the case is `findCase`'s to say. */
export const requestsOf = (db: Connection, caseId: string): RequestRecord[] => selectRequests(db, caseId);
