import type { Call, StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { CallDirection, PlaceSource } from '../../../src-shared/vocabulary/consent.ts';

/** What is typed into a call. */
export interface CallPatch {
  readonly number?: string;
  readonly direction?: CallDirection;
  readonly personId?: string | null;
  readonly callerName?: string;
  readonly country?: string | null;
  readonly region?: string | null;
  readonly placeSource?: PlaceSource;
  readonly language?: string;
  readonly note?: string;
  readonly verbatim?: string;
  readonly optOuts?: StagedOptOut[];
}

export interface SaverState {
  /** What is typed and not kept by the desk yet; it is shown over what the desk says. */
  readonly unsaved: CallPatch;
  /** `waiting`: the desk did not answer, and it is tried again. */
  readonly state: 'saved' | 'saving' | 'waiting';
  /** Why the desk does not take a text: trying again would change nothing, another text does. */
  readonly problem: string | null;
}

export interface SaverOptions {
  readonly send: (seq: number, patch: CallPatch) => Promise<Call>;
  /** The call's version as this page last heard it. */
  readonly version: () => number;
  readonly onSaved: (call: Call) => void;
  /** The words of a refusal that stays one; null where it is worth trying again. */
  readonly refusal: (error: unknown) => string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Nothing that is older than this is unsaved, also while one goes on typing. */
const SAVE_EVERY_MS = 200;
const RETRY_MS = 1000;
const FIRST_LEAP_MS = 60_000;
const MOST_LEAPS = 12;
const SAVED: SaverState = { unsaved: {}, state: 'saved', problem: null };

/**
 * Keeps what is typed into one call, in order and one after another. `seq` is the time, so that a window that was killed and started again
 * goes on above what it had sent; where the computer's clock was put back meanwhile, it leaps until the desk takes it.
 */
export class CallSaver {
  readonly #options: SaverOptions;
  readonly #listeners = new Set<() => void>();
  #pending: CallPatch = {};
  #sending: CallPatch = {};
  #held: CallPatch = {};
  #problem: string | null = null;
  #failed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #seq = 0;
  #leap = 0;
  #state = SAVED;

  constructor(options: SaverOptions) {
    this.#options = options;
  }

  /** What was typed: sent within a fifth of a second. */
  change(patch: CallPatch): void {
    this.#pending = { ...this.#held, ...this.#pending, ...patch };
    this.#held = {};
    this.#tell();
    this.#timer ??= setTimeout(() => this.#try(), SAVE_EVERY_MS);
  }

  /** Sends what waits, now. Rejects where the desk did not take it; it is kept, and tried again. */
  flush(): Promise<void> {
    return this.run(async () => {});
  }

  /** Does something with the call once all that was typed is kept. */
  run<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const next = this.#last.then(() => this.#drain()).then(act);
    this.#last = next.catch(() => {}); // whoever asked hears of it; what comes after starts anew
    return next;
  }

  /** Forgets the call: it is closed. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  get state(): SaverState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #try(): void {
    this.flush().catch(() => {}); // shown by `state`, and tried again
  }

  async #drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (Object.keys(this.#pending).length > 0) {
      this.#sending = this.#pending;
      this.#pending = {};
      this.#tell();
      try {
        await this.#send(this.#sending);
      } catch (error) {
        this.#pending = { ...this.#sending, ...this.#pending };
        this.#sending = {};
        this.#failed = true;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#try(), RETRY_MS);
        this.#tell();
        throw error;
      }
      this.#sending = {};
      this.#failed = false;
      this.#tell();
    }
  }

  /** One save; what the desk refuses for good is set aside, so that it holds up nothing else. */
  async #send(patch: CallPatch): Promise<void> {
    try {
      await this.#sendOnce(patch);
      if (Object.keys(this.#held).length === 0) this.#problem = null;
    } catch (error) {
      const words = this.#options.refusal(error);
      if (words === null) throw error;
      const names = Object.keys(patch) as (keyof CallPatch)[];
      if (names.length > 1) for (const name of names) await this.#send({ [name]: patch[name] });
      else {
        this.#held = { ...this.#held, ...patch };
        this.#problem = words;
      }
    }
  }

  async #sendOnce(patch: CallPatch): Promise<void> {
    for (let leaps = 0; leaps <= MOST_LEAPS; leaps += 1) {
      const before = this.#options.version();
      this.#seq = Math.max(this.#seq + 1, this.#options.now() + this.#leap);
      const call = await this.#options.send(this.#seq, patch);
      this.#options.onSaved(call);
      if (wasTaken(patch, call, before)) return;
      this.#leap = Math.max(FIRST_LEAP_MS, this.#leap * 8);
    }
    throw new Error('the desk takes none of the saves of this window');
  }

  #tell(): void {
    const unsaved = { ...this.#held, ...this.#sending, ...this.#pending };
    const waits = Object.keys(this.#sending).length + Object.keys(this.#pending).length > 0;
    this.#state = { unsaved, state: !waits ? 'saved' : this.#failed ? 'waiting' : 'saving', problem: this.#problem };
    for (const listener of this.#listeners) listener();
  }
}

/** A save that came after a newer one changes nothing, and is answered by the call as it is. */
function wasTaken(patch: CallPatch, call: Call, before: number): boolean {
  const texts = ['note', 'verbatim', 'callerName'] as const;
  return call.version > before && texts.every((name) => patch[name] === undefined || patch[name] === call[name]);
}
