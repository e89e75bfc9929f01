import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRow } from '../../../src-shared/contract/cases.ts';
import { announce } from '../../app/announce.tsx';
import { useDesk } from '../../app/connection.tsx';
import { rememberWalk } from '../case/walk.ts';
import type { QueueListHandle } from './queue-list.tsx';
import type { Selection } from './selection.ts';
import type { Place } from './use-queue.ts';

/** What a case's page is to open at once, when one comes with something to do. */
export type CaseAct = 'outcome' | 'request' | 'verify';
declare module '@tanstack/react-router' {
  interface HistoryState {
    act?: CaseAct;
  }
}

/** Writing the cursor into the address can wait until it rests: the browser counts such writes. */
const ADDRESS_MS = 300;
/** A search that goes on is not read out at every letter. */
const SAY_MS = 700;

/** Opens a case, and remembers the queue around it. The line it stood on goes into the address first, so that Back finds it. */
export function useOpenCase(rows: readonly CaseRow[], keepPlace: (at: string) => Promise<void>) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return async (row: CaseRow, act?: CaseAct) => {
    rememberWalk(queryClient, rows);
    await keepPlace(row.id);
    await navigate({
      to: '/case/$reference',
      params: { reference: row.reference },
      search: { id: row.id },
      ...(act && { state: (before) => ({ ...before, act }) }),
    });
  };
}

/** The one case's details, where something needs them. */
export function useDetailOf(row: CaseRow | null, needed: boolean): CaseDetail | null {
  const { query } = useDesk();
  const caseId = row?.id ?? '';
  const { data } = useQuery(
    query.cases.get.queryOptions({ input: { caseId }, enabled: needed && row !== null, placeholderData: keepPreviousData }),
  );
  return data?.row.id === row?.id ? (data ?? null) : null;
}

/** On coming (back) to the queue: the list has the keys, and shows the line that the cursor stands on. */
export function useFirstPlace(list: RefObject<QueueListHandle | null>, selection: Selection, ready: boolean) {
  const done = useRef(false);
  useLayoutEffect(() => {
    if (!ready || done.current) return;
    done.current = true;
    if (selection.index > 0) list.current?.scrollTo(selection.index);
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.id === 'main') list.current?.focus();
  });
}

/** Another view, filter or order begins at its top; marks made elsewhere do not come along. */
export function useTopOnNewPlace(list: RefObject<QueueListHandle | null>, { view, filter, sort }: Place, reset: () => void) {
  const place = JSON.stringify({ view, filter, sort });
  const last = useRef(place);
  const latest = useRef(reset);
  useLayoutEffect(() => {
    latest.current = reset;
  });
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    latest.current();
    list.current?.scrollTo(0);
  }, [place, list]);
}

/** Says how many there are when that changes by what one did, not at every change of others. */
export function useAnnouncedTotal(total: number, place: string, settled: boolean) {
  const { t } = useTranslation('queue');
  const said = useRef(place);
  useEffect(() => {
    if (!settled || said.current === place) return;
    const timer = setTimeout(() => {
      said.current = place;
      announce(t('total', { count: total }));
    }, SAY_MS);
    return () => clearTimeout(timer);
  }, [total, place, settled, t]);
}

/** Keeps the cursor in the address, so that Back and a reload return to it. */
export function useCursorInAddress(cursor: string | null, at: string | null, write: (at: string) => void) {
  const router = useRouter();
  const latest = useRef(write);
  useLayoutEffect(() => {
    latest.current = write;
  });
  const save = useCallback(
    (id: string) => {
      // Somebody may be on the way to another page, whose code is still coming: to write into this one's address would call them back.
      if (router.latestLocation.pathname === '/queue') latest.current(id);
    },
    [router],
  );
  useEffect(() => {
    if (cursor === null || cursor === at) return;
    const timer = setTimeout(() => save(cursor), ADDRESS_MS);
    return () => clearTimeout(timer);
  }, [cursor, at, save]);
}
