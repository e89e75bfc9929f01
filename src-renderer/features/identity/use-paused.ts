import { useQuery } from '@tanstack/react-query';
import type { Desk } from '../../app/connection.tsx';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';

export type PausedLine = Awaited<ReturnType<Desk['identity']['paused']>>['pauses'][number];

/** Pauses end by themselves: the count is looked at again so often, in milliseconds. */
const LOOK_AGAIN_MS = 60_000;
const MOST = 100;

/** How many verifications stand still, for who may unlock them; `more` where they are not counted to the end. */
export function usePausedCount(): { readonly count: number; readonly more: boolean } {
  const { query } = useDesk();
  const { may } = useMe();
  const { data } = useQuery(
    query.identity.paused.queryOptions({ input: { limit: MOST }, enabled: may('identity.unlock'), refetchInterval: LOOK_AGAIN_MS }),
  );
  return { count: data?.pauses.length ?? 0, more: data?.more === true };
}
