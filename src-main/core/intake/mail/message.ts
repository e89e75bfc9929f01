import { createHash } from 'node:crypto';
import type { Instant } from '../../../../src-shared/vocabulary/dates.ts';
import { readMailboxes } from './addresses.ts';
import { evenChunks } from './chunks.ts';
import { freshText } from './fresh-text.ts';
import type { HeaderFields } from './headers.ts';
import { messageIds } from './headers.ts';
import { readMailDate, readReceivedDate } from './mail-date.ts';
import { MimeLimit, MimeWalker } from './mime.ts';
import type { MailAttachment, OnAttachment, PartsFound } from './parts.ts';
import { MessageParts } from './parts.ts';

export type { MailAttachment } from './parts.ts';

export interface MailMessage {
  readonly messageId: string | null;
  readonly from: { readonly name: string; readonly email: string };
  /** The topmost `Received`, else `Date`: what the clocks start from. */
  readonly receivedAt: Instant;
  readonly sentAt: Instant | null;
  readonly to: readonly string[];
  readonly replyTo: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly subject: string;
  /** Plain text; sanitised from HTML where there is no text part. */
  readonly text: string;
  /** `text` without quoted earlier mail and signatures. */
  readonly freshText: string;
  readonly attachments: readonly MailAttachment[];
  /** SHA-256 over sender, subject, text and the attachments' hashes; not over Message-ID, Received or Date. */
  readonly contentHash: string;
  readonly bytes: number;
  /** Text beyond the cap was cut away. */
  readonly truncated: boolean;
  /** Written by a machine by its own account: an automatic answer, a delivery report. */
  readonly automatic: boolean;
}

export type UnreadableReason = 'no_header_end' | 'no_from' | 'no_date' | 'not_a_message' | 'too_large' | 'broken_mime';

/** A message that cannot be read; `message` is a sentence for staff. */
export class UnreadableMessage extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, sentence: string) {
    super(sentence);
    this.name = 'UnreadableMessage';
    this.reason = reason;
  }
}

export interface ReadMessageOptions {
  /** Called for one attachment after the other, with its decoded bytes; it need not read them to the end. */
  readonly onAttachment?: OnAttachment;
  readonly maxTextBytes?: number;
  readonly signal?: AbortSignal;
}

const DEFAULT_TEXT_BYTES = 1024 * 1024;
const MOST_REFERENCES = 100;
const LONGEST_SUBJECT = 2000;

/** Reads one message of any size as it streams in. Throws `UnreadableMessage`, or the signal's reason when cancelled. */
export async function readMessage(source: AsyncIterable<Uint8Array>, options: ReadMessageOptions = {}): Promise<MailMessage> {
  const parts = new MessageParts(options.maxTextBytes ?? DEFAULT_TEXT_BYTES, options.onAttachment);
  const walker = new MimeWalker(parts);
  let bytes = 0;
  let checked = false;
  try {
    for await (const chunk of evenChunks(source, options.signal)) {
      bytes += chunk.length;
      walker.write(chunk);
      if (walker.root !== null && !checked) {
        checkFields(walker.root.headers);
        checked = true;
      }
      await parts.drain();
    }
    walker.end();
  } catch (error) {
    if (error instanceof MimeLimit) throw limitReached(error);
    throw error;
  }
  const root = walker.root;
  if (root === null)
    throw walker.headersSoFar().fieldCount === 0
      ? notAMessage()
      : new UnreadableMessage('no_header_end', 'The message breaks off inside its header, so it has no text to read.');
  checkFields(root.headers);
  await parts.drain();
  return assemble(root.headers, await withEnclosedText(parts.finish(root)), bytes);
}

function limitReached(error: MimeLimit): UnreadableMessage {
  return error.what === 'header'
    ? new UnreadableMessage('no_header_end', 'The header of the message does not end within 1 MiB, which no mail program writes.')
    : new UnreadableMessage('too_large', 'The message has more than 10,000 parts, which no mail program writes.');
}

function notAMessage(): UnreadableMessage {
  return new UnreadableMessage('not_a_message', 'The file is not an email: it does not begin with a mail header.');
}

/** Refuses what is no message, lacks its sender or lacks its date. */
function checkFields(headers: HeaderFields): void {
  if (headers.fieldCount === 0 || headers.strayLines > headers.fieldCount) throw notAMessage();
  const from = headers.raw('from');
  if (from === null) throw new UnreadableMessage('no_from', 'The message names no sender: it has no From line.');
  if (!readMailboxes(from).some((mailbox) => mailbox.email !== ''))
    throw new UnreadableMessage('no_from', 'The From line of the message holds no email address.');
  if (!headers.has('date')) throw new UnreadableMessage('no_date', 'The message has no Date line.');
  if (receivedAt(headers) === null) throw new UnreadableMessage('no_date', 'The date of the message cannot be read.');
}

function receivedAt(headers: HeaderFields): Instant | null {
  return readReceivedDate(headers.raw('received') ?? '') ?? readMailDate(headers.raw('date') ?? '');
}

/** A message that only passes another one on says what that one says. */
async function withEnclosedText(found: PartsFound): Promise<PartsFound> {
  if (found.text !== '' || found.enclosed === null) return found;
  const pieces = found.enclosed;
  try {
    const inner = await readMessage(
      (async function* () {
        yield* pieces;
      })(),
    );
    return { ...found, text: inner.text, enclosed: null };
  } catch (error) {
    if (error instanceof UnreadableMessage) return found; // it stays an attachment, and the outer message has no text
    throw error;
  }
}

function assemble(headers: HeaderFields, content: PartsFound, bytes: number): MailMessage {
  const from = readMailboxes(headers.raw('from')).find((mailbox) => mailbox.email !== '')!;
  const subject = headers.text('subject').slice(0, LONGEST_SUBJECT);
  return {
    messageId: messageIds(headers.raw('message-id'))[0] ?? null,
    from,
    receivedAt: receivedAt(headers)!,
    sentAt: readMailDate(headers.raw('date') ?? ''),
    to: readMailboxes(headers.raw('to'))
      .map((mailbox) => mailbox.email)
      .filter((email) => email !== ''),
    replyTo: readMailboxes(headers.raw('reply-to'))[0]?.email || null,
    inReplyTo: messageIds(headers.raw('in-reply-to'))[0] ?? null,
    references: messageIds(headers.raw('references')).slice(-MOST_REFERENCES),
    subject,
    text: content.text,
    freshText: freshText(content.text, subject),
    attachments: content.attachments,
    contentHash: contentHash(from.email, subject, content),
    bytes,
    truncated: content.truncated,
    automatic: content.report || isAutomatic(headers),
  };
}

function isAutomatic(headers: HeaderFields): boolean {
  const submitted = headers.text('auto-submitted').toLowerCase();
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  return (
    /auto[_-]?reply/i.test(headers.text('precedence')) ||
    ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress-reply'].some((name) => headers.has(name)) ||
    headers.text('return-path') === '<>'
  );
}

function contentHash(email: string, subject: string, content: PartsFound): string {
  const text = content.text.replace(/\s+/g, ' ');
  return createHash('sha256')
    .update(JSON.stringify([email, subject, text, content.attachments.map((attachment) => attachment.sha256)]))
    .digest('hex');
}
