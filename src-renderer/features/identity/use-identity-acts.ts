import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import { type Desk, deskErrorOf, useDesk } from '../../app/connection.tsx';

/** Runs an act about who asks, and shows the case's identity as it is then. What the desk refuses is thrown on to who asked. */
export type IdentityAct = <Answer>(act: (desk: Desk) => Promise<Answer>) => Promise<Answer>;

const identityOf = (answer: unknown): CaseIdentity | null => {
  if (typeof answer !== 'object' || answer === null) return null;
  if ('identity' in answer) return answer.identity as CaseIdentity;
  return 'proofs' in answer ? (answer as CaseIdentity) : null;
};

export function useIdentityAct(caseId: string): IdentityAct {
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  return useMemo<IdentityAct>(() => {
    const input = { caseId };
    const askAgain = () => {
      for (const area of [query.cases.get, query.cases.timeline, query.files.list])
        void queryClient.invalidateQueries({ queryKey: area.key({ input }) });
      for (const area of [query.identity.paused, query.cases.counts]) void queryClient.invalidateQueries({ queryKey: area.key() });
    };
    return async (act) => {
      try {
        const answer = await act(client);
        const now = identityOf(answer);
        if (now) queryClient.setQueryData(query.identity.ofCase.queryKey({ input }), now);
        else void queryClient.invalidateQueries({ queryKey: query.identity.ofCase.key({ input }) });
        askAgain();
        return answer;
      } catch (error) {
        // Whatever was refused, the page may show what is no longer so.
        if (deskErrorOf(error)?.code !== 'locked') {
          void queryClient.invalidateQueries({ queryKey: query.identity.ofCase.key({ input }) });
          askAgain();
        }
        throw error;
      }
    };
  }, [caseId, client, query, queryClient]);
}
