import { expect, test } from 'vitest';
import { addMark, type Mark, paceOf, secondsInWords } from '../../../src-renderer/features/intake/pace.ts';

const marksOf = (...pairs: [at: number, done: number][]) =>
  pairs.reduce<readonly Mark[]>((marks, [at, done]) => addMark(marks, { at, done }), []);

test('says nothing before it knows', () => {
  expect(paceOf([], 100)).toEqual({ perSecond: null, secondsLeft: null });
  expect(paceOf(marksOf([0, 0], [100, 50]), 100)).toEqual({ perSecond: null, secondsLeft: null });
  expect(paceOf(marksOf([0, 10], [5000, 10]), 100)).toEqual({ perSecond: null, secondsLeft: null });
});

test('a steady work has a steady pace', () => {
  expect(paceOf(marksOf([0, 0], [1000, 100], [2000, 200]), 1000)).toEqual({ perSecond: 100, secondsLeft: 8 });
});

test('old marks are forgotten, so that the pace is that of now', () => {
  const marks = marksOf([0, 0], [10_000, 1000], [11_000, 1010], [17_000, 1070]);
  expect(paceOf(marks, 1170)).toEqual({ perSecond: 10, secondsLeft: 10 });
});

test('work that begins anew has no pace yet', () => {
  expect(paceOf(marksOf([0, 0], [1000, 100], [2000, 3]), 100).perSecond).toBeNull();
});

test('without a total, or at the end, nothing is left to tell', () => {
  expect(paceOf(marksOf([0, 0], [1000, 100]), 0).secondsLeft).toBeNull();
  expect(paceOf(marksOf([0, 0], [1000, 100]), 100).secondsLeft).toBeNull();
});

test('in words', () => {
  expect(secondsInWords(40, 'en')).toBe('40 sec');
  expect(secondsInWords(170, 'en')).toBe('3 min');
});
