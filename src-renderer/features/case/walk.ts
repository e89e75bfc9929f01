import { type QueryClient, useQueryClient } from '@tanstack/react-query';

/** One stop on the way through the queue: enough to go there. */
export interface Stop {
  readonly id: string;
  readonly reference: string;
}

/** Kept with the answers of the core, so that it ends when the desk locks. */
const KEY = ['walk'];

/** Remembers the queue as it was when a case was opened from it, so that j and k go on through it on the case's page. */
export function rememberWalk(queryClient: QueryClient, stops: readonly Stop[]): void {
  queryClient.setQueryData(
    KEY,
    stops.map(({ id, reference }) => ({ id, reference })),
  );
}

/** The neighbours of a case on that way. */
export function useNeighbours(caseId: string | null): { readonly before: Stop | null; readonly after: Stop | null } {
  const stops = useQueryClient().getQueryData<Stop[]>(KEY) ?? [];
  const place = stops.findIndex(({ id }) => id === caseId);
  return place < 0 ? { before: null, after: null } : { before: stops[place - 1] ?? null, after: stops[place + 1] ?? null };
}
