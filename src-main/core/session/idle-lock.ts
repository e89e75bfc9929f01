/** Locks the desk when nobody has touched it for so many minutes. Its clock is the machine's uptime, which nobody sets back. */
export class IdleLock {
  readonly #lock: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(lock: () => void) {
    this.#lock = lock;
  }

  /** Starts, or starts over. Returns the seconds until it locks. */
  start(minutes: number): number {
    this.stop();
    this.#timer = setTimeout(this.#lock, minutes * 60_000);
    this.#timer.unref();
    return minutes * 60;
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
