import type { CalendarDate } from '../vocabulary/dates.ts';

/**
 * Whole-day arithmetic on the Gregorian calendar, in integers: no instant, no zone, no daylight saving can come between.
 * A day's number counts from 1970-01-01 = 0; the conversions follow H. Hinnant, "chrono-compatible low-level date algorithms".
 */
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The day number of a year, month (1-12) and day. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The day number of a calendar date. */
export function dayNumber(date: CalendarDate): number {
  return dayNumberOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

function civilOf(number: number): Civil {
  const z = number + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** The calendar date of a day number. */
export function dateOf(number: number): CalendarDate {
  const { year, month, day } = civilOf(number);
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as CalendarDate;
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** The same-numbered day `months` later, else that month's last day, on day numbers. */
export function monthsAfter(number: number, months: number): number {
  const { year, month, day } = civilOf(number);
  const index = year * 12 + month - 1 + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12;
  const leap = toMonth === 1 && toYear % 4 === 0 && (toYear % 100 !== 0 || toYear % 400 === 0);
  return dayNumberOf(toYear, toMonth + 1, Math.min(day, (DAYS_IN_MONTH[toMonth] ?? 31) + (leap ? 1 : 0)));
}

/** `date` moved by whole days, forward or (negative) back. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOf(dayNumber(date) + days);
}

/** `date` moved by whole months: the same-numbered day, else the month's last day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  return dateOf(monthsAfter(dayNumber(date), months));
}

/** Whole days from `from` to `to`: positive when `to` is later. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** A day in words for a trace: `Thu 3 Sep 2026`. */
export function dayInWords(number: number): string {
  const { year, month, day } = civilOf(number);
  return `${WEEKDAYS[weekdayOf(number)]} ${day} ${MONTHS[month - 1]} ${year}`;
}
