const DAY = 86_400_000;
const STEPS = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', DAY],
] as const;

/** How this reader sees dates and numbers. Instants are shown in the office's zone; calendar dates have none and never shift. */
export interface Format {
  readonly locale: string;
  readonly timeZone: string;
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** `Fri 2 Oct`, with the year where it is not this one's. Of a calendar date. */
  readonly date: (on: string) => string;
  /** `2 October 2026`. Of a calendar date. */
  readonly longDate: (on: string) => string;
  /** `2 Oct 2026, 10:12` in the office's zone. */
  readonly dateTime: (at: string) => string;
  /** `10:12` in the office's zone. */
  readonly time: (at: string) => string;
  /** `5 min ago`, `yesterday`, else the date. */
  readonly ago: (at: string, now?: number) => string;
  /** The calendar date of an instant in the office's zone, `2026-10-02`. */
  readonly dayOf: (at: string | number) => string;
  /** Whole days from one calendar date to another. */
  readonly daysBetween: (from: string, to: string) => number;
  /** A language's name: `es` → Spanish. */
  readonly language: (code: string) => string;
  readonly country: (code: string) => string;
  /** `access, deletion and concern` */
  readonly list: (words: readonly string[]) => string;
  /** `12.4 MB` */
  readonly bytes: (count: number) => string;
}

const utc = (on: string) => Date.parse(`${on}T00:00:00Z`);

/** Makes the formats once per locale and zone: `Intl` objects are dear. */
export function createFormat(locale: string, timeZone: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  const short = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const withYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const days = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const lists = new Intl.ListFormat(locale);
  const dayOf = (at: string | number) => days.format(new Date(at));

  return {
    locale,
    timeZone,
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    date: (on) => (on.slice(0, 4) === dayOf(Date.now()).slice(0, 4) ? short : withYear).format(utc(on)),
    longDate: (on) => long.format(utc(on)),
    dateTime: (at) => moments.format(new Date(at)),
    time: (at) => times.format(new Date(at)),
    ago(at, now = Date.now()) {
      const passed = Date.parse(at) - now;
      const step = STEPS.findLast(([, length]) => Math.abs(passed) >= length);
      if (!step) return relative.format(0, 'second');
      const [unit, length] = step;
      if (unit === 'day' && Math.abs(passed) >= 7 * DAY) return withYear.format(utc(dayOf(at)));
      return relative.format(Math.trunc(passed / length), unit);
    },
    dayOf,
    daysBetween: (from, to) => Math.round((utc(to) - utc(from)) / DAY),
    language: (code) => languages.of(code) ?? code,
    country: (code) => countries.of(code) ?? code,
    list: (words) => lists.format(words),
    bytes(count) {
      const unit = count >= 1e9 ? 'gigabyte' : count >= 1e6 ? 'megabyte' : count >= 1e3 ? 'kilobyte' : 'byte';
      const value = count / { gigabyte: 1e9, megabyte: 1e6, kilobyte: 1e3, byte: 1 }[unit];
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        maximumFractionDigits: value >= 100 || count < 1e6 ? 0 : 1,
      }).format(value);
    },
  };
}

/** Whether `Intl` takes it: a browser hands through what its system calls its locale, `en-US@posix` too. */
function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}

/** How numbers and dates are written: the reader's own locale where it is of the page's language (`en-GB`), else the language. */
export function localeFor(language: string, preferred: readonly string[]): string {
  return preferred.filter(isLocale).find((locale) => locale === language || locale.startsWith(`${language}-`)) ?? language;
}
