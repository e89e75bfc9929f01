import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClockedCase, computePins, govern, type PlannedEvent } from '../../../src-main/core/deadlines/book.ts';
import { loadCatalogue } from '../../../src-main/core/deadlines/catalogue.ts';
import type { PinRecord } from '../../../src-main/core/deadlines/service.ts';
import { touches } from '../../../src-main/core/deadlines/touches.ts';
import { addDays, CLOCK_IDS, type DeadlineEventType, inForce } from '../../../src-shared/deadlines/index.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';

const catalogue = loadCatalogue(path.resolve(import.meta.dirname, '../../../resources'));
const REGIMES = [...catalogue.regimes.keys()];
const TODAY = '2026-09-03' as CalendarDate;
const RECEIVED = '2026-08-03' as CalendarDate;

function pinOf(regime: string, requestId = 'r1'): PinRecord {
  return {
    request_id: requestId,
    regime,
    case_id: 'c1',
    position: 0,
    regime_version: inForce(catalogue.regimes.get(regime) ?? [], RECEIVED)!.version,
    calendar: 'us-federal',
    calendar_version: '2026-11',
    time_zone: 'America/New_York',
    origin: 'suggested',
  };
}
const caseOf = (kinds: readonly RequestKind[], closedAt: Instant | null = null): ClockedCase => ({
  id: 'c1',
  receivedAt: `${RECEIVED}T16:00:00.000Z` as Instant,
  closedAt,
  country: null,
  region: null,
  requests: kinds.map((kind, index) => ({ id: `r${index + 1}`, kind })),
});
const happened = (type: DeadlineEventType, days: number, requestId: string | null = null): PlannedEvent => ({
  request_id: requestId,
  regime: null,
  type,
  on_date: addDays(RECEIVED, days),
});

/** Histories that could have happened: a question before its answer, an appeal after a response. */
const histories = fc
  .record({
    acknowledged: fc.option(fc.nat(30)),
    asked: fc.option(fc.tuple(fc.nat(10), fc.option(fc.nat(10)))),
    responded: fc.option(fc.integer({ min: 21, max: 25 })),
    appealed: fc.option(fc.nat(5)),
    answered: fc.option(fc.nat(5)),
  })
  .map(({ acknowledged, asked, responded, appealed, answered }) => {
    const events: PlannedEvent[] = [];
    if (acknowledged !== null) events.push(happened('acknowledged', acknowledged));
    if (asked !== null) events.push(happened('identity_requested', asked[0]));
    if (asked !== null && asked[1] !== null) events.push(happened('identity_received', asked[0] + asked[1]));
    if (responded !== null) events.push(happened('responded', responded));
    if (responded !== null && appealed !== null) events.push(happened('appeal_received', responded + appealed));
    if (responded !== null && appealed !== null && answered !== null) events.push(happened('responded', responded + appealed + answered));
    return events;
  });

describe('which clocks are met', () => {
  test('is what the engine thinks: the earliest that is not met is the one that it lets govern', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REGIMES), histories, (regime, events) => {
        const [one] = computePins(caseOf(['access']), [pinOf(regime)], events, catalogue);
        if (!one || 'error' in one.result) throw new Error('no dates');
        const { clocks, governing } = one.result;
        const unmet = CLOCK_IDS.filter((id) => clocks[id] && id !== 'extension_notice' && !one.met.has(id));
        const [earliest] = unmet.toSorted((a, b) =>
          clocks[a]!.workByDate < clocks[b]!.workByDate ? -1 : clocks[a]!.workByDate > clocks[b]!.workByDate ? 1 : 0,
        );
        expect(earliest ?? null).toBe(governing);
      }),
      { numRuns: 500 },
    );
  });

  test('an answer acknowledges too: nobody waits to hear that their request has arrived once it is answered', () => {
    const [one] = computePins(caseOf(['access'], '2026-08-20T16:00:00.000Z' as Instant), [pinOf('house')], [], catalogue);
    expect([...one!.met].sort()).toEqual(['acknowledge', 'internal_target', 'respond']);
  });
});

describe('what governs', () => {
  test('is never a clock that stands still while one runs, and the earliest of its sort', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...REGIMES), { minLength: 1, maxLength: 4 }), histories, (regimes, events) => {
        const results = computePins(
          caseOf(['access']),
          regimes.map((regime) => pinOf(regime)),
          events,
          catalogue,
        );
        const due = govern(results, true, TODAY);
        const clocks = results.flatMap(({ result, met }) => {
          if ('error' in result) return [];
          return CLOCK_IDS.flatMap((id) => {
            const workBy = result.clocks[id]?.workByDate;
            if (workBy === undefined || id === 'extension_notice' || met.has(id)) return [];
            return [{ workBy, stands: result.openPause !== undefined && (id === 'respond' || id === 'internal_target') }];
          });
        });
        const running = clocks.filter((clock) => !clock.stands);
        const pool = running.length > 0 ? running : clocks;
        expect(due.workByOn).toBe(pool.map((clock) => clock.workBy).sort()[0] ?? null);
        expect(due.band === 'paused').toBe(clocks.length > 0 && running.length === 0);
        expect(due.band === 'none').toBe(clocks.length === 0);
      }),
      { numRuns: 300 },
    );
  });

  test('does not hang on the order of the rules', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...REGIMES), { minLength: 2, maxLength: 5 }), histories, (regimes, events) => {
        const dueOf = (order: readonly string[]) =>
          govern(
            computePins(
              caseOf(['access']),
              order.map((regime) => pinOf(regime)),
              events,
              catalogue,
            ),
            true,
            TODAY,
          );
        const [one, other] = [dueOf(regimes), dueOf(regimes.toReversed())];
        expect([other.workByOn, other.band, other.clock]).toEqual([one.workByOn, one.band, one.clock]);
      }),
      { numRuns: 200 },
    );
  });

  test('leaves out requests that were removed', () => {
    const results = computePins(caseOf(['access']), [pinOf('house'), pinOf('can-spam', 'r2')], [], catalogue);
    expect(results.map((one) => one.pin.regime)).toEqual(['house']);
  });
});

describe('what an event touches', () => {
  const event = (type: string, request: string | null = null, regime: string | null = null) => ({ type, request_id: request, regime });
  const pin = { request_id: 'r1', regime: 'uk-gdpr' };
  test.each([
    [event('identity_requested'), 'access', true],
    [event('identity_requested'), 'opt_out', false],
    [event('identity_received'), 'concern', false],
    [event('acknowledged'), 'opt_out', true],
    [event('clarification_requested', 'r1'), 'access', true],
    [event('clarification_received', 'r1'), 'deletion', false],
    [event('clarification_requested', 'r2'), 'access', false],
    [event('extended', 'r1', 'eu-gdpr'), 'access', false],
    [event('extended', 'r1', 'uk-gdpr'), 'access', true],
    [event('fee_requested'), 'opt_out', true],
  ] as const)('%j on a request of kind %s: %s', (one, kind, expected) => {
    expect(touches(one, pin, kind)).toBe(expected);
  });

  test('a clarification outside the United Kingdom is a matter of its own rules', () => {
    expect(touches(event('clarification_requested', 'r1'), { request_id: 'r1', regime: 'house' }, 'deletion')).toBe(true);
  });
});
