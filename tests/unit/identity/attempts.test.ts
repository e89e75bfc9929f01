import { describe, expect, test } from 'vitest';
import { type Attempt, caseFailures, pausesAfter } from '../../../src-shared/identity/index.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';

const START = Date.parse('2026-09-03T09:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (milliseconds: number) => instantOf(START + milliseconds);
const ABOUT = { caseId: 'case', personId: 'person', staffId: 'staff' };
const NEVER = { case: null, person: null, staff: null };

const tries = (some: Partial<Attempt>, ...times: readonly number[]): Attempt[] =>
  times.map((time) => ({ at: at(time), failed: true, caseId: 'case', personId: 'person', staffId: 'staff', ...some }));
/** Failures on one case, about nobody else and by changing hands, so that only the case's count is seen. */
const ofCase = (...times: readonly number[]) => times.flatMap((time, index) => tries({ personId: null, staffId: `staff ${index}` }, time));
const ofPerson = (...times: readonly number[]) => times.flatMap((time, index) => tries({ caseId: `${index}`, staffId: `${index}` }, time));
const ofStaff = (...times: readonly number[]) => times.flatMap((time, index) => tries({ caseId: `${index}`, personId: `${index}` }, time));
const pauses = (attempts: readonly Attempt[], now: number, unlocked: Partial<Record<keyof typeof NEVER, Instant>> = {}) =>
  pausesAfter(attempts, at(now), ABOUT, { ...NEVER, ...unlocked }).map(({ because, until }) => [because, Date.parse(until) - START]);
const every = (count: number, apart: number) => Array.from({ length: count }, (_, index) => index * apart);

describe('a case: three failures, however far apart', () => {
  test('two are none', () => expect(pauses(ofCase(0, 1), 2)).toEqual([]));
  test('the third pauses for 24 hours from itself', () => {
    expect(pauses(ofCase(0, 1, 2), 2)).toEqual([['case', 2 + DAY]]);
    expect(pauses(ofCase(0, 200 * DAY, 400 * DAY), 400 * DAY)).toEqual([['case', 401 * DAY]]);
  });
  test('it stands a millisecond before its end and is over at its end', () => {
    expect(pauses(ofCase(0, 1, 2), 1 + DAY)).toEqual([['case', 2 + DAY]]);
    expect(pauses(ofCase(0, 1, 2), 2 + DAY)).toEqual([]);
  });
  test('one that ran out starts the count anew, a failure at its end being the first', () => {
    expect(pauses(ofCase(0, 1, 2, 2 + DAY, 3 + DAY), 4 + DAY)).toEqual([]);
    expect(pauses(ofCase(0, 1, 2, 2 + DAY, 3 + DAY, 4 + DAY), 4 + DAY)).toEqual([['case', 4 + 2 * DAY]]);
  });
  test('failures during a pause neither lengthen it nor count after it', () => {
    expect(pauses(ofCase(0, 1, 2, HOUR, 2 * HOUR, 3 * HOUR), 4 * HOUR)).toEqual([['case', 2 + DAY]]);
    expect(pauses(ofCase(0, 1, 2, HOUR, 1 + DAY, 2 + DAY), 3 + DAY)).toEqual([]);
  });
  test('successes count nothing and wipe nothing', () => {
    const guessed = [...ofCase(0, 2, 4), ...tries({ failed: false, personId: null }, 1, 3)];
    expect(pauses(guessed, 5)).toEqual([['case', 4 + DAY]]);
    expect(pauses(tries({ failed: false }, ...every(20, 1)), 30)).toEqual([]);
  });
  test('an unlock ends the pause and the count, with what failed at its very instant', () => {
    expect(pauses(ofCase(0, 1, 2), 3, { case: at(2) })).toEqual([]);
    expect(pauses(ofCase(2, 2, 2), 3, { case: at(2) })).toEqual([]);
    expect(pauses(ofCase(0, 1, 2), 3, { case: at(1) })).toEqual([]);
    expect(pauses(ofCase(0, 1, 2, 4, 5), 6, { case: at(3) })).toEqual([]);
    expect(pauses(ofCase(0, 1, 2, 4, 5, 6), 6, { case: at(3) })).toEqual([['case', 6 + DAY]]);
  });
  test('an unlock of the person or of staff leaves the case paused', () => {
    expect(pauses(ofCase(0, 1, 2), 3, { person: at(3), staff: at(3) })).toEqual([['case', 2 + DAY]]);
  });
  test('failures of other cases are not counted', () => {
    expect(pauses([...ofCase(0, 1), ...tries({ caseId: 'other', personId: null, staffId: 'other' }, 2)], 3)).toEqual([]);
  });
  test('setting the clock back frees nobody', () => expect(pauses(ofCase(0, 1, 2), -10 * DAY)).toEqual([['case', 2 + DAY]]));
  test('the order of the list does not matter', () => {
    expect(pauses(ofCase(0, 1, 2, 2 + DAY).toReversed(), 3)).toEqual([['case', 2 + DAY]]);
  });
  test('instants written without milliseconds count alike', () => {
    const bare = ofCase(0, HOUR, 2 * HOUR).map((attempt) => ({ ...attempt, at: attempt.at.replace('.000', '') as Instant }));
    expect(pauses(bare, 3 * HOUR)).toEqual([['case', 2 * HOUR + DAY]]);
  });
});

describe('a person: five failures within seven days, over all cases', () => {
  test('four are none, the fifth pauses', () => {
    expect(pauses(ofPerson(0, 1, 2, 3), 4)).toEqual([]);
    expect(pauses(ofPerson(0, 1, 2, 3, 4), 4)).toEqual([['person', 4 + DAY]]);
  });
  test('a failure exactly seven days old no longer counts, one a millisecond younger does', () => {
    expect(pauses(ofPerson(0, 1, 2, 3, 7 * DAY), 7 * DAY)).toEqual([]);
    expect(pauses(ofPerson(0, 1, 2, 3, 7 * DAY - 1), 7 * DAY)).toEqual([['person', 8 * DAY - 1]]);
  });
  test('nobody linked: no person is counted, also not those of other cases without one', () => {
    const nobody = ofPerson(0, 1, 2, 3, 4).map((attempt) => ({ ...attempt, personId: null }));
    expect(pausesAfter(nobody, at(5), { ...ABOUT, personId: null }, NEVER)).toEqual([]);
    expect(pausesAfter(ofPerson(0, 1, 2, 3, 4), at(5), { ...ABOUT, personId: null }, NEVER)).toEqual([]);
  });
  test('an unlock starts anew', () => {
    expect(pauses(ofPerson(0, 1, 2, 3, 4, 6, 7, 8, 9), 9, { person: at(5) })).toEqual([]);
    expect(pauses(ofPerson(0, 1, 2, 3, 4, 6, 7, 8, 9, 10), 10, { person: at(5) })).toEqual([['person', 10 + DAY]]);
  });
});

describe('a member of staff: ten failures within 24 hours, over all cases', () => {
  test('nine are none, the tenth pauses', () => {
    expect(pauses(ofStaff(...every(9, HOUR)), 9 * HOUR)).toEqual([]);
    expect(pauses(ofStaff(...every(10, HOUR)), 9 * HOUR)).toEqual([['staff', 9 * HOUR + DAY]]);
  });
  test('a failure exactly 24 hours old no longer counts', () => {
    expect(pauses(ofStaff(...every(9, 1), DAY), DAY)).toEqual([]);
    expect(pauses(ofStaff(...every(9, 1), DAY - 1), DAY)).toEqual([['staff', 2 * DAY - 1]]);
  });
  test('one failure every three hours never pauses', () => expect(pauses(ofStaff(...every(200, 3 * HOUR)), 600 * HOUR)).toEqual([]));
});

test('several pauses stand beside each other', () => {
  const all = tries({}, ...every(5, 1));
  expect(pauses(all, 5)).toEqual([
    ['case', 2 + DAY],
    ['person', 4 + DAY],
  ]);
  expect(pauses([...all, ...ofStaff(...every(5, 2))], 20).map(([because]) => because)).toEqual(['case', 'person', 'staff']);
});

test('the failures of a case that count', () => {
  const count = (times: readonly number[], now: number, unlocked: Instant | null = null) =>
    caseFailures(ofCase(...times), at(now), 'case', unlocked);
  expect(count([], 0)).toBe(0);
  expect(count([0, 1], 2)).toBe(2);
  expect(count([0, 1, 2], 3)).toBe(3);
  expect(count([0, 1, 2, 4], 5)).toBe(3);
  expect(count([0, 1, 2], 2 + DAY)).toBe(0);
  expect(count([0, 1, 2, 3 + DAY], 4 + DAY)).toBe(1);
  expect(count([0, 1, 2, 4], 5, at(3))).toBe(1);
  expect(count([0, 1, 2], 3, at(2))).toBe(0);
  expect(caseFailures(ofCase(0, 1), at(2), 'another', null)).toBe(0);
});
