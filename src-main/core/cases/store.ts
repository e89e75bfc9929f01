import { type Insertable, sql as raw, type SqlBool, type Updateable } from 'kysely';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { CaseTable, RequestTable } from '../database/tables.ts';
import type { CaseRecord, RequestRecord } from './rows.ts';

export const caseQuery = (id: string) => sql.selectFrom('dsr_case').selectAll().where('id', '=', id);
export const selectCase = (db: Connection, id: string): CaseRecord | undefined => first(db, caseQuery(id));

export const requestsQuery = (caseId: string) => sql.selectFrom('request').selectAll().where('case_id', '=', caseId).orderBy('position');
export const selectRequests = (db: Connection, caseId: string): RequestRecord[] => all(db, requestsQuery(caseId));

/** The kinds of many cases' requests at once. The ids are one parameter: one statement, however many they are. */
export function selectKindsOf(db: Connection, caseIds: readonly string[]): Map<string, Pick<RequestRecord, 'id' | 'case_id' | 'kind'>[]> {
  const ids = raw<SqlBool>`case_id IN (SELECT value FROM json_each(${JSON.stringify(caseIds)}))`;
  const query = sql.selectFrom('request').select(['id', 'case_id', 'kind']).where(ids).orderBy('case_id').orderBy('position');
  return Map.groupBy(all(db, query), (request) => request.case_id);
}

export function insertCase(db: Connection, row: Insertable<CaseTable>): number {
  change(db, sql.insertInto('dsr_case').values(row));
  return first(db, sql.selectFrom('dsr_case').select('seq').where('id', '=', row.id))!.seq;
}

export function updateCase(db: Connection, id: string, patch: Updateable<CaseTable>): void {
  change(db, sql.updateTable('dsr_case').set(patch).where('id', '=', id));
}

export function insertRequest(db: Connection, row: Insertable<RequestTable>): void {
  change(db, sql.insertInto('request').values(row));
}

export function updateRequest(db: Connection, id: string, patch: Updateable<RequestTable>): void {
  change(db, sql.updateTable('request').set(patch).where('id', '=', id));
}

export function deleteRequest(db: Connection, id: string): void {
  change(db, sql.deleteFrom('request').where('id', '=', id));
}

export const timelineQuery = (caseId: string, before: string | null, limit: number) =>
  sql
    .selectFrom('timeline_entry')
    .selectAll()
    .where('case_id', '=', caseId)
    .$if(before !== null, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit);

export const selectTimeline = (db: Connection, caseId: string, before: string | null, limit: number) =>
  all(db, timelineQuery(caseId, before, limit));

export function insertTimeline(
  db: Connection,
  entry: { id: string; caseId: string; at: string; actor: string; type: string; facts: Readonly<Record<string, unknown>> },
): void {
  const { caseId, facts, ...rest } = entry;
  change(db, sql.insertInto('timeline_entry').values({ ...rest, case_id: caseId, facts: JSON.stringify(facts) }));
}

export const relatedQuery = (record: Pick<CaseRecord, 'id' | 'email' | 'duplicate_of'>) => ({
  duplicates: sql.selectFrom('dsr_case').selectAll().where('duplicate_of', '=', record.id).limit(20),
  sameSender: sql
    .selectFrom('dsr_case')
    .selectAll()
    .where('email', '=', record.email)
    .where('email', '<>', '')
    .orderBy('seq', 'desc')
    .limit(20),
});

/** Whether the links from case `from` on, each to the case that it is a duplicate of, come to `to`. A case leads to itself. */
export function leadsTo(db: Connection, from: string, to: string): boolean {
  const seen = new Set<string>();
  for (let at: string | null = from; at !== null && !seen.has(at); ) {
    if (at === to) return true;
    seen.add(at);
    at = first(db, sql.selectFrom('dsr_case').select('duplicate_of').where('id', '=', at))?.duplicate_of ?? null;
  }
  return false;
}

/** Takes the desk's next case number. Called inside the command that uses it, so that none is lost or used twice. */
export function takeCounter(db: Connection): { desk: number; counter: number } {
  const row = first(db, sql.selectFrom('desk').select(['desk_number', 'next_counter']));
  if (!row) throw new Error('a queue without its desk row');
  change(db, sql.updateTable('desk').set({ next_counter: row.next_counter + 1 }));
  return { desk: row.desk_number, counter: row.next_counter };
}

export const tallyQuery = sql.selectFrom('case_tally').selectAll().where('n', '>', 0);

/** Keeps what may be taken back: for a day, the newest first. */
export function insertUndo(
  db: Connection,
  row: { id: string; staff_id: string; at: string; action: string; before: string },
  olderThan: string,
): void {
  change(db, sql.deleteFrom('undo_entry').where('at', '<', olderThan));
  change(db, sql.insertInto('undo_entry').values(row));
}

export const selectUndo = (db: Connection, id: string, staffId: string) =>
  first(db, sql.selectFrom('undo_entry').selectAll().where('id', '=', id).where('staff_id', '=', staffId));

/** What somebody may still take back, the newest first. */
export const selectUndos = (db: Connection, staffId: string) =>
  all(db, sql.selectFrom('undo_entry').selectAll().where('staff_id', '=', staffId).orderBy('id', 'desc').limit(50));
export const updateUndo = (db: Connection, id: string, before: string) =>
  change(db, sql.updateTable('undo_entry').set({ before }).where('id', '=', id));

export const deleteUndo = (db: Connection, id: string) => change(db, sql.deleteFrom('undo_entry').where('id', '=', id));
