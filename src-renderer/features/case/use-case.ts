import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { CaseDetail, CaseMessage, TimelineEntry } from '../../../src-shared/contract/cases.ts';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';

/** The id behind a reference, as it stands in the address. `id` spares the look-up where the page before knew it. */
export function useCaseId(reference: string, id: string | undefined) {
  const { query } = useDesk();
  const found = useQuery(query.search.find.queryOptions({ input: { text: reference, limit: 5 }, enabled: id === undefined }));
  const hit = found.data?.hits.find(({ row }) => row.reference === reference);
  return { caseId: id ?? hit?.row.id ?? null, searching: id === undefined && found.isPending };
}

/** One case as it is now. Opening it is told to the desk once, so that it is no longer unread. */
export function useCase(caseId: string | null) {
  const { client, query } = useDesk();
  const { may } = useMe();
  const queryClient = useQueryClient();
  const detail = useQuery(query.cases.get.queryOptions({ input: { caseId: caseId ?? '' }, enabled: caseId !== null }));
  const unread = detail.data?.row.unread === true && may('case.work');
  useEffect(() => {
    if (!unread || caseId === null) return;
    void client.cases
      .opened({ caseId })
      .then(() => queryClient.invalidateQueries({ queryKey: query.cases.page.key() }))
      .catch(() => {}); // it stays unread: nothing that whoever reads it must know
  }, [unread, caseId, client, query, queryClient]);
  return detail;
}

/** One thing on the timeline: what somebody did, or what was written to us. */
export type TimelineItem =
  | { readonly type: 'entry'; readonly id: string; readonly at: string; readonly entry: TimelineEntry }
  | { readonly type: 'message'; readonly id: string; readonly at: string; readonly message: CaseMessage };

/** Everything that happened, newest first: acts and messages in one line of time. */
export function useTimeline(caseId: string) {
  const { query } = useDesk();
  const entries = useInfiniteQuery(
    query.cases.timeline.infiniteOptions({
      input: (before: string | null) => ({ caseId, before, limit: 50 }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.more ? (page.entries.at(-1)?.id ?? null) : null),
    }),
  );
  const messages = useInfiniteQuery(
    query.cases.messages.infiniteOptions({
      input: (before: string | null) => ({ caseId, before, limit: 20 }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page.more ? (page.messages.at(-1)?.id ?? null) : null),
    }),
  );
  const items = useMemo<TimelineItem[]>(() => {
    const written = (messages.data?.pages.flatMap((page) => page.messages) ?? []).map(
      (message) => ({ type: 'message', id: message.id, at: message.receivedAt, message }) as const,
    );
    // The line that says a message came is the message itself, once it is here.
    const shown = new Set<unknown>(written.map(({ id }) => id));
    const done = (entries.data?.pages.flatMap((page) => page.entries) ?? [])
      .filter(({ type, facts }) => type !== 'message' || !shown.has(facts.messageId))
      .map((entry) => ({ type: 'entry', id: entry.id, at: entry.at, entry }) as const);
    return [...done, ...written].toSorted((one, two) => (one.at === two.at ? (one.id < two.id ? 1 : -1) : one.at < two.at ? 1 : -1));
  }, [entries.data, messages.data]);
  return {
    items,
    messages: messages.data?.pages.flatMap((page) => page.messages) ?? [],
    ready: entries.isSuccess && messages.isSuccess,
    more: entries.hasNextPage || messages.hasNextPage,
    loading: entries.isFetchingNextPage || messages.isFetchingNextPage,
    loadOlder: () => void Promise.all([entries.hasNextPage && entries.fetchNextPage(), messages.hasNextPage && messages.fetchNextPage()]),
  };
}

export type Detail = CaseDetail;
