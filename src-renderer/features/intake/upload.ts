import { type Batch, PIECE_BYTES } from '../../../src-shared/contract/intake.ts';

/** The least of a `File` that sending needs; a test hands in its own. */
export interface Source {
  readonly name: string;
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** The least of the client that sending needs. */
export interface Receiver {
  piece(input: { batchId: string; file: number; offset: number; data: string; last: boolean }): Promise<Batch>;
}

/** Base64 of bytes. Chrome 140 has it built in; the way round works everywhere and in pieces small enough for the call stack. */
export function toBase64(bytes: Uint8Array): string {
  const native = (bytes as { toBase64?: () => string }).toBase64;
  if (native) return native.call(bytes);
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** Bytes of base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  if (native) return native(text);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Sends the files of an open batch one piece at a time, in order. Ends early, without an error, where `signal` is aborted. */
export async function sendFiles(
  to: Receiver,
  batchId: string,
  files: readonly Source[],
  { signal, onPiece, pieceBytes = PIECE_BYTES }: { signal: AbortSignal; onPiece?: (batch: Batch) => void; pieceBytes?: number },
): Promise<'sent' | 'cancelled'> {
  for (const [place, file] of files.entries()) {
    let offset = 0;
    // A file of no bytes is one empty piece: the desk lists it as unreadable instead of losing it.
    do {
      if (signal.aborted) return 'cancelled';
      const end = Math.min(file.size, offset + pieceBytes);
      const bytes = new Uint8Array(await file.slice(offset, end).arrayBuffer());
      if (signal.aborted) return 'cancelled';
      const batch = await to.piece({ batchId, file: place, offset, data: toBase64(bytes), last: end >= file.size });
      onPiece?.(batch);
      offset = end;
    } while (offset < file.size);
  }
  return 'sent';
}

/** What a dropped or chosen file is to the desk. */
export function isMail(name: string): boolean {
  return /\.(eml|mbox|mbx)$/i.test(name);
}

/** Sorts files into mail and others. A folder's hidden files are not worth a word. */
export function sortFiles<File extends { readonly name: string }>(files: readonly File[]): { mail: File[]; refused: File[] } {
  const visible = files.filter((file) => !file.name.startsWith('.'));
  return { mail: visible.filter((file) => isMail(file.name)), refused: visible.filter((file) => !isMail(file.name)) };
}

/** How many files one batch may hold. */
export const MOST_FILES = 5000;
