import { describe, expect, test } from 'vitest';
import { chipKey, chipsOf, hasChip, isFiltered, nextSort, toggleChip, withText } from '../../../src-renderer/features/queue/filters.ts';

const PERSON = '01920000-0000-7000-8000-000000000001';

describe('chips', () => {
  test('put on and taken off leave the filter as it was', () => {
    const before = { text: 'street' };
    for (const chip of [
      { field: 'kinds', value: 'access' },
      { field: 'channels', value: 'phone' },
      { field: 'statuses', value: 'new' },
      { field: 'bands', value: 'soon' },
      { field: 'languages', value: 'es' },
      { field: 'assignee', value: PERSON },
    ] as const) {
      const on = toggleChip(before, chip);
      expect(hasChip(on, chip)).toBe(true);
      expect(chipsOf(on)).toEqual([chip]);
      expect(toggleChip(on, chip)).toEqual(before);
    }
  });

  test('equal filters are equal, whatever the order they were chosen in', () => {
    const one = toggleChip(toggleChip({}, { field: 'kinds', value: 'deletion' }), { field: 'kinds', value: 'access' });
    expect(one).toEqual({ kinds: ['access', 'deletion'] });
    const two = toggleChip(toggleChip({}, { field: 'languages', value: 'es' }), { field: 'languages', value: 'de' });
    expect(two).toEqual({ languages: ['de', 'es'] });
  });

  test('one assignee takes the place of another', () => {
    const filter = toggleChip({ assignee: 'nobody' }, { field: 'assignee', value: PERSON });
    expect(filter).toEqual({ assignee: PERSON });
    expect(chipKey(chipsOf(filter)[0]!)).toBe(`assignee:${PERSON}`);
  });
});

test('words of blanks are no words', () => {
  expect(withText({ text: 'a', kinds: ['access'] }, '  ')).toEqual({ kinds: ['access'] });
  expect(withText({}, 'Ana ')).toEqual({ text: 'Ana ' });
  expect(isFiltered({ text: ' ' })).toBe(false);
  expect(isFiltered({ bands: ['soon'] })).toBe(true);
});

test('an order begins where one expects, and turns round when chosen again', () => {
  expect(nextSort({ by: 'due', direction: 'asc' }, 'received')).toEqual({ by: 'received', direction: 'desc' });
  expect(nextSort({ by: 'received', direction: 'desc' }, 'received')).toEqual({ by: 'received', direction: 'asc' });
  expect(nextSort({ by: 'received', direction: 'desc' }, 'due')).toEqual({ by: 'due', direction: 'asc' });
});
