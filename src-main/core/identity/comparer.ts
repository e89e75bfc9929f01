import { createHmac, timingSafeEqual } from 'node:crypto';

/** The least number of values that a compare works through, and the step in which it grows. */
export const SLOTS = 8;

/** What a compare did: counted, so that a test can show that it never depends on what is on file. */
export interface Steps {
  hashes: number;
  comparisons: number;
}

/** Never the canonical form of anything: canonical facts hold no control characters. */
const NOTHING = '\u0000nothing';

/**
 * Finds what was typed among the values on file, with the same work for yes, no and nothing there: every value is hashed with a
 * key of its own for this one compare, all slots are compared in constant time, and nothing is left early.
 */
export class Comparer {
  readonly steps: Steps = { hashes: 0, comparisons: 0 };
  readonly #key: Uint8Array;

  /** `key`: 32 fresh bytes. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** The place of `typed` among the values, or -1. `typed`: the canonical form; null where it cannot be read: the same work, no match. */
  placeOf(typed: string | null, onFile: readonly string[]): number {
    const said = this.#hash(typed ?? NOTHING);
    const readable = Number(typed !== null);
    const slots = Math.max(1, Math.ceil(onFile.length / SLOTS)) * SLOTS;
    let place = -1;
    for (let slot = slots - 1; slot >= 0; slot -= 1) {
      const known = Number(slot < onFile.length) & readable;
      const same = Number(this.#equal(said, this.#hash(onFile[slot] ?? NOTHING))) & known;
      place = same * slot + (1 - same) * place; // no branch on what is on file
    }
    return place;
  }

  #hash(value: string): Buffer {
    this.steps.hashes += 1;
    return createHmac('sha256', this.#key).update(value, 'utf8').digest();
  }

  #equal(a: Buffer, b: Buffer): boolean {
    this.steps.comparisons += 1;
    return timingSafeEqual(a, b);
  }
}
