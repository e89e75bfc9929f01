import * as z from 'zod';

/** A moment in UTC, RFC 3339: `2026-09-03T22:40:00.000Z`. Written with milliseconds, so that it sorts as text; read with or without. */
export const Instant = z.iso.datetime().brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

/** A day on the office's calendar: `2026-09-03`. It has no hour and no zone, so it never shifts. Sorts as text. */
export const CalendarDate = z.iso.date().brand<'CalendarDate'>();
export type CalendarDate = z.infer<typeof CalendarDate>;

/** Milliseconds since 1970 as an `Instant`. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** An IANA zone that this runtime knows: `Europe/London`. */
export const TimeZone = z.string().refine(isTimeZone, 'is no time zone known here');

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false; // an offset (`+02:00`) does not know when the clocks change, and the deadline engine refuses it
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
