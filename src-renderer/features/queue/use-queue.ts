import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { BuiltInView, CaseFilter, CaseRow, Sort } from '../../../src-shared/contract/cases.ts';
import { DEFAULT_VIEW, filterOf, type QueueSearch, searchOf, sortOf } from '../../app/address.ts';
import { useDesk } from '../../app/connection.tsx';
import { pageOfBands } from '../deadlines/bands.ts';
import { isFiltered } from './filters.ts';

/** What the queue shows: read from the address, changed through it. */
export interface Place {
  readonly view: BuiltInView;
  readonly saved: string | null;
  readonly filter: CaseFilter;
  readonly sort: Sort;
  /** By band: overdue, due soon, later, paused. */
  readonly grouped: boolean;
  /** The case under the cursor. */
  readonly at: string | null;
}

const readPlace = (search: QueueSearch): Place => ({
  view: search.view ?? DEFAULT_VIEW,
  saved: search.saved ?? null,
  filter: filterOf(search),
  sort: sortOf(search),
  grouped: search.group === 'band',
  at: search.selected ?? null,
});

/** The queue's place, and how to go to another. A step that Back shall undo is pushed, moving the cursor is not. */
export function usePlace() {
  const search = useSearch({ from: '/queue' });
  const navigate = useNavigate({ from: '/queue' });
  const place = useMemo(() => readPlace(search), [search]);
  const go = useCallback(
    (to: Partial<Place>, { replace = false } = {}) =>
      navigate({
        to: '/queue',
        replace,
        search: (before) => {
          const next = { ...readPlace(before), ...to };
          return {
            ...searchOf(next.view, next.filter, next.sort, next.saved ?? undefined),
            ...(next.grouped && { group: 'band' as const }),
            ...(next.at && { selected: next.at }),
          };
        },
      }),
    [navigate],
  );
  return { place, go };
}

/** Rows that the core is asked for at once: two screens. */
const PAGE = 100;

/** The cases of a place, page by page as one scrolls, and how many there are. */
export function useCases({ view, filter, sort, grouped }: Pick<Place, 'view' | 'filter' | 'sort' | 'grouped'>) {
  const { client, query } = useDesk();
  const byBand = {
    queryKey: [...query.cases.page.key(), 'byBand', { view, filter, sort }] as const,
    queryFn: ({ pageParam, signal }: { readonly pageParam: string | null; readonly signal: AbortSignal }) =>
      pageOfBands(
        (narrowed, after) => client.cases.page({ view, filter: narrowed, sort, after, limit: PAGE }, { signal }),
        filter,
        pageParam,
      ),
  };
  const pages = useInfiniteQuery({
    ...query.cases.page.infiniteOptions({
      input: (after: string | null) => ({ view, filter, sort, after, limit: PAGE }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      placeholderData: keepPreviousData,
    }),
    ...(grouped && byBand),
  });
  // Views alone are counted all the time; only a filter has to be counted anew.
  const filtered = isFiltered(filter);
  const counts = useQuery(query.cases.counts.queryOptions());
  const count = useQuery(query.cases.count.queryOptions({ input: { view, filter }, enabled: filtered, placeholderData: keepPreviousData }));
  const rows = useMemo(() => {
    // A case that moved between two askings may be on two pages.
    const byId = new Map<string, CaseRow>();
    for (const page of pages.data?.pages ?? []) for (const row of page.rows) if (!byId.has(row.id)) byId.set(row.id, row);
    return [...byId.values()];
  }, [pages.data]);
  const counted = filtered ? count.data : { count: counts.data?.counts[view] ?? rows.length, more: false };
  // While the count is on its way, what is loaded is all that one may claim.
  const total = pages.hasNextPage ? Math.max(rows.length, counted?.count ?? 0) : rows.length;
  return { ...pages, rows, total, more: pages.hasNextPage && (counted?.more ?? false) };
}
