import { expect, test } from 'vitest';
import { filterOf, parseSearch, QueueSearch, searchOf, sortOf, stringifySearch } from '../../../src-renderer/app/address.ts';

const there = (search: QueueSearch) => QueueSearch.parse(parseSearch(stringifySearch(search)));

test('a queue survives the way into the address and back', () => {
  const filter = {
    text: 'O’Connor & sons, 100 %',
    kinds: ['access', 'deletion'],
    languages: ['es'],
    assignee: 'nobody',
    bands: ['overdue'],
  } as const;
  const address = searchOf(
    'overdue',
    { ...filter, kinds: [...filter.kinds], languages: [...filter.languages], bands: [...filter.bands] },
    { by: 'updated', direction: 'asc' },
  );
  const back = there(address);
  expect(back.view).toBe('overdue');
  expect(filterOf(back)).toEqual(filter);
  expect(sortOf(back)).toEqual({ by: 'updated', direction: 'asc' });
});

test('the address is readable, and empty for what is usual', () => {
  expect(stringifySearch(searchOf('all', {}, { by: 'due', direction: 'asc' }))).toBe('');
  expect(stringifySearch({ kinds: ['access', 'deletion'] })).toBe('?kinds=access,deletion');
});

test.each([
  '?view=everything&kinds=nonsense&bands=&sort=colour&direction=up&selected=1&languages=english',
  `?text=${'x'.repeat(501)}`,
  '?kinds[]=access&__proto__=x',
])('what an address says that is not known is dropped: %s', (text) => {
  const search = QueueSearch.parse(parseSearch(text));
  expect(filterOf(search)).toEqual({});
  expect(sortOf(search)).toEqual({ by: 'due', direction: 'asc' });
  expect(search.view).toBeUndefined();
});

test('of a list the known words stay', () => {
  expect(there(QueueSearch.parse({ kinds: 'access,nonsense,opt_out' })).kinds).toEqual(['access', 'opt_out']);
});

test('a new order begins with what is due first and what happened last', () => {
  expect(sortOf({ sort: 'received' }).direction).toBe('desc');
  expect(sortOf({ sort: 'due' }).direction).toBe('asc');
});
