import { useEffect, useRef, useState } from 'react';
import type { ImportKind, ImportLook, ImportMapping, ImportProgress } from '../../../src-shared/contract/imports.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { deskErrorOf, showError, useDesk, wordsOf } from '../../app/connection.tsx';
import { sendCsv } from './send-csv.ts';

/** Choose a file → send it → say what its columns are → try → take in. */
export type Stage = 'choose' | 'sending' | 'mapping' | 'trying' | 'tried' | 'taking' | 'done' | 'stopped';

export interface ImportWork {
  readonly stage: Stage;
  readonly file: { readonly name: string; readonly size: number; readonly writtenAt: number } | null;
  readonly importId: string | null;
  readonly sent: number;
  readonly look: ImportLook | null;
  readonly kind: ImportKind;
  readonly mapping: ImportMapping;
  readonly progress: ImportProgress | null;
  /** What the desk refused, in its words. */
  readonly problem: string | null;
}

const NOTHING: ImportWork = {
  stage: 'choose',
  file: null,
  importId: null,
  sent: 0,
  look: null,
  kind: 'people',
  mapping: {},
  progress: null,
  problem: null,
};

/** An import from the first click to the last. Who leaves the page stops it: what is in stays in, and the file is thrown away. */
export function useImport() {
  const { client } = useDesk();
  const [work, setWork] = useState(NOTHING);
  const stop = useRef<AbortController | null>(null);
  const open = useRef<string | null>(null);
  const set = (part: Partial<ImportWork>) => setWork((before) => ({ ...before, ...part }));

  async function throwAway() {
    stop.current?.abort();
    const importId = open.current;
    open.current = null;
    if (importId !== null) await client.imports.discard({ importId });
  }
  const leave = useRef(throwAway);
  leave.current = throwAway;
  useEffect(() => () => void leave.current().catch(showError), []);

  /** Runs a step that can be stopped; what is refused is said on the page, and leads back to `else`. */
  async function step(during: Stage, otherwise: Stage, act: (signal: AbortSignal) => Promise<void>) {
    const ended = new AbortController();
    stop.current = ended;
    set({ stage: during, problem: null });
    try {
      await act(ended.signal);
    } catch (error) {
      const code = deskErrorOf(error)?.code;
      if (ended.signal.aborted || code === 'locked') return;
      set({ stage: otherwise, problem: wordsOf(error) });
    }
  }

  const choose = (file: File) =>
    step('sending', 'choose', async (signal) => {
      set({ ...NOTHING, stage: 'sending', file: { name: file.name, size: file.size, writtenAt: file.lastModified } });
      const { importId } = await client.imports.open({ name: file.name.slice(-255), bytes: file.size });
      open.current = importId;
      set({ importId });
      if ((await sendCsv(client.imports, importId, file, { signal, onSent: (sent) => set({ sent }) })) === 'cancelled') return;
      const look = await client.imports.look({ importId });
      set({ stage: 'mapping', look, kind: look.suggested.kind, mapping: look.suggested.mapping });
    });

  async function changeKind(kind: ImportKind) {
    if (!work.importId) return;
    set({ kind, problem: null });
    try {
      const look = await client.imports.look({ importId: work.importId, kind });
      set({ look, kind, mapping: look.suggested.mapping, progress: null, stage: 'mapping' });
    } catch (error) {
      set({ problem: wordsOf(error) });
    }
  }

  const run = (how: 'dryRun' | 'apply') =>
    step(how === 'dryRun' ? 'trying' : 'taking', how === 'dryRun' ? 'mapping' : 'tried', async (signal) => {
      const { importId, kind, mapping, file } = work;
      if (!importId || !file) return;
      set({ progress: null });
      const plan = { importId, kind, mapping, asOf: instantOf(file.writtenAt) };
      for await (const progress of await client.imports[how](plan, { signal })) set({ progress });
      if (how === 'apply') open.current = null; // what is in needs no file any more: the desk has thrown it away
      set({ stage: how === 'dryRun' ? 'tried' : 'done' });
    });

  return {
    work,
    choose,
    changeKind,
    changeMapping: (mapping: ImportMapping) => set({ mapping, progress: null, stage: 'mapping', problem: null }),
    tryOut: () => run('dryRun'),
    takeIn: () => run('apply'),
    /** Stops what is going on: sending begins anew, a try goes back to the columns, of taking in stays what is in. */
    async cancel() {
      const { stage } = work;
      stop.current?.abort();
      if (stage === 'sending') await discard();
      else if (stage === 'trying') set({ stage: 'mapping', progress: null });
      else if (stage === 'taking') set({ stage: 'stopped' });
    },
    discard,
  };

  async function discard() {
    try {
      await throwAway();
    } catch (error) {
      showError(error);
    }
    setWork(NOTHING);
  }
}
