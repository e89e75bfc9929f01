import type { Actor, Command } from '../command.ts';
import { looksLikeMbox, splitMbox } from './mail/mbox.ts';
import { type MailMessage, readMessage, UnreadableMessage } from './mail/message.ts';
import { samenessOf } from './sameness.ts';
import { StagedFile } from './staging.ts';
import { insertItem, insertMessage, updateBatch } from './store.ts';
import type { Suggest } from './suggestion.ts';

/** So many messages are kept by one command: a durable write costs more than reading a message does. */
const GROUP = 50;
const GROUP_BYTES = 4 * 1024 * 1024;

interface Read {
  readonly file: string;
  readonly index: number | null;
  readonly bytes: number;
  readonly result:
    | { readonly message: MailMessage; readonly files: readonly StagedFile[] }
    | { readonly problem: string; readonly raw: StagedFile };
}

export interface ReadingOptions {
  readonly batchId: string;
  readonly actor: Actor;
  readonly command: Command;
  readonly newId: () => string;
  readonly suggest: () => Promise<Suggest>;
  readonly signal: AbortSignal;
  /** Called after each group that is kept. */
  readonly onKept: () => void;
}

/** Reads files into a batch: each message is in the encrypted queue before the next group is read. */
export class Reading {
  readonly #options: ReadingOptions;
  #suggest: Suggest | null = null;
  #position = 0;
  #waiting: Read[] = [];
  #waitingBytes = 0;
  #bytesRead = 0;
  /** Settled: what is still on its way through the reader is dropped. */
  #over = false;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  /** Reads one file, an mbox or a single message, whatever its name says. */
  async file(name: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    this.#suggest ??= await this.#options.suggest();
    const counted = this.#count(source);
    const { first, rest } = await peek(counted);
    if (looksLikeMbox(first)) {
      for await (const { index, chunks } of splitMbox(rest, this.#options.signal)) await this.#message(name, index, chunks);
    } else await this.#message(name, null, rest);
  }

  /** Keeps what is still waiting. */
  finish(): void {
    this.#keep();
    this.#over = true;
  }

  /** Drops what is not kept yet: the reading was cancelled. */
  abandon(): void {
    this.#over = true;
    for (const read of this.#waiting) dropFiles(read);
    this.#waiting = [];
  }

  async #message(file: string, index: number | null, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const { command, newId, signal, actor } = this.#options;
    const stage = (name: string, type: string) => new StagedFile(newId(), { name, type }, command, actor);
    const raw = stage(file, 'message/rfc822');
    const files: StagedFile[] = [];
    const source = open(tee(chunks, raw));
    try {
      const message = await readMessage(source, {
        signal,
        onAttachment: async (meta, bytes) => {
          const staged = stage(meta.name, meta.type);
          files.push(staged);
          for await (const piece of bytes) staged.write(piece);
        },
      });
      raw.drop();
      this.#add({ file, index, bytes: message.bytes, result: { message, files } });
    } catch (error) {
      for (const staged of files) staged.drop();
      if (!(error instanceof UnreadableMessage)) {
        raw.drop();
        throw error;
      }
      for await (const _ of source); // the rest of it belongs to what is kept aside
      this.#add({ file, index, bytes: raw.bytes, result: { problem: error.message, raw } });
    }
  }

  #add(read: Read): void {
    if (this.#over) {
      dropFiles(read);
      return;
    }
    this.#waiting.push(read);
    this.#waitingBytes += read.bytes;
    if (this.#waiting.length >= GROUP || this.#waitingBytes >= GROUP_BYTES) this.#keep();
  }

  /** One command: the messages, their files, their places in the batch. */
  #keep(): void {
    const { batchId, actor, command, onKept } = this.#options;
    const suggest = this.#suggest;
    const group = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (group.length === 0 || suggest === null) return;
    command(actor, { action: 'intake.read', subject: batchId, input: { messages: group.length } }, (work) => {
      for (const { file, index, result } of group) {
        const item = { id: work.newId(), batch_id: batchId, position: this.#position++, file, mbox_index: index };
        const blank = {
          problem: null,
          message_id: null,
          raw_file_id: null,
          settled_kind: null,
          duplicate: null,
          duplicate_of: null,
          case_id: null,
        };
        if ('problem' in result) {
          result.raw.keep(work, null);
          insertItem(work.db, { ...item, ...blank, state: 'unreadable', problem: result.problem, raw_file_id: result.raw.id });
          continue;
        }
        const { message, files } = result;
        const sameness = samenessOf(work.db, message);
        if (sameness.is === 'same') {
          for (const staged of files) staged.dropIn(work);
          insertItem(work.db, { ...item, ...blank, state: 'same', duplicate_of: sameness.other, message_id: sameness.other });
          continue;
        }
        const messageId = work.newId();
        const { language, suggestion } = suggest(message);
        insertMessage(work.db, {
          id: messageId,
          case_id: null,
          header_id: message.messageId,
          content_hash: message.contentHash,
          from_name: message.from.name,
          from_email: message.from.email,
          subject: message.subject,
          received_at: message.receivedAt,
          text: message.text,
          truncated: message.truncated ? 1 : 0,
          language,
          suggestion: JSON.stringify(suggestion),
          id_reused: sameness.is === 'same_id_other_content' ? 1 : 0,
        });
        for (const staged of files) staged.keep(work, messageId);
        const duplicate = sameness.is === 'new' ? {} : { duplicate: sameness.is, duplicate_of: sameness.other };
        insertItem(work.db, { ...item, ...blank, state: 'ready', message_id: messageId, ...duplicate });
      }
      updateBatch(work.db, batchId, { bytes_read: this.#bytesRead });
      work.touch('batch', batchId);
    });
    onKept();
  }

  async *#count(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.#bytesRead += chunk.length;
      yield chunk;
    }
  }
}

function dropFiles({ result }: Read): void {
  if ('raw' in result) result.raw.drop();
  else for (const staged of result.files) staged.drop();
}

/** A stream that its reader may leave early without ending it, so that the rest can still be read. */
function open(source: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => source.next() }) };
}

/** The same bytes, with a copy of each going to `copy`. */
async function* tee(source: AsyncIterable<Uint8Array>, copy: StagedFile): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    copy.write(chunk);
    yield chunk;
  }
}

const PEEK_BYTES = 4096;

/** The beginning of a stream, and the whole stream. */
async function peek(source: AsyncGenerator<Uint8Array>): Promise<{ first: Uint8Array; rest: AsyncGenerator<Uint8Array> }> {
  const held: Uint8Array[] = [];
  let size = 0;
  while (size < PEEK_BYTES) {
    const next = await source.next();
    if (next.done) break;
    held.push(next.value);
    size += next.value.length;
  }
  async function* rest() {
    yield* held;
    yield* source;
  }
  return { first: Buffer.concat(held), rest: rest() };
}
