import { hash } from 'node:crypto';
import type { RecordingRuleView } from '../../../src-shared/contract/consents.ts';
import type { ConsentAnswer, ConsentMethod, ConsentPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { change, first, sql } from '../database/query.ts';
import { canonicalJson } from '../ledger/canonical.ts';
import type { RecordRow } from './consent-records.ts';

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

/**
 * Walks the chain from its beginning. A record that retention erased holds, if the ledger says that it did: erasing is the one change that the
 * chain itself would not show. A chain cut off at its end shows only against the ledger.
 */
export function verifyConsents(db: Connection): ConsentVerification {
  const taken = takenByRetention(db);
  let previous = GENESIS;
  let expected = 1;
  const walk = db.prepare<[], RecordRow>('SELECT * FROM consent_record ORDER BY position').iterate();
  const answers = db.prepare<[number], { purpose: string; answer: string }>(
    'SELECT purpose, answer FROM consent_answer WHERE position = ?',
  );
  for (const row of walk) {
    const said = answers.all(row.position);
    const whole = () => row.digest === digestOf(row.salt ?? '', contentOf(row, said));
    const holds = row.erased_at === null ? whole() : said.length === 0 && taken.has(row.position);
    if (row.position !== expected || row.previous !== previous || row.hash !== link(row) || !holds)
      return { records: expected - 1, badPosition: expected };
    previous = row.hash;
    expected += 1;
  }
  return { records: expected - 1, badPosition: null };
}

/** The places of all records that the ledger says were erased. */
function takenByRetention(db: Connection): ReadonlySet<number> {
  const query = `SELECT taken.value FROM ledger_entry JOIN ledger_payload USING (device, seq), json_each(payload, '$.positions') AS taken
    WHERE action = 'consent.retention'`;
  return new Set(db.prepare<[], number>(query).pluck().all());
}
