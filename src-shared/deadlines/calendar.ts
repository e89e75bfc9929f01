import type { CalendarDate } from '../vocabulary/dates.ts';
import { dayInWords, dayNumber, weekdayOf } from './days.ts';
import { Refusal } from './refusal.ts';
import type { CalendarFile } from './schema.ts';

/** A calendar file made ready for counting: one look-up per day. */
export interface Calendar {
  readonly file: CalendarFile;
  readonly firstDay: number;
  readonly lastDay: number;
  /** By day from `firstDay`: undefined for a business day, else why it is none, in words for a trace. */
  readonly closed: readonly (string | undefined)[];
}

/** Makes a calendar ready. Saturday and Sunday are never business days. */
export function compileCalendar(file: CalendarFile): Calendar {
  const firstDay = dayNumber(file.from);
  const lastDay = dayNumber(file.to);
  const names = new Map(file.holidays.map((day) => [dayNumber(day.date), day.name]));
  const closed: (string | undefined)[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    const weekday = weekdayOf(day);
    const name = names.get(day);
    const why =
      name !== undefined ? `${name}, calendar ${file.id} v${file.version}` : weekday === 0 || weekday === 6 ? 'weekend' : undefined;
    closed.push(why === undefined ? undefined : `skipped ${dayInWords(day)} (${why})`);
  }
  return { file, firstDay, lastDay, closed };
}

/** Why the day is no business day, or undefined if it is one. Throws `calendar_out_of_range`: a day that nobody looked at is not a business day by default. */
export function closedBecause(calendar: Calendar, day: number): string | undefined {
  if (day < calendar.firstDay || day > calendar.lastDay) {
    const { id, version, from, to } = calendar.file;
    throw new Refusal(
      'calendar_out_of_range',
      `calendar ${id} v${version} covers ${from} to ${to} and says nothing about ${dayInWords(day)}`,
    );
  }
  return calendar.closed[day - calendar.firstDay];
}

/** Whether public offices are open on `date`. Throws `Refusal` (`calendar_out_of_range`) outside the calendar's years. */
export function isBusinessDay(calendar: Calendar, date: CalendarDate): boolean {
  return closedBecause(calendar, dayNumber(date)) === undefined;
}
