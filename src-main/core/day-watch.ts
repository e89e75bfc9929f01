/** A midnight is noticed this late at the most; neither sleep nor a clock that was set makes it miss one. */
const LOOK_AGAIN_MILLISECONDS = 60_000;

/** Calls `turn` when a new day has begun in a zone. A turn that fails is told to `onProblem` and tried again at the next look. */
export class DayWatch {
  #timer: NodeJS.Timeout;

  constructor(today: () => string, turn: () => void, onProblem: (problem: unknown) => void) {
    let day = today();
    this.#timer = setInterval(() => {
      try {
        const now = today();
        if (now === day) return;
        turn();
        day = now;
      } catch (problem) {
        onProblem(problem); // thrown from a timer it would end the whole core
      }
    }, LOOK_AGAIN_MILLISECONDS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
