import ICAL from 'ical.js';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../database/open.ts';
import { all, sql } from '../database/query.ts';

const MOST_TASKS = 2000;
const TASK: Readonly<Record<string, string>> = {
  acknowledge: 'acknowledge',
  appeal_respond: 'answer the appeal',
  internal_target: 'answer (our own target)',
};

/**
 * The due dates of the open cases as iCalendar tasks (RFC 5545, VTODO): reference and date, nobody's name. Sealed cases are left out for
 * everyone: the file leaves the desk.
 */
export function calendarFile(db: Connection, now: Instant, billingOnly: boolean): string {
  const rows = all(
    db,
    sql
      .selectFrom('dsr_case')
      .select(['id', 'reference', 'work_by_on', 'band', 'clock', 'version', 'updated_at'])
      .where('sealed', '=', 0)
      .where('open', '=', 1)
      .where('work_by_on', 'is not', null)
      .$if(billingOnly, (query) => query.where('billing', '=', 1))
      .orderBy('due_key')
      .limit(MOST_TASKS),
  );
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('prodid', '-//DSR Desk//Due dates//EN');
  calendar.updatePropertyWithValue('version', '2.0');
  const timeOf = (instant: string) => ICAL.Time.fromJSDate(new Date(instant), true);
  for (const row of rows) {
    const task = new ICAL.Component('vtodo');
    task.updatePropertyWithValue('uid', `${row.id}@dsr-desk.invalid`);
    task.updatePropertyWithValue('dtstamp', timeOf(now));
    // so that a program that has the task already takes the date that moved
    task.updatePropertyWithValue('sequence', row.version);
    task.updatePropertyWithValue('last-modified', timeOf(row.updated_at));
    task.updatePropertyWithValue(
      'summary',
      `${row.reference}: ${TASK[row.clock ?? ''] ?? 'answer'}${row.band === 'paused' ? ' (clock paused)' : ''}`,
    );
    task.updatePropertyWithValue('due', ICAL.Time.fromDateString(row.work_by_on!));
    task.updatePropertyWithValue('priority', row.band === 'overdue' ? 1 : row.band === 'soon' ? 5 : 9);
    task.updatePropertyWithValue('status', 'NEEDS-ACTION');
    calendar.addSubcomponent(task);
  }
  return `${calendar.toString()}\r\n`;
}
