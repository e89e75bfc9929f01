import { decodeText } from './charset.ts';
import { htmlToText } from './html-text.ts';
import type { Part } from './mime.ts';
import { cleanText, unflow } from './plain-text.ts';
import type { TransferDecoder } from './transfer.ts';
import { transferDecoder } from './transfer.ts';

/** HTML is markup for the most part: so much more of it is read than text is kept. */
const MARKUP_FACTOR = 4;

/** The text parts of one message, gathered up to a cap that they share. */
export class TextParts {
  readonly #found = new Map<Part, { decoder: TransferDecoder; pieces: Buffer[]; cut: boolean }>();
  readonly #keep: number;
  #left: number;
  #cut = false;

  constructor(maxTextBytes: number) {
    this.#keep = maxTextBytes;
    this.#left = maxTextBytes * MARKUP_FACTOR;
  }

  open(part: Part): void {
    this.#found.set(part, { decoder: transferDecoder(part.headers.text('content-transfer-encoding')), pieces: [], cut: false });
  }

  push(part: Part, bytes: Buffer): void {
    const found = this.#found.get(part);
    if (found !== undefined && this.#left > 0) this.#take(found, found.decoder.push(bytes));
    else if (found !== undefined) this.#cut = true;
  }

  close(part: Part): void {
    const found = this.#found.get(part);
    if (found !== undefined) this.#take(found, found.decoder.end());
  }

  #take(found: { pieces: Buffer[]; cut: boolean }, bytes: Buffer): void {
    if (bytes.length === 0) return;
    const taken = bytes.subarray(0, this.#left);
    if (taken.length < bytes.length) {
      this.#cut = true;
      found.cut = true;
    }
    this.#left -= taken.length;
    if (taken.length > 0) found.pieces.push(Buffer.from(taken));
  }

  /** The message as plain text, and whether some of it was cut away. */
  text(root: Part): { text: string; truncated: boolean } {
    const whole = this.#read(root);
    if (whole.length <= this.#keep) return { text: whole, truncated: this.#cut };
    const end = /[\ud800-\udbff]/.test(whole[this.#keep - 1]!) ? this.#keep - 1 : this.#keep;
    return { text: whole.slice(0, end).trimEnd(), truncated: true };
  }

  #read(part: Part): string {
    if (!part.multipart || part.children.length === 0) return this.#leaf(part);
    if (part.type === 'multipart/alternative') {
      const texts = part.children.map((child) => ({ child, text: this.#read(child) })).filter(({ text }) => text !== '');
      return (texts.find(({ child }) => child.type === 'text/plain') ?? texts.at(-1))?.text ?? '';
    }
    return part.children
      .map((child) => this.#read(child))
      .filter((text) => text !== '')
      .join('\n\n');
  }

  #leaf(part: Part): string {
    const found = this.#found.get(part);
    if (found === undefined || found.pieces.length === 0) return '';
    const raw = decodeText(Buffer.concat(found.pieces), part.contentType.parameters.get('charset') ?? '', found.cut);
    if (part.type === 'text/html' || part.type === 'text/enriched' || part.type === 'text/richtext' || looksLikeHtml(raw))
      return cleanText(htmlToText(raw, () => (this.#cut = true)));
    const flowed = part.contentType.parameters.get('format')?.toLowerCase() === 'flowed';
    return cleanText(flowed ? unflow(raw, part.contentType.parameters.get('delsp')?.toLowerCase() === 'yes') : raw);
  }
}

/** Some scripts send HTML under the name of plain text. */
function looksLikeHtml(text: string): boolean {
  return /^\s*<(?:!doctype html|html[\s>])/i.test(text.slice(0, 200));
}
