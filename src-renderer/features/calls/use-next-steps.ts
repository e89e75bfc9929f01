import { useLocation, useNavigate } from '@tanstack/react-router';
import type { Call } from '../../../src-shared/contract/calls.ts';
import { useDesk } from '../../app/connection.tsx';
import { useMe } from '../../app/me.tsx';
import { useAsk } from '../access/ask-context.tsx';
import { useCalls } from './calls-context.tsx';

export interface NextActs {
  /** The reference of the case that is open beneath, where the call may be put on it. */
  readonly beneath: string | null;
  readonly attach: () => void;
  readonly goToCase: () => void;
  readonly identity: () => void;
  readonly check: () => void;
  readonly mayOpen: boolean;
  readonly mayVerify: boolean;
  readonly mayCheck: boolean;
}

const CASE = /^\/case\/(DSR-[0-9A-Z]{8})$/;

/** What may be done with a call besides talking. */
export function useNextSteps(call: Call): NextActs {
  const { client } = useDesk();
  const { act } = useCalls();
  const { may } = useMe();
  const ask = useAsk();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const reference = CASE.exec(pathname)?.[1] ?? null;
  const on = call.case;

  function goTo(asking: boolean) {
    if (!on) return;
    void navigate({
      to: '/case/$reference',
      params: { reference: on.reference },
      search: { id: on.id },
      ...(asking && { state: { act: 'verify' } }),
    });
  }
  async function caseBeneath(): Promise<string | null> {
    if ('id' in search && typeof search.id === 'string') return search.id;
    if (reference === null) return null;
    const { hits } = await client.search.find({ text: reference, limit: 5 });
    return hits.find(({ row }) => row.reference === reference)?.row.id ?? null;
  }
  return {
    beneath: on ? null : reference,
    mayOpen: !on,
    mayVerify: on !== null && may('identity.verify'),
    mayCheck: may('access.check'),
    attach() {
      void act(call.id, async (desk) => {
        const caseId = await caseBeneath();
        return caseId === null ? call : desk.calls.attachCase({ callId: call.id, caseId });
      });
    },
    goToCase: () => goTo(false),
    identity: () => goTo(true),
    check: () => ask({ ...(call.person && { person: call.person }), ...(on && { case: on }) }),
  };
}
