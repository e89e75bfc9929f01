import { hash } from 'node:crypto';
import type { ImportKind, ImportProgress } from '../../../src-shared/contract/imports.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Work } from '../command.ts';
import { DateColumn, type DateOrder } from './dates.ts';
import type { Mapping } from './mapping.ts';
import type { CsvRecord } from './records.ts';
import { DATE_FIELDS, READERS } from './taking.ts';
import { ChunkTally, type Counts, Tally } from './tally.ts';

/** Records per command: few enough that a keystroke in between is answered at once. New people with all their facts take about 1 ms each. */
const CHUNK = 30;
/** Commands between two words on how far it is. */
const TELL_EVERY = 10;

export interface Plan {
  readonly kind: ImportKind;
  readonly mapping: Mapping;
  readonly observedAt: Instant;
  /** The records after the header, from the first, each time it is asked for. */
  readonly records: () => AsyncIterable<CsvRecord>;
  readonly bytesTotal: number;
  readonly bytesRead: () => number;
  /** Throws where the run must not go on. */
  readonly goOn: () => void;
}

/** Runs the work in one transaction; `counts` are filled in by it. */
export type Transact = (counts: Counts, work: (work: Work) => void) => void;

/** A record whose parent is not there, or not there yet. */
type Waiting = Pick<CsvRecord, 'line' | 'cells'>;

/**
 * Takes all records in, chunk by chunk, and tells the progress in between. What is `transact`ed decides whether it is for good: trying and
 * taking in are the same code on different ground.
 */
export async function* run(plan: Plan, transact: Transact): AsyncGenerator<ImportProgress> {
  const tally = new Tally();
  const progress = (done = false) => tally.progress(done ? plan.bytesTotal : plan.bytesRead(), plan.bytesTotal, done);
  yield progress();
  const chunks = new Chunks(plan, await dateOrders(plan));
  let taken = 0;
  for await (const group of grouped(plan.records())) {
    plan.goOn();
    tally.add(chunks.take(group, transact));
    taken += 1;
    if (taken % TELL_EVERY === 0) yield progress();
    await new Promise((resolve) => setImmediate(resolve));
  }
  // an account may stand above its parent in the file: those that wait are tried until nothing moves any more
  for (let waiting = chunks.takeWaiting(); waiting.length > 0; ) {
    let moved = false;
    for (let start = 0; start < waiting.length; start += CHUNK) {
      plan.goOn();
      const chunk = chunks.take(waiting.slice(start, start + CHUNK), transact);
      moved ||= chunk.counts.created + chunk.counts.changed + chunk.counts.same > 0;
      tally.add(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield progress();
    if (!moved) chunks.isLast = true;
    waiting = chunks.takeWaiting();
  }
  yield progress(true);
}

async function* grouped(records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord[]> {
  let group: CsvRecord[] = [];
  for await (const record of records) {
    group.push(record);
    if (group.length < CHUNK) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** How each column of dates writes them: asked of the whole file before the first record is taken. */
async function dateOrders({ kind, mapping, records, goOn }: Plan): Promise<Map<string, DateOrder>> {
  const columns = new Map(DATE_FIELDS[kind].filter(mapping.isMapped).map((field) => [field, new DateColumn()]));
  if (columns.size === 0) return new Map();
  for await (const group of grouped(records())) {
    goOn();
    for (const { cells, problem } of group) {
      if (problem === null) for (const [field, column] of columns) column.see(mapping.of(cells)(field));
    }
  }
  return new Map([...columns].map(([field, column]) => [field, column.order]));
}

class Chunks {
  readonly #plan: Plan;
  readonly #dateOrders: ReadonlyMap<string, DateOrder>;
  /** The line of each record that was met, and a digest of what it says. */
  readonly #met = new Map<string, string>();
  #waiting: Waiting[] = [];
  /** Nothing more will come: what waits is refused. */
  isLast = false;

  constructor(plan: Plan, orders: ReadonlyMap<string, DateOrder>) {
    this.#plan = plan;
    this.#dateOrders = orders;
  }

  /** Takes the records in, in one transaction. */
  take(group: readonly (Waiting & { readonly problem?: string | null })[], transact: Transact): ChunkTally {
    const chunk = new ChunkTally();
    transact(chunk.counts, (work) => {
      const one = work.db.transaction((record: Waiting) => this.#one(work, record, chunk));
      for (const record of group) {
        if (record.problem) chunk.refuse(record.line, record.problem);
        else this.#tried(record, chunk, one);
      }
    });
    return chunk;
  }

  takeWaiting(): Waiting[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  /** A record is taken in as a whole or not at all. */
  #tried({ line, cells }: Waiting, chunk: ChunkTally, one: (record: Waiting) => void): void {
    try {
      one({ line, cells });
    } catch (error) {
      const waits = this.#plan.kind === 'accounts' && error instanceof DeskError && error.field === 'parent' && !this.isLast;
      if (waits) this.#waiting.push({ line, cells });
      else chunk.refuseBy(line, error);
    }
  }

  #one(work: Work, { line, cells }: Waiting, chunk: ChunkTally): void {
    const { kind, mapping, observedAt } = this.#plan;
    const ready = READERS[kind](mapping.of(cells), { work, observedAt, dateOrders: this.#dateOrders, isMapped: mapping.isMapped });
    const met = `${line} ${hash('sha256', JSON.stringify(ready.said), 'base64').slice(0, 22)}`;
    const earlier = this.#met.get(ready.key);
    const [earlierLine, digest] = earlier?.split(' ') ?? [];
    // the same said twice is said; two that differ would undo each other each time the file is taken in
    if (earlier !== undefined && earlierLine !== String(line) && digest !== met.split(' ')[1])
      throw new DeskError('invalid', `Line ${earlierLine} says otherwise of the same record. Keep one of the two.`, { field: FIRST[kind] });
    if (earlier === undefined) this.#met.set(ready.key, met);
    try {
      chunk.put(ready.put());
    } catch (error) {
      const waits = error instanceof DeskError && error.field === 'parent';
      if (earlier === undefined && !waits) this.#met.delete(ready.key);
      throw error;
    }
  }
}

/** The field that a repetition is told at. */
const FIRST: Readonly<Record<ImportKind, string>> = {
  people: 'id',
  accounts: 'number',
  relations: 'person',
  grants: 'account',
  preferences: 'person',
  invoices: 'number',
};
