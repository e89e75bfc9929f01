import { DeskError } from '../../../src-shared/errors.ts';
import type { World } from '../options.ts';
import {
  type AttemptKind,
  AttemptsBody,
  atClock,
  type Charge,
  chargeFailed,
  chargeSucceeded,
  counterForgotten,
  counterReset,
  type FailedAttempt,
  failuresOf,
  freshAttempts,
  noted,
  waitSecondsOf,
} from './attempts.ts';
import { type Disk, readIfThere, removeLeftover, writeDurably } from './disk.ts';
import { readFrame, writeFrame } from './frame.ts';

export const ATTEMPTS_FILE = 'vault-attempts.json';
const FORMAT = 1;

export interface AttemptLogOptions {
  readonly folder: string;
  readonly world: World;
  readonly disk: Disk;
}

/** The counters of failed attempts and their journal, in a file of their own beside the vault: ids and times, durable before any answer. */
export class AttemptLog {
  readonly #options: AttemptLogOptions;
  #state: AttemptsBody;
  /** The last entry that was handed out to be folded into the ledger. */
  #closed: string | null = null;

  private constructor(options: AttemptLogOptions, state: AttemptsBody) {
    this.#options = options;
    this.#state = state;
  }

  /** The log of a new vault. Error `unavailable`. */
  static create(options: AttemptLogOptions, vaultId: string): AttemptLog {
    const log = new AttemptLog(options, freshAttempts(vaultId, options.world.now(), false));
    log.#keep(log.#state);
    return log;
  }

  /**
   * The log of a vault that is here. Where it is gone or broken nobody gets ten new tries: everyone is left with three, and the journal
   * says so. Errors: `from_future`, `unavailable`.
   */
  static load(options: AttemptLogOptions, vaultId: string): AttemptLog {
    removeLeftover(options.disk, options.folder, ATTEMPTS_FILE);
    const read = readState(options, vaultId);
    if (read === null) {
      const log = new AttemptLog(options, freshAttempts(vaultId, options.world.now(), true));
      log.#keep(log.#noted(log.#state, null, 'counters_lost'));
      return log;
    }
    const log = new AttemptLog(options, read);
    if (read.charge !== null) log.failed();
    return log;
  }

  failures(counter: string): number {
    return failuresOf(this.#state, counter);
  }

  /** Whole seconds until the next try. Moves failures that the clock has put into the future. */
  waitSeconds(counter: string, withCommon: boolean): number {
    const now = this.#options.world.now();
    const state = atClock(this.#state, now);
    if (state !== this.#state) this.#keep(state);
    return waitSecondsOf(this.#state, counter, withCommon, now);
  }

  /** Before the work: the attempt is spent, whatever becomes of this process. */
  charge(charge: Omit<Charge, 'at'>): void {
    this.#keep({ ...this.#state, charge: { ...charge, at: this.#options.world.now() } });
  }

  failed(): void {
    this.#keep(chargeFailed(this.#state, this.#options.world.newId(), this.#closed));
  }

  succeeded(): void {
    this.#keep(chargeSucceeded(this.#state));
  }

  /**
   * Notes what was refused without being tried. Of a flood, the 1st, 2nd, 4th, 8th… of a minute are written, so that it costs neither the
   * disk nor the time; killed in between, that minute's count is short by less than half.
   */
  refused(slotId: string | null, kind: 'refused_early' | 'refused_while_locked'): void {
    const next = this.#noted(this.#state, slotId, kind);
    const index = next.journal.findIndex((entry, i) => entry !== this.#state.journal[i]);
    const [before, after] = [this.#state.journal[index], next.journal[index]];
    const sameMinute = before !== undefined && before.lastAt.slice(0, 16) === after?.lastAt.slice(0, 16);
    if (!sameMinute || Number.isInteger(Math.log2(after?.times ?? 1))) {
      try {
        this.#keep(next);
      } catch (error) {
        // A full disk must not turn a refusal into another answer; it is refused all the same, and counted with the next that is written.
        if (!(error instanceof DeskError)) throw error;
      }
    }
    this.#state = next;
  }

  reset(counter: string): void {
    this.#keep(counterReset(this.#state, counter, this.#options.world.now()));
  }

  forget(counter: string): void {
    this.#keep(counterForgotten(this.#state, counter));
  }

  /** The journal, oldest first. Nothing is counted into these entries any more. */
  take(): FailedAttempt[] {
    this.#closed = this.#state.journal.at(-1)?.id ?? null;
    return [...this.#state.journal];
  }

  /** Drops the entries up to `id` and with it. An id that is not there drops nothing. */
  clear(id: string): void {
    const index = this.#state.journal.findIndex((entry) => entry.id === id);
    if (index < 0) return;
    this.#keep({ ...this.#state, journal: this.#state.journal.slice(index + 1) });
    if (this.#closed === id) this.#closed = null;
  }

  #noted(state: AttemptsBody, slotId: string | null, kind: AttemptKind): AttemptsBody {
    const { world } = this.#options;
    return noted(state, { id: world.newId(), slotId, kind, at: world.now() }, this.#closed);
  }

  /** Durable first, then true: where the disk refuses, nothing has changed here either. */
  #keep(state: AttemptsBody): void {
    writeDurably(this.#options.disk, this.#options.folder, ATTEMPTS_FILE, writeFrame(FORMAT, state));
    this.#state = state;
  }
}

/** The state in the file; null where there is none that can be read, or it is another vault's. */
function readState({ disk, folder }: AttemptLogOptions, vaultId: string): AttemptsBody | null {
  let bytes: Buffer | null;
  try {
    bytes = readIfThere(disk, folder, ATTEMPTS_FILE);
  } catch {
    // Unreadable is as good as gone: the caller starts strict and says so in the journal.
    return null;
  }
  const framed = bytes === null ? { state: 'damaged' as const } : readFrame(bytes, FORMAT);
  if (framed.state === 'from_future') {
    throw new DeskError(
      'from_future',
      'The attempts were counted by a newer version of DSR Desk. Install that version; nothing was changed.',
    );
  }
  const parsed = AttemptsBody.safeParse(framed.state === 'whole' ? framed.body : null);
  return parsed.success && parsed.data.vaultId === vaultId ? parsed.data : null;
}
