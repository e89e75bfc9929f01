import type { Call } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';
import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';
import { findCase } from '../cases/change.ts';
import type { Actor } from '../command.ts';
import { all } from '../database/query.ts';
import { canonicalId, membersOf } from '../directory/service.ts';
import { answerOnCall } from './answers.ts';
import { callView } from './call-view.ts';
import { cardsCut, withoutCards } from './cards.ts';
import { type Asked, attachToCase, type CaseOpened, openCaseOfCall } from './case-of-call.ts';
import { changeCall, shownCall, unpaused } from './change.ts';
import { type Closed, closeCall } from './close.ts';
import { hidingOf } from './hiding.ts';
import { readNumber } from './number.ts';
import type { CallPatch, CallsOptions } from './options.ts';
import { attachRecording, type RecordingPlace } from './recordings.ts';
import type { Answered } from './said.ts';
import { knownCall, ownCall } from './sight.ts';
import { type CallRow, callsQuery, insertCall, MOST_OPEN, selectOpenCalls } from './store.ts';

export interface ListInput {
  readonly personId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly before: string | null;
  readonly limit: number;
}

/** Calls while they last and after: every key that is pressed is kept at once. */
export class CallsService {
  readonly #options: CallsOptions;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  open(actor: Actor, direction: Call['direction'], typed: string): Call {
    const { command, country } = this.#options;
    const number = readCallers(withoutCards(typed), country());
    return command(actor, { action: 'call.open', subject: 'call', input: { direction } }, ({ db, newId, now, hlc, about, touch }) => {
      if (selectOpenCalls(db, actor.staffId).length >= MOST_OPEN)
        throw new DeskError('not_allowed', `You have ${MOST_OPEN} calls open or parked. Close one first.`);
      const id = newId();
      about(id);
      insertCall(db, { ...BLANK, ...number, id, direction, started_at: now, staff_id: actor.staffId, hlc });
      touch('call', id);
      return shownCall(this.#options, actor, id);
    });
  }

  /** One's own calls that are not closed. */
  mine(actor: Actor): Call[] {
    return selectOpenCalls(this.#options.db, actor.staffId).map((row) => this.#shown(actor, row));
  }

  /**
   * Keeps what was typed. A save that comes after a newer one changes nothing. A card's number is refused, and what was kept of it while it
   * was typed goes too; the rest of such a save is kept.
   */
  save(actor: Actor, callId: string, seq: number, patch: CallPatch): Call {
    const row = ownCall(this.#options.db, actor, callId);
    if (seq <= row.seq) return this.#shown(actor, row);
    const { note, verbatim, callerName } = patch;
    const card = cardsCut({ note, verbatim, callerName, number: uncallable(patch.number, this.#options.country()) });
    const call = this.#save(actor, row, seq, { ...patch, ...card?.cut });
    if (card !== null) throw card.refusal;
    return call;
  }

  #save(actor: Actor, row: CallRow, seq: number, patch: CallPatch): Call {
    const office = this.#options.country();
    const { number, country, personId, optOuts } = patch;
    // a number that could not be read may be one of the place that was said since
    const again = country !== undefined && row.number_e164 === null ? row.number_typed : undefined;
    const typed = number ?? again;
    const read = typed === undefined ? {} : readCallers(typed, country ?? row.country ?? office);
    // the ledger says which fields were typed into, not what: the call itself holds that
    const act = { action: 'call.save', row, input: { fields: Object.keys(patch).sort() } };
    return changeCall(this.#options, actor, act, ({ db }) => {
      if (personId && membersOf(db, personId).length === 0)
        throw new DeskError('not_found', 'There is no such person on this desk.', { field: 'personId' });
      return {
        ...given({
          direction: patch.direction,
          caller_name: patch.callerName,
          country,
          region: patch.region,
          place_source: patch.placeSource,
          language: patch.language,
          note: patch.note,
          verbatim: patch.verbatim,
          person_id: personId ? canonicalId(db, personId) : personId,
          opt_outs: optOuts === undefined ? undefined : JSON.stringify(optOuts),
        }),
        ...read,
        seq,
      };
    });
  }

  lookUp(actor: Actor, typed: string): { shown: string; e164: string | null; country: string | null; persons: PersonMatch[] } {
    const { find, country } = this.#options;
    const { shown, e164, country: of } = readNumber(typed, country());
    const persons = e164 === null ? [] : find(actor, e164, 8).persons.filter(({ matched }) => matched.includes('phone'));
    return { shown, e164, country: of, persons };
  }

  park(actor: Actor, callId: string): Call {
    return this.#change(actor, callId, 'call.park', () => ({ state: 'parked' }));
  }

  resume(actor: Actor, callId: string): Call {
    return this.#change(actor, callId, 'call.resume', () => ({ state: 'open' }));
  }

  /** The script is being read out from now on; which one, and which version, stays with the answer. */
  read(actor: Actor, callId: string, purpose: ScriptPurpose): Call {
    const row = ownCall(this.#options.db, actor, callId);
    const { id } = this.#options.scriptFor(purpose, row.language);
    const act = { action: 'call.read', row, input: { scriptId: id } };
    return changeCall(this.#options, actor, act, ({ now }) => ({ script_id: id, script_read_at: now }));
  }

  answer(actor: Actor, callId: string, answered: Answered): { call: Call; record: ConsentRecord } {
    return answerOnCall(this.#options, actor, callId, answered);
  }

  /** A card number is about to be spoken. */
  pause(actor: Actor, callId: string): Call {
    return this.#change(actor, callId, 'call.pause', (row, now) => ({ paused_since: row.paused_since ?? now }));
  }

  unpause(actor: Actor, callId: string): Call {
    return this.#change(actor, callId, 'call.unpause', unpaused);
  }

  attachRecording(actor: Actor, callId: string, recording: RecordingPlace): Call {
    return attachRecording(this.#options, actor, callId, recording);
  }

  openCase(actor: Actor, callId: string, requests: readonly Asked[]): CaseOpened {
    return openCaseOfCall(this.#options, actor, callId, requests);
  }

  attachCase(actor: Actor, callId: string, caseId: string): Call {
    return attachToCase(this.#options, actor, callId, caseId);
  }

  close(actor: Actor, callId: string): Closed {
    return closeCall(this.#options, actor, callId);
  }

  /** Closed calls of a person or a case, newest first, without those on a case that this reader may not know of. */
  list(actor: Actor, { personId, caseId, before, limit }: ListInput): { calls: Call[]; more: boolean } {
    const { db } = this.#options;
    if ((personId === undefined) === (caseId === undefined))
      throw new DeskError('invalid', 'Calls are listed of a person or of a case. Name one of the two.', { field: 'personId' });
    if (caseId !== undefined) findCase(db, actor, caseId);
    const personIds = personId === undefined ? undefined : membersOf(db, personId);
    if (personIds?.length === 0) throw new DeskError('not_found', 'There is no such person on this desk.', { field: 'personId' });
    const rows = all(db, callsQuery({ personIds, caseId, hiding: hidingOf(actor) }, before, limit + 1));
    return { calls: rows.slice(0, limit).map((row) => this.#shown(actor, row)), more: rows.length > limit };
  }

  /** A call that this person may know of, with nothing masked: for what leaves the desk and is on the ledger. */
  whole(actor: Actor, callId: string): Call {
    const row = knownCall(this.#options.db, actor, callId);
    return shownCall(this.#options, actor, row.id, 'whole');
  }

  #change(actor: Actor, callId: string, action: string, body: (row: CallRow, now: Call['startedAt']) => Partial<CallRow>): Call {
    const row = ownCall(this.#options.db, actor, callId);
    return changeCall(this.#options, actor, { action, row }, ({ now }) => body(row, now));
  }

  #shown(actor: Actor, row: CallRow): Call {
    return callView(this.#options.db, actor, row, this.#options.now(), this.#options);
  }
}

/** A call on which nothing was said yet. */
const BLANK = {
  state: 'open',
  ended_at: null,
  person_id: null,
  caller_name: '',
  country: null,
  region: null,
  place_source: 'unknown',
  language: 'en',
  note: '',
  verbatim: '',
  opt_outs: '[]',
  script_id: null,
  script_read_at: null,
  paused_since: null,
  pauses: '[]',
  case_id: null,
  seq: 0,
  version: 1,
} as const;

function readCallers(typed: string, country: string | null): Pick<CallRow, 'number_typed' | 'number_e164'> {
  const { typed: number_typed, e164 } = readNumber(typed, country);
  return { number_typed, number_e164: e164 };
}

/** A number that can be called is none of a card, whatever its check digit. */
const uncallable = (number: string | undefined, country: string | null): string | undefined =>
  number === undefined || readNumber(number, country).e164 !== null ? undefined : number;

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that were left out: those stay as they are. */
function given<T extends object>(patch: T): Given<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Given<T>;
}
