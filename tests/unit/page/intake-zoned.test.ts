import { expect, test } from 'vitest';
import { instantOfLocal, localOfInstant } from '../../../src-renderer/features/intake/zoned.ts';

test('a time in the form is a time on the office clock', () => {
  expect(instantOfLocal('2026-09-03T22:40', 'Europe/London')).toBe('2026-09-03T21:40:00.000Z');
  expect(instantOfLocal('2026-01-03T22:40', 'America/Los_Angeles')).toBe('2026-01-04T06:40:00.000Z');
  expect(instantOfLocal('2026-09-03T22:40', 'UTC')).toBe('2026-09-03T22:40:00.000Z');
});

test('and back again', () => {
  for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland']) {
    const at = Date.parse('2026-11-22T05:06:00Z');
    expect(instantOfLocal(localOfInstant(at, zone), zone)).toBe('2026-11-22T05:06:00.000Z');
  }
});

test('what is no time is none', () => {
  expect(instantOfLocal('', 'UTC')).toBeNull();
  expect(instantOfLocal('yesterday', 'UTC')).toBeNull();
});
