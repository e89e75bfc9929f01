import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../src-shared/contract/calls.ts';
import type { OptOut } from '../../../src-shared/contract/opt-outs.ts';
import { announce } from '../../app/announce.tsx';
import { type Desk, deskErrorOf, useDesk, wordsOf } from '../../app/connection.tsx';
import { useHandedCall } from '../../app/handed-call.tsx';
import { CallSaver } from './call-saver.ts';
import { isBlank, newestOf, withCall } from './merge-calls.ts';

/** What is read out when a call is over. */
export interface Ending {
  readonly confirmation: string | null;
  readonly language: string;
  readonly case: Call['case'];
  readonly optOuts: readonly OptOut[];
}

export interface Calls {
  /** One's own calls that are not closed, oldest first. */
  readonly calls: readonly Call[];
  /** The one that is on the line; null: none, or all are parked. */
  readonly shown: Call | null;
  readonly ending: Ending | null;
  /** Rises when the panel is to take the focus. */
  readonly focus: number;
  /** Why the last act on the call did not work. */
  readonly problem: { readonly words: string; readonly field?: string } | null;
  /** Opens a call, or goes to the one that is on the line; `another`: parks that one first. */
  readonly start: (another?: boolean) => void;
  readonly resume: (callId: string) => void;
  readonly park: () => void;
  readonly done: () => void;
  readonly dismiss: () => void;
  /** Out of the panel, back to where one was on the page. */
  readonly leave: () => void;
  readonly saver: (callId: string) => CallSaver;
  /** Does something with a call, once all that was typed is kept. Answers null where it did not work, and says why in the panel. */
  readonly act: (callId: string, what: (client: Desk) => Promise<Call>) => Promise<Call | null>;
  /** Sends all that was typed and is not kept yet. */
  readonly flush: () => Promise<void>;
}

const CallsContext = createContext<Calls | null>(null);

export function useCalls(): Calls {
  const calls = use(CallsContext);
  if (!calls) throw new Error('useCalls is used outside CallsProvider');
  return calls;
}

/** Sends what was typed before the desk locks; where nobody takes calls there is nothing to send. */
export const useFlushCalls = (): (() => Promise<void>) => use(CallsContext)?.flush ?? (async () => {});

interface Mine {
  readonly calls: Call[];
}

/** Around every page: the calls that are on, as the desk keeps them. A page that was killed finds them as they were. */
export function CallsProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('calls');
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const key = useMemo(() => query.calls.mine.queryKey(), [query]);
  const { data } = useQuery(
    query.calls.mine.queryOptions({
      staleTime: Number.POSITIVE_INFINITY,
      structuralSharing: (before, now) => ({ calls: newestOf((before as Mine | undefined)?.calls, (now as Mine).calls) }),
    }),
  );
  const calls = data?.calls ?? NONE;
  const [shownId, setShownId] = useState<string | null>(null);
  const [ending, setEnding] = useState<Ending | null>(null);
  const [focus, setFocus] = useState(0);
  const [problem, setProblem] = useState<Calls['problem']>(null);
  const cameFrom = useRef<Element | null>(null);
  const savers = useRef(new Map<string, CallSaver>());
  const open = calls.filter(({ state }) => state === 'open');
  const shown = ending ? null : (open.find(({ id }) => id === shownId) ?? open.at(-1) ?? null);
  const latest = useRef({ shown });
  useLayoutEffect(() => {
    latest.current = { shown };
  });

  const put = useCallback(
    (call: Call) => {
      queryClient.setQueryData<Mine>(key, (before) => ({ calls: withCall(before?.calls ?? [], call) }));
    },
    [queryClient, key],
  );
  const saver = useCallback(
    (callId: string) => {
      const known = savers.current.get(callId);
      if (known) return known;
      const made = new CallSaver({
        send: (seq, patch) => client.calls.save({ callId, seq, ...patch }),
        version: () => queryClient.getQueryData<Mine>(key)?.calls.find(({ id }) => id === callId)?.version ?? 0,
        onSaved: put,
        refusal: (error) => {
          const refused = deskErrorOf(error);
          return refused && ['invalid', 'not_found', 'not_allowed'].includes(refused.code) ? refused.message : null;
        },
        now: Date.now,
      });
      savers.current.set(callId, made);
      return made;
    },
    [client, queryClient, key, put],
  );
  const flush = useCallback(async () => {
    await Promise.allSettled([...savers.current.values()].map((one) => one.flush()));
  }, []);

  const acts = useMemo(() => {
    const fail = (error: unknown) => {
      const known = deskErrorOf(error);
      if (known?.code === 'locked') return;
      setProblem({ words: wordsOf(error), ...(known?.field && { field: known.field }) });
    };
    const remember = () => {
      if (document.activeElement?.closest('[data-call-dock]')) return;
      cameFrom.current = document.activeElement;
    };
    const leave = () => {
      const back = cameFrom.current;
      const there = back instanceof HTMLElement && back.isConnected && back !== document.body;
      (there ? back : document.getElementById('main'))?.focus({ preventScroll: true });
    };
    const act: Calls['act'] = async (callId, what) => {
      setProblem(null);
      try {
        const call = await saver(callId).run(() => what(client));
        put(call);
        return call;
      } catch (error) {
        fail(error);
        return null;
      }
    };
    const parkShown = async () => {
      const { shown: now } = latest.current;
      return now === null || (await act(now.id, (desk) => desk.calls.park({ callId: now.id }))) !== null;
    };
    const show = (callId: string | null) => {
      setEnding(null);
      setShownId(callId);
      setFocus((times) => times + 1);
    };
    const open = async (number: string) => {
      if (!(await parkShown())) return;
      try {
        setProblem(null);
        const call = await client.calls.open(number ? { number } : {});
        put(call);
        show(call.id);
        // The question is on the screen from the first second on, to be read out.
        await act(call.id, (desk) => desk.calls.read({ callId: call.id, purpose: 'recording_consent' }));
      } catch (error) {
        fail(error);
      }
    };
    return {
      act,
      leave,
      start(another = false) {
        remember();
        if (latest.current.shown && !another) setFocus((times) => times + 1);
        else void open('');
      },
      /** A softphone hands over a number: into a call on which nothing was said yet, else into one of its own. */
      handed(number: string) {
        remember();
        const { shown: now } = latest.current;
        if (now?.number.typed === number) setFocus((times) => times + 1);
        else if (now && isBlank(now)) {
          saver(now.id).change({ number });
          void saver(now.id)
            .flush()
            .then(() => setFocus((times) => times + 1), fail);
        } else void open(number);
      },
      async resume(callId: string) {
        remember();
        if (latest.current.shown?.id === callId || !(await parkShown())) return;
        const call = await act(callId, (desk) => desk.calls.resume({ callId }));
        if (call) show(call.id);
      },
      async park() {
        if (await parkShown()) {
          announce(t('parked'));
          leave();
        }
      },
      async done() {
        const { shown: call } = latest.current;
        if (!call) return;
        setProblem(null);
        try {
          const answer = await saver(call.id).run(() => client.calls.close({ callId: call.id }));
          saver(call.id).stop();
          savers.current.delete(call.id);
          queryClient.setQueryData<Mine>(key, (before) => ({ calls: (before?.calls ?? []).filter(({ id }) => id !== call.id) }));
          if (answer.confirmation === null && answer.case === null) {
            announce(t(answer.call === null ? 'thrownAway' : 'closed'));
            leave();
          } else setEnding({ ...answer, language: call.language });
        } catch (error) {
          fail(error);
        }
      },
      dismiss() {
        setEnding(null);
        leave();
      },
    };
  }, [client, queryClient, key, put, saver, t]);

  useHanded(data !== undefined, acts.handed);
  useFlushOnLeaving(flush);
  const value = useMemo<Calls>(
    () => ({
      calls,
      shown,
      ending,
      focus,
      problem,
      saver,
      flush,
      act: acts.act,
      leave: acts.leave,
      start: acts.start,
      dismiss: acts.dismiss,
      resume: (callId) => void acts.resume(callId),
      park: () => void acts.park(),
      done: () => void acts.done(),
    }),
    [calls, shown, ending, focus, problem, saver, flush, acts],
  );
  return <CallsContext value={value}>{children}</CallsContext>;
}

const NONE: readonly Call[] = [];

/** Takes the number of a softphone once it is known which calls are on. */
function useHanded(ready: boolean, handed: (number: string) => void): void {
  const { number, taken } = useHandedCall();
  useEffect(() => {
    if (!ready || number === null) return;
    taken();
    handed(number);
  }, [ready, number, taken, handed]);
}

/** What was typed goes to the desk when the window is left, hidden or closed. */
function useFlushOnLeaving(flush: () => Promise<void>): void {
  useEffect(() => {
    const send = () => void flush();
    const hide = () => document.visibilityState === 'hidden' && send();
    window.addEventListener('blur', send);
    window.addEventListener('pagehide', send);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('blur', send);
      window.removeEventListener('pagehide', send);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [flush]);
}
