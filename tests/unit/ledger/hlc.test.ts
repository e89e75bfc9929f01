import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src-main/core/ledger/canonical.ts';
import { HybridClock } from '../../../src-main/core/ledger/hlc.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';

test('each reading is later than all before it, as text, whatever the clock of the machine does and however often it is restarted', () => {
  const step = fc.record({ ms: fc.integer({ min: 0, max: 4_000_000_000_000 }), restarts: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      let clock = new HybridClock('device', null);
      let last = '';
      for (const { ms, restarts } of steps) {
        if (restarts && last) clock = new HybridClock('device', last);
        const reading = clock.next(instantOf(ms));
        expect(reading > last).toBe(true);
        expect(reading).toMatch(/^[0-9a-f]{12}-[0-9a-f]{4}-device$/);
        last = reading;
      }
    }),
  );
});

test('it follows the clock of the machine where that goes forward', () => {
  const clock = new HybridClock('device', null);
  clock.next(instantOf(1000));
  expect(Number.parseInt(clock.next(instantOf(2000)).slice(0, 12), 16)).toBe(2000);
});

test('more readings in one millisecond than the counter holds', () => {
  const clock = new HybridClock('device', null);
  let last = '';
  for (let i = 0; i < 70_000; i += 1) {
    const reading = clock.next(instantOf(5));
    if (reading <= last) throw new Error(`${reading} after ${last}`);
    last = reading;
  }
  expect(Number.parseInt(last.slice(0, 12), 16)).toBe(6);
});

/** The same value with the members of its objects in another order. */
const reversed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reversed)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, member]) => [name, reversed(member)]),
        )
      : value;

test('canonical: the order of members does not count, everything else does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}');
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
});
