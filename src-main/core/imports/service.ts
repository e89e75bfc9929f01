import type { ImportKind, ImportLook, ImportMapping, ImportProgress } from '../../../src-shared/contract/imports.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { type Actor, type Command, SYSTEM, type Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { beginFile, PIECE, pieceAt, removeFile } from '../files/service.ts';
import { lookOf, recordsAfterHeader, type Seen, see } from './look.ts';
import { readMapping } from './mapping.ts';
import { type Plan, run, type Transact } from './run.ts';
import { Staging } from './staged.ts';
import { deleteImport, type ImportRecord, insertImport, selectImport, selectImports } from './store.ts';
import { Trial } from './trial.ts';

export interface ImportsOptions {
  readonly db: Connection;
  readonly command: Command;
  /** A connection of its own that only reads. */
  readonly openReader: () => Connection;
  readonly newId: () => string;
  readonly now: () => Instant;
}

export interface PlanInput {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly mapping: ImportMapping;
  readonly asOf: Instant | null;
}

/** Files of records on their way into the directory: kept in the encrypted queue while they are looked at, gone when they are taken in. */
export class ImportsService {
  readonly #options: ImportsOptions;
  readonly #staging = new Map<string, Staging>();
  readonly #seen = new Map<string, Seen>();
  /** Imports that are being tried or taken in. */
  readonly #running = new Set<string>();
  readonly #trials = new Set<Trial>();
  #closed = false;

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  /** Throws away what was left behind: nobody will go on with it. Called when the desk opens. */
  removeAbandoned(): void {
    for (const record of selectImports(this.#options.db)) this.#remove(SYSTEM, record, 'directory.import_abandoned');
  }

  /** Opens an import for a file to come. */
  open(actor: Actor, name: string, bytes: number): { importId: string } {
    const act = { action: 'directory.import_open', subject: 'directory', input: { bytes } };
    return this.#options.command(actor, act, ({ db, now, newId, about }) => {
      const [importId, fileId] = [newId(), newId()];
      about(importId);
      beginFile(db, { id: fileId, messageId: null, name, type: 'text/csv', addedAt: now });
      insertImport(db, { id: importId, name, bytes, file_id: fileId, begun_by: actor.staffId, begun_at: now });
      this.#staging.set(importId, new Staging(fileId, bytes));
      return { importId };
    });
  }

  /** The next piece of the file. */
  piece(actor: Actor, importId: string, offset: number, data: Uint8Array): { bytes: number; done: boolean } {
    this.#record(importId);
    const staging = this.#staging.get(importId);
    if (!staging) throw new DeskError('not_allowed', 'This file is here whole already, or was cut off. Drop it again.');
    staging.require(offset, data);
    try {
      const act = { action: 'directory.import_piece', subject: importId, input: { bytes: data.length } };
      this.#options.command(actor, act, (work) => staging.put(work, data));
    } catch (error) {
      this.#staging.delete(importId); // what it counted was not kept
      throw error;
    }
    if (staging.done) this.#staging.delete(importId);
    return { bytes: staging.received, done: staging.done };
  }

  /** How the file is written, its columns, and what they seem to be. */
  async look(actor: Actor, importId: string, kind: ImportKind | undefined): Promise<ImportLook> {
    const seen = await this.#see(this.#whole(importId));
    return lookOf(importId, seen, kind, !actor.roles.includes('manager'));
  }

  /**
   * What taking it in would do, on a copy of the directory in memory: the same code, so that the numbers are the same too. A transaction
   * that is rolled back would do for one chunk only, and relations and parents reach over all of them; one held open over the whole file
   * would keep everybody else from writing for minutes.
   */
  async dryRun(actor: Actor, input: PlanInput): Promise<AsyncGenerator<ImportProgress>> {
    return this.#trying(actor, await this.#plan(input));
  }

  /** Takes it in. However it ends, the file is gone then; stopped in between, what is in stays in. */
  async apply(actor: Actor, input: PlanInput): Promise<AsyncGenerator<ImportProgress>> {
    return this.#applying(actor, await this.#plan(input));
  }

  /** Throws the file away. */
  discard(actor: Actor, importId: string): { discarded: true } {
    const record = this.#record(importId);
    this.#mustRest(importId);
    this.#remove(actor, record, 'directory.import_discard');
    return { discarded: true };
  }

  /** Stops all that is under way: the desk locks. */
  close(): void {
    this.#closed = true;
    for (const trial of this.#trials) trial.close();
    this.#trials.clear();
    this.#seen.clear();
    this.#staging.clear();
  }

  async *#trying(actor: Actor, { plan, record }: Prepared): AsyncGenerator<ImportProgress> {
    const { db, command, openReader, newId, now } = this.#options;
    this.#start(record.id);
    const trial = new Trial(actor, { newId, now });
    this.#trials.add(trial);
    try {
      await trial.fill(openReader, plan.kind, plan.goOn);
      let last: ImportProgress | null = null;
      for await (const progress of run(plan, trial.transact)) {
        last = progress;
        yield progress;
      }
      if (last === null || !db.open) return;
      const { read, created, changed, same, refused } = last;
      const input = { kind: plan.kind, read, created, changed, same, refused };
      command(actor, { action: 'directory.import_try', subject: record.id, input }, () => {});
    } finally {
      trial.close();
      this.#trials.delete(trial);
      this.#running.delete(record.id);
    }
  }

  async *#applying(actor: Actor, { plan, record }: Prepared): AsyncGenerator<ImportProgress> {
    this.#start(record.id);
    const transact: Transact = (counts, body) => {
      // the ledger keeps the input as it is when the work is done: the counts are filled in by then
      const input = { kind: plan.kind, counts };
      this.#options.command(actor, { action: 'directory.import', subject: record.id, input }, (work: Work) => {
        body({ ...work, touch: () => {} }); // told once for the whole chunk
        work.touch('directory');
      });
    };
    try {
      yield* this.#untilDone(run(plan, transact), () => this.#remove(actor, record, 'directory.import_end'));
    } finally {
      this.#running.delete(record.id);
      if (!this.#closed && selectImport(this.#options.db, record.id)) this.#remove(actor, record, 'directory.import_stop');
    }
  }

  /** Removes the file before the end is told: who hears of it finds nothing left. */
  async *#untilDone(steps: AsyncGenerator<ImportProgress>, ended: () => void): AsyncGenerator<ImportProgress> {
    for await (const step of steps) {
      if (step.done) ended();
      yield step;
    }
  }

  async #plan({ importId, kind, mapping, asOf }: PlanInput): Promise<Prepared> {
    const record = this.#whole(importId);
    this.#mustRest(importId);
    const seen = await this.#see(record);
    const read = { bytes: 0 };
    const now = this.#options.now();
    const plan: Plan = {
      kind,
      mapping: readMapping(kind, mapping, seen.columns, seen.refused),
      observedAt: asOf !== null && asOf < now ? asOf : now,
      records: () => recordsAfterHeader(() => this.#bytes(record, read), seen),
      bytesTotal: record.bytes,
      bytesRead: () => read.bytes,
      goOn: () => this.#mustBeOpen(),
    };
    return { plan, record };
  }

  async #see(record: ImportRecord): Promise<Seen> {
    const known = this.#seen.get(record.id);
    if (known) return known;
    const seen = await see(() => this.#bytes(record, { bytes: 0 }));
    this.#seen.set(record.id, seen);
    return seen;
  }

  /** The file from its beginning, a piece at a time, with other work between. */
  async *#bytes({ file_id }: ImportRecord, read: { bytes: number }): AsyncGenerator<Uint8Array> {
    read.bytes = 0;
    for (let position = 0; ; position += PIECE) {
      this.#mustBeOpen();
      const piece = pieceAt(this.#options.db, file_id, position);
      if (!piece) return;
      read.bytes += piece.length;
      yield piece;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #start(importId: string): void {
    this.#record(importId);
    this.#mustRest(importId);
    this.#running.add(importId);
  }

  #mustRest(importId: string): void {
    if (this.#running.has(importId)) throw new DeskError('not_allowed', 'This file is being tried or taken in. Stop that first.');
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new DeskError('locked', 'The desk was locked meanwhile. Unlock it and drop the file again.');
  }

  #remove(actor: Actor, record: ImportRecord, action: string): void {
    this.#options.command(actor, { action, subject: record.id, input: {} }, ({ db, touch }) => {
      removeFile(db, record.file_id);
      deleteImport(db, record.id);
      touch('directory');
    });
    this.#seen.delete(record.id);
    this.#staging.delete(record.id);
  }

  #record(importId: string): ImportRecord {
    const record = selectImport(this.#options.db, importId);
    if (!record) throw new DeskError('not_found', 'This file is not here any more. Drop it again.', { field: 'importId' });
    return record;
  }

  #whole(importId: string): ImportRecord {
    const record = this.#record(importId);
    // a piece that failed leaves a file that never becomes whole
    if (
      this.#staging.has(importId) ||
      pieceAt(this.#options.db, record.file_id, Math.floor((record.bytes - 1) / PIECE) * PIECE) === undefined
    )
      throw new DeskError('not_allowed', 'This file is not here whole yet. Wait for its last piece, or drop it again.');
    return record;
  }
}

interface Prepared {
  readonly plan: Plan;
  readonly record: ImportRecord;
}
