import { PIECE_BYTES } from '../../../src-shared/contract/intake.ts';
import { type Source, toBase64 } from '../intake/upload.ts';

/** The least of the client that sending needs. */
export interface CsvReceiver {
  piece(input: { importId: string; offset: number; data: string }): Promise<{ bytes: number; done: boolean }>;
}

interface Options {
  readonly signal: AbortSignal;
  readonly onSent?: (bytes: number) => void;
  readonly pieceBytes?: number;
}

/** Sends a file of an open import one piece at a time, in order. Ends early, without an error, where `signal` is aborted. */
export async function sendCsv(
  to: CsvReceiver,
  importId: string,
  file: Source,
  { signal, onSent, pieceBytes = PIECE_BYTES }: Options,
): Promise<'sent' | 'cancelled'> {
  for (let offset = 0; offset < file.size; ) {
    if (signal.aborted) return 'cancelled';
    const end = Math.min(file.size, offset + pieceBytes);
    const bytes = new Uint8Array(await file.slice(offset, end).arrayBuffer());
    if (signal.aborted) return 'cancelled';
    await to.piece({ importId, offset, data: toBase64(bytes) });
    offset = end;
    onSent?.(offset);
  }
  return 'sent';
}
