import { expect, test } from 'vitest';
import { type Retainable, retentionOf } from '../../../src-shared/consent/index.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';

const day = (text: string) => text as CalendarDate;
const record = (more: Partial<Retainable> = {}): Retainable => ({
  id: 'one',
  at: '2024-02-29T23:59:59.999Z' as Instant,
  usedForTelemarketing: false,
  caseClosedOn: null,
  caseOpen: false,
  onLegalHold: false,
  ...more,
});
const of = (more: Partial<Retainable>, today = '2026-01-01') => {
  const { deleteOn, because } = retentionOf(record(more), day(today));
  return [deleteOn, because];
};

test('with no case: 24 months', () => expect(of({})).toEqual(['2026-02-28', 'no_case']));
test('of a case: 24 months after it was closed', () =>
  expect(of({ caseClosedOn: day('2025-06-30') })).toEqual(['2027-06-30', 'closed_case']));
test('used for telemarketing: 5 years', () => expect(of({ usedForTelemarketing: true })).toEqual(['2029-02-28', 'telemarketing']));
test('both: the longer', () => {
  const both = (closed: string) => of({ usedForTelemarketing: true, caseClosedOn: day(closed) });
  expect(both('2024-06-30')).toEqual(['2029-02-28', 'telemarketing']);
  expect(both('2028-06-30')).toEqual(['2030-06-30', 'closed_case']);
});
test('an open case and a legal hold keep everything', () => {
  for (const usedForTelemarketing of [false, true]) {
    expect(of({ usedForTelemarketing, caseOpen: true }, '2099-01-01')).toEqual([null, 'open_case']);
    expect(of({ usedForTelemarketing, onLegalHold: true, caseClosedOn: day('2024-03-01') }, '2099-01-01')).toEqual([null, 'legal_hold']);
  }
});
test('it is due on its day, and not the day before', () => {
  expect(retentionOf(record(), day('2026-02-27')).due).toBe(false);
  expect(retentionOf(record(), day('2026-02-28')).due).toBe(true);
  expect(retentionOf(record({ caseOpen: true }), day('2099-01-01')).due).toBe(false);
});
