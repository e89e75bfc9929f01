import type { Touched } from '../command.ts';

/** Many changes in a row make one look at the counts. */
const GATHER_MILLISECONDS = 200;

/** Keeps the number on the icon true: looks at the counts after changes, and tells the host when the number is another. */
export class Badge {
  readonly #tell: (due: number) => void;
  readonly #onProblem: (problem: unknown) => void;
  #count: (() => number | null) | null = null;
  #last: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(tell: (due: number) => void, onProblem: (problem: unknown) => void) {
    this.#tell = tell;
    this.#onProblem = onProblem;
  }

  start(count: () => number | null): void {
    this.#count = count;
    this.#look();
  }

  touched(touched: readonly Touched[]): void {
    if (this.#timer || !touched.some(({ entity }) => entity === 'counts' || entity === 'all')) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#look();
    }, GATHER_MILLISECONDS);
    this.#timer.unref();
  }

  /** The desk locks: the icon keeps its last number. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#count = null;
  }

  #look(): void {
    try {
      const due = this.#count?.() ?? null;
      if (due === null || due === this.#last) return;
      this.#last = due;
      this.#tell(due);
    } catch (problem) {
      this.#onProblem(problem); // thrown from a timer it would end the whole core
    }
  }
}
