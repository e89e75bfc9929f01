import { hash } from 'node:crypto';
import { covers } from '../../../src-shared/consent/index.ts';
import type { Call, StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { ConsentRecord } from '../../../src-shared/contract/consents.ts';
import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import type { OptOut } from '../../../src-shared/contract/opt-outs.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { ConsentAnswer, ConsentMethod, ConsentPurpose, ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { ContactChannel } from '../../../src-shared/vocabulary/directory.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { tellOnCase } from '../cases/line.ts';
import { openCase } from '../cases/open-case.ts';
import { isBillings, maySee, sight } from '../cases/sight.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { holdsCard } from '../directory/cards.ts';
import { canonicalId, membersOf } from '../directory/service.ts';
import { type CallReaders, callView, factsOfCall } from './call-view.ts';
import { appendRecord, factsOf, recordsQuery } from './consent-ledger.ts';
import { consentRecord, type Names } from './consent-view.ts';
import { readNumber } from './number.ts';
import { type CallRow, callsQuery, deleteCall, insertCall, MOST_OPEN, selectCall, selectOpenCalls, updateCall } from './store.ts';

export interface CallsOptions extends CallReaders {
  readonly db: Connection;
  readonly command: Command;
  readonly book: ClockBook;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The country in which numbers are typed without one. */
  readonly country: () => string | null;
  readonly find: (actor: Actor, text: string, limit: number) => { persons: PersonMatch[] };
  /** The script in force for this purpose, in this language or in English. */
  readonly scriptFor: (purpose: ScriptPurpose, language: string) => { id: string };
  readonly names: (actor: Actor) => Names;
  readonly optOuts: CallOptOuts;
}

/** What a call needs of the opt-outs: to take them within the call's own command, and to show them. */
export interface CallOptOuts {
  readonly take: (work: Work, taking: CallTaking) => { ids: string[]; caseId: string | null; confirmation: string };
  readonly shown: (actor: Actor, ids: readonly string[]) => OptOut[];
}

export interface CallTaking {
  readonly who: { personId: string | null; name: string; email: string; phone: string; address: string };
  readonly optOuts: readonly StagedOptOut[];
  readonly channel: 'phone';
  readonly callId: string;
  readonly caseId: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly language: string;
}

export interface CallPatch {
  readonly number?: string | undefined;
  readonly direction?: Call['direction'] | undefined;
  readonly personId?: string | null | undefined;
  readonly callerName?: string | undefined;
  readonly country?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly placeSource?: Call['placeSource'] | undefined;
  readonly language?: string | undefined;
  readonly note?: string | undefined;
  readonly verbatim?: string | undefined;
  readonly optOuts?: readonly StagedOptOut[] | undefined;
}

export interface Answered {
  readonly answers: readonly { readonly purpose: ConsentPurpose; readonly answer: ConsentAnswer }[];
  readonly method: ConsentMethod;
  readonly verbatim: string;
}

const RECORDING: readonly ConsentPurpose[] = ['quality', 'training', 'protection'];
/** What a "no" to marketing stops. */
const STOPS: Partial<Record<ConsentPurpose, { scope: StagedOptOut['scope']; channels: ContactChannel[] }>> = {
  marketing_email: { scope: 'marketing', channels: ['email'] },
  marketing_phone: { scope: 'marketing', channels: ['voice'] },
  marketing_sms: { scope: 'marketing', channels: ['sms'] },
  marketing_post: { scope: 'marketing', channels: ['post'] },
  third_party_sharing: { scope: 'third_party_offers', channels: ['email', 'voice', 'sms', 'post'] },
};

/** What these answers stop, joined by scope with what was said before. */
export function stopsOf(answers: Answered['answers'], before: readonly StagedOptOut[] = []): StagedOptOut[] {
  const stops = new Map(before.map(({ scope, channels }) => [scope, new Set(channels)]));
  for (const { purpose, answer } of answers) {
    const stop = STOPS[purpose];
    if (stop === undefined || answer === 'granted') continue;
    const channels = stops.get(stop.scope) ?? new Set();
    for (const channel of stop.channels) channels.add(channel);
    stops.set(stop.scope, channels);
  }
  return [...stops].map(([scope, channels]) => ({ scope, channels: [...channels] }));
}

/** Refuses an answer that contradicts how it is said to have been given. */
export function requireSensible({ answers, method }: Pick<Answered, 'answers' | 'method'>): void {
  const grants = answers.some(({ answer }) => answer === 'granted');
  if (grants && method === 'verbal_no')
    throw new DeskError('invalid', 'A "no" grants nothing. Choose how the person agreed.', { field: 'method' });
  if (!grants && (method === 'verbal_yes' || method === 'continued_after_notice'))
    throw new DeskError('invalid', 'This way of answering is no refusal. Choose how the person said no.', { field: 'method' });
}

/** Calls while they last and after: every key that is pressed is kept at once. */
export class CallsService {
  readonly #options: CallsOptions;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  open(actor: Actor, direction: Call['direction'], typed: string, language = 'en'): Call {
    const { command, country } = this.#options;
    const number = readNumber(typed, country());
    return command(actor, { action: 'call.open', subject: 'call', input: { direction } }, (work) => {
      const { db, newId, now, hlc } = work;
      if (selectOpenCalls(db, actor.staffId).length >= MOST_OPEN)
        throw new DeskError('not_allowed', `You have ${MOST_OPEN} calls open or parked. Close one first.`);
      const id = newId();
      work.about(id);
      insertCall(db, {
        id,
        direction,
        state: 'open',
        started_at: now,
        ended_at: null,
        staff_id: actor.staffId,
        number_typed: number.typed,
        number_e164: number.e164,
        person_id: null,
        caller_name: '',
        country: null,
        region: null,
        place_source: 'unknown',
        language,
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
        hlc,
      });
      work.touch('call', id);
      return this.#view(actor, id);
    });
  }

  /** One's own calls that are not closed. */
  mine(actor: Actor): Call[] {
    return selectOpenCalls(this.#options.db, actor.staffId).map((row) => this.#shown(actor, row));
  }

  /** Keeps what was typed. A save that comes after a newer one of the same window changes nothing. */
  save(actor: Actor, callId: string, seq: number, patch: CallPatch): Call {
    const row = this.#own(actor, callId);
    if (seq <= row.seq) return this.#shown(actor, row);
    const { number, personId, optOuts } = patch;
    const read = number === undefined ? undefined : readNumber(number, row.country ?? this.#options.country());
    // the ledger says which fields were typed into, not what: the call itself holds that
    return this.#change(actor, 'call.save', row, { fields: Object.keys(patch).sort() }, ({ db }) => {
      for (const text of [patch.note, patch.verbatim, patch.callerName]) if (text !== undefined) refuseCard(text);
      if (personId && membersOf(db, personId).length === 0)
        throw new DeskError('not_found', 'There is no such person on this desk.', { field: 'personId' });
      return {
        ...given({
          direction: patch.direction,
          caller_name: patch.callerName,
          country: patch.country,
          region: patch.region,
          place_source: patch.placeSource,
          language: patch.language,
          note: patch.note,
          verbatim: patch.verbatim,
          number_typed: read?.typed,
          number_e164: read === undefined ? undefined : read.e164,
          person_id: personId ? canonicalId(db, personId) : personId,
          opt_outs: optOuts === undefined ? undefined : JSON.stringify(optOuts),
        }),
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
    const row = this.#own(actor, callId);
    return this.#change(actor, 'call.park', row, {}, () => ({ state: 'parked' }));
  }

  resume(actor: Actor, callId: string): Call {
    const row = this.#own(actor, callId);
    return this.#change(actor, 'call.resume', row, {}, () => ({ state: 'open' }));
  }

  /** The script is being read out from now on; which one, and which version, stays with the answer. */
  read(actor: Actor, callId: string, purpose: ScriptPurpose): Call {
    const row = this.#own(actor, callId);
    const { id } = this.#options.scriptFor(purpose, row.language);
    return this.#change(actor, 'call.read', row, { scriptId: id }, ({ now }) => ({ script_id: id, script_read_at: now }));
  }

  /** An answer becomes a record at once. A "no" to marketing is an opt-out too, which the end of the call takes. */
  answer(actor: Actor, callId: string, answered: Answered): { call: Call; record: ConsentRecord } {
    const { db, command, names, ruleOf, randomBytes, scriptText } = this.#options;
    const row = this.#own(actor, callId);
    requireSensible(answered);
    refuseCard(answered.verbatim);
    const aboutRecording = answered.answers.some(({ purpose }) => RECORDING.includes(purpose));
    const granted = answered.answers.some(({ purpose, answer }) => RECORDING.includes(purpose) && answer === 'granted');
    const script = this.#scriptRead(row);
    if (granted && script?.purpose !== 'recording_consent')
      throw new DeskError('not_allowed', 'Read the recording script to the caller first: a yes to a question nobody asked is none.', {
        field: 'answers',
      });
    const purposes = answered.answers.map(({ purpose, answer }) => `${purpose}:${answer}`);
    return command(actor, { action: 'consent.answer', subject: callId, input: { purposes, method: answered.method } }, (work) => {
      const [last] = all(work.db, recordsQuery({ callId }, null, 1));
      const record = appendRecord(
        work,
        {
          at: work.now,
          callId,
          caseId: row.case_id,
          personId: row.person_id,
          answers: answered.answers,
          method: answered.method,
          verbatim: answered.verbatim,
          expiresAt: null,
          script: script && {
            id: script.id,
            version: script.version,
            language: script.language,
            // of the words as they were read out, names and all
            sha256: hash('sha256', scriptText(script.id, actor.name)?.text ?? ''),
            readAt: script.readAt,
          },
          rule: aboutRecording ? ruleOf(row.country, row.region, row.direction as Call['direction']) : null,
          supersedes: last?.id ?? null,
        },
        Buffer.from(randomBytes(16)).toString('hex'),
      );
      const optOuts = stopsOf(answered.answers, JSON.parse(row.opt_outs) as StagedOptOut[]);
      updateCall(work.db, callId, { opt_outs: JSON.stringify(optOuts), version: row.version + 1, hlc: work.hlc });
      work.touch('call', callId);
      work.touch('consents', row.person_id ?? callId);
      if (row.case_id !== null) tellOnCase(work, row.case_id, 'consented', { answers: purposes.join(', '), callId });
      return { call: this.#view(actor, callId), record: consentRecord(db, record, names(actor)) };
    });
  }

  /** A card number is about to be spoken. */
  pause(actor: Actor, callId: string): Call {
    const row = this.#own(actor, callId);
    return this.#change(actor, 'call.pause', row, {}, ({ now }) => ({ paused_since: row.paused_since ?? now }));
  }

  unpause(actor: Actor, callId: string): Call {
    const row = this.#own(actor, callId);
    return this.#change(actor, 'call.unpause', row, {}, ({ now }) => unpaused(row, now));
  }

  /** Where the recording lies. Only with a consent of this very call that covers it. */
  attachRecording(actor: Actor, callId: string, recording: { system: string; externalId: string; sha256: string }): Call {
    const { command, db } = this.#options;
    const row = this.#known(actor, callId);
    return command(actor, { action: 'call.attach_recording', subject: callId, input: recording }, (work) => {
      const covered = covers(factsOfCall(db, row), callId, work.now);
      if (!covered.allowed || covered.recordId === null)
        throw new DeskError('not_allowed', 'Nobody on this call agreed to being recorded, so no recording of it may be kept or linked.', {
          field: 'callId',
        });
      change(
        work.db,
        sql.insertInto('call_recording').values({
          id: work.newId(),
          call_id: callId,
          record_id: covered.recordId,
          system: recording.system,
          external_id: recording.externalId,
          sha256: recording.sha256,
          at: work.now,
          by_staff: actor.staffId,
        }),
      );
      updateCall(work.db, callId, { version: row.version + 1, hlc: work.hlc });
      work.touch('call', callId);
      return this.#view(actor, callId);
    });
  }

  openCase(
    actor: Actor,
    callId: string,
    requests: readonly { readonly kind: RequestKind; readonly detail: string }[],
  ): { call: Call; reference: Reference; handedOver: boolean } {
    const { command, book } = this.#options;
    const row = this.#own(actor, callId);
    if (row.case_id !== null)
      throw new DeskError('not_allowed', 'This call is on a case already. Add the request there.', { field: 'callId' });
    if (sight(actor).billingOnly && !isBillings(requests.map(({ kind }) => kind)))
      throw new DeskError('not_allowed', 'Billing takes in opt-outs and concerns. Hand this one to support.', { field: 'requests' });
    return command(actor, { action: 'call.open_case', subject: callId, input: { requests } }, (work) => {
      const person = row.person_id === null ? undefined : this.#personName(row.person_id);
      const opened = openCase(work, book, {
        channel: 'phone',
        receivedAt: row.started_at as Instant,
        language: row.language,
        requester: {
          name: row.caller_name || (person ?? ''),
          role: 'subject',
          email: '',
          phone: row.number_e164 ?? row.number_typed,
          address: '',
          customerNumber: '',
          country: row.country,
          region: row.region,
        },
        requests,
        note: row.note,
      });
      this.#putOn(work, row, opened.id, maySee(actor, opened.record));
      return { call: this.#view(actor, callId), reference: opened.reference, handedOver: !maySee(actor, opened.record) };
    });
  }

  attachCase(actor: Actor, callId: string, caseId: string): Call {
    const row = this.#known(actor, callId);
    return this.#options.command(actor, { action: 'call.attach_case', subject: callId, input: { caseId } }, (work) => {
      this.#putOn(work, row, caseId, true);
      return this.#view(actor, callId);
    });
  }

  close(actor: Actor, callId: string): { call: Call | null; optOuts: OptOut[]; confirmation: string | null; case: Call['case'] } {
    const { command, db, optOuts } = this.#options;
    const row = this.#own(actor, callId);
    const staged = JSON.parse(row.opt_outs) as StagedOptOut[];
    if (isBlank(row, staged, factsOf(db, { callId }).length))
      return command(actor, { action: 'call.drop', subject: callId, input: {} }, (work) => {
        deleteCall(work.db, callId);
        work.touch('call', callId);
        return { call: null, optOuts: [], confirmation: null, case: null };
      });
    return command(actor, { action: 'call.close', subject: callId, input: {} }, (work) => {
      const taken =
        staged.length === 0
          ? null
          : optOuts.take(work, {
              who: { personId: row.person_id, name: row.caller_name, email: '', phone: row.number_e164 ?? row.number_typed, address: '' },
              optOuts: staged,
              channel: 'phone',
              callId,
              caseId: row.case_id,
              country: row.country,
              region: row.region,
              language: row.language,
            });
      const closed = { state: 'closed', ended_at: work.now, ...unpaused(row, work.now), version: row.version + 1, hlc: work.hlc };
      updateCall(work.db, callId, closed);
      if (row.case_id === null && taken?.caseId) this.#putOn(work, { ...row, version: row.version + 1 }, taken.caseId, true);
      work.touch('call', callId);
      const call = this.#view(actor, callId);
      return {
        call,
        optOuts: taken === null ? [] : optOuts.shown(actor, taken.ids),
        confirmation: taken?.confirmation ?? null,
        case: call.case,
      };
    });
  }

  /** Closed calls of a person or a case; of a case that this reader may not know of, none. */
  list(
    actor: Actor,
    {
      personId,
      caseId,
      before,
      limit,
    }: { personId?: string | undefined; caseId?: string | undefined; before: string | null; limit: number },
  ): { calls: Call[]; more: boolean } {
    const { db } = this.#options;
    if ((personId === undefined) === (caseId === undefined))
      throw new DeskError('invalid', 'Calls are listed of a person or of a case. Name one of the two.', { field: 'personId' });
    const personIds = personId === undefined ? undefined : membersOf(db, personId);
    const rows = all(db, callsQuery({ personIds, caseId }, before, limit + 1));
    const calls = rows.slice(0, limit).filter((row) => this.#mayKnow(actor, row));
    return { calls: calls.map((row) => this.#shown(actor, row)), more: rows.length > limit };
  }

  #change(actor: Actor, action: string, row: CallRow, input: unknown, body: (work: Work) => Partial<CallRow>): Call {
    return this.#options.command(actor, { action, subject: row.id, input }, (work) => {
      updateCall(work.db, row.id, { ...body(work), version: row.version + 1, hlc: work.hlc });
      work.touch('call', row.id);
      return this.#view(actor, row.id);
    });
  }

  /** The call on a case, with its line there. */
  #putOn(work: Work, row: CallRow, caseId: string, visible: boolean): void {
    updateCall(work.db, row.id, { case_id: caseId, version: row.version + 1, hlc: work.hlc });
    const facts = { callId: row.id, direction: row.direction, startedAt: row.started_at };
    if (visible) tellOnCase(work, caseId, 'called', facts);
    work.touch('call', row.id);
  }

  /** A call of one's own that is not closed: others' are as if they were not there. */
  #own(actor: Actor, callId: string): CallRow {
    const row = selectCall(this.#options.db, callId);
    if (row === undefined || row.staff_id !== actor.staffId)
      throw new DeskError('not_found', 'There is no such call on this desk.', { field: 'callId' });
    if (row.state === 'closed') throw new DeskError('not_allowed', 'This call is closed. Start another one.', { field: 'callId' });
    return row;
  }

  /** A call that this person may know of, as it is shown to them. */
  one(actor: Actor, callId: string): Call {
    return this.#shown(actor, this.#known(actor, callId));
  }

  /** A call of one's own, or a closed one that is on no case that this person may not know of. */
  #known(actor: Actor, callId: string): CallRow {
    const row = selectCall(this.#options.db, callId);
    const known = row !== undefined && (row.staff_id === actor.staffId || (row.state === 'closed' && this.#mayKnow(actor, row)));
    if (!known) throw new DeskError('not_found', 'There is no such call on this desk.', { field: 'callId' });
    return row;
  }

  #mayKnow(actor: Actor, row: CallRow): boolean {
    if (row.case_id === null) return true;
    const record = first(this.#options.db, sql.selectFrom('dsr_case').select(['sealed', 'billing']).where('id', '=', row.case_id));
    return record !== undefined && maySee(actor, record);
  }

  #scriptRead(row: CallRow) {
    if (row.script_id === null || row.script_read_at === null) return null;
    const script = first(this.#options.db, sql.selectFrom('script').selectAll().where('id', '=', row.script_id));
    return script ? { ...script, readAt: row.script_read_at as Instant } : null;
  }

  #personName(personId: string): string | undefined {
    return first(this.#options.db, sql.selectFrom('person').select('name').where('id', '=', personId))?.name;
  }

  #view(actor: Actor, callId: string): Call {
    const row = selectCall(this.#options.db, callId);
    if (row === undefined) throw new Error('a call that was just written is gone');
    return this.#shown(actor, row);
  }

  #shown(actor: Actor, row: CallRow): Call {
    return callView(this.#options.db, actor, row, this.#options.now(), this.#options);
  }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that were left out: those stay as they are. */
function given<T extends object>(patch: T): Given<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Given<T>;
}

function unpaused(row: CallRow, now: Instant): Partial<CallRow> {
  if (row.paused_since === null) return {};
  const pauses = [...(JSON.parse(row.pauses) as [string, string][]), [row.paused_since, now]];
  return { paused_since: null, pauses: JSON.stringify(pauses) };
}

const isBlank = (row: CallRow, staged: readonly StagedOptOut[], answers: number): boolean =>
  row.number_typed === '' &&
  row.caller_name === '' &&
  row.note === '' &&
  row.verbatim === '' &&
  row.person_id === null &&
  row.case_id === null &&
  staged.length === 0 &&
  answers === 0;

/** Payment details never enter, least of all here, where card numbers are spoken. */
function refuseCard(text: string): void {
  if (holdsCard(text))
    throw new DeskError('invalid', 'This looks like the number of a payment card. Payment details are not kept here: leave it out.', {
      field: 'note',
    });
}
