import { HeaderFields } from './headers.ts';
import type { Parameterised } from './parameters.ts';
import { readParameterised } from './parameters.ts';

// Why not `mailsplit` (5.4.6, measured): it gathers a line whole and anew with each piece, so a body line of 20 MB takes 9 s and
// one of 80 MB more than 40 s, and its header limit waits for a line end; it misses the delimiter of an outer multipart while
// an inner one is open and a delimiter with blanks behind it (RFC 2046 5.1.1 allows both), so attachments vanish into text.
// Why not `mailparser`: it gathers every text part whole, so a message of gigabytes of text needs gigabytes of memory; it
// gives up at 1,000 parts, reads a missing Date as now, and knows no CR line ends. This walker keeps one line, one chunk and
// the open boundaries, and does a fixed amount of work per byte.

export interface Part {
  readonly headers: HeaderFields;
  readonly type: string;
  readonly contentType: Parameterised;
  readonly disposition: Parameterised;
  readonly parent: Part | null;
  readonly children: Part[];
  readonly multipart: boolean;
}

export interface PartEvents {
  /** A part's headers are complete. */
  opened(part: Part): void;
  /** Bytes of a part's body as they stand in the message, transfer encoding and all. For a multipart: what stands before its first part. */
  body(part: Part, bytes: Buffer): void;
  closed(part: Part): void;
}

export class MimeLimit extends Error {
  readonly what: 'header' | 'parts';
  constructor(what: 'header' | 'parts') {
    super(what);
    this.what = what;
  }
}

const LF = 0x0a;
const DASH = 0x2d;
const LONGEST_CARRY = 8 * 1024;
const LONGEST_BOUNDARY = 1000;
const DEEPEST = 40;
const MOST_PARTS = 10_000;
const LONGEST_HEADER = 1024 * 1024;

interface OpenMultipart {
  readonly part: Part;
  boundary: string | null;
}

/** Walks a message that is written to it in pieces and reports its parts. Synchronous: what a piece holds is reported before `write` returns. */
export class MimeWalker {
  readonly #events: PartEvents;
  readonly #open: OpenMultipart[] = [];
  #leaf: Part | null = null;
  #inHeaders = true;
  #headerLines: string[] = [];
  #headerBytes = 0;
  #parts = 0;
  #carry: Buffer = Buffer.alloc(0);
  /** The line before was longer than the carry and was passed on in part: what follows cannot be a delimiter. */
  #midLine = false;
  /** A line end that belongs to the body only if no delimiter follows. */
  #heldLineEnd: Buffer = Buffer.alloc(0);
  root: Part | null = null;

  constructor(events: PartEvents) {
    this.#events = events;
  }

  write(chunk: Buffer): void {
    const data = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    const run = { from: -1, to: 0, end: 0 };
    let at = 0;
    for (let lf = data.indexOf(LF); lf >= 0; lf = data.indexOf(LF, at)) {
      this.#line(data, at, lf + 1, run);
      this.#midLine = false;
      at = lf + 1;
    }
    if (data.length - at > LONGEST_CARRY) {
      this.#line(data, at, data.length, run);
      this.#midLine = true;
      at = data.length;
    }
    this.#flush(data, run, true);
    this.#carry = Buffer.from(data.subarray(at));
  }

  /** Ends the message. `root` stays null where the first header block never ended. */
  end(): void {
    const run = { from: -1, to: 0, end: 0 };
    if (this.#carry.length > 0) this.#line(this.#carry, 0, this.#carry.length, run);
    this.#flush(this.#carry, run, true);
    if (this.#inHeaders && this.root !== null && this.#headerLines.length > 0) this.#openPart();
    this.#closeLeaf();
    while (this.#open.length > 0) this.#events.closed(this.#open.pop()!.part);
  }

  /** The fields read so far of a header block that did not end. */
  headersSoFar(): HeaderFields {
    return new HeaderFields(this.#headerLines.join(''));
  }

  #line(data: Buffer, from: number, to: number, run: { from: number; to: number; end: number }): void {
    if (!this.#midLine && data[from] === DASH && data[from + 1] === DASH && this.#open.length > 0 && to - from <= LONGEST_BOUNDARY) {
      if (this.#delimiter(data, from, to, run)) return;
    }
    if (this.#inHeaders) this.#headerLine(data, from, to);
    else if (this.#leaf !== null || this.#open.length > 0) {
      if (run.from < 0) run.from = from;
      run.end = to;
      run.to = data[to - 1] !== LF ? to : data[to - 2] === 0x0d && to - 2 >= from ? to - 2 : to - 1;
    }
  }

  #headerLine(data: Buffer, from: number, to: number): void {
    const line = data.toString('latin1', from, to);
    if (line === '\n' || line === '\r\n') {
      if (this.root === null && this.#headerBytes === 0) return; // blank lines before the first field
      this.#openPart();
      return;
    }
    this.#headerBytes += line.length;
    if (this.#headerBytes > LONGEST_HEADER) throw new MimeLimit('header');
    if (this.root === null && this.#headerLines.length === 0 && line.startsWith('From ')) return; // an mbox separator
    this.#headerLines.push(line);
  }

  #openPart(): void {
    if (++this.#parts > MOST_PARTS) throw new MimeLimit('parts');
    const headers = new HeaderFields(this.#headerLines.join(''));
    const parent = this.#open.at(-1)?.part ?? null;
    const contentType = readParameterised(headers.raw('content-type'));
    const type = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(contentType.value)
      ? contentType.value
      : parent?.type === 'multipart/digest'
        ? 'message/rfc822'
        : 'text/plain';
    const multipart = type.startsWith('multipart/') && this.#open.length < DEEPEST;
    const part: Part = {
      headers,
      type,
      contentType,
      disposition: readParameterised(headers.raw('content-disposition')),
      parent,
      children: [],
      multipart,
    };
    parent?.children.push(part);
    this.root ??= part;
    this.#headerLines = [];
    this.#headerBytes = 0;
    this.#inHeaders = false;
    this.#heldLineEnd = Buffer.alloc(0);
    this.#events.opened(part);
    if (!multipart) this.#leaf = part;
    else this.#open.push({ part, boundary: contentType.parameters.get('boundary')?.trimEnd() || null });
  }

  /** Whether the line is the delimiter of an open multipart; if so, it is acted on. */
  #delimiter(data: Buffer, from: number, to: number, run: { from: number; to: number; end: number }): boolean {
    const name = data.toString('latin1', from + 2, to).trimEnd();
    const innermost = this.#open.at(-1)!;
    // A multipart that names no boundary: its first line that looks like one is taken for it.
    if (innermost.boundary === null && this.#leaf === null && !this.#inHeaders && /^\S+$/.test(name)) innermost.boundary = name;
    let depth = this.#open.length - 1;
    while (
      depth >= 0 &&
      this.#open[depth]!.boundary !== name &&
      !(this.#open[depth]!.boundary !== null && name === `${this.#open[depth]!.boundary}--`)
    )
      depth--;
    if (depth < 0) return false;
    const opens = this.#open[depth]!.boundary === name;
    this.#flush(data, run, false);
    if (this.#inHeaders && this.#headerLines.length > 0) this.#openPart();
    this.#closeLeaf();
    while (this.#open.length > depth + 1) this.#events.closed(this.#open.pop()!.part);
    if (!opens) this.#events.closed(this.#open.pop()!.part);
    this.#inHeaders = opens;
    return true;
  }

  #flush(data: Buffer, run: { from: number; to: number; end: number }, keepLineEnd: boolean): void {
    const target = this.#leaf ?? (this.#open.at(-1)?.part.children.length === 0 ? this.#open.at(-1)!.part : null);
    if (run.from >= 0) {
      if (target !== null && this.#heldLineEnd.length > 0) this.#events.body(target, this.#heldLineEnd);
      if (target !== null && run.to > run.from) this.#events.body(target, data.subarray(run.from, run.to));
      this.#heldLineEnd = Buffer.from(data.subarray(run.to, run.end));
    }
    if (!keepLineEnd) this.#heldLineEnd = Buffer.alloc(0);
    run.from = -1;
  }

  #closeLeaf(): void {
    if (this.#leaf === null) return;
    // A message's own last line end is part of it; a part's belongs to the delimiter that never came.
    if (this.#heldLineEnd.length > 0) this.#events.body(this.#leaf, this.#heldLineEnd);
    this.#heldLineEnd = Buffer.alloc(0);
    this.#events.closed(this.#leaf);
    this.#leaf = null;
  }
}
