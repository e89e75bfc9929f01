import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { contract } from '../../src-shared/contract/index.ts';

export { deskErrorOf, type PageError, showError, wordsOf } from './errors.ts';

/** All that the page may ask of the core. */
export type Desk = ContractRouterClient<typeof contract>;

const utilsOf = (client: Desk) => createTanstackQueryUtils(client);
export type DeskQuery = ReturnType<typeof utilsOf>;

interface Connection {
  readonly client: Desk;
  readonly query: DeskQuery;
}

/** The contract's client over the one port that the host handed to this page. */
export function createDesk(port: MessagePort): Desk {
  const desk: Desk = createORPCClient(new RPCLink({ port }));
  port.start();
  return desk;
}

/**
 * The core is on this machine: nothing is asked twice because it failed, nothing waits for a network, and what is shown goes stale only when
 * the core says so (`useLiveChanges`).
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 60_000 },
      // Inputs of mutations (passphrases among them) are dropped as soon as nobody shows their result.
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  });
}

const DeskContext = createContext<Connection | null>(null);

export function DeskProvider({ client, children }: { readonly client: Desk; readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const connection = useMemo(() => ({ client, query: utilsOf(client) }), [client]);
  return (
    <QueryClientProvider client={queryClient}>
      <DeskContext value={connection}>{children}</DeskContext>
    </QueryClientProvider>
  );
}

/** The core: `client` for acts, `query` for what is shown. */
export function useDesk(): Connection {
  const connection = use(DeskContext);
  if (!connection) throw new Error('useDesk is used outside DeskProvider');
  return connection;
}
