import { evenChunks } from './chunks.ts';

export interface MboxMessage {
  readonly index: number;
  /** Where its separator begins, in bytes of the file as it is read (a byte order mark not counted). */
  readonly offset: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const LF = 0x0a;
const LONGEST_SEPARATOR = 1000;
/** "From ann@example.org Sat Jan  3 01:05:34 1998": a sender, a time and a year, so that a sentence that begins with From is not taken for it. */
const SEPARATOR = /^From (?:.{0,300}?)\d{1,2}:\d{2}.{0,60}\d{4}/;

/** Whether a file that begins so is an mbox: its first line is a separator, not a header field. */
export function looksLikeMbox(firstBytes: Uint8Array): boolean {
  const text = Buffer.from(firstBytes.subarray(0, LONGEST_SEPARATOR))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return /^From [^\r\n:]*\S/.test(text) && SEPARATOR.test(text.split(/[\r\n]/)[0]!);
}

type Piece = { readonly kind: 'start'; readonly offset: number } | { readonly kind: 'bytes'; readonly bytes: Buffer };

/**
 * The messages of an mbox one after the other, each to be read before the next is asked for (what is left unread is
 * skipped). `>From` quoting (mboxrd and mboxo) is undone. Holds one piece of the file, whatever its size.
 */
export async function* splitMbox(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<MboxMessage> {
  const pieces = pieceStream(source, signal);
  let next = await pieces.next();
  for (let index = 0; next.done !== true; ) {
    const piece = next.value;
    if (piece.kind !== 'start') {
      next = await pieces.next(); // before the first separator: not a message
      continue;
    }
    let ahead: IteratorResult<Piece> | null = null;
    const chunks = (async function* () {
      while (ahead === null) {
        const step = await pieces.next();
        if (step.done === true || step.value.kind === 'start') ahead = step;
        else yield step.value.bytes;
      }
    })();
    yield { index, offset: piece.offset, chunks };
    while (ahead === null) {
      const step = await pieces.next();
      if (step.done === true || step.value.kind === 'start') ahead = step;
    }
    next = ahead;
    index++;
  }
}

async function* pieceStream(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Piece> {
  let carry: Buffer = Buffer.alloc(0);
  let offset = 0; // of the carry's first byte
  let afterBlank = true;
  let midLine = false;
  for await (const chunk of evenChunks(source, signal)) {
    const data = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    let from = 0;
    let at = 0;
    for (let lf = data.indexOf(LF); lf >= 0; lf = data.indexOf(LF, at)) {
      const mark = midLine ? 'text' : lineKind(data, at, lf, afterBlank);
      if (mark !== 'text') {
        if (at > from) yield { kind: 'bytes', bytes: data.subarray(from, at) };
        if (mark === 'separator') yield { kind: 'start', offset: offset + at };
        from = mark === 'separator' ? lf + 1 : at + 1;
      }
      afterBlank = !midLine && (lf === at || (lf === at + 1 && data[at] === 0x0d));
      midLine = false;
      at = lf + 1;
    }
    if (at > from) yield { kind: 'bytes', bytes: data.subarray(from, at) };
    if (data.length - at > LONGEST_SEPARATOR) {
      yield { kind: 'bytes', bytes: data.subarray(at) };
      offset += data.length;
      carry = Buffer.alloc(0);
      midLine = true;
    } else {
      carry = Buffer.from(data.subarray(at));
      offset += at;
    }
  }
  if (carry.length > 0) yield { kind: 'bytes', bytes: carry };
}

function lineKind(data: Buffer, from: number, to: number, afterBlank: boolean): 'separator' | 'quoted' | 'text' {
  let at = from;
  while (at < to && data[at] === 0x3e) at++;
  // "From " is 46 72 6f 6d 20.
  if (data[at] !== 0x46 || data[at + 1] !== 0x72 || data[at + 2] !== 0x6f || data[at + 3] !== 0x6d || data[at + 4] !== 0x20) return 'text';
  if (at > from) return 'quoted';
  return afterBlank && SEPARATOR.test(data.toString('latin1', from, Math.min(to, from + LONGEST_SEPARATOR))) ? 'separator' : 'text';
}
