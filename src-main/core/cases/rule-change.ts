import type { RuleChange, RuleChangeProgress } from '../../../src-shared/contract/deadlines.ts';
import {
  type Catalogue,
  calendarFor,
  daysBetween,
  type HousePolicy,
  inForce,
  localDate,
  withHousePolicy,
} from '../../../src-shared/deadlines/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { type ClockBook, computePins, type Governed, govern, type Office } from '../deadlines/book.ts';
import {
  type EventRecord,
  insertPolicy,
  type PinRecord,
  repin,
  selectEventsOf,
  selectPinsOf,
  selectPolicies,
} from '../deadlines/service.ts';
import { clockedCase, dueColumns } from './due.ts';
import { outdatedQuery } from './outdated.ts';
import type { CaseRecord } from './rows.ts';
import { selectKindsOf, updateCase } from './store.ts';

/** So many cases are looked at between two breaths. */
const GROUP = 250;
const MOST_EXAMPLES = 200;

/** The rules as they would be. */
interface Rules {
  readonly catalogue: Catalogue;
  readonly office: Office;
}

/** What of a case a change of the rules looks at. */
const LOOKED_AT = ['seq', 'id', 'reference', 'received_at', 'closed_at', 'country', 'region', 'work_by_on', 'sealed', 'version'] as const;
type LookedAt = Pick<CaseRecord, (typeof LOOKED_AT)[number]>;

interface Moved {
  readonly record: LookedAt;
  /** The rules that get another version, calendar or zone. */
  readonly pins: readonly PinRecord[];
  readonly due: Governed;
}

/**
 * A change of the rules, looked at and then made: a house policy, the office's zone or calendar, or the versions that came with a new
 * program. Each open case is pinned to the version in force on its day of receipt; nothing else about it changes.
 */
export class RuleChanges {
  readonly #db: Connection;
  readonly #command: Command;
  readonly #book: ClockBook;
  readonly #setOffice: (actor: Actor, office: Office) => Promise<unknown>;

  /** `setOffice` keeps the office's zone and calendar for what comes in from now on. */
  constructor(db: Connection, command: Command, book: ClockBook, setOffice: (actor: Actor, office: Office) => Promise<unknown>) {
    this.#db = db;
    this.#command = command;
    this.#book = book;
    this.#setOffice = setOffice;
  }

  /** How many open cases stand on rules that are not the newest for them: those that applying no change at all would pin anew. */
  outdated(): number {
    return first(this.#db, outdatedQuery(this.#book.catalogue(this.#db), this.#book.office))?.n ?? 0;
  }

  /** What would move. A change that cannot be made is refused before the first word of the stream, where refusals are still answers. */
  preview(actor: Actor, change: RuleChange, signal: AbortSignal | undefined): AsyncGenerator<RuleChangeProgress> {
    return this.#walk(actor, this.#rulesWith(change).rules, signal, () => {});
  }

  /**
   * Sets the policy and the office, and moves the open cases a group at a time: stopped, each is as it was or as it will be, and applying
   * the same change again does the rest.
   */
  async apply(actor: Actor, change: RuleChange, signal: AbortSignal | undefined): Promise<AsyncGenerator<RuleChangeProgress>> {
    const { rules, policySet } = this.#rulesWith(change);
    const { timeZone, calendar } = this.#book.office;
    if (rules.office.timeZone !== timeZone || rules.office.calendar !== calendar) await this.#setOffice(actor, rules.office);
    if (change.house && !policySet) this.#setPolicy(actor, change.house);
    return this.#walk(actor, rules, signal, (moved) => this.#move(actor, moved));
  }

  #move(actor: Actor, moved: readonly Moved[]): void {
    if (moved.length === 0) return;
    const act = { action: 'deadline.apply_rules', subject: 'cases', input: { cases: moved.map((one) => one.record.id) } };
    this.#command(actor, act, (work) => {
      for (const { record, pins, due } of moved) {
        for (const pin of pins) repin(work.db, pin);
        updateCase(work.db, record.id, { ...dueColumns(due), version: record.version + 1, hlc: work.hlc, updated_at: work.now });
        work.outbox({ entity: 'case', entityId: record.id, entityVersion: record.version + 1, operation: 'changed' });
      }
      work.touch('all');
    });
  }

  /** The rules as they would be. `policySet`: this very policy was set before, by an application that was stopped. */
  #rulesWith({ house, office = this.#book.office }: RuleChange): { readonly rules: Rules; readonly policySet: boolean } {
    const before = this.#book.catalogue(this.#db);
    if (!before.calendars.has(office.calendar)) {
      throw new DeskError('invalid', 'There is no such calendar. Choose one of the list.', { field: 'office.calendar' });
    }
    const policy = JSON.stringify(house);
    if (!house || selectPolicies(this.#db).some((row) => row.version === house.version && row.policy === policy)) {
      return { rules: { catalogue: before, office }, policySet: true };
    }
    try {
      return { rules: { catalogue: withHousePolicy(before, house), office }, policySet: false };
    } catch (cause) {
      throw new DeskError(
        'invalid',
        'This policy cannot be followed: check its periods, and give it a version and a first day of its own.',
        { field: 'house', cause },
      );
    }
  }

  #setPolicy(actor: Actor, house: HousePolicy): void {
    this.#command(actor, { action: 'policy.set', subject: house.version, input: house }, (work) => {
      insertPolicy(work.db, {
        version: house.version,
        effective_from: house.effectiveFrom,
        policy: JSON.stringify(house),
        set_by: actor.staffId,
        set_at: work.now,
      });
      work.touch('organisation');
    });
    this.#book.forget();
  }

  async *#walk(
    actor: Actor,
    rules: Rules,
    signal: AbortSignal | undefined,
    move: (moved: readonly Moved[]) => void,
  ): AsyncGenerator<RuleChangeProgress> {
    const open = sql.selectFrom('dsr_case').where('open', '=', 1);
    const total =
      first(
        this.#db,
        open.select((count) => count.fn.countAll<number>().as('n')),
      )?.n ?? 0;
    const examples: RuleChangeProgress['examples'] = [];
    let cases = 0;
    let moved = 0;
    for (let after = 0; ; ) {
      if (signal?.aborted || !this.#db.open) return; // whoever asked has gone, or the desk has locked; what is done is done
      const records = all(this.#db, open.select(LOOKED_AT).where('seq', '>', after).orderBy('seq').limit(GROUP));
      const last = records.at(-1);
      if (!last) break;
      after = last.seq;
      cases += records.length;
      const changed = this.#compare(records, rules);
      move(changed);
      for (const { record, due } of changed) {
        if (record.work_by_on === due.workByOn) continue;
        moved += 1;
        if (examples.length >= MOST_EXAMPLES || (record.sealed === 1 && !actor.roles.includes('manager'))) continue;
        examples.push(exampleOf(record, due));
      }
      yield { cases, total, moved, examples: [...examples], done: false };
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield { cases, total, moved, examples, done: true };
  }

  /** Those of the cases whose rules get another version, with the date that they have then. */
  #compare(records: readonly LookedAt[], { catalogue, office }: Rules): Moved[] {
    const ids = records.map((record) => record.id);
    const requests = selectKindsOf(this.#db, ids);
    const pinsOf = selectPinsOf(this.#db, ids);
    const today = this.#book.today();
    const { version } = calendarFor(catalogue, office.calendar).file;
    let events: Map<string, EventRecord[]> | null = null; // read once something moves
    const moved: Moved[] = [];
    for (const record of records) {
      const before = pinsOf.get(record.id) ?? [];
      const under = (timeZone: string | null) =>
        before.map((pin) => pinnedTo(pin, catalogue, record, office, version, timeZone ?? pin.time_zone));
      let pins = under(office.timeZone);
      if (pins.every((pin, index) => pin === before[index])) continue;
      events ??= selectEventsOf(this.#db, ids);
      const facts = clockedCase(record, requests.get(record.id) ?? []);
      const happened = events.get(record.id) ?? [];
      let results = computePins(facts, pins, happened, catalogue);
      if (results.some(({ result }) => 'error' in result) && before.some((pin) => pin.time_zone !== office.timeZone)) {
        // an evening here is the next day there, and what was noted on it would lie before the receipt: such a case stays in its zone
        pins = under(null);
        results = computePins(facts, pins, happened, catalogue);
      }
      const changed = pins.filter((pin, index) => pin !== before[index]);
      if (changed.length > 0) moved.push({ record, pins: changed, due: govern(results, true, today) });
    }
    return moved;
  }
}

/** The rule in the version in force on the day of receipt: the same object where it is that already, and where none was in force. */
function pinnedTo(
  pin: PinRecord,
  catalogue: Catalogue,
  { received_at: receivedAt }: LookedAt,
  { calendar }: Office,
  calendarVersion: string,
  timeZone: string,
): PinRecord {
  const on = localDate(receivedAt as Instant, timeZone, catalogue.zones);
  const version = inForce(catalogue.regimes.get(pin.regime) ?? [], on)?.version ?? pin.regime_version;
  const same =
    pin.regime_version === version && pin.calendar === calendar && pin.calendar_version === calendarVersion && pin.time_zone === timeZone;
  return same ? pin : { ...pin, regime_version: version, calendar, calendar_version: calendarVersion, time_zone: timeZone };
}

function exampleOf(record: LookedAt, due: Governed): RuleChangeProgress['examples'][number] {
  const from = record.work_by_on as CalendarDate | null;
  const days = from !== null && due.workByOn !== null ? daysBetween(from, due.workByOn) : 0;
  return { reference: record.reference as Reference, from, to: due.workByOn, days };
}
