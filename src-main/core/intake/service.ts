import type { Batch, BatchItem } from '../../../src-shared/contract/intake.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { SuggestedKind } from '../../../src-shared/vocabulary/case.ts';
import { type Actor, type Command, SYSTEM } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { readFile, removeUnfinishedFiles } from '../files/service.ts';
import { batchOf, itemOf } from './batch.ts';
import { discardItems } from './discard.ts';
import { PushSource } from './push-source.ts';
import { Reading } from './reading.ts';
import {
  type BatchRecord,
  insertBatch,
  selectBatch,
  selectBatches,
  selectCutOff,
  selectItem,
  selectItems,
  updateBatch,
  updateItem,
} from './store.ts';
import type { Suggest } from './suggestion.ts';
import { finishTaking, takeIn, takeNamed } from './taking.ts';

export interface IncomingFile {
  readonly name: string;
  readonly bytes: number;
}

/** A batch that something is being done with right now. */
interface Job {
  readonly abort: AbortController;
  readonly listeners: Set<() => void>;
  /** Null once its messages are being taken in. */
  readonly reading: Reading | null;
  /** While reading: what the page feeds. */
  readonly feed: {
    readonly files: readonly IncomingFile[];
    source: PushSource | null;
    current: number;
    offset: number;
    done: Promise<void>;
    /** A piece is being read. A second one meanwhile would be read into the middle of it. */
    busy: boolean;
  } | null;
}

export interface IntakeOptions {
  readonly db: Connection;
  readonly command: Command;
  readonly book: ClockBook;
  /** Loads what suggesting needs, once. */
  readonly suggest: () => Promise<Suggest>;
  readonly newId: () => string;
  /** Told of a failure in the background. */
  readonly onProblem: (problem: unknown) => void;
}

/** Messages on their way in: read into the queue, looked at by a person, made into cases. */
export class IntakeService {
  readonly #options: IntakeOptions;
  readonly #jobs = new Map<string, Job>();
  /** Unreadable messages whose taking out is on the ledger since the desk was unlocked. */
  readonly #told = new Set<string>();
  #closed = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Opens a batch for files that the page will send. */
  open(actor: Actor, files: readonly IncomingFile[]): Batch {
    const name = files.length === 1 ? files[0]!.name : `${files.length} files`;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const { batch, reading, abort } = this.#begin(actor, name, 'files', bytes);
    const feed = { files, source: null, current: 0, offset: 0, done: Promise.resolve(), busy: false };
    this.#jobs.set(batch.id, { abort, listeners: new Set(), reading, feed });
    return batch;
  }

  /** The next piece of a file. Answers when it has been read, so the sender never runs ahead. */
  async piece(
    batchId: string,
    piece: { readonly file: number; readonly offset: number; readonly data: Uint8Array; readonly last: boolean },
  ): Promise<Batch> {
    const { feed, reading } = this.#jobs.get(batchId) ?? {};
    if (!feed || !reading)
      throw new DeskError(
        'not_allowed',
        'This batch is not being read any more. Drop the files again: what is here already is recognised.',
      );
    const file = feed.files[piece.file];
    if (piece.file !== feed.current || piece.offset !== feed.offset || !file || feed.busy) {
      throw new DeskError('invalid', 'The pieces of this file came out of order. Drop the files again.', { field: 'offset' });
    }
    if (!feed.source) {
      feed.source = new PushSource();
      feed.done = reading.file(file.name, feed.source);
      feed.done.catch(() => {}); // told below, when the next piece asks
    }
    feed.busy = true;
    const failed = feed.done.then(() => new Promise<never>(() => {}));
    try {
      await Promise.race([feed.source.push(piece.data), failed]);
      feed.offset += piece.data.length;
      if (!piece.last) return { ...this.#batch(batchId), bytesRead: reading.bytesRead };
      feed.source.end();
      await feed.done;
      this.#mustGoOn(batchId, reading);
    } catch (error) {
      this.#giveUp(batchId, reading);
      throw error;
    } finally {
      feed.busy = false;
    }
    feed.source = null;
    feed.current += 1;
    feed.offset = 0;
    if (feed.current === feed.files.length) this.#endReading(batchId, reading);
    return this.#batch(batchId);
  }

  /** Reads files that lie on this computer: the watched folder's, the sample mailbox. Ends when they are read. */
  async readFiles(
    actor: Actor,
    source: 'watched_folder' | 'demo',
    name: string,
    bytes: number,
    files: readonly { readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }[],
  ): Promise<Batch> {
    const { batch, reading, abort } = this.#begin(actor, name, source, bytes);
    this.#jobs.set(batch.id, { abort, listeners: new Set(), reading, feed: null });
    try {
      for (const file of files) await reading.file(file.name, file.chunks);
      this.#mustGoOn(batch.id, reading);
    } catch (error) {
      this.#giveUp(batch.id, reading);
      throw error;
    }
    this.#endReading(batch.id, reading);
    return this.#batch(batch.id);
  }

  list(before: string | null, limit: number): { batches: Batch[]; more: boolean } {
    const records = selectBatches(this.#options.db, before, limit + 1);
    return { batches: records.slice(0, limit).map((record) => batchOf(this.#options.db, record)), more: records.length > limit };
  }

  items(actor: Actor, batchId: string, state: string | null, after: number, limit: number): { items: BatchItem[]; more: boolean } {
    this.#record(batchId);
    const records = selectItems(this.#options.db, batchId, state, after, limit + 1);
    return { items: records.slice(0, limit).map((record) => this.#item(actor, record.id)), more: records.length > limit };
  }

  /** What a person says of a message before it is taken in. */
  settle(
    actor: Actor,
    itemId: string,
    { kind, leave }: { readonly kind?: SuggestedKind | undefined; readonly leave?: boolean | undefined },
  ): BatchItem {
    return this.#options.command(actor, { action: 'intake.settle', subject: itemId, input: { kind, leave } }, ({ db, touch }) => {
      const item = selectItem(db, itemId);
      if (!item) throw new DeskError('not_found', 'There is no such message in this batch.', { field: 'itemId' });
      if (item.state !== 'ready' && item.state !== 'left') throw new DeskError('not_allowed', 'This message is settled already.');
      const state = leave === undefined ? item.state : leave ? 'left' : 'ready';
      updateItem(db, itemId, { state, ...(kind === undefined ? {} : { settled_kind: kind }) });
      touch('batch', item.batch_id);
      return this.#item(actor, itemId);
    });
  }

  /** Starts making cases, in the background. */
  take(actor: Actor, batchId: string, only: readonly string[] | null): Batch {
    const record = this.#record(batchId);
    if (this.#jobs.has(batchId) || record.state === 'cancelled') throw new DeskError('not_allowed', 'This batch cannot be taken in now.');
    if (only !== null) {
      const { db, command, book } = this.#options;
      takeNamed({ batchId, actor, command, book }, db, only);
      return this.#batch(batchId);
    }
    this.#setState(actor, batchId, 'importing', 'intake.take_all');
    void this.#taking(actor, batchId).catch(this.#options.onProblem);
    return this.#batch(batchId);
  }

  /** The same, waiting for its end: for the watched folder. */
  async takeAll(actor: Actor, batchId: string): Promise<void> {
    this.#setState(actor, batchId, 'importing', 'intake.take_all');
    await this.#taking(actor, batchId);
  }

  /** Stops what is going on. With `discard`, what is not taken in yet is thrown away. */
  cancel(actor: Actor, batchId: string, discard: boolean): Batch {
    const record = this.#record(batchId);
    const job = this.#jobs.get(batchId);
    job?.abort.abort(new DeskError('cancelled', 'Stopped.'));
    job?.feed?.source?.fail(new DeskError('cancelled', 'Stopped.'));
    if (discard) job?.reading?.abandon();
    else job?.reading?.finish();
    const state = discard ? 'cancelled' : record.state === 'reading' || record.state === 'importing' ? 'ready' : record.state;
    this.#options.command(actor, { action: 'intake.cancel', subject: batchId, input: { discard } }, ({ db, touch }) => {
      if (discard) discardItems(db, batchId);
      updateBatch(db, batchId, { state });
      touch('batch', batchId);
    });
    this.#rest(batchId);
    return this.#batch(batchId);
  }

  /** A piece of what could not be read. Taking it out is on the ledger, once. */
  unreadablePiece(actor: Actor, itemId: string, offset: number): { data: string; bytes: number; done: boolean } {
    const item = selectItem(this.#options.db, itemId);
    if (!item?.raw_file_id) throw new DeskError('not_found', 'There is no such unreadable message.', { field: 'itemId' });
    const act = { action: 'intake.read_unreadable', subject: itemId, input: { batchId: item.batch_id } };
    if (offset === 0 || !this.#told.has(itemId)) this.#options.command(actor, act, () => {});
    this.#told.add(itemId);
    return readFile(this.#options.db, item.raw_file_id, offset);
  }

  /** The batch at each change, until it rests. */
  watch(batchId: string, signal: AbortSignal | undefined): AsyncGenerator<Batch> {
    this.#record(batchId); // refused at once, not when the page asks for the first of them
    return this.#watching(batchId, signal);
  }

  async *#watching(batchId: string, signal: AbortSignal | undefined): AsyncGenerator<Batch> {
    let wake = () => {};
    const listener = () => wake();
    const job = this.#jobs.get(batchId);
    job?.listeners.add(listener);
    signal?.addEventListener('abort', listener);
    try {
      while (!this.#closed) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        yield this.#batch(batchId);
        if (signal?.aborted || this.#jobs.get(batchId) !== job || job === undefined) return;
        await changed;
      }
    } finally {
      signal?.removeEventListener('abort', listener);
      job?.listeners.delete(listener);
    }
  }

  /** What was cut off by a lock or a crash: what was read stays ready to be looked at, what was being taken in goes on. */
  resume(actor: Actor): void {
    for (const record of selectCutOff(this.#options.db)) {
      if (record.state === 'importing') void this.#taking(actor, record.id).catch(this.#options.onProblem);
      else {
        this.#options.command(actor, { action: 'intake.cut_off', subject: record.id, input: {} }, ({ db, touch }) => {
          removeUnfinishedFiles(db);
          updateBatch(db, record.id, { state: 'ready' });
          touch('batch', record.id);
        });
      }
    }
  }

  /** Stops every job: the desk locks. They go on after the next unlock. */
  close(): void {
    this.#closed = true;
    for (const job of this.#jobs.values()) {
      job.abort.abort(new DeskError('locked', 'The desk was locked meanwhile.'));
      job.feed?.source?.fail(new DeskError('locked', 'The desk was locked meanwhile.'));
      for (const listener of job.listeners) listener();
    }
    this.#jobs.clear();
  }

  async #taking(actor: Actor, batchId: string): Promise<void> {
    const { db, command, book } = this.#options;
    const abort = new AbortController();
    const job: Job = { abort, listeners: new Set(), reading: null, feed: null };
    this.#jobs.set(batchId, job);
    const options = { batchId, actor, command, book, signal: abort.signal, onTaken: () => this.#changed(batchId) };
    try {
      await takeIn(options, db);
      finishTaking(options, db);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#setState(SYSTEM, batchId, 'ready', 'intake.cut_off');
      throw error;
    } finally {
      if (this.#jobs.get(batchId) === job) this.#rest(batchId);
    }
  }

  #begin(actor: Actor, name: string, source: BatchRecord['source'], bytes: number) {
    const { db, command, suggest, newId } = this.#options;
    const abort = new AbortController();
    const id = command(actor, { action: 'intake.open', subject: 'intake', input: { source, bytes } }, (work) => {
      const batchId = work.newId();
      const row = {
        id: batchId,
        name,
        source,
        state: 'reading',
        started_at: work.now,
        started_by: actor.staffId,
        bytes_read: 0,
        bytes_total: bytes,
      };
      insertBatch(work.db, row);
      work.touch('batch', batchId);
      return batchId;
    });
    const onKept = () => this.#changed(id);
    const reading = new Reading({ batchId: id, actor, command, newId, suggest, signal: abort.signal, onKept });
    return { batch: batchOf(db, this.#record(id)), reading, abort };
  }

  /** Refuses to go on with what was cancelled, or locked, while it was under way. */
  #mustGoOn(batchId: string, reading: Reading): void {
    if (this.#closed) throw new DeskError('locked', 'The desk was locked meanwhile.');
    if (this.#jobs.get(batchId)?.reading !== reading) throw new DeskError('cancelled', 'Stopped.');
  }

  /** Reading failed in a way that no message explains: what was kept stays ready, the rest must be dropped again. */
  #giveUp(batchId: string, reading: Reading): void {
    if (!this.#jobs.has(batchId)) return; // cancelled: settled already
    reading.abandon();
    this.#setState(SYSTEM, batchId, 'ready', 'intake.cut_off');
    this.#rest(batchId);
  }

  /** Nothing is being done with this batch any more. */
  #rest(batchId: string): void {
    const job = this.#jobs.get(batchId);
    this.#jobs.delete(batchId);
    for (const listener of job?.listeners ?? []) listener();
  }

  #endReading(batchId: string, reading: Reading): void {
    reading.finish();
    this.#setState(SYSTEM, batchId, 'ready', 'intake.ready', reading.bytesRead);
    this.#rest(batchId);
  }

  #setState(actor: Actor, batchId: string, state: Batch['state'], action: string, bytesRead?: number): void {
    this.#options.command(actor, { action, subject: batchId, input: { state } }, ({ db, touch }) => {
      updateBatch(db, batchId, { state, ...(bytesRead === undefined ? {} : { bytes_read: bytesRead }) });
      touch('batch', batchId);
    });
  }

  #changed(batchId: string): void {
    for (const listener of this.#jobs.get(batchId)?.listeners ?? []) listener();
  }

  #record(batchId: string): BatchRecord {
    const record = selectBatch(this.#options.db, batchId);
    if (!record) throw new DeskError('not_found', 'There is no such batch.', { field: 'batchId' });
    return record;
  }

  #batch = (batchId: string): Batch => batchOf(this.#options.db, this.#record(batchId));

  #item(actor: Actor, itemId: string): BatchItem {
    return itemOf(this.#options.db, selectItem(this.#options.db, itemId)!, actor);
  }
}
