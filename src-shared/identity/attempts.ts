import { type Instant, instantOf } from '../vocabulary/dates.ts';
import type { Attempt, Pause } from './types.ts';

/** Failures of one case, however far apart, until it stands still. */
export const CASE_FAILURES = 3;
/** Failures about one person, over all cases, within `PERSON_DAYS`. */
export const PERSON_FAILURES = 5;
export const PERSON_DAYS = 7;
/** Failures at the hands of one member of staff, over all cases, within `STAFF_HOURS`. */
export const STAFF_FAILURES = 10;
export const STAFF_HOURS = 24;
export const PAUSE_HOURS = 24;

const HOUR = 3_600_000;

/** Whose attempts are counted. */
export interface About {
  readonly caseId: string;
  /** Null while the case is linked to nobody: then no person's count applies. */
  readonly personId: string | null;
  readonly staffId: string;
}

/** When a manager last let each of them go on; null: never. */
export interface UnlockedSince {
  readonly case: Instant | null;
  readonly person: Instant | null;
  readonly staff: Instant | null;
}

interface Limit {
  readonly failures: number;
  /** Null: without end. */
  readonly withinHours: number | null;
}
const CASE_LIMIT: Limit = { failures: CASE_FAILURES, withinHours: null };

/**
 * The pauses in force at `now`, in the order case, person, staff. Order of the attempts and attempts of others do not matter.
 * - A pause runs 24 hours from the failure that reached the limit; at its last instant (`until`) it is over.
 * - A pause that ran out, and an unlock, start the count anew; a failure at the very instant of an unlock is forgiven with those before.
 * - A success wipes nothing: guessing between successes must not help.
 * - A failure exactly as old as the window no longer counts.
 * - A failure recorded during a pause (another desk, a tab left open) neither counts nor lengthens it.
 * - A failure later than `now` counts: setting the clock back frees nobody.
 *
 * Hand in all attempts of the case; of the person 8 days and of the member of staff 2 days are enough.
 */
export function pausesAfter(attempts: readonly Attempt[], now: Instant, about: About, unlockedSince: UnlockedSince): Pause[] {
  const pause = (because: Pause['because'], isAbout: (attempt: Attempt) => boolean, limit: Limit): Pause[] => {
    const { until } = countOf(failuresSince(attempts.filter(isAbout), unlockedSince[because]), limit);
    return until !== null && until > Date.parse(now) ? [{ because, until: instantOf(until) }] : [];
  };
  const { caseId, personId, staffId } = about;
  return [
    ...pause('case', (attempt) => attempt.caseId === caseId, CASE_LIMIT),
    ...pause('person', (attempt) => personId !== null && attempt.personId === personId, {
      failures: PERSON_FAILURES,
      withinHours: PERSON_DAYS * 24,
    }),
    ...pause('staff', (attempt) => attempt.staffId === staffId, { failures: STAFF_FAILURES, withinHours: STAFF_HOURS }),
  ];
}

/** The failed tries of a case that count at `now`: `CASE_FAILURES` while it stands still, and none once that pause ran out. */
export function caseFailures(attempts: readonly Attempt[], now: Instant, caseId: string, unlockedSince: Instant | null): number {
  const ofCase = attempts.filter((attempt) => attempt.caseId === caseId);
  const { until, counted } = countOf(failuresSince(ofCase, unlockedSince), CASE_LIMIT);
  return until !== null && until > Date.parse(now) ? CASE_FAILURES : counted;
}

function failuresSince(attempts: readonly Attempt[], unlockedSince: Instant | null): number[] {
  const unlocked = unlockedSince === null ? Number.NEGATIVE_INFINITY : Date.parse(unlockedSince);
  return attempts
    .filter(({ failed }) => failed)
    .map(({ at }) => Date.parse(at))
    .filter((at) => at > unlocked)
    .sort((a, b) => a - b);
}

/** When the last pause ends, and how many failures after it count when the last of them came. */
function countOf(failures: readonly number[], { failures: most, withinHours }: Limit): { until: number | null; counted: number } {
  let until: number | null = null;
  let counted: number[] = [];
  for (const at of failures) {
    if (until !== null && at < until) continue;
    counted = [...counted.filter((earlier) => withinHours === null || at - earlier < withinHours * HOUR), at];
    if (counted.length < most) continue;
    until = at + PAUSE_HOURS * HOUR;
    counted = [];
  }
  return { until, counted: counted.length };
}
