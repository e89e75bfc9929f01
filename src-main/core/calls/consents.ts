import { standingsAt } from '../../../src-shared/consent/index.ts';
import type { StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord, RetentionProgress } from '../../../src-shared/contract/consents.ts';
import type { PersonName } from '../../../src-shared/contract/directory.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import { findCase } from '../cases/change.ts';
import { tellOnCase } from '../cases/line.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first } from '../database/query.ts';
import { membersOf } from '../directory/service.ts';
import { refuseCards } from './cards.ts';
import { appendRecord, eraseRecord } from './consent-ledger.ts';
import { factsOf, newestOn, recordQuery, recordsQuery } from './consent-records.ts';
import { consentRecord, type Names, withCall } from './consent-view.ts';
import { hidingOf } from './hiding.ts';
import { retention } from './retention.ts';
import { type Answered, inShort, isRecording, requireSensible, stopsOf } from './said.ts';

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

/** The consent ledger: what was agreed to and when, at any moment, and how long that is kept. */
export class ConsentsService {
  readonly #options: ConsentsOptions;

  constructor(options: ConsentsOptions) {
    this.#options = options;
  }

  /**
   * How every purpose stood at a moment, by what this reader may know of: what was said on a case that is hidden from them is left out here
   * as everywhere. The suppression list, by which mail and calls go out, knows of every "no".
   */
  standing(actor: Actor, personId: string, at: Instant | null) {
    const { db, now, names } = this.#options;
    const members = this.#members(personId);
    const moment = at ?? now();
    const facts = factsOf(db, { personIds: members, hiding: hidingOf(actor) });
    return { person: nameFor(names(actor), members[0]!), at: moment, standings: standingsAt(facts, moment) };
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
    const personIds = personId === undefined ? undefined : this.#members(personId);
    const rows = all(db, recordsQuery({ personIds, caseId, hiding: hidingOf(actor) }, before, limit + 1));
    const seen = names(actor);
    return { records: rows.slice(0, limit).map((row) => consentRecord(db, row, seen)), more: rows.length > limit };
  }

  /** What came outside of a call. A recording is agreed to on its call only; to take that back is possible here. */
  record(actor: Actor, written: Written): ConsentRecord {
    const { db, command, names, randomBytes, stop } = this.#options;
    const { personId, caseId, answers, method, verbatim, expiresAt } = written;
    requireSensible(written);
    if (answers.some((one) => isRecording(one) && one.answer === 'granted'))
      throw new DeskError('not_allowed', 'Recording a call is agreed to on that call. Ask there.', { field: 'answers' });
    refuseCards({ verbatim });
    const canonical = this.#members(personId)[0]!;
    if (caseId !== null) findCase(db, actor, caseId);
    const purposes = inShort(answers);
    return command(actor, { action: 'consent.record', subject: canonical, input: { purposes, method, caseId } }, (work) => {
      const supersedes = newestOn(work.db, { personIds: membersOf(work.db, canonical) }, answers);
      const said = { at: work.now, callId: null, caseId, personId: canonical, answers, method, verbatim, expiresAt };
      const salt = Buffer.from(randomBytes(16)).toString('hex');
      const row = appendRecord(work, { ...said, script: null, rule: null, supersedes }, salt);
      if (caseId !== null) tellOnCase(work, caseId, 'consented', { answers: purposes.join(', '), callId: null });
      const stops = stopsOf(answers);
      if (stops.length > 0) stop(work, canonical, caseId, stops, 'letter');
      work.touch('consents', canonical);
      return consentRecord(db, withCall(db, row), names(actor));
    });
  }

  /** One record, if this reader may know of its case. */
  one(actor: Actor, recordId: string): ConsentRecord {
    const { db, names } = this.#options;
    const row = first(db, recordQuery(recordId, hidingOf(actor)));
    if (row === undefined) throw new DeskError('not_found', 'There is no such consent record on this desk.', { field: 'recordId' });
    return consentRecord(db, row, names(actor));
  }

  /** What the retention job would do today. */
  retentionPreview(signal: AbortSignal | undefined): AsyncGenerator<RetentionProgress> {
    return retention(this.#options.db, this.#options.today(), signal, () => {});
  }

  /** And the same, done: what a record said is taken, its place in the chain stays. */
  retentionApply(actor: Actor, reason: string, signal: AbortSignal | undefined): AsyncGenerator<RetentionProgress> {
    const { db, today, command } = this.#options;
    return retention(db, today(), signal, (positions) => {
      command(actor, { action: 'consent.retention', subject: 'consents', input: { reason, positions } }, (work) => {
        for (const position of positions) eraseRecord(work, position);
        work.touch('consents');
      });
    });
  }

  #members(personId: string): readonly string[] {
    const members = membersOf(this.#options.db, personId);
    if (members.length === 0) throw new DeskError('not_found', 'There is no such person on this desk.', { field: 'personId' });
    return members;
  }
}

function nameFor(names: Names, personId: string): PersonName {
  const name = names.person(personId);
  if (name === null) throw new Error('a person that was just found is gone');
  return name;
}
