import type { CalendarDate, Instant } from '../vocabulary/dates.ts';

/** A zone's formatter, and what it said last: the rules of one case all ask for the same moment. */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  instant: Instant | null;
  local: LocalTime | null;
}

/** Formatters by zone. Making one costs some fifty computations, so a catalogue carries one of these along; it holds nothing that changes an answer. */
export type ZoneCache = Map<string, Zone>;

export interface LocalTime {
  readonly date: CalendarDate;
  /** `23:40`, on the office's clock. */
  readonly time: string;
}

/** A zone that no IANA name stands for. An offset (`+02:00`) is refused too: it does not know when the clocks change. */
export class UnknownTimeZone extends Error {
  constructor(timeZone: string) {
    super(`${JSON.stringify(timeZone)} is no IANA time zone known here`);
    this.name = 'UnknownTimeZone';
  }
}

/** The day and the time that the office's clock showed at `instant`. Throws `UnknownTimeZone`. */
export function localTime(instant: Instant, timeZone: string, cache: ZoneCache = new Map()): LocalTime {
  let zone = cache.get(timeZone);
  if (zone === undefined) {
    zone = { format: makeFormat(timeZone), instant: null, local: null };
    cache.set(timeZone, zone);
  }
  if (zone.local === null || zone.instant !== instant) {
    zone.local = read(zone.format, instant);
    zone.instant = instant;
  }
  return zone.local;
}

/** The calendar date at the office at `instant`. Throws `UnknownTimeZone`. */
export function localDate(instant: Instant, timeZone: string, cache?: ZoneCache): CalendarDate {
  return localTime(instant, timeZone, cache).date;
}

function read(format: Intl.DateTimeFormat, instant: Instant): LocalTime {
  let year = '';
  let month = '';
  let day = '';
  let hour = '';
  let minute = '';
  for (const part of format.formatToParts(Date.parse(instant))) {
    if (part.type === 'year') year = part.value;
    else if (part.type === 'month') month = part.value;
    else if (part.type === 'day') day = part.value;
    else if (part.type === 'hour') hour = part.value;
    else if (part.type === 'minute') minute = part.value;
  }
  return { date: `${year.padStart(4, '0')}-${month}-${day}` as CalendarDate, time: `${hour}:${minute}` };
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  if (!/^[A-Za-z]/.test(timeZone)) throw new UnknownTimeZone(timeZone);
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    throw new UnknownTimeZone(timeZone);
  }
}
