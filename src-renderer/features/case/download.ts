import { fromBase64 } from '../intake/upload.ts';

/** A piece of a file as the contract answers it: `bytes` is the whole file's size. */
interface Piece {
  readonly data: string;
  readonly bytes: number;
  readonly done: boolean;
}

/** Fetches a file piece by piece. `onProgress` is told the share that has come, 0…1. */
export async function fetchPieces(
  piece: (offset: number) => Promise<Piece>,
  onProgress: (share: number) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0, done = false; !done; ) {
    const answer = await piece(offset);
    const part = fromBase64(answer.data);
    parts.push(part);
    offset += part.length;
    done = answer.done;
    if (!done && part.length === 0) throw new Error('a file ended before its end');
    onProgress(answer.bytes === 0 ? 1 : offset / answer.bytes);
  }
  return parts;
}

/** A name that no file system takes for a path or a hidden file. */
export function safeName(name: string): string {
  const plain = [...name.replace(/[/\\:*?"<>|]/g, '_')]
    .filter((character) => (character.codePointAt(0) ?? 0) >= 32 && !/\p{Bidi_Control}/u.test(character))
    .join('')
    .replace(/^[.\s]+/, '')
    .trim();
  return plain.slice(0, 200) || 'file';
}

/** Lets the person save bytes. They are given no type, so that nothing that came by mail is ever opened in the page. */
export function saveAs(name: string, parts: Uint8Array<ArrayBuffer>[]): void {
  const address = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = safeName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
