import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Batch, BatchItem } from '../../../src-shared/contract/intake.ts';
import { useDesk } from '../../app/connection.tsx';
import { addMark, type Mark, type Pace, paceOf } from './pace.ts';

export type ItemState = BatchItem['state'];
const PAGE = 100;

const isBusy = (batch: Batch | undefined) => batch?.state === 'reading' || batch?.state === 'importing';

/** A batch as it goes on. While something is being done with it the core tells every step; else the list says how it is. */
export function useBatch(batchId: string) {
  const { query } = useDesk();
  const list = useQuery(query.intake.list.queryOptions({ input: { limit: 50 } }));
  const listed = list.data?.batches.find(({ id }) => id === batchId);
  const watch = useQuery(query.intake.watch.experimental_liveOptions({ input: { batchId }, retry: false }));
  const watching = watch.fetchStatus === 'fetching';
  const { refetch } = watch;
  // Begun in another window, or after the stream had ended: listen again.
  const listen = isBusy(listed) && !watching;
  useEffect(() => {
    if (listen) void refetch();
  }, [listen, refetch]);
  return {
    batch: (watching ? (watch.data ?? listed) : (listed ?? watch.data)) ?? null,
    error: watch.error,
    pending: list.isPending || watch.isPending,
  };
}

/** The messages of a batch in one state, page by page. */
export function useItems(batchId: string, state: ItemState) {
  const { query } = useDesk();
  const pages = useInfiniteQuery(
    query.intake.items.infiniteOptions({
      input: (after: number) => ({ batchId, state, after, limit: PAGE }),
      initialPageParam: -1,
      getNextPageParam: (page) => (page.more ? (page.items.at(-1)?.position ?? null) : null),
    }),
  );
  const items = useMemo(() => {
    const byId = new Map<string, BatchItem>();
    for (const page of pages.data?.pages ?? []) for (const item of page.items) byId.set(item.id, item);
    return [...byId.values()];
  }, [pages.data]);
  return { ...pages, items };
}

/** How far a busy batch is, and how fast it goes. */
export function usePace(batch: Batch): { readonly done: number; readonly total: number; readonly pace: Pace } {
  const importing = batch.state === 'importing';
  const done = importing ? batch.taken : batch.bytesRead;
  const total = importing ? batch.taken + batch.ready : batch.bytesTotal;
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  useEffect(() => setMarks((before) => addMark(before, { at: Date.now(), done })), [done]);
  return { done, total, pace: paceOf(marks, total) };
}
