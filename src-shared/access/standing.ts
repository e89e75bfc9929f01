import { daysBetween } from '../deadlines/index.ts';
import type { CalendarDate } from '../vocabulary/dates.ts';
import type { Observed, Question, RelationFact, SubaccountGrantFact } from './types.ts';

/** How old a fact may be before nothing is disclosed on it: an office that imports its customers monthly still gets answers. */
export const STALE_AFTER_DAYS = 31;

export type Standing = 'in_force' | 'not_started' | 'ended' | 'suspended' | 'disputed';

/** How a relation or grant stands on a day; the first and the last day belong to it. A dispute says nothing once its dates are over. */
export function standingOf(fact: RelationFact | SubaccountGrantFact, at: CalendarDate): Standing {
  if (fact.from !== null && at < fact.from) return 'not_started';
  if (fact.until !== null && at > fact.until) return 'ended';
  return fact.state === 'active' ? 'in_force' : fact.state;
}

/** Somebody has said "not this one" of it, and its dates would have it hold. */
export function isBarred(standing: Standing): standing is 'suspended' | 'disputed' {
  return standing === 'suspended' || standing === 'disputed';
}

/** The day on which the CRM last said so, in UTC: a fact has no office, and an age of days is not decided by hours. */
export function seenOn(fact: Observed): CalendarDate {
  return fact.observedAt.slice(0, 10) as CalendarDate;
}

/** Seen too long before the day asked about. What was seen after that day (a question about the past) is fresh. */
export function isStale(fact: Observed, { at, staleAfterDays }: Pick<Question, 'at' | 'staleAfterDays'>): boolean {
  return daysBetween(seenOn(fact), at) > staleAfterDays;
}

export const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
