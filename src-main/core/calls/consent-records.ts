import type { Selectable } from 'kysely';
import type { ConsentFact } from '../../../src-shared/consent/types.ts';
import type { ConsentAnswer, ConsentMethod, ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { ConsentRecordTable } from '../database/call-tables.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { type Hiding, hidesNothing } from './hiding.ts';

export type RecordRow = Selectable<ConsentRecordTable>;

/** A record with the call that it was made on as that call is now: who was on the line may be found out after the first answer. */
export type RecordOnCall = RecordRow & { readonly call_person: string | null; readonly call_case: string | null };

/** Whom a record is about: for one of a call whoever is said to have been on the line. */
export const personOf = (row: RecordOnCall): string | null => (row.call_id === null ? row.person_id : row.call_person);

export interface RecordFilter {
  /** All entries of a person. */
  readonly personIds?: readonly string[] | undefined;
  readonly caseId?: string | undefined;
  readonly callId?: string | undefined;
  /** What is left out because it lies on a case that the reader may not know of. Without it, nothing is: for the rules to decide by. */
  readonly hiding?: Hiding | undefined;
}

/** More answers than this of one person or one call are not weighed: nobody has been asked so often. */
const MOST_FACTS = 5000;

/** Records without what was erased. */
const records = ({ personIds, caseId, callId, hiding }: RecordFilter) =>
  sql
    .selectFrom('consent_record')
    .leftJoin('phone_call', 'phone_call.id', 'consent_record.call_id')
    .where('consent_record.erased_at', 'is', null)
    .$if(personIds !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where.and([where('consent_record.call_id', 'is', null), where('consent_record.person_id', 'in', personIds ?? [])]),
          where(
            'consent_record.call_id',
            'in',
            sql
              .selectFrom('phone_call')
              .select('id')
              .where('person_id', 'in', personIds ?? []),
          ),
        ]),
      ),
    )
    .$if(caseId !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('consent_record.case_id', '=', caseId ?? ''),
          where(
            'consent_record.call_id',
            'in',
            sql
              .selectFrom('phone_call')
              .select('id')
              .where('case_id', '=', caseId ?? ''),
          ),
        ]),
      ),
    )
    .$if(callId !== undefined, (query) => query.where('consent_record.call_id', '=', callId ?? ''))
    .$if(hiding !== undefined, (query) => query.where(hidesNothing(hiding as Hiding, 'consent_record.case_id', 'phone_call.case_id')));

const whole = (filter: RecordFilter) =>
  records(filter).selectAll('consent_record').select(['phone_call.person_id as call_person', 'phone_call.case_id as call_case']);

/** Newest first. */
export const recordsQuery = (filter: RecordFilter, before: number | null, limit: number) =>
  whole(filter)
    .$if(before !== null, (query) => query.where('consent_record.position', '<', before ?? 0))
    .orderBy('consent_record.position', 'desc')
    .limit(limit);

/** All of the desk, oldest first, a piece at a time. */
export const recordsAfterQuery = (after: number, limit: number) =>
  whole({}).where('consent_record.position', '>', after).orderBy('consent_record.position').limit(limit);

export const recordQuery = (id: string, hiding: Hiding) => whole({ hiding }).where('consent_record.id', '=', id);

export const answersOf = (db: Connection, position: number) =>
  all(db, sql.selectFrom('consent_answer').select(['purpose', 'answer']).where('position', '=', position).orderBy('purpose'));

/** Records before a place in the chain, of a person or a call, that grant one of these purposes. */
export const grantsBeforeQuery = (
  { personIds, callId }: { readonly personIds: readonly string[]; readonly callId: string | null },
  position: number,
  purposes: readonly string[],
) =>
  whole({})
    .where('consent_record.position', '<', position)
    .where((where) =>
      where.or([
        where('consent_record.call_id', '=', callId ?? ''),
        where('consent_record.person_id', 'in', personIds),
        where('phone_call.person_id', 'in', personIds),
      ]),
    )
    .where((where) =>
      where(
        'consent_record.position',
        'in',
        sql.selectFrom('consent_answer').select('position').where('answer', '=', 'granted').where('purpose', 'in', purposes),
      ),
    )
    .orderBy('consent_record.position')
    .limit(MOST_FACTS);

/** Whether anything was answered on a call. */
export const hasRecords = (db: Connection, callId: string): boolean =>
  first(db, sql.selectFrom('consent_record').select('id').where('call_id', '=', callId).limit(1)) !== undefined;

/** The newest record that answers one of the same purposes: what a new answer takes the place of. */
export function newestOn(db: Connection, filter: RecordFilter, answers: readonly { readonly purpose: ConsentPurpose }[]): string | null {
  const purposes = answers.map(({ purpose }) => purpose);
  const query = records(filter)
    .innerJoin('consent_answer', 'consent_answer.position', 'consent_record.position')
    .select('consent_record.id')
    .where('consent_answer.purpose', 'in', purposes)
    .orderBy('consent_record.position', 'desc')
    .limit(1);
  return first(db, query)?.id ?? null;
}

/** All answers of a person or of a call, for the rules to weigh. */
export function factsOf(db: Connection, filter: RecordFilter): ConsentFact[] {
  const rows = all(
    db,
    records(filter)
      .innerJoin('consent_answer as answer', 'answer.position', 'consent_record.position')
      .select([
        'consent_record.id',
        'consent_record.position',
        'consent_record.at',
        'consent_record.method',
        'consent_record.expires_at',
        'consent_record.call_id',
        'answer.purpose',
        'answer.answer',
      ])
      .orderBy('consent_record.position', 'desc')
      .limit(MOST_FACTS),
  );
  return rows.map((row) => ({
    recordId: row.id,
    position: row.position,
    purpose: row.purpose as ConsentPurpose,
    answer: row.answer as ConsentAnswer,
    method: row.method as ConsentMethod,
    at: row.at as Instant,
    expiresAt: row.expires_at as Instant | null,
    callId: row.call_id,
  }));
}
