import type { ImportProgress } from '../../../src-shared/contract/imports.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Put } from '../directory/service.ts';

const MOST_PROBLEMS = 100;

export interface Counts {
  created: number;
  changed: number;
  same: number;
  refused: number;
}

/** What a run has done so far. */
export class Tally {
  #read = 0;
  readonly #counts: Counts = { created: 0, changed: 0, same: 0, refused: 0 };
  readonly #problems: ImportProgress['problems'] = [];

  /** Adds what one chunk did, once it is durable. */
  add(chunk: ChunkTally): void {
    for (const answer of ['created', 'changed', 'same', 'refused'] as const) {
      this.#counts[answer] += chunk.counts[answer];
      this.#read += chunk.counts[answer];
    }
    this.#problems.push(...chunk.problems.slice(0, MOST_PROBLEMS - this.#problems.length));
  }

  progress(bytesRead: number, bytesTotal: number, done: boolean): ImportProgress {
    const problems = [...this.#problems].sort((one, other) => one.line - other.line);
    return { read: this.#read, ...this.#counts, problems, bytesRead, bytesTotal, done };
  }
}

/** What one chunk does: counts, and why records were refused, by line and field and never by value. */
export class ChunkTally {
  readonly counts: Counts = { created: 0, changed: 0, same: 0, refused: 0 };
  readonly problems: ImportProgress['problems'] = [];

  /** What is older than what is on file changes nothing either. */
  put({ answer }: Put): void {
    this.counts[answer === 'older' ? 'same' : answer] += 1;
  }

  refuse(line: number, problem: string, field = ''): void {
    this.counts.refused += 1;
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ line, field, problem });
  }

  refuseBy(line: number, error: unknown): void {
    if (!(error instanceof DeskError) || error.code !== 'invalid') throw error;
    this.refuse(line, error.message, error.field);
  }
}
