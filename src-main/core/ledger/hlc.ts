import type { Instant } from '../../../src-shared/vocabulary/dates.ts';

/**
 * A hybrid logical clock as text that sorts: 12 hex digits of milliseconds since 1970, 4 of a counter, the device. It never runs
 * backwards, so that a clock set back still orders what was done after what was done before.
 * Source: Kulkarni et al., "Logical Physical Clocks", 2014.
 */
export type Hlc = string;

const COUNTER_LIMIT = 0xffff;

export class HybridClock {
  readonly #device: string;
  #milliseconds: number;
  #counter: number;

  /** Goes on after `last`, the newest one in the queue. */
  constructor(device: string, last: Hlc | null) {
    this.#device = device;
    this.#milliseconds = last ? Number.parseInt(last.slice(0, 12), 16) : 0;
    this.#counter = last ? Number.parseInt(last.slice(13, 17), 16) : 0;
  }

  /** The next reading, later than every one before it. */
  next(now: Instant): Hlc {
    const physical = Date.parse(now);
    if (physical > this.#milliseconds) {
      this.#milliseconds = physical;
      this.#counter = 0;
    } else if (this.#counter < COUNTER_LIMIT) {
      this.#counter += 1;
    } else {
      this.#milliseconds += 1;
      this.#counter = 0;
    }
    const counter = this.#counter.toString(16).padStart(4, '0');
    return `${this.#milliseconds.toString(16).padStart(12, '0')}-${counter}-${this.#device}`;
  }
}
