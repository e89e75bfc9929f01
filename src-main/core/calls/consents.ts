import { retentionOf, standingsAt } from '../../../src-shared/consent/index.ts';
import type { StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord, RetentionProgress } from '../../../src-shared/contract/consents.ts';
import type { PersonName } from '../../../src-shared/contract/directory.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { RECORDING_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import { findCase } from '../cases/change.ts';
import { tellOnCase } from '../cases/line.ts';
import { maySee } from '../cases/sight.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { holdsCard } from '../directory/cards.ts';
import { membersOf } from '../directory/service.ts';
import { appendRecord, eraseRecord, factsOf, type RecordRow, recordsQuery } from './consent-ledger.ts';
import { consentRecord, type Names } from './consent-view.ts';
import { type Answered, requireSensible, stopsOf } from './service.ts';

export interface ConsentsOptions {
  readonly db: Connection;
  readonly command: Command;
  readonly now: () => Instant;
  readonly today: () => CalendarDate;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly names: (actor: Actor) => Names;
  /** Takes what a refusal or withdrawal stops, within the command. */
  readonly stop: (work: Work, personId: string, caseId: string | null, stops: readonly StagedOptOut[], channel: 'letter' | 'email') => void;
}

export interface Written extends Answered {
  readonly personId: string;
  readonly caseId: string | null;
  readonly expiresAt: Instant | null;
}

/** Records looked at before the job lets others work. */
const AT_ONCE = 200;

/** The consent ledger: what was agreed to and when, at any moment, and how long that is kept. */
export class ConsentsService {
  readonly #options: ConsentsOptions;

  constructor(options: ConsentsOptions) {
    this.#options = options;
  }

  standing(actor: Actor, personId: string, at: Instant | null) {
    const { db, now, names } = this.#options;
    const members = this.#members(personId);
    const moment = at ?? now();
    return { person: nameFor(names(actor), members[0]!), at: moment, standings: standingsAt(factsOf(db, { personIds: members }), moment) };
  }

  /** The records of a person or a case, newest first; what lies on a case that this reader may not know of is left out. */
  history(
    actor: Actor,
    filter: { personId?: string | undefined; caseId?: string | undefined; before: number | null; limit: number },
  ): { records: ConsentRecord[]; more: boolean } {
    const { db, names } = this.#options;
    const { personId, caseId, before, limit } = filter;
    if ((personId === undefined) === (caseId === undefined))
      throw new DeskError('invalid', 'Consents are listed of a person or of a case. Name one of the two.', { field: 'personId' });
    if (caseId !== undefined) findCase(db, actor, caseId);
    const rows =
      personId === undefined
        ? all(db, ofCaseQuery(caseId ?? '', before, limit + 1))
        : all(db, recordsQuery({ personIds: this.#members(personId) }, before, limit + 1));
    const seen = names(actor);
    const known = rows.slice(0, limit).filter((row) => row.case_id === null || seen.mayKnowCase(row.case_id));
    return { records: known.map((row) => consentRecord(db, row, seen)), more: rows.length > limit };
  }

  /** What came outside of a call. A recording is agreed to on its call only; to take that back is possible here. */
  record(actor: Actor, written: Written): ConsentRecord {
    const { db, command, names, randomBytes, stop } = this.#options;
    const { personId, caseId, answers, method, verbatim, expiresAt } = written;
    requireSensible(written);
    const recording: readonly string[] = RECORDING_PURPOSES;
    if (answers.some(({ purpose, answer }) => recording.includes(purpose) && answer === 'granted'))
      throw new DeskError('not_allowed', 'Recording a call is agreed to on that call. Ask there.', { field: 'answers' });
    if (holdsCard(verbatim))
      throw new DeskError('invalid', 'This looks like the number of a payment card. Payment details are not kept here: leave it out.', {
        field: 'verbatim',
      });
    const canonical = this.#members(personId)[0]!;
    const purposes = answers.map(({ purpose, answer }) => `${purpose}:${answer}`);
    return command(actor, { action: 'consent.record', subject: canonical, input: { purposes, method, caseId } }, (work) => {
      const [last] = all(work.db, recordsQuery({ personIds: membersOf(work.db, canonical) }, null, 1));
      const said = { at: work.now, callId: null, caseId, personId: canonical, answers, method, verbatim, expiresAt };
      const salt = Buffer.from(randomBytes(16)).toString('hex');
      const row = appendRecord(work, { ...said, script: null, rule: null, supersedes: last?.id ?? null }, salt);
      if (caseId !== null) tellOnCase(work, caseId, 'consented', { answers: purposes.join(', '), callId: null });
      const stops = stopsOf(answers);
      if (stops.length > 0) stop(work, canonical, caseId, stops, 'letter');
      work.touch('consents', canonical);
      return consentRecord(db, row, names(actor));
    });
  }

  /** One record, if this reader may know of its case. */
  one(actor: Actor, recordId: string): { row: RecordRow; record: ConsentRecord } {
    const { db, names } = this.#options;
    const row = first(db, sql.selectFrom('consent_record').selectAll().where('id', '=', recordId));
    const seen = names(actor);
    if (row === undefined || row.erased_at !== null || (row.case_id !== null && !seen.mayKnowCase(row.case_id)))
      throw new DeskError('not_found', 'There is no such consent record on this desk.', { field: 'recordId' });
    return { row, record: consentRecord(db, row, seen) };
  }

  /** What the retention job would do today. */
  retentionPreview(signal: AbortSignal | undefined): AsyncGenerator<RetentionProgress> {
    return this.#retention(signal, () => {});
  }

  /** And the same, done: what a record said is taken, its place in the chain stays. */
  retentionApply(actor: Actor, reason: string, signal: AbortSignal | undefined): AsyncGenerator<RetentionProgress> {
    const { command } = this.#options;
    return this.#retention(signal, (rows) => {
      const positions = rows.map(({ position }) => position);
      command(actor, { action: 'consent.retention', subject: 'consents', input: { reason, positions } }, (work) => {
        for (const position of positions) eraseRecord(work, position);
        work.touch('consents');
      });
    });
  }

  async *#retention(signal: AbortSignal | undefined, take: (rows: readonly RecordRow[]) => void): AsyncGenerator<RetentionProgress> {
    const { db, today } = this.#options;
    const day = today();
    let progress: RetentionProgress = {
      looked: 0,
      deleted: 0,
      kept: { telemarketing: 0, case: 0, legalHold: 0 },
      oldest: null,
      newest: null,
      done: false,
    };
    for (let after = 0; ; ) {
      if (signal?.aborted) return;
      const rows = all(db, keptQuery(after));
      const going: RecordRow[] = [];
      for (const row of rows) {
        const answer = retentionOf(this.#retainable(row), day);
        if (answer.due) going.push(row);
        else {
          const kept = { ...progress.kept };
          if (answer.because === 'legal_hold') kept.legalHold += 1;
          else if (answer.because === 'telemarketing') kept.telemarketing += 1;
          else kept.case += 1;
          progress = { ...progress, kept };
        }
        progress = { ...progress, looked: progress.looked + 1 };
      }
      if (going.length > 0) {
        take(going);
        const at = going.map((row) => row.at as Instant).sort();
        const oldest = progress.oldest === null || at[0]! < progress.oldest ? at[0]! : progress.oldest;
        const newest = progress.newest === null || at.at(-1)! > progress.newest ? at.at(-1)! : progress.newest;
        progress = { ...progress, deleted: progress.deleted + going.length, oldest, newest };
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < AT_ONCE) break;
      after = last.position;
      yield progress;
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield { ...progress, done: true };
  }

  #retainable(row: RecordRow) {
    const { db } = this.#options;
    const caseId = row.case_id ?? callCase(db, row.call_id);
    const record =
      caseId === null ? undefined : first(db, sql.selectFrom('dsr_case').select(['open', 'closed_at']).where('id', '=', caseId));
    const marketing = all(db, sql.selectFrom('consent_answer').select('purpose').where('position', '=', row.position));
    return {
      id: row.id,
      at: row.at as Instant,
      usedForTelemarketing: marketing.some(({ purpose }) => purpose === 'marketing_phone' || purpose === 'marketing_sms'),
      caseClosedOn: record?.closed_at ? (record.closed_at.slice(0, 10) as CalendarDate) : null,
      caseOpen: record?.open === 1,
      onLegalHold: false, // nothing on this desk can be put under a legal hold yet
    };
  }

  #members(personId: string): readonly string[] {
    const members = membersOf(this.#options.db, personId);
    if (members.length === 0) throw new DeskError('not_found', 'There is no such person on this desk.', { field: 'personId' });
    return members;
  }
}

const keptQuery = (after: number) =>
  sql
    .selectFrom('consent_record')
    .selectAll()
    .where('erased_at', 'is', null)
    .where('position', '>', after)
    .orderBy('position')
    .limit(AT_ONCE);

/** Records made for a case, and those of calls that were put on it afterwards. */
export const ofCaseQuery = (caseId: string, before: number | null, limit: number) =>
  sql
    .selectFrom('consent_record')
    .selectAll()
    .where('erased_at', 'is', null)
    .where((where) =>
      where.or([
        where('case_id', '=', caseId),
        where('call_id', 'in', sql.selectFrom('phone_call').select('id').where('case_id', '=', caseId)),
      ]),
    )
    .$if(before !== null, (query) => query.where('position', '<', before ?? 0))
    .orderBy('position', 'desc')
    .limit(limit);

function callCase(db: Connection, callId: string | null): string | null {
  if (callId === null) return null;
  return first(db, sql.selectFrom('phone_call').select('case_id').where('id', '=', callId))?.case_id ?? null;
}

function nameFor(names: Names, personId: string): PersonName {
  const name = names.person(personId);
  if (name === null) throw new Error('a person that was just found is gone');
  return name;
}

/** Whether this reader may know of a case. */
export function mayKnowCase(db: Connection, actor: Actor, caseId: string): boolean {
  const row = first(db, sql.selectFrom('dsr_case').select(['sealed', 'billing']).where('id', '=', caseId));
  return row !== undefined && maySee(actor, row);
}
