import type { LiveChange } from '../../src-shared/contract/live.ts';
import type { Touched } from './command.ts';

/** More ids than this in one breath are told as `all`: a page that asks again for everything is quicker than one that reads the list. */
const MOST_NAMED = 100;

interface Listener {
  waiting: Touched[];
  wake: (() => void) | null;
}

/**
 * Tells every open page what changed, after it is durable. A page that is slow to listen gets what gathered meanwhile in one piece,
 * so memory stays flat.
 */
export class LiveHub {
  readonly #listeners = new Set<Listener>();
  #seq = 0;
  /** Said before any page listened, at the unlock. */
  #unheard: LiveChange['notices'] = [];
  #closed = false;

  publish(touched: readonly Touched[]): void {
    for (const listener of this.#listeners) {
      listener.waiting.push(...touched);
      if (listener.waiting.length > MOST_NAMED) listener.waiting = [{ entity: 'all', id: null }];
      listener.wake?.();
    }
  }

  /** Says something to whoever is at the desk, once: to the page that listens first. */
  notice(notice: LiveChange['notices'][number]): void {
    this.#unheard.push(notice);
    const [first] = this.#listeners;
    first?.wake?.();
  }

  /** Ends every subscription: the desk locks or closes. */
  close(): void {
    this.#closed = true;
    for (const listener of this.#listeners) listener.wake?.();
  }

  async *changes(signal: AbortSignal | undefined): AsyncGenerator<LiveChange> {
    const listener: Listener = { waiting: [], wake: null };
    this.#listeners.add(listener);
    const wake = () => listener.wake?.();
    signal?.addEventListener('abort', wake);
    try {
      while (!this.#closed && !signal?.aborted) {
        if (listener.waiting.length === 0 && this.#unheard.length === 0) {
          await new Promise<void>((resolve) => {
            listener.wake = resolve;
          });
          listener.wake = null;
          continue;
        }
        const touched = [...new Map(listener.waiting.map((one) => [`${one.entity} ${one.id}`, one])).values()];
        const notices = this.#unheard;
        listener.waiting = [];
        this.#unheard = [];
        this.#seq += 1;
        yield { seq: this.#seq, touched, notices };
      }
    } finally {
      signal?.removeEventListener('abort', wake);
      this.#listeners.delete(listener);
    }
  }
}
