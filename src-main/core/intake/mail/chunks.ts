/** Pieces below this size are gathered first: a source that hands over single bytes must not cost a pass per byte. */
const GATHER_BYTES = 16 * 1024;
const LF = 0x0a;
const CR = 0x0d;

/**
 * The same bytes in pieces of a useful size, with a byte order mark taken off, UTF-16 files turned into UTF-8, and the
 * line ends of a classic Mac file (CR alone) turned into LF. Memory is one piece, whatever the size of the file.
 */
export async function* evenChunks(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Buffer> {
  let translate: ((piece: Buffer) => Buffer) | null = null;
  for await (const gathered of gather(source, signal)) {
    if (translate === null) {
      const start = openingOf(gathered);
      translate = start.translate;
      const first = translate(gathered.subarray(start.skip));
      if (first.length > 0) yield first;
    } else yield translate(gathered);
  }
}

async function* gather(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const piece of source) {
    signal?.throwIfAborted();
    if (piece.length === 0) continue;
    waiting.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    size += piece.length;
    if (size < GATHER_BYTES) continue;
    yield waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, size);
    waiting = [];
    size = 0;
  }
  signal?.throwIfAborted();
  if (size > 0) yield Buffer.concat(waiting, size);
}

/** What the first piece says about the whole file: how many bytes of mark to skip, and how to read the rest. */
function openingOf(first: Buffer): { skip: number; translate: (piece: Buffer) => Buffer } {
  if (first[0] === 0xff && first[1] === 0xfe) return { skip: 2, translate: fromUtf16('utf-16le') };
  if (first[0] === 0xfe && first[1] === 0xff) return { skip: 2, translate: fromUtf16('utf-16be') };
  const skip = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf ? 3 : 0;
  // A piece is 16 KiB at least unless the file is shorter: no real header block has no LF in that, but a Mac's has.
  if (first.includes(CR) && !first.includes(LF)) return { skip, translate: crToLf };
  return { skip, translate: (piece) => piece };
}

function fromUtf16(label: string): (piece: Buffer) => Buffer {
  const decoder = new TextDecoder(label);
  return (piece) => Buffer.from(decoder.decode(piece, { stream: true }), 'utf8');
}

function crToLf(piece: Buffer): Buffer {
  const copy = Buffer.from(piece);
  for (let at = copy.indexOf(CR); at >= 0; at = copy.indexOf(CR, at + 1)) copy[at] = LF;
  return copy;
}
