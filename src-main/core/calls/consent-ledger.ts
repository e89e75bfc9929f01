import { hash } from 'node:crypto';
import type { ConsentFact } from '../../../src-shared/consent/types.ts';
import type { RecordingRuleView } from '../../../src-shared/contract/consents.ts';
import type { ConsentAnswer, ConsentMethod, ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Work } from '../command.ts';
import type { ConsentRecordTable } from '../database/call-tables.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import { canonicalJson } from '../ledger/canonical.ts';

/** What is written down of one answer, or of several that were given in one breath. */
export interface Said {
  readonly at: Instant;
  readonly callId: string | null;
  readonly caseId: string | null;
  readonly personId: string | null;
  readonly answers: readonly { readonly purpose: ConsentPurpose; readonly answer: ConsentAnswer }[];
  readonly method: ConsentMethod;
  readonly verbatim: string;
  readonly expiresAt: Instant | null;
  readonly script: {
    readonly id: string;
    readonly version: number;
    readonly language: string;
    readonly sha256: string;
    readonly readAt: Instant;
  } | null;
  readonly rule: RecordingRuleView | null;
  readonly supersedes: string | null;
}

export type RecordRow = ConsentRecordTable;

const GENESIS = '0'.repeat(64);
const sha256 = (text: string) => hash('sha256', text);

type Linked = Pick<RecordRow, 'position' | 'id' | 'at' | 'digest' | 'previous'>;
const link = ({ position, id, at, digest, previous }: Linked): string =>
  sha256(JSON.stringify(['dsr-desk/consent/1', previous, position, id, at, digest]));
const digestOf = (salt: string, content: unknown): string => sha256(`dsr-desk/consent-content/1\n${salt}\n${canonicalJson(content)}`);

/** What a record says, as its digest covers it. */
function contentOf(row: RecordRow, answers: readonly { readonly purpose: string; readonly answer: string }[]): unknown {
  const { position: _p, previous: _v, hash: _h, digest: _d, salt: _s, erased_at: _e, ...said } = row;
  return {
    ...said,
    answers: [...answers].sort((a, b) => (a.purpose < b.purpose ? -1 : 1)).map(({ purpose, answer }) => [purpose, answer]),
  };
}

/** Appends a record to the chain. It is never changed afterwards. Called inside a command. */
export function appendRecord(work: Work, said: Said, salt: string): RecordRow {
  const { db, actor, newId } = work;
  const newest = first(db, sql.selectFrom('consent_record').select(['position', 'hash']).orderBy('position', 'desc').limit(1));
  const blank: RecordRow = {
    position: (newest?.position ?? 0) + 1,
    id: newId(),
    at: said.at,
    by_staff: actor.staffId,
    call_id: said.callId,
    case_id: said.caseId,
    person_id: said.personId,
    method: said.method,
    verbatim: said.verbatim,
    expires_at: said.expiresAt,
    script_id: said.script?.id ?? null,
    script_version: said.script?.version ?? null,
    script_language: said.script?.language ?? null,
    script_sha256: said.script?.sha256 ?? null,
    script_read_at: said.script?.readAt ?? null,
    rule: said.rule === null ? null : JSON.stringify(said.rule),
    supersedes: said.supersedes,
    salt,
    digest: '',
    previous: newest?.hash ?? GENESIS,
    hash: '',
    erased_at: null,
  };
  const digested = { ...blank, digest: digestOf(salt, contentOf(blank, said.answers)) };
  const row = { ...digested, hash: link(digested) };
  change(db, sql.insertInto('consent_record').values(row));
  for (const { purpose, answer } of said.answers)
    change(db, sql.insertInto('consent_answer').values({ position: row.position, purpose, answer }));
  return row;
}

/**
 * Takes what a record said, because it need not be kept any longer: the place in the chain, its digest and its hash stay, so that the
 * chain holds without it. Called inside a command.
 */
export function eraseRecord({ db, now }: Work, position: number): void {
  change(db, sql.deleteFrom('consent_answer').where('position', '=', position));
  change(
    db,
    sql
      .updateTable('consent_record')
      .set({
        call_id: null,
        case_id: null,
        person_id: null,
        verbatim: '',
        expires_at: null,
        script_id: null,
        script_version: null,
        script_language: null,
        script_sha256: null,
        script_read_at: null,
        rule: null,
        supersedes: null,
        salt: null,
        erased_at: now,
      })
      .where('position', '=', position)
      .where('erased_at', 'is', null),
  );
}

export interface ConsentVerification {
  readonly records: number;
  /** The first position that does not hold; null: all do. */
  readonly badPosition: number | null;
}

/** Walks the chain from its beginning. An erased record holds. A chain cut off at its end shows only against the ledger. */
export function verifyConsents(db: Connection): ConsentVerification {
  let previous = GENESIS;
  let expected = 1;
  const walk = db.prepare<[], RecordRow>('SELECT * FROM consent_record ORDER BY position').iterate();
  // read beside the walk: one connection runs one statement at a time only where it writes
  const answers = db.prepare<[number], { purpose: string; answer: string }>(
    'SELECT purpose, answer FROM consent_answer WHERE position = ?',
  );
  for (const row of walk) {
    const holds = row.erased_at !== null || row.digest === digestOf(row.salt ?? '', contentOf(row, answers.all(row.position)));
    if (row.position !== expected || row.previous !== previous || row.hash !== link(row) || !holds)
      return { records: expected - 1, badPosition: expected };
    previous = row.hash;
    expected += 1;
  }
  return { records: expected - 1, badPosition: null };
}

export interface RecordFilter {
  readonly personIds?: readonly string[] | undefined;
  readonly caseId?: string | undefined;
  readonly callId?: string | undefined;
}

/** Records newest first, without what was erased. */
export const recordsQuery = ({ personIds, caseId, callId }: RecordFilter, before: number | null, limit: number) =>
  sql
    .selectFrom('consent_record')
    .selectAll()
    .where('erased_at', 'is', null)
    .$if(personIds !== undefined, (query) => query.where('person_id', 'in', personIds ?? []))
    .$if(caseId !== undefined, (query) => query.where('case_id', '=', caseId ?? ''))
    .$if(callId !== undefined, (query) => query.where('call_id', '=', callId ?? ''))
    .$if(before !== null, (query) => query.where('position', '<', before ?? 0))
    .orderBy('position', 'desc')
    .limit(limit);

export const answersOf = (db: Connection, position: number) =>
  all(db, sql.selectFrom('consent_answer').select(['purpose', 'answer']).where('position', '=', position).orderBy('purpose'));

/** More answers than this of one person or one call are not weighed: nobody has been asked so often. */
const MOST_FACTS = 5000;

/** All answers of a person (all entries) or of a call, for the rules to weigh. */
export function factsOf(db: Connection, { personIds, callId }: RecordFilter): ConsentFact[] {
  const rows = all(
    db,
    sql
      .selectFrom('consent_record as record')
      .innerJoin('consent_answer as answer', 'answer.position', 'record.position')
      .select([
        'record.id',
        'record.position',
        'record.at',
        'record.method',
        'record.expires_at',
        'record.call_id',
        'answer.purpose',
        'answer.answer',
      ])
      .where('record.erased_at', 'is', null)
      .$if(personIds !== undefined, (query) => query.where('record.person_id', 'in', personIds ?? []))
      .$if(callId !== undefined, (query) => query.where('record.call_id', '=', callId ?? ''))
      .orderBy('record.position', 'desc')
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
