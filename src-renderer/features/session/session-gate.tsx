import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { SessionState } from '../../../src-shared/contract/session.ts';
import { useDesk, wordsOf } from '../../app/connection.tsx';
import { IdleLock } from '../../app/idle.tsx';
import { useLiveChanges } from '../../app/live.ts';
import { MeProvider } from '../../app/me.tsx';
import { OfficeProvider } from '../../app/office.tsx';
import { DamagedPage } from './damaged-page.tsx';
import { FirstRun } from './first-run.tsx';
import { NewRecoveryKey } from './new-recovery-key.tsx';
import { SetUpAdministrator } from './set-up-administrator.tsx';
import { SignIn } from './sign-in.tsx';
import { Welcome } from './welcome.tsx';

/** A recovery key that was just made, shown once before anything else; and whether the desk is new. */
interface Ceremony {
  readonly recoveryKey: string | null;
  readonly first: boolean;
}

const NEIGHBOURS = 'dsr-desk.session';

/** Shows what the session allows: first run, sign-in, recovery, or the desk itself. Locked, no page of the desk exists. */
export function SessionGate({ children, goTo }: { readonly children: ReactNode; readonly goTo: (path: string) => void }) {
  const { query } = useDesk();
  const queryClient = useQueryClient();
  const { data: state, error } = useQuery(query.session.state.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const [ceremony, setCeremony] = useState<Ceremony | null>(null);
  const tellNeighbours = useNeighbours();
  const locked = state?.phase !== 'unlocked';

  useEffect(() => {
    // Nothing that was read while unlocked stays in this page, even where the host does not replace it.
    if (locked) queryClient.removeQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey[0]) !== '["session","state"]' });
  }, [locked, queryClient]);

  function enter(next: SessionState, made: Ceremony | null = null) {
    setCeremony(made);
    queryClient.setQueryData(query.session.state.queryKey(), next);
    tellNeighbours();
  }

  if (error) return <DamagedPage problem={wordsOf(error)} />;
  if (!state) return null;
  switch (state.phase) {
    case 'first_run':
      return <FirstRun state={state} onDone={(recoveryKey, next) => enter(next, { recoveryKey, first: true })} />;
    case 'locked':
      return <SignIn state={state} onDone={enter} />;
    case 'damaged':
      return <DamagedPage problem={state.problem} />;
    case 'unlocked':
      break;
  }
  if (!state.me) return null;
  if (state.me.roles.includes('recovery'))
    return <SetUpAdministrator state={state} onDone={(recoveryKey, next) => enter(next, { recoveryKey, first: false })} />;
  if (ceremony?.recoveryKey)
    return (
      <>
        <NewRecoveryKey
          state={state}
          first={ceremony.first}
          recoveryKey={ceremony.recoveryKey}
          onDone={() => setCeremony(ceremony.first ? { ...ceremony, recoveryKey: null } : null)}
        />
        <IdleLock />
      </>
    );
  return (
    <MeProvider value={{ me: state.me, state }}>
      {ceremony ? (
        <Welcome
          onDone={(path) => {
            goTo(path);
            setCeremony(null);
          }}
        />
      ) : (
        <Unlocked>{children}</Unlocked>
      )}
      <IdleLock />
    </MeProvider>
  );
}

function Unlocked({ children }: { readonly children: ReactNode }) {
  useLiveChanges();
  return <OfficeProvider>{children}</OfficeProvider>;
}

/** The windows of one desk share its session: when one signs in, the others look again. */
function useNeighbours(): () => void {
  const { query } = useDesk();
  const queryClient = useQueryClient();
  useEffect(() => {
    const channel = new BroadcastChannel(NEIGHBOURS);
    channel.onmessage = () => void queryClient.invalidateQueries({ queryKey: query.session.state.key() });
    return () => channel.close();
  }, [query, queryClient]);
  return () => {
    const channel = new BroadcastChannel(NEIGHBOURS);
    channel.postMessage('changed');
    channel.close();
  };
}
