import { type Insertable, sql as raw, type Selectable, type SqlBool } from 'kysely';
import type { Connection } from '../database/open.ts';
import { all, change, sql } from '../database/query.ts';
import type { DeadlineEventTable, RequestRegimeTable, Tables } from '../database/tables.ts';

export type PinRecord = Selectable<RequestRegimeTable>;
export type EventRecord = Selectable<DeadlineEventTable>;
export type ProposalRecord = Selectable<Tables['extension_proposal']>;

export const pinsQuery = (caseId: string) => sql.selectFrom('request_regime').selectAll().where('case_id', '=', caseId);
export const selectPins = (db: Connection, caseId: string): PinRecord[] =>
  all(db, pinsQuery(caseId)).sort((a, b) => (a.request_id < b.request_id ? -1 : a.request_id > b.request_id ? 1 : a.position - b.position));

/** The ids as one parameter: one statement, however many they are. */
const among = (ids: readonly string[]) => raw<SqlBool>`case_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** The rules of many cases at once, each case's in the order of `selectPins`. */
export function selectPinsOf(db: Connection, caseIds: readonly string[]): Map<string, PinRecord[]> {
  const pins = all(db, sql.selectFrom('request_regime').selectAll().where(among(caseIds)).orderBy('request_id').orderBy('position'));
  return Map.groupBy(pins, (pin) => pin.case_id);
}

/** What happened to many cases at once, as `selectEvents` has it. */
export function selectEventsOf(db: Connection, caseIds: readonly string[]): Map<string, EventRecord[]> {
  const query = sql.selectFrom('deadline_event').selectAll().where(among(caseIds)).where('withdrawn_at', 'is', null).orderBy('id');
  return Map.groupBy(all(db, query), (event) => event.case_id);
}

/** Another version, calendar or zone of a rule that a request has. */
export const repin = (db: Connection, { request_id, regime, regime_version, calendar, calendar_version, time_zone }: PinRecord) =>
  change(
    db,
    sql
      .updateTable('request_regime')
      .set({ regime_version, calendar, calendar_version, time_zone })
      .where('request_id', '=', request_id)
      .where('regime', '=', regime),
  );

/** Puts other rules in the place of a request's. */
export function replacePins(db: Connection, requestId: string, pins: readonly Insertable<RequestRegimeTable>[]): void {
  change(db, sql.deleteFrom('request_regime').where('request_id', '=', requestId));
  for (const pin of pins) change(db, sql.insertInto('request_regime').values(pin));
}

export const eventsQuery = (caseId: string) =>
  sql.selectFrom('deadline_event').selectAll().where('case_id', '=', caseId).orderBy('id').limit(500);
/** What happened to a case and was not withdrawn. */
export const selectEvents = (db: Connection, caseId: string): EventRecord[] =>
  all(db, eventsQuery(caseId)).filter((event) => event.withdrawn_at === null);

export const insertEvent = (db: Connection, row: Insertable<DeadlineEventTable>) =>
  change(db, sql.insertInto('deadline_event').values(row));
export const withdrawEvent = (db: Connection, id: string, at: string) =>
  change(db, sql.updateTable('deadline_event').set({ withdrawn_at: at }).where('id', '=', id));

export const selectProposals = (db: Connection, caseId: string): ProposalRecord[] =>
  all(db, sql.selectFrom('extension_proposal').selectAll().where('case_id', '=', caseId).orderBy('id').limit(200));
export const insertProposal = (db: Connection, row: ProposalRecord) => change(db, sql.insertInto('extension_proposal').values(row));
export const settleProposal = (db: Connection, id: string, state: 'approved' | 'declined') =>
  change(db, sql.updateTable('extension_proposal').set({ state }).where('id', '=', id));

export const selectPolicies = (db: Connection) => all(db, sql.selectFrom('house_policy').selectAll().orderBy('effective_from').limit(1000));
export const insertPolicy = (db: Connection, row: Selectable<Tables['house_policy']>) =>
  change(db, sql.insertInto('house_policy').values(row));
