import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Badge } from '../../../src-main/core/session/badge.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a count that fails is told of and ends nothing; the next look counts again', () => {
  const told: number[] = [];
  const problems: unknown[] = [];
  const badge = new Badge(
    (due) => told.push(due),
    (problem) => problems.push(problem),
  );
  const broken = new Error('the disk is gone for a moment');
  let due: number | Error = 3;
  badge.start(() => {
    if (due instanceof Error) throw due;
    return due;
  });
  const look = () => {
    badge.touched([{ entity: 'counts', id: null }]);
    vi.advanceTimersByTime(1000);
  };
  due = broken;
  look();
  due = 4;
  look();
  look();
  expect(told).toEqual([3, 4]);
  expect(problems).toEqual([broken]);
});
