import {
  bandOf,
  type Catalogue,
  CLOCK_IDS,
  type ClockId,
  calendarFor,
  computeDeadlines,
  type DeadlineEvent,
  type DeadlineResult,
  daysBetween,
  type HousePolicy,
  localDate,
  regimeFor,
  suggestRegimes,
  withHousePolicy,
} from '../../../src-shared/deadlines/index.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../database/open.ts';
import { type EventRecord, type PinRecord, replacePins, selectEvents, selectPins, selectPolicies } from './store.ts';
import { touches } from './touches.ts';

/** What of the office decides how days are counted. */
export interface Office {
  readonly timeZone: string;
  readonly calendar: string;
}

/** What of a case its dates hang on. */
export interface ClockedCase {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly closedAt: Instant | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly requests: readonly {
    readonly id: string;
    readonly kind: RequestKind /** Before the case is closed. */;
    readonly answeredAt?: Instant | null;
  }[];
}

/** The dates of one request under one regime. */
export interface ClockedRequest {
  readonly requestId: string;
  readonly pin: PinRecord;
  readonly result: DeadlineResult;
  /** The clocks that govern nothing any more. */
  readonly met: ReadonlySet<ClockId>;
}

export type PlannedEvent = Pick<EventRecord, 'request_id' | 'regime' | 'type' | 'on_date'>;

/** The governing date of a case, and where the case stands to it today. */
export interface Governed {
  readonly workByOn: CalendarDate | null;
  readonly regime: string | null;
  readonly clock: ClockId | null;
  readonly requestId: string | null;
  readonly band: 'overdue' | 'soon' | 'later' | 'paused' | 'none';
}

const BAND = { overdue: 'overdue', due_soon: 'soon', on_track: 'later' } as const;
const NOTHING: Governed = { workByOn: null, regime: null, clock: null, requestId: null, band: 'none' };

/**
 * Which rules hold for which request, and what they make of what happened. Rules are pinned with their versions when a request comes in;
 * dates are computed from the pins and the events, every time.
 */
export class ClockBook {
  readonly #shipped: Catalogue;
  readonly #office: () => Office;
  readonly #now: () => Instant;
  #catalogue: Catalogue | null = null;

  /** `shipped`: the rules that came with the program; the company's own versions of the house policy are added from the queue. */
  constructor(shipped: Catalogue, office: () => Office, now: () => Instant) {
    this.#shipped = shipped;
    this.#office = office;
    this.#now = now;
  }

  get office(): Office {
    return this.#office();
  }

  /** Every rule there is, the house policies set here among them. */
  catalogue(db: Connection): Catalogue {
    this.#catalogue ??= selectPolicies(db).reduce(
      (catalogue, row) => withHousePolicy(catalogue, JSON.parse(row.policy) as HousePolicy),
      this.#shipped,
    );
    return this.#catalogue;
  }

  /** A house policy was set: the catalogue is read anew. */
  forget(): void {
    this.#catalogue = null;
  }

  today(): CalendarDate {
    return localDate(this.#now(), this.#office().timeZone, this.#shipped.zones);
  }

  /**
   * The rules of these requests. Suggested anew only where `anew` says that kind, place or receipt changed: a new program that knows more
   * rules moves no date by itself. What staff chose stays, and so does everything about a closed case. Called inside a command.
   */
  settle(db: Connection, facts: ClockedCase, anew: (requestId: string) => boolean): PinRecord[] {
    const pins = selectPins(db, facts.id);
    const settled: PinRecord[] = [];
    for (const request of facts.requests) {
      const own = pins.filter((pin) => pin.request_id === request.id);
      const stays = own.length > 0 && (facts.closedAt !== null || own.some((pin) => pin.origin === 'staff') || !anew(request.id));
      const next = stays ? own : this.suggest(db, facts, request, own, pins[0]?.time_zone);
      if (next.length !== own.length || next.some((pin, index) => pin !== own[index])) replacePins(db, request.id, next);
      settled.push(...next);
    }
    return settled;
  }

  /** What a request probably falls under by kind and place; a rule that held before keeps its version. `timeZone`: where the case was received. */
  suggest(
    db: Connection,
    facts: ClockedCase,
    request: ClockedCase['requests'][number],
    own: readonly PinRecord[],
    timeZone = this.#office().timeZone,
  ): PinRecord[] {
    const catalogue = this.catalogue(db);
    const on = localDate(facts.receivedAt, timeZone, catalogue.zones);
    const place = { country: facts.country ?? undefined, state: facts.region ?? undefined };
    return suggestRegimes({ kind: request.kind, ...place, on, catalogue }).map((regime, position) => {
      const kept = own.find((pin) => pin.regime === regime);
      if (!kept) return this.pin(db, facts, { requestId: request.id, regime, position, timeZone });
      return kept.position === position ? kept : { ...kept, position };
    });
  }

  /**
   * A rule in the version in force on the day of receipt, with the newest version of the office's calendar. The day is that of the zone in
   * which the case was received, also after the office has moved: everything that happened since was dated there. Throws the engine's `Refusal`.
   */
  pin(
    db: Connection,
    facts: Pick<ClockedCase, 'id' | 'receivedAt'>,
    rule: { readonly requestId: string; readonly regime: string; readonly position: number; readonly timeZone?: string | undefined },
  ): PinRecord {
    const { timeZone: here, calendar } = this.#office();
    const { requestId, regime, position, timeZone = here } = rule;
    const catalogue = this.catalogue(db);
    const on = localDate(facts.receivedAt, timeZone, catalogue.zones);
    return {
      request_id: requestId,
      regime,
      case_id: facts.id,
      position,
      regime_version: regimeFor(catalogue, regime, on).version,
      calendar,
      calendar_version: calendarFor(catalogue, calendar).file.version,
      time_zone: timeZone,
      origin: 'suggested',
    };
  }

  /** Every clock of a case. `planned`: what would happen, to see whether it may. */
  compute(db: Connection, facts: ClockedCase, pins: readonly PinRecord[], planned: readonly PlannedEvent[] = []): ClockedRequest[] {
    const events: readonly PlannedEvent[] = [...selectEvents(db, facts.id), ...planned];
    return computePins(facts, pins, events, this.catalogue(db));
  }

  /** The earliest date that is not met yet, over all requests and regimes; a clock that stands still governs only where none runs. */
  govern(results: readonly ClockedRequest[], open: boolean): Governed {
    return govern(results, open, this.today());
  }
}

/** The same without a queue: for computing what a change of the rules would do. */
export function computePins(
  facts: ClockedCase,
  pins: readonly PinRecord[],
  events: readonly PlannedEvent[],
  catalogue: Catalogue,
): ClockedRequest[] {
  const requests = new Map(facts.requests.map((request) => [request.id, request]));
  return pins.flatMap((pin) => {
    const request = requests.get(pin.request_id);
    if (request === undefined) return []; // of a request that was removed
    const history = historyOf(facts, pin, request, events, catalogue);
    const result = computeDeadlines(
      {
        regime: pin.regime,
        receivedAt: facts.receivedAt,
        timeZone: pin.time_zone,
        calendar: pin.calendar,
        events: history,
        regimeVersion: pin.regime_version,
        calendarVersion: pin.calendar_version,
      },
      catalogue,
    );
    return [{ requestId: pin.request_id, pin, result, met: metBy(history) }];
  });
}

/** What happened, as far as it counts for one request under one regime. */
function historyOf(
  facts: ClockedCase,
  pin: PinRecord,
  { kind, answeredAt }: ClockedCase['requests'][number],
  events: readonly PlannedEvent[],
  catalogue: Catalogue,
): DeadlineEvent[] {
  const history: DeadlineEvent[] = [];
  for (const event of events) {
    if (touches(event, pin, kind)) history.push({ type: event.type as DeadlineEvent['type'], on: event.on_date as CalendarDate });
  }
  // a closed case has been answered; one that was reopened has not, so the answer is not an event of its own
  const answered = answeredAt && !history.some((event) => event.type === 'appeal_received') ? answeredAt : facts.closedAt;
  if (answered !== null) history.push({ type: 'responded', on: localDate(answered, pin.time_zone, catalogue.zones) });
  // whoever has the answer knows that we have the request: nothing is left to acknowledge
  const answer = history.find((event) => event.type === 'responded');
  if (answer && !history.some((event) => event.type === 'acknowledged')) history.push({ type: 'acknowledged', on: answer.on });
  return history;
}

/** The clocks that these events meet, as the engine has it: a second answer, on or after the day of the appeal, answers the appeal. */
function metBy(history: readonly DeadlineEvent[]): ReadonlySet<ClockId> {
  const met = new Set<ClockId>();
  const daysOf = (type: DeadlineEvent['type']) => history.flatMap((event) => (event.type === type ? [event.on] : [])).sort();
  const answers = daysOf('responded');
  const [appealedOn] = daysOf('appeal_received');
  if (history.some((event) => event.type === 'acknowledged')) met.add('acknowledge');
  if (history.some((event) => event.type === 'extended')) met.add('extension_notice');
  if (answers.length > 0) met.add('respond').add('internal_target');
  if (appealedOn !== undefined && answers.slice(1).some((on) => on >= appealedOn)) met.add('appeal_respond');
  return met;
}

/** The clocks that an open question can stop. The acknowledgement and the answer to an appeal are due whatever was asked. */
const STOPPED: readonly ClockId[] = ['respond', 'internal_target'];

/** The earliest date that is not met yet; a closed case keeps the one by which it had to be answered. */
export function govern(results: readonly ClockedRequest[], open: boolean, today: CalendarDate): Governed {
  if (!open) return answered(results);
  let running: Governed = NOTHING;
  let standing: Governed = NOTHING;
  for (const { result, pin, requestId, met } of results) {
    if ('error' in result) continue;
    for (const clock of CLOCK_IDS) {
      const workByOn = result.clocks[clock]?.workByDate;
      if (workByOn === undefined || clock === 'extension_notice' || met.has(clock)) continue;
      const stands = result.openPause !== undefined && STOPPED.includes(clock);
      const candidate: Governed = { workByOn, regime: pin.regime, clock, requestId, band: stands ? 'paused' : 'none' };
      if (stands) standing = earlier(standing, candidate);
      else running = earlier(running, candidate);
    }
  }
  if (running.workByOn === null) return standing;
  return { ...running, band: BAND[bandOf(daysBetween(today, running.workByOn))] };
}

/** On one day the clocks' own order decides, then who was there first. */
function earlier(one: Governed, other: Governed): Governed {
  if (one.workByOn === null || one.clock === null || other.workByOn === null || other.clock === null)
    return one.workByOn === null ? other : one;
  if (one.workByOn !== other.workByOn) return one.workByOn < other.workByOn ? one : other;
  return CLOCK_IDS.indexOf(one.clock) <= CLOCK_IDS.indexOf(other.clock) ? one : other;
}

/** A case that was answered keeps the date by which it had to be: the appeal's where there was one, else the request's. */
function answered(results: readonly ClockedRequest[]): Governed {
  for (const clock of ['appeal_respond', 'respond', 'acknowledge'] as const) {
    let first: Governed = NOTHING;
    for (const { pin, requestId, result } of results) {
      const workByOn = 'error' in result ? undefined : result.clocks[clock]?.workByDate;
      if (workByOn !== undefined) first = earlier(first, { workByOn, regime: pin.regime, clock, requestId, band: 'none' });
    }
    if (first.workByOn !== null) return first;
  }
  return NOTHING;
}
