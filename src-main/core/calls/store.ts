import type { CallRecordingTable, PhoneCallTable } from '../database/call-tables.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import { type Hiding, hidesNothing } from './hiding.ts';

export type CallRow = PhoneCallTable;

/** More calls than this at once nobody has: the oldest is to be closed first. */
export const MOST_OPEN = 20;

export const callQuery = (id: string) => sql.selectFrom('phone_call').selectAll().where('id', '=', id);
export const openCallsQuery = (staffId: string) =>
  sql.selectFrom('phone_call').selectAll().where('staff_id', '=', staffId).where('state', '<>', 'closed').orderBy('id').limit(MOST_OPEN);

export interface CallFilter {
  readonly personIds?: readonly string[] | undefined;
  readonly caseId?: string | undefined;
  readonly hiding: Hiding;
}

/** Closed calls, newest first, without those on a case that is hidden. */
export const callsQuery = ({ personIds, caseId, hiding }: CallFilter, before: string | null, limit: number) =>
  sql
    .selectFrom('phone_call')
    .selectAll()
    .where('state', '=', 'closed')
    .where(hidesNothing(hiding, 'phone_call.case_id'))
    .$if(personIds !== undefined, (query) => query.where('person_id', 'in', personIds ?? []))
    .$if(caseId !== undefined, (query) => query.where('case_id', '=', caseId ?? ''))
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit);

/** More recordings than this no call has. */
export const MOST_RECORDINGS = 20;

export const recordingsQuery = (callId: string) =>
  sql.selectFrom('call_recording').selectAll().where('call_id', '=', callId).orderBy('id').limit(MOST_RECORDINGS);
export const insertRecording = (db: Connection, row: CallRecordingTable): void =>
  void change(db, sql.insertInto('call_recording').values(row));

export const selectCall = (db: Connection, id: string): CallRow | undefined => first(db, callQuery(id));
export const selectOpenCalls = (db: Connection, staffId: string): CallRow[] => all(db, openCallsQuery(staffId));
export const insertCall = (db: Connection, row: CallRow): void => void change(db, sql.insertInto('phone_call').values(row));
export const updateCall = (db: Connection, id: string, patch: Partial<CallRow>): void =>
  void change(db, sql.updateTable('phone_call').set(patch).where('id', '=', id));
export const deleteCall = (db: Connection, id: string): void => void change(db, sql.deleteFrom('phone_call').where('id', '=', id));
