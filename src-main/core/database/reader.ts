import { Worker } from 'node:worker_threads';
import type { Compilable, InferResult } from 'kysely';
import { DeskError } from '../../../src-shared/errors.ts';

/** What goes to the worker: a query as it is compiled. It only ever reads: its connection cannot do otherwise. */
export interface ReadRequest {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type ReadReply =
  | { readonly id: number; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly error: string; readonly code: string };

/** What the worker is started with. The key is a copy, wiped by the worker once its connection is open. */
export interface ReaderData {
  readonly file: string;
  readonly key: Uint8Array;
}

interface Waiting {
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A second, read-only connection on a thread of its own, for what takes longer than a keystroke: filtered pages, ranked search, reports.
 * It is started by its first query and sees everything that was committed before the query was sent.
 */
export class Reader {
  readonly #file: string;
  readonly #key: () => Uint8Array;
  readonly #script: URL;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #nextId = 1;
  #closed = false;

  /** `key` is asked for when the worker starts; its answer is copied, not kept. */
  constructor(file: string, key: () => Uint8Array, script: URL) {
    this.#file = file;
    this.#key = key;
    this.#script = script;
  }

  /** All rows of a query, read off the main thread. */
  all<Q extends Compilable<unknown>>(query: Q): Promise<InferResult<Q>> {
    if (this.#closed) return Promise.reject(new DeskError('locked', 'The desk was locked meanwhile. Unlock it and try again.'));
    const { sql, parameters } = query.compile();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (rows) => resolve(rows as InferResult<Q>), reject });
      this.#start().postMessage({ id, sql, parameters } satisfies ReadRequest);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#failAll(new DeskError('locked', 'The desk was locked meanwhile. Unlock it and try again.'));
    await this.#worker?.terminate();
    this.#worker = null;
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const key = Uint8Array.from(this.#key());
    const worker = new Worker(this.#script, { workerData: { file: this.#file, key } satisfies ReaderData, stdin: false });
    key.fill(0); // workerData was copied
    worker.on('message', (reply: ReadReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('rows' in reply) waiting?.resolve(reply.rows);
      else waiting?.reject(Object.assign(new Error(reply.error), { code: reply.code }));
    });
    worker.on('error', (cause) => {
      this.#worker = null; // the next query starts another
      this.#failAll(new Error('the reader stopped', { cause }));
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #failAll(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
