import { useEffect, useRef, useState } from 'react';
import type { RetentionProgress } from '../../../src-shared/contract/consents.ts';
import { deskErrorOf, useDesk, wordsOf } from '../../app/connection.tsx';

/** Look → looked → delete → deleted; each of the two can be stopped. */
export type RetentionStage = 'idle' | 'looking' | 'looked' | 'stoppedLook' | 'deleting' | 'deleted' | 'stoppedDelete';

export interface Retention {
  readonly stage: RetentionStage;
  readonly progress: RetentionProgress | null;
  /** How many records a look before went through: what deleting will go through too. */
  readonly total: number | null;
  readonly problem: string | null;
}

/** The run of the retention job. Who leaves the page stops it. */
export function useRetention() {
  const { client } = useDesk();
  const [work, setWork] = useState<Retention>({ stage: 'idle', progress: null, total: null, problem: null });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  async function run(
    [during, after, stopped, otherwise]: readonly [RetentionStage, RetentionStage, RetentionStage, RetentionStage],
    begin: (signal: AbortSignal) => Promise<AsyncIterable<RetentionProgress>>,
  ) {
    const ended = new AbortController();
    const { signal } = ended;
    stop.current = ended;
    setWork(({ total }) => ({ stage: during, progress: null, total, problem: null }));
    let last: RetentionProgress | null = null;
    try {
      for await (const progress of await begin(signal)) {
        last = progress;
        setWork((before) => ({ ...before, progress }));
      }
      const whole = last?.done === true;
      setWork((before) => ({ ...before, stage: whole ? after : stopped, total: whole ? last!.looked : before.total }));
    } catch (error) {
      if (signal.aborted) setWork((before) => ({ ...before, stage: stopped }));
      else if (deskErrorOf(error)?.code !== 'locked') setWork((before) => ({ ...before, stage: otherwise, problem: wordsOf(error) }));
    }
  }

  return {
    work,
    look: () => run(['looking', 'looked', 'stoppedLook', 'idle'], (signal) => client.consents.retentionPreview(undefined, { signal })),
    remove: (reason: string) =>
      run(['deleting', 'deleted', 'stoppedDelete', 'stoppedDelete'], (signal) => client.consents.retentionApply({ reason }, { signal })),
    cancel: () => stop.current?.abort(),
  };
}
