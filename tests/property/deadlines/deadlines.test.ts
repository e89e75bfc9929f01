import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  computeDeadlines,
  type DeadlineEvent,
  type DeadlineEventType,
  type DeadlineInput,
  type DeadlineResult,
  daysBetween,
  isBusinessDay,
  localDate,
  replay,
} from '../../../src-shared/deadlines/index.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { catalogue } from '../../fixtures/deadlines/catalogue.ts';

const REGIMES = [...catalogue.regimes.keys()];
const CALENDARS = [...catalogue.calendars.keys()];
const ZONES = [
  'Europe/London',
  'America/Los_Angeles',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Australia/Lord_Howe',
  'UTC',
];
const MINUTE = 60_000;
const FROM = Date.parse('2026-07-01T00:00:00Z') / MINUTE;
const TO = Date.parse('2035-06-01T00:00:00Z') / MINUTE;

const bare = fc.record({
  regime: fc.constantFrom(...REGIMES),
  receivedAt: fc.integer({ min: FROM, max: TO }).map((minute) => instantOf(minute * MINUTE)),
  timeZone: fc.constantFrom(...ZONES),
  calendar: fc.constantFrom(...CALENDARS),
  events: fc.constant<DeadlineEvent[]>([]),
});
const PAIRS: readonly (readonly [DeadlineEventType, DeadlineEventType])[] = [
  ['identity_requested', 'identity_received'],
  ['fee_requested', 'fee_paid'],
  ['clarification_requested', 'clarification_received'],
];
const pause = fc.record({ pair: fc.constantFrom(...PAIRS), after: fc.nat(40), lasts: fc.option(fc.nat(40)) });

function withPauses(
  asked: DeadlineInput,
  pauses: readonly { pair: readonly [DeadlineEventType, DeadlineEventType]; after: number; lasts: number | null }[],
): DeadlineInput {
  const received = localDate(asked.receivedAt, asked.timeZone);
  const events = pauses.flatMap(({ pair: [asks, gets], after, lasts }) => {
    const on = addDays(received, after);
    return lasts === null
      ? [{ type: asks, on }]
      : [
          { type: asks, on },
          { type: gets, on: addDays(on, lasts) },
        ];
  });
  return { ...asked, events };
}
const paused = fc.tuple(bare, fc.array(pause, { maxLength: 4 })).map(([asked, pauses]) => withPauses(asked, pauses));
/** Any acts on any days, sensible or not. */
const anything = fc
  .tuple(
    bare,
    fc.array(
      fc.tuple(
        fc.constantFrom<DeadlineEventType>('acknowledged', 'extended', 'responded', 'appeal_received', 'appeal_extended', ...PAIRS.flat()),
        fc.integer({ min: -3, max: 120 }),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([asked, list]) => ({
    ...asked,
    events: list.map(([type, days]) => ({ type, on: addDays(localDate(asked.receivedAt, asked.timeZone), days) })),
  }));

function clocksOf(result: DeadlineResult) {
  if ('error' in result) throw new Error(`${result.error}: ${result.detail}`);
  return Object.entries(result.clocks);
}
const RUNS = { numRuns: 2000 };

test('a later receipt never gives an earlier date', () => {
  fc.assert(
    fc.property(bare, fc.integer({ min: 0, max: 60 * 24 * 60 }), (asked, minutes) => {
      const later = { ...asked, receivedAt: instantOf(Date.parse(asked.receivedAt) + minutes * MINUTE) };
      const second = Object.fromEntries(clocksOf(computeDeadlines(later, catalogue)));
      for (const [id, clock] of clocksOf(computeDeadlines(asked, catalogue))) {
        for (const date of ['statutoryDate', 'legalDate', 'workByDate'] as const) expect(second[id]![date] >= clock[date]).toBe(true);
      }
    }),
    RUNS,
  );
});

test('recomputing gives the same, in whatever order the events are listed', () => {
  fc.assert(
    fc.property(anything, fc.func(fc.integer()), (asked, shuffle) => {
      const first = computeDeadlines(asked, catalogue);
      expect(computeDeadlines(structuredClone(asked), catalogue)).toEqual(first);
      const shuffled = asked.events.toSorted((a, b) => shuffle(a) - shuffle(b));
      expect(computeDeadlines({ ...asked, events: shuffled }, catalogue)).toEqual(first);
    }),
    RUNS,
  );
});

test('a pause never shortens', () => {
  fc.assert(
    fc.property(paused, pause, (asked, more) => {
      const plain = { ...asked, events: [] };
      const alone = withPauses(plain, [more]);
      const together = { ...asked, events: [...asked.events, ...alone.events] };
      const steps = [plain, asked, ...(asked.events.some((event) => event.type === more.pair[0]) ? [] : [together])].map((one) =>
        Object.fromEntries(clocksOf(computeDeadlines(one, catalogue))),
      );
      for (let index = 1; index < steps.length; index++) {
        for (const [id, clock] of Object.entries(steps[index - 1]!)) {
          for (const date of ['statutoryDate', 'legalDate', 'workByDate'] as const)
            expect(steps[index]![id]![date] >= clock[date]).toBe(true);
        }
      }
    }),
    RUNS,
  );
});

test('no clock ends before it starts; the three dates stand in order; legal and work-by dates are business days where they were moved', () => {
  fc.assert(
    fc.property(fc.oneof(paused, anything), (asked) => {
      const result = computeDeadlines(asked, catalogue);
      if ('error' in result) return;
      const calendar = catalogue.calendars.get(asked.calendar)!.at(-1)!;
      for (const [, clock] of clocksOf(result)) {
        expect(clock.startsOn >= result.receivedOn).toBe(true);
        expect(clock.startsOn < clock.statutoryDate && clock.startsOn <= clock.workByDate).toBe(true);
        expect(clock.workByDate <= clock.statutoryDate && clock.statutoryDate <= clock.legalDate).toBe(true);
        expect(isBusinessDay(calendar, clock.workByDate)).toBe(true);
        if (clock.legalDate !== clock.statutoryDate) expect(isBusinessDay(calendar, clock.legalDate)).toBe(true);
      }
    }),
    RUNS,
  );
});

test('every trace replays to its dates, and every step names its rule, version and source', () => {
  fc.assert(
    fc.property(fc.oneof(paused, anything), (asked) => {
      const result = computeDeadlines(asked, catalogue);
      if ('error' in result) return;
      for (const [, { trace, ...expected }] of clocksOf(result)) {
        expect(replay(trace)).toEqual(expected);
        expect(trace.length).toBeGreaterThanOrEqual(2);
        for (const step of trace) expect(step.rule && step.version && step.source && step.sentence).toBeTruthy();
      }
    }),
    RUNS,
  );
});

test('business days counted one by one agree with the engine', () => {
  fc.assert(
    fc.property(bare, (asked) => {
      const result = computeDeadlines({ ...asked, regime: 'ccpa-opt-out' }, catalogue);
      if ('error' in result) throw new Error(result.detail);
      const { startsOn, statutoryDate } = result.clocks.respond!;
      const calendar = catalogue.calendars.get(asked.calendar)!.at(-1)!;
      const days = Array.from({ length: daysBetween(startsOn, statutoryDate) }, (_, index) => addDays(startsOn, index + 1));
      expect(days.filter((day) => isBusinessDay(calendar, day))).toHaveLength(15);
      expect(isBusinessDay(calendar, statutoryDate)).toBe(true);
    }),
    { ...RUNS, numRuns: 500 },
  );
});
