import * as z from 'zod';
import { Instant } from '../../../src-shared/vocabulary/dates.ts';

// What is counted of failed attempts, as pure functions from one state to the next. The log beside it makes each state durable.

export const ATTEMPT_KINDS = [
  'sign_in',
  'recover',
  /** A signed-in person's own passphrase, asked again. */
  'check',
  /** Answered without trying: too soon after a failure, or locked out. */
  'refused_early',
  /** A procedure refused while the desk is locked. */
  'refused_while_locked',
  /** The counters were missing or unreadable: somebody took them away, or the disk did. */
  'counters_lost',
] as const;
export type AttemptKind = (typeof ATTEMPT_KINDS)[number];

const FailedAttempt = z.strictObject({
  id: z.uuid(),
  slotId: z.uuid().nullable(),
  kind: z.enum(ATTEMPT_KINDS),
  at: Instant,
  lastAt: Instant,
  times: z.int().min(1),
});

/** An entry of the journal. Many of a kind in a minute are one entry: `times` of them from `at` to `lastAt`. */
export interface FailedAttempt {
  readonly id: string;
  /** Null: no such name, or nobody in particular. */
  readonly slotId: string | null;
  readonly kind: AttemptKind;
  readonly at: Instant;
  readonly lastAt: Instant;
  readonly times: number;
}

const Counter = z.strictObject({ failures: z.int().min(0).max(1_000_000), at: Instant });
export interface Counter {
  readonly failures: number;
  /** When the last of them was. */
  readonly at: Instant;
}

const Charge = z.strictObject({
  counter: z.string(),
  slotId: z.uuid().nullable(),
  kind: z.enum(['sign_in', 'recover', 'check']),
  at: Instant,
});
/** An attempt under way, charged before it is tried: whoever kills the process in between has spent it. */
export interface Charge {
  readonly counter: string;
  readonly slotId: string | null;
  readonly kind: 'sign_in' | 'recover' | 'check';
  readonly at: Instant;
}

export const AttemptsBody = z.strictObject({
  vaultId: z.uuid(),
  counters: z.record(z.string(), Counter),
  baseline: Counter,
  charge: Charge.nullable(),
  journal: z.array(FailedAttempt),
});
export interface AttemptsBody {
  readonly vaultId: string;
  readonly counters: Readonly<Record<string, Counter>>;
  /** What a counter that is not there stands at: 0, but after a loss of the counters nobody starts over with ten tries. */
  readonly baseline: Counter;
  readonly charge: Charge | null;
  readonly journal: readonly FailedAttempt[];
}

/** In a row, then the slot is locked until an administrator or the recovery key lifts it. */
export const MAX_FAILURES = 10;
/** What everybody stands at after the counters were lost. */
const FAILURES_AFTER_LOSS = 7;
/** Seconds to wait after so many failures of one slot in a row. */
const SLOT_WAITS = [0, 1, 2, 4, 8, 15, 30, 60, 120, 300];
/** The same for all names together: the first few are anybody's typing errors, then names cannot be tried one after the other. */
const COMMON_WAITS = [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 30];
/** Counts all names' failures in a row, whoever's they are. */
const COMMON = 'all-names';
const UNKNOWN = 'unknown-';
/** The recovery key's. 128 random bits need neither a lock-out nor few tries; a wait keeps the processor free. */
export const RECOVERY_COUNTER = 'recovery-key';
/** Counters of unknown names, and the baseline, are forgotten after this. */
const FORGET_AFTER_MS = 30 * 24 * 3600 * 1000;
/** Beyond this many entries the journal only counts. */
export const MAX_JOURNAL = 1000;

/**
 * The counter of a name that nobody has. It behaves as a slot's own, lock-out included, so that no answer tells the two apart. Names share
 * 256 of them, because more of the tag on the disk would help to guess a passphrase that was typed into the field for the name.
 */
export function unknownCounter(tag: string): string {
  return UNKNOWN + Buffer.from(tag, 'base64').subarray(0, 1).toString('hex');
}

/** The state of a new vault; after a loss, `lost`, everyone has few tries left. */
export function freshAttempts(vaultId: string, now: Instant, lost: boolean): AttemptsBody {
  return { vaultId, counters: {}, baseline: { failures: lost ? FAILURES_AFTER_LOSS : 0, at: now }, charge: null, journal: [] };
}

function counterOf(state: AttemptsBody, counter: string): Counter {
  const startsAtNone = counter === COMMON || counter === RECOVERY_COUNTER;
  return state.counters[counter] ?? (startsAtNone ? { failures: 0, at: state.baseline.at } : state.baseline);
}

/** Failures in a row. */
export function failuresOf(state: AttemptsBody, counter: string): number {
  return counterOf(state, counter).failures;
}

/** Whole seconds until the next try is taken, in a state that was brought `atClock`. `withCommon`: names are being tried, so what all of them failed counts too. */
export function waitSecondsOf(state: AttemptsBody, counter: string, withCommon: boolean, now: Instant): number {
  const own = remaining(counterOf(state, counter), SLOT_WAITS, now);
  return withCommon ? Math.max(own, remaining(counterOf(state, COMMON), COMMON_WAITS, now)) : own;
}

function remaining(counter: Counter, waits: readonly number[], now: Instant): number {
  const wait = waits[Math.min(counter.failures, waits.length - 1)] ?? 0;
  const elapsed = (Date.parse(now) - Date.parse(counter.at)) / 1000;
  return Math.max(0, Math.ceil(wait - elapsed));
}

/**
 * The state brought to the clock of today. A clock set back would leave failures in the future, to be waited for as long as it was set
 * back: they move to now, so that each wait is at most its own length from here. Unknown names' counters age out. The same object where
 * nothing moves.
 */
export function atClock(state: AttemptsBody, now: Instant): AttemptsBody {
  const today = Date.parse(now);
  const aged = (counter: Counter) => today - Date.parse(counter.at) > FORGET_AFTER_MS;
  const ahead = (counter: Counter) => Date.parse(counter.at) > today;
  const gone = ([name, counter]: [string, Counter]) => name.startsWith(UNKNOWN) && aged(counter);
  const all = Object.entries(state.counters);
  const baselineOver = state.baseline.failures > 0 && aged(state.baseline);
  if (!baselineOver && !ahead(state.baseline) && !all.some((entry) => gone(entry) || ahead(entry[1]))) return state;
  const here = (counter: Counter): Counter => (ahead(counter) ? { ...counter, at: now } : counter);
  const counters = Object.fromEntries(all.filter((entry) => !gone(entry)).map(([name, counter]) => [name, here(counter)]));
  return { ...state, counters, baseline: baselineOver ? { failures: 0, at: now } : here(state.baseline) };
}

/** The attempt under way has failed, or was never heard of again. */
export function chargeFailed(state: AttemptsBody, entryId: string, closed: string | null): AttemptsBody {
  const { charge } = state;
  if (charge === null) return state;
  const up = (counter: string): Counter => ({ failures: failuresOf(state, counter) + 1, at: charge.at });
  const counters = { ...state.counters, [charge.counter]: up(charge.counter) };
  if (charge.kind === 'sign_in') counters[COMMON] = up(COMMON);
  return noted({ ...state, counters, charge: null }, { id: entryId, slotId: charge.slotId, kind: charge.kind, at: charge.at }, closed);
}

/** The attempt under way has opened its slot: its row of failures is over, and for a sign-in everyone's. */
export function chargeSucceeded(state: AttemptsBody): AttemptsBody {
  const { charge } = state;
  if (charge === null) return state;
  const none: Counter = { failures: 0, at: charge.at };
  const counters = { ...state.counters, [charge.counter]: none };
  if (charge.kind === 'sign_in') counters[COMMON] = none;
  return { ...state, counters, charge: null };
}

/** A slot's counter set to none. */
export function counterReset(state: AttemptsBody, counter: string, now: Instant): AttemptsBody {
  return { ...state, counters: { ...state.counters, [counter]: { failures: 0, at: now } } };
}

/** A removed slot's counter taken away. */
export function counterForgotten(state: AttemptsBody, counter: string): AttemptsBody {
  return { ...state, counters: Object.fromEntries(Object.entries(state.counters).filter(([name]) => name !== counter)) };
}

/**
 * The journal with one more. Refusals of one minute are one entry, and a full journal only counts, so that no flood fills the disk.
 * What was read already, up to the entry `closed`, is not counted into: the reader would miss it.
 */
export function noted(state: AttemptsBody, entry: Omit<FailedAttempt, 'lastAt' | 'times'>, closed: string | null): AttemptsBody {
  const { journal } = state;
  const firstOpen = closed === null ? 0 : journal.findIndex(({ id }) => id === closed) + 1;
  const refusal = entry.kind === 'refused_early' || entry.kind === 'refused_while_locked';
  const same = (other: FailedAttempt, index: number) =>
    index >= firstOpen &&
    other.kind === entry.kind &&
    other.slotId === entry.slotId &&
    (journal.length >= MAX_JOURNAL || (refusal && other.at.slice(0, 16) === entry.at.slice(0, 16)));
  const index = journal.findLastIndex(same);
  const found = journal[index];
  if (found === undefined) return { ...state, journal: [...journal, { ...entry, lastAt: entry.at, times: 1 }] };
  return { ...state, journal: journal.with(index, { ...found, lastAt: entry.at, times: found.times + 1 }) };
}
