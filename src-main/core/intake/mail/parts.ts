import { AttachmentSink } from './attachment-sink.ts';
import type { Part, PartEvents } from './mime.ts';
import { safeFileName } from './parameters.ts';
import { TextParts } from './text-parts.ts';
import type { TransferDecoder } from './transfer.ts';
import { transferDecoder } from './transfer.ts';

export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly inline: boolean;
}

export interface PartsFound {
  readonly text: string;
  readonly truncated: boolean;
  readonly attachments: readonly MailAttachment[];
  /** It is a delivery report or another report by a machine. */
  readonly report: boolean;
  /** The beginning of the first enclosed message. */
  readonly enclosed: readonly Buffer[] | null;
}

export interface AttachmentMeta {
  readonly name: string;
  readonly type: string;
  readonly inline: boolean;
  readonly index: number;
}
export type OnAttachment = (meta: AttachmentMeta, chunks: AsyncIterable<Uint8Array>) => Promise<void>;

/** Types that are text for a reader; other text (a calendar, a table, a card) is an attachment. */
const READ_AS_TEXT = new Set(['text/plain', 'text/html', 'text/enriched', 'text/richtext']);
/** How much of an enclosed message is held back in case the outer one says nothing itself. */
const ENCLOSED_BYTES = 256 * 1024;
const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'text/plain': 'txt',
  'text/html': 'html',
  'application/ms-tnef': 'dat',
  'application/pkcs7-mime': 'p7m',
  'application/pkcs7-signature': 'p7s',
  'application/x-pkcs7-signature': 'p7s',
  'application/pgp-signature': 'asc',
};

interface OpenAttachment {
  readonly meta: AttachmentMeta;
  readonly sink: AttachmentSink;
  readonly decoder: TransferDecoder;
  ended: boolean;
}

/** Sorts the parts of one message into text and attachments as the walker meets them. */
export class MessageParts implements PartEvents {
  readonly #texts: TextParts;
  readonly #onAttachment: OnAttachment | undefined;
  readonly #attachments = new Map<Part, OpenAttachment>();
  #waiting: OpenAttachment[] = [];
  #enclosed: Buffer[] | null = null;
  #enclosedPart: Part | null = null;
  #enclosedBytes = 0;
  #hasText = false;
  #report = false;

  constructor(maxTextBytes: number, onAttachment: OnAttachment | undefined) {
    this.#texts = new TextParts(maxTextBytes);
    this.#onAttachment = onAttachment;
  }

  opened(part: Part): void {
    if (part.type === 'multipart/report' || part.type === 'message/delivery-status') this.#report = true;
    if (part.type.startsWith('multipart/') && part.multipart) {
      this.#texts.open(part); // keeps what stands before the first part, for a multipart whose delimiters never come
      return;
    }
    if (this.#isText(part)) {
      this.#hasText = true;
      this.#texts.open(part);
      return;
    }
    if (part.type === 'text/x-amp-html') return; // a third form of the same text, for programs that run it
    const meta = { ...nameAndPlace(part, this.#attachments.size + 1), index: this.#attachments.size };
    const open = {
      meta,
      sink: new AttachmentSink(),
      decoder: transferDecoder(part.headers.text('content-transfer-encoding')),
      ended: false,
    };
    this.#attachments.set(part, open);
    this.#waiting.push(open);
    if (part.type === 'message/rfc822' && this.#enclosedPart === null) {
      this.#enclosedPart = part;
      this.#enclosed = [];
    }
  }

  #isText(part: Part): boolean {
    if (!READ_AS_TEXT.has(part.type)) return false;
    if (part.disposition.value === 'attachment') return false;
    const named = part.disposition.parameters.has('filename') || part.contentType.parameters.has('name');
    return !named || part.parent === null || !this.#hasText;
  }

  body(part: Part, bytes: Buffer): void {
    const attachment = this.#attachments.get(part);
    if (attachment === undefined) {
      this.#texts.push(part, bytes);
      return;
    }
    this.#pass(part, attachment, attachment.decoder.push(bytes));
  }

  #pass(part: Part, attachment: OpenAttachment, bytes: Buffer): void {
    attachment.sink.push(bytes);
    if (part !== this.#enclosedPart || this.#enclosedBytes >= ENCLOSED_BYTES) return;
    this.#enclosedBytes += bytes.length;
    this.#enclosed?.push(Buffer.from(bytes));
  }

  closed(part: Part): void {
    const attachment = this.#attachments.get(part);
    if (attachment === undefined) {
      this.#texts.close(part);
      return;
    }
    this.#pass(part, attachment, attachment.decoder.end());
    attachment.sink.end();
    attachment.ended = true;
  }

  /** Lets the reader of the attachments catch up, one attachment after the other. */
  async drain(): Promise<void> {
    const onAttachment = this.#onAttachment;
    while (this.#waiting.length > 0) {
      const { meta, sink } = this.#waiting[0]!;
      await sink.drain(onAttachment === undefined ? undefined : (pieces) => onAttachment(meta, pieces));
      if (!this.#waiting[0]!.ended) return;
      this.#waiting.shift();
    }
  }

  /** What the message holds, once all of it was walked and drained. */
  finish(root: Part): PartsFound {
    const { text, truncated } = this.#texts.text(root);
    const attachments = [...this.#attachments.values()].map(({ meta, sink }) => ({
      name: meta.name,
      type: meta.type,
      bytes: sink.bytes,
      sha256: sink.digest(),
      inline: meta.inline,
    }));
    return { text, truncated, attachments, report: this.#report, enclosed: this.#enclosed };
  }
}

function nameAndPlace(part: Part, number: number): { name: string; type: string; inline: boolean } {
  const given = safeFileName(part.disposition.parameters.get('filename') ?? part.contentType.parameters.get('name') ?? '');
  const extension = EXTENSIONS[part.type];
  const name = given === '' ? `part-${number}${extension === undefined ? '' : `.${extension}`}` : given;
  const inline = part.disposition.value === 'inline' || (part.disposition.value !== 'attachment' && part.headers.has('content-id'));
  return { name, type: part.type.startsWith('multipart/') ? 'application/octet-stream' : part.type, inline };
}
