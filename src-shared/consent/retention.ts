import { addMonths } from '../deadlines/days.ts';
import type { CalendarDate } from '../vocabulary/dates.ts';
import type { Retainable, Retention } from './types.ts';

/** 16 CFR 310.5: records of consents to telemarketing. */
const TELEMARKETING_MONTHS = 60;
/** 11 CCR 7101: records of requests. */
const CASE_MONTHS = 24;

/**
 * Until when a consent record is kept, and why: 5 years where it was used for telemarketing, else 24 months after its case was closed, or
 * after the record itself where it has none. A record that has both duties is kept for the longer. One of an open case or under a legal hold
 * is kept without an end that could be told. The day of a record is that of its instant in UTC.
 */
export function retentionOf(record: Retainable, today: CalendarDate): Retention {
  if (record.onLegalHold) return { deleteOn: null, due: false, because: 'legal_hold' };
  if (record.caseOpen) return { deleteOn: null, due: false, because: 'open_case' };
  const saidOn = record.at.slice(0, 10) as CalendarDate;
  const ofCase = addMonths(record.caseClosedOn ?? saidOn, CASE_MONTHS);
  const ofTelemarketing = addMonths(saidOn, TELEMARKETING_MONTHS);
  if (record.usedForTelemarketing && ofTelemarketing >= ofCase) {
    return { deleteOn: ofTelemarketing, due: ofTelemarketing <= today, because: 'telemarketing' };
  }
  return { deleteOn: ofCase, due: ofCase <= today, because: record.caseClosedOn === null ? 'no_case' : 'closed_case' };
}
