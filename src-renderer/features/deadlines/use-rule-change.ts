import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { RuleChange, RuleChangeProgress } from '../../../src-shared/contract/deadlines.ts';
import { deskErrorOf, useDesk, wordsOf } from '../../app/connection.tsx';

/** How far a change of the rules is: looked at (`preview`) or made (`apply`). */
export type RuleChangeState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly how: 'preview' | 'apply'; readonly progress: RuleChangeProgress | null }
  | { readonly state: 'done'; readonly how: 'preview' | 'apply'; readonly progress: RuleChangeProgress; readonly of: RuleChange }
  | { readonly state: 'stopped'; readonly how: 'preview' | 'apply'; readonly progress: RuleChangeProgress | null }
  | { readonly state: 'failed'; readonly problem: string };

/** Looks at a change of the rules and then makes it, with progress. Leaving the page stops it. */
export function useRuleChange() {
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [state, setState] = useState<RuleChangeState>({ state: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(how: 'preview' | 'apply', change: RuleChange): Promise<boolean> {
    running.current?.abort();
    const ended = new AbortController();
    running.current = ended;
    let progress: RuleChangeProgress | null = null;
    setState({ state: 'running', how, progress });
    try {
      const steps =
        how === 'preview'
          ? await client.deadlines.previewChange(change, { signal: ended.signal })
          : await client.deadlines.applyChange(change, { signal: ended.signal });
      for await (const step of steps) {
        if (ended.signal.aborted) break;
        progress = step;
        setState({ state: 'running', how, progress });
      }
      if (ended.signal.aborted || !progress?.done) setState({ state: 'stopped', how, progress });
      else setState({ state: 'done', how, progress, of: change });
    } catch (error) {
      if (ended.signal.aborted) setState({ state: 'stopped', how, progress });
      else if (deskErrorOf(error)?.code !== 'locked') setState({ state: 'failed', problem: wordsOf(error) });
    } finally {
      if (how === 'apply') void queryClient.invalidateQueries({ queryKey: query.deadlines.key() });
    }
    return progress?.done === true && !ended.signal.aborted;
  }

  return {
    state,
    preview: (change: RuleChange) => run('preview', change),
    apply: (change: RuleChange) => run('apply', change),
    stop: () => running.current?.abort(),
    reset: () => setState({ state: 'idle' }),
    /** Whether exactly this change has been looked at to its end: only then is it offered to be made. */
    seen: (change: RuleChange) => state.state === 'done' && state.how === 'preview' && JSON.stringify(state.of) === JSON.stringify(change),
  };
}
export type RuleChangeRun = ReturnType<typeof useRuleChange>;
