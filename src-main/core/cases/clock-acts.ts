import type { Changed } from '../../../src-shared/contract/cases.ts';
import { localDate, type NoDeadlines } from '../../../src-shared/deadlines/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { type CalendarDate, type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { ClockBook, ClockedCase, ClockedRequest, PlannedEvent } from '../deadlines/book.ts';
import {
  type EventRecord,
  insertEvent,
  insertProposal,
  type PinRecord,
  replacePins,
  selectEvents,
  selectPins,
  selectProposals,
  settleProposal,
  withdrawEvent,
} from '../deadlines/service.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import { CaseChange, findCurrent } from './change.ts';
import type { CaseVersion } from './changes.ts';
import { type ActType, askedRequests, refuseAct, refuseLate } from './clock-rules.ts';
import { clockedCase } from './due.ts';
import { isSpoken } from './open-case.ts';
import type { CaseRecord } from './rows.ts';
import { selectRequests } from './store.ts';

export interface ActInput {
  readonly type: ActType;
  readonly requestId: string | null;
  readonly on: CalendarDate;
  readonly note: string;
}

/** What moves a date: each act is an event on the case, and the dates follow from all events. Nothing is ever overwritten. */
export class ClockActs {
  readonly #command: Command;
  readonly #book: ClockBook;
  readonly #staff: StaffDirectory;

  constructor(command: Command, book: ClockBook, staff: StaffDirectory) {
    this.#command = command;
    this.#book = book;
    this.#staff = staff;
  }

  record(actor: Actor, { caseId, version }: CaseVersion, { type, requestId, on, note }: ActInput): Changed {
    return this.#change(actor, 'deadline.record', { caseId, version }, { type, requestId, on, note }, (change, record, work) => {
      this.#requireAct(work, record, type, requestId, on);
      const planned = { request_id: requestId, regime: null, type, on_date: on };
      if (type === 'appeal_extended') {
        for (const regime of this.#regimesThatTake(work, record, planned)) this.#keep(work, caseId, { ...planned, regime }, note);
      } else {
        const before = this.#broken(work, record);
        if (type === 'appeal_received') this.#freezeAnswer(work, record);
        this.#keep(work, caseId, planned, note);
        this.#requireOrder(work, type === 'appeal_received' ? { ...record, closed_at: null } : record, before);
      }
      change.line(caseId, 'deadline_event', { type, on, note });
      // an appeal is worked on again: the case opens, with the appeal's own clock
      change.apply(record, type === 'appeal_received' ? { status: 'in_progress', open: 1, closed_at: null } : {});
    });
  }

  /** What was wrong is withdrawn, never what still carries something: a question whose answer stands, an answer that an appeal is about. */
  withdraw(actor: Actor, { caseId, version }: CaseVersion, eventId: string, reason: string): Changed {
    return this.#change(actor, 'deadline.withdraw', { caseId, version }, { eventId, reason }, (change, record, work) => {
      const events = selectEvents(work.db, caseId);
      const event = events.find((candidate) => candidate.id === eventId);
      if (!event) throw new DeskError('not_found', 'There is no such entry among the dates of this case.', { field: 'eventId' });
      refuseWithdrawal(actor, event, events);
      const before = this.#broken(work, record);
      for (const other of events) if (isOneAct(event, other)) withdrawEvent(work.db, other.id, work.now);
      this.#requireOrder(work, record, before);
      change.line(caseId, 'deadline_withdrawn', { type: event.type, on: event.on_date, reason });
      change.apply(record, {});
    });
  }

  proposeExtension(actor: Actor, { caseId, version }: CaseVersion, requestId: string, noticeOn: CalendarDate, reason: string): Changed {
    return this.#change(
      actor,
      'deadline.propose_extension',
      { caseId, version },
      { requestId, noticeOn, reason },
      (change, record, work) => {
        const { db, newId, now } = work;
        this.#extendable(work, record, requestId, noticeOn);
        if (selectProposals(db, caseId).some((proposal) => proposal.request_id === requestId && proposal.state === 'waiting')) {
          throw new DeskError('not_allowed', 'A proposal for this request waits for a manager already.', { field: 'requestId' });
        }
        insertProposal(db, {
          id: newId(),
          case_id: caseId,
          request_id: requestId,
          notice_on: noticeOn,
          reason,
          proposed_by: actor.staffId,
          proposed_at: now,
          state: 'waiting',
        });
        change.line(caseId, 'extension_proposed', { noticeOn, reason });
        change.apply(record, {});
      },
    );
  }

  /** Approving extends every regime of the request that knows an extension; the others run on as they did. */
  decideExtension(actor: Actor, { caseId, version }: CaseVersion, proposalId: string, approve: boolean, reason: string): Changed {
    return this.#change(
      actor,
      'deadline.decide_extension',
      { caseId, version },
      { proposalId, approve, reason },
      (change, record, work) => {
        const proposal = selectProposals(work.db, caseId).find((candidate) => candidate.id === proposalId && candidate.state === 'waiting');
        if (!proposal) throw new DeskError('not_found', 'No such proposal waits on this case.', { field: 'proposalId' });
        const own = proposal.proposed_by === actor.staffId;
        const other = own && approve ? this.#staff.secondApprover(actor.staffId) : null;
        if (other) throw new DeskError('not_allowed', `You proposed this yourself. ${other.name} or another manager decides.`);
        if (own && approve && reason.length < 3) {
          throw new DeskError('invalid', 'You proposed this yourself and there is no other manager. Say why you approve it.', {
            field: 'reason',
          });
        }
        if (approve) {
          for (const regime of this.#extendable(work, record, proposal.request_id, proposal.notice_on as CalendarDate)) {
            const event = { request_id: proposal.request_id, regime, type: 'extended', on_date: proposal.notice_on };
            this.#keep(work, caseId, event, proposal.reason);
          }
        }
        settleProposal(work.db, proposalId, approve ? 'approved' : 'declined');
        change.line(caseId, 'extension_decided', { approved: approve, noticeOn: proposal.notice_on, ownDecision: own, reason });
        change.apply(record, {});
      },
    );
  }

  /** Says which rules hold for a request, instead of what kind and place suggest. */
  changeRegimes(actor: Actor, { caseId, version }: CaseVersion, requestId: string, regimes: readonly string[], reason: string): Changed {
    return this.#change(actor, 'deadline.change_regimes', { caseId, version }, { requestId, regimes, reason }, (change, record, work) => {
      const { db } = work;
      const request = this.#request(db, caseId, requestId);
      const catalogue = this.#book.catalogue(db);
      for (const regime of regimes) {
        if (!catalogue.regimes.has(regime))
          throw new DeskError('invalid', `There is no set of rules called ${regime}.`, { field: 'regimes' });
      }
      const before = selectPins(db, caseId).filter((pin) => pin.request_id === requestId);
      const broken = this.#broken(work, record);
      const facts = clockedCase(record, [request]);
      const pins = [...new Set(regimes)].map((regime, position) => {
        const kept = before.find((pin) => pin.regime === regime);
        const timeZone = before[0]?.time_zone;
        return { ...(kept ?? this.#pin(db, facts, { requestId, regime, timeZone }, 'regimes')), position, origin: 'staff' };
      });
      replacePins(db, requestId, pins);
      this.#requireOrder(work, record, broken);
      change.line(caseId, 'regimes_changed', {
        from: before.map((pin) => pin.regime).join(', '),
        to: pins.map((pin) => pin.regime).join(', '),
        reason,
      });
      change.apply(record, {});
    });
  }

  /** A wrong date of receipt is put right: rules and dates follow anew from the events. */
  changeReceipt(actor: Actor, { caseId, version }: CaseVersion, receivedAt: Instant, reason: string): Changed {
    return this.#change(actor, 'deadline.change_receipt', { caseId, version }, { receivedAt, reason }, (change, record, work) => {
      const at = instantOf(Date.parse(receivedAt)); // one way of writing, for it is compared as text
      if (at > work.now)
        throw new DeskError('invalid', 'A request cannot have been received in the future. Check the date.', { field: 'receivedAt' });
      const moved = { ...record, received_at: at };
      const before = this.#broken(work, record);
      const requests = selectRequests(work.db, caseId);
      for (const request of requests) this.#pinAnew(work, moved, request);
      this.#moveSpoken(work, record, at);
      this.#book.settle(work.db, { ...clockedCase(moved, requests), closedAt: null }, () => true);
      this.#requireOrder(work, moved, before);
      change.line(caseId, 'receipt_changed', { from: record.received_at, to: at, reason });
      change.apply(record, { received_at: at });
    });
  }

  #change(
    actor: Actor,
    action: string,
    { caseId, version }: CaseVersion,
    input: unknown,
    body: (change: CaseChange, record: CaseRecord, work: Work) => void,
  ): Changed {
    return this.#command(actor, { action, subject: caseId, input }, (work) => {
      const change = new CaseChange(work, this.#book);
      body(change, findCurrent(work.db, actor, caseId, version), work);
      return change.done(action, false); // what moved a date is withdrawn with a reason, not undone
    });
  }

  #pin(
    db: Work['db'],
    facts: ClockedCase,
    rule: { readonly requestId: string; readonly regime: string; readonly timeZone?: string | undefined },
    field: string,
  ): PinRecord {
    try {
      return this.#book.pin(db, facts, { ...rule, position: 0 });
    } catch (cause) {
      throw new DeskError('not_allowed', `The rules ${rule.regime} were not in force on the day of receipt.`, { field, cause });
    }
  }

  /** The versions of the rules hang on the day of receipt: what staff chose is pinned anew and stays chosen, the rest is suggested anew. */
  #pinAnew({ db }: Work, moved: CaseRecord, request: { readonly id: string; readonly kind: string }): void {
    const pins = selectPins(db, moved.id).filter((pin) => pin.request_id === request.id);
    const facts = clockedCase(moved, [request]);
    const chosen = pins.some((pin) => pin.origin === 'staff')
      ? pins.map(({ regime, position, origin }) => ({
          ...this.#pin(db, facts, { requestId: request.id, regime }, 'receivedAt'),
          position,
          origin,
        }))
      : [];
    replacePins(db, request.id, chosen);
  }

  /** Whoever asked in person was told at once: that day moves along with the receipt. */
  #moveSpoken(work: Work, record: CaseRecord, to: Instant): void {
    if (!isSpoken(record.channel)) return;
    const dayOf = (instant: string) => localDate(instant as Instant, this.#book.office.timeZone);
    const told = selectEvents(work.db, record.id).find(
      (event) => event.type === 'acknowledged' && event.on_date === dayOf(record.received_at),
    );
    if (!told || told.on_date === dayOf(to)) return;
    withdrawEvent(work.db, told.id, work.now);
    this.#keep(work, record.id, { request_id: null, regime: null, type: 'acknowledged', on_date: dayOf(to) }, told.reason);
  }

  #keep({ db, newId, now, actor }: Work, caseId: string, event: PlannedEvent, reason: string): void {
    insertEvent(db, { ...event, id: newId(), case_id: caseId, by_staff: actor.staffId, recorded_at: now, reason, withdrawn_at: null });
  }

  /** The answer that an appeal is about stays an event of its own, although the case opens again. Once: it may be there from an appeal that was withdrawn. */
  #freezeAnswer(work: Work, record: CaseRecord): void {
    if (record.closed_at === null || selectEvents(work.db, record.id).some((event) => event.type === 'responded')) return;
    const zone = selectPins(work.db, record.id)[0]?.time_zone ?? this.#book.office.timeZone;
    const on = localDate(record.closed_at as Instant, zone);
    this.#keep(work, record.id, { request_id: null, regime: null, type: 'responded', on_date: on }, '');
  }

  #requireAct(work: Work, record: CaseRecord, type: ActType, requestId: string | null, on: CalendarDate): void {
    if (on > this.#book.today()) throw new DeskError('invalid', 'This has not happened yet: the date lies in the future.', { field: 'on' });
    const { db } = work;
    const requests = askedRequests(selectRequests(db, record.id), selectPins(db, record.id), this.#book.catalogue(db));
    const refusal = refuseAct(type, requestId, { open: record.open === 1, requests, events: selectEvents(db, record.id) });
    if (refusal !== null) throw new DeskError('not_allowed', refusal, { field: 'type' });
    const late = refuseLate(type, requestId, on, this.#compute(work, record));
    if (late !== null) throw new DeskError('not_allowed', late, { field: 'on' });
  }

  /** Which rules give no dates as things stand, and why. */
  #broken(work: Work, record: CaseRecord): Map<string, NoDeadlines> {
    return new Map(
      this.#compute(work, record).flatMap(({ pin, result }) => ('error' in result ? [[`${pin.request_id} ${pin.regime}`, result]] : [])),
    );
  }

  /** Refuses what the engine cannot place, with the engine's own words; what it could not compute before is not held against the act. */
  #requireOrder(work: Work, record: CaseRecord, before: ReadonlyMap<string, NoDeadlines>): void {
    for (const [rule, { error, detail }] of this.#broken(work, record)) {
      if (before.get(rule)?.error === error) continue;
      throw new DeskError('not_allowed', `${sentence(detail)} Nothing was changed.`, { field: 'on', detail: { error } });
    }
  }

  /** The regimes of a request that an extension announced on this day extends. Refused where there is none, or where it is too late for all. */
  #extendable(work: Work, record: CaseRecord, requestId: string, noticeOn: CalendarDate): string[] {
    this.#request(work.db, record.id, requestId);
    if (record.open === 0) throw new DeskError('not_allowed', `${record.reference} is closed: there is nothing left to extend.`);
    if (selectEvents(work.db, record.id).some((event) => event.type === 'responded')) {
      throw new DeskError('not_allowed', `${record.reference} was answered already: only the answer to the appeal is due.`);
    }
    const planned = { request_id: requestId, regime: null, type: 'extended', on_date: noticeOn };
    return this.#regimesThatTake(work, record, planned);
  }

  /** The regimes in which an extension is possible and in time; refused with the most telling reason where there is none. */
  #regimesThatTake(work: Work, record: CaseRecord, planned: PlannedEvent): string[] {
    const results = this.#compute(work, record, [planned]).filter(
      (one) => planned.request_id === null || one.requestId === planned.request_id,
    );
    const regimes = results.filter(({ result }) => !('error' in result)).map(({ pin }) => pin.regime);
    if (regimes.length > 0) return [...new Set(regimes)];
    const telling =
      results.map(({ result }) => ('error' in result ? result : null)).find((result) => result?.error !== 'extension_not_allowed') ?? null;
    throw new DeskError(
      'not_allowed',
      telling ? `${sentence(telling.detail)} Nothing was changed.` : 'None of the rules that hold here knows an extension.',
      {
        field: 'noticeOn',
        ...(telling ? { detail: { error: telling.error } } : { detail: { error: 'extension_not_allowed' } }),
      },
    );
  }

  #request(db: Work['db'], caseId: string, requestId: string) {
    const request = selectRequests(db, caseId).find((candidate) => candidate.id === requestId);
    if (!request) throw new DeskError('not_found', 'There is no such request on this case.', { field: 'requestId' });
    return request;
  }

  #compute({ db }: Work, record: CaseRecord, planned: readonly PlannedEvent[] = []): ClockedRequest[] {
    return this.#book.compute(db, clockedCase(record, selectRequests(db, record.id)), selectPins(db, record.id), planned);
  }
}

const sentence = (detail: string): string => `${detail.charAt(0).toUpperCase()}${detail.slice(1)}${detail.endsWith('.') ? '' : '.'}`;

/** One act may be kept as an entry for each regime: they were one, and go as one. */
function isOneAct(event: EventRecord, other: EventRecord): boolean {
  if (other.id === event.id) return true;
  return (
    event.regime !== null &&
    other.regime !== null &&
    other.type === event.type &&
    other.recorded_at === event.recorded_at &&
    other.request_id === event.request_id
  );
}

function refuseWithdrawal(actor: Actor, event: EventRecord, events: readonly EventRecord[]): void {
  if (event.type === 'extended' && !may(actor.roles, 'deadline.approve')) {
    throw new DeskError('forbidden', 'A manager approved this extension; only a manager can withdraw it.', { field: 'eventId' });
  }
  if (event.type === 'responded' && events.some((other) => other.type === 'appeal_received')) {
    throw new DeskError('not_allowed', 'There is an appeal against this answer. Withdraw the appeal first.', { field: 'eventId' });
  }
}
