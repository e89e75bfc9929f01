import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskErrorOf, useDesk, wordsOf } from '../../app/connection.tsx';
import { useOffice } from '../../app/office.tsx';
import { joined, type ListResult, MOST_BYTES, NOTHING_READ, piecesOf, textOf } from './list-pieces.ts';

/** Choose or paste → try → take in. */
export type ListStage = 'choose' | 'trying' | 'tried' | 'taking' | 'done' | 'stopped';

export interface ListImport {
  readonly stage: ListStage;
  readonly name: string;
  readonly text: string;
  /** Characters that went through, of this step. */
  readonly done: number;
  readonly result: ListResult;
  readonly problem: string | null;
}

const NOTHING: ListImport = { stage: 'choose', name: '', text: '', done: 0, result: NOTHING_READ, problem: null };

/** Takes a list in, piece by piece, after a try that changes nothing. Who stops it keeps what is in by then. */
export function useListImport() {
  const { t } = useTranslation('optOuts');
  const { format } = useOffice();
  const { client, query } = useDesk();
  const queryClient = useQueryClient();
  const [work, setWork] = useState(NOTHING);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const set = (part: Partial<ListImport>) => setWork((before) => ({ ...before, ...part }));

  async function run(dryRun: boolean, name: string, text: string) {
    const pieces = piecesOf(text);
    if (text.trim() === '' || !pieces) {
      set({ ...NOTHING, text, problem: t(pieces ? 'import.empty' : 'import.tooLong') });
      return;
    }
    const ended = new AbortController();
    stop.current = ended;
    let [result, done] = [NOTHING_READ, 0];
    set({ stage: dryRun ? 'trying' : 'taking', name, text, done, result, problem: null });
    try {
      for (const piece of pieces) {
        result = joined(result, await client.optOuts.importList({ name, text: piece.text, dryRun }), piece);
        if (ended.signal.aborted) break;
        done += piece.characters;
        set({ done, result });
      }
      if (!ended.signal.aborted) set({ stage: dryRun ? 'tried' : 'done' });
      else if (!dryRun) set({ stage: 'stopped', result });
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') set({ stage: dryRun ? 'choose' : 'tried', problem: wordsOf(error) });
    } finally {
      if (!dryRun) void queryClient.invalidateQueries({ queryKey: query.optOuts.suppression.key() });
    }
  }

  return {
    work,
    setText: (text: string) => set({ text, problem: null }),
    async choose(file: File) {
      if (file.size > MOST_BYTES) {
        set({ ...NOTHING, problem: t('import.tooBig', { size: format.bytes(MOST_BYTES) }) });
        return;
      }
      await run(true, file.name.slice(-255), textOf(new Uint8Array(await file.arrayBuffer())));
    },
    paste: () => run(true, t('import.pasted'), work.text),
    takeIn: () => run(false, work.name, work.text),
    cancel() {
      stop.current?.abort();
      if (work.stage === 'trying') set({ stage: 'choose', done: 0 });
    },
    discard: () => setWork(NOTHING),
  };
}
