import { DeskError } from '../../../src-shared/errors.ts';
import {
  type Attempt,
  CASE_FAILURES,
  caseFailures,
  PERSON_DAYS,
  pausesAfter,
  STAFF_HOURS,
  type UnlockedSince,
} from '../../../src-shared/identity/index.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import type { Factor } from '../../../src-shared/vocabulary/identity.ts';
import { tellOnCase } from '../cases/line.ts';
import type { Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all } from '../database/query.ts';
import { stoodBehind } from '../directory/service.ts';
import {
  casePausesQuery,
  insertAttempt,
  insertPause,
  type PauseRow,
  personPausesQuery,
  selectFailures,
  staffPausesQuery,
} from './store.ts';

const HOUR = 3_600_000;

/** Whose tries are counted. */
export interface Counted {
  readonly caseId: string;
  /** All entries of the person whom the case is linked to, the canonical one first; empty for nobody. */
  readonly members: readonly string[];
  readonly staffId: string;
}

interface Then {
  readonly person_id: string | null;
  readonly at: string;
}

/**
 * Ids under which tries about this person may be kept, and whether one that is kept so was about them: of one of their entries, or of
 * another one while theirs stood behind it. Merging and taking it back must not make anything forgotten.
 */
function aboutThem(db: Connection, members: readonly string[]): { ids: readonly string[]; isTheirs: (then: Then) => boolean } {
  const before = stoodBehind(db, members);
  return {
    ids: [...new Set([...members, ...before.map(({ id }) => id)])],
    isTheirs: ({ person_id, at }) =>
      (person_id !== null && members.includes(person_id)) ||
      before.some(({ id, from, until }) => id === person_id && at >= from && at <= until),
  };
}

/** Every pause of the case, of the person and of the member of staff, also those that are over. */
function pausesOf(db: Connection, { caseId, members, staffId }: Counted): PauseRow[] {
  const { ids, isTheirs } = aboutThem(db, members);
  return [
    ...all(db, casePausesQuery(caseId)),
    ...ids.flatMap((id) => all(db, personPausesQuery(id))).filter(({ person_id, since }) => isTheirs({ person_id, at: since })),
    ...all(db, staffPausesQuery(staffId)),
  ];
}

export const isOpen = ({ until, unlocked_at }: PauseRow, now: string): boolean => unlocked_at === null && until > now;

/** The pause in force that lasts longest, or null. */
export function openPause(db: Connection, counted: Counted, now: string): PauseRow | null {
  const open = pausesOf(db, counted).filter((pause) => isOpen(pause, now));
  return open.sort((a, b) => (a.until < b.until ? 1 : -1))[0] ?? null;
}

/** Nobody tries further while a pause is in force. Throws `too_soon` with `until`. */
export function refuseWhilePaused({ db, now }: Work, counted: Counted): void {
  const pause = openPause(db, counted, now);
  if (pause === null) return;
  const whose = pause.because === 'staff' ? 'by you' : pause.because === 'person' ? 'about this person' : 'on this case';
  throw new DeskError('too_soon', `Too many tries ${whose} failed: verification stands still. Wait, or ask a manager to unlock it.`, {
    detail: { until: pause.until, because: pause.because },
  });
}

function attemptsOf(db: Connection, counted: Counted, now: Instant): Attempt[] {
  const ago = (hours: number) => instantOf(Date.parse(now) - hours * HOUR);
  const { ids, isTheirs } = aboutThem(db, counted.members);
  const rows = selectFailures(db, { ...counted, members: ids, personSince: ago((PERSON_DAYS + 1) * 24), staffSince: ago(STAFF_HOURS * 2) });
  const person = counted.members[0] ?? null;
  return rows.map((row) => ({
    at: row.at as Instant,
    failed: row.failed === 1,
    caseId: row.case_id,
    personId: isTheirs(row) ? person : row.person_id,
    staffId: row.staff_id,
  }));
}

function unlockedSince(pauses: readonly PauseRow[]): UnlockedSince {
  const last = (because: string) =>
    (pauses
      .filter((pause) => pause.because === because)
      .map((pause) => pause.unlocked_at)
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null) as Instant | null;
  return { case: last('case'), person: last('person'), staff: last('staff') };
}

/** The failed tries on a case that count now, and how many are left. */
export function failuresOn(db: Connection, counted: Counted, now: Instant): { failures: number; triesLeft: number } {
  const failures = caseFailures(attemptsOf(db, counted, now), now, counted.caseId, unlockedSince(pausesOf(db, counted)).case);
  return { failures, triesLeft: Math.max(0, CASE_FAILURES - failures) };
}

/** Counts a try. A failed one stands on the timeline, and the last one allowed brings the pause. Called inside a command. */
export function noteAttempt(
  work: Work,
  counted: Counted,
  attempt: { readonly method: 'match' | 'code' | 'call_back'; readonly factor: Factor | null; readonly failed: boolean },
): void {
  const { db, now, newId } = work;
  const { caseId, members, staffId } = counted;
  const person = members[0] ?? null;
  const { method, factor, failed } = attempt;
  insertAttempt(db, {
    id: newId(),
    case_id: caseId,
    person_id: person,
    staff_id: staffId,
    at: now,
    method,
    factor,
    failed: failed ? 1 : 0,
  });
  if (!failed) return;
  tellOnCase(work, caseId, 'identity_failed', { method, factor });
  const pauses = pausesOf(db, counted);
  const about = { caseId, personId: person, staffId };
  for (const { because, until } of pausesAfter(attemptsOf(db, counted, now), now, about, unlockedSince(pauses))) {
    if (pauses.some((pause) => pause.because === because && isOpen(pause, now))) continue;
    insertPause(db, {
      id: newId(),
      because,
      case_id: caseId,
      person_id: person,
      staff_id: staffId,
      since: now,
      until,
      unlocked_at: null,
      unlocked_by: null,
      unlock_reason: null,
    });
    tellOnCase(work, caseId, 'identity_paused', { because, until });
    work.touch('counts');
  }
}
