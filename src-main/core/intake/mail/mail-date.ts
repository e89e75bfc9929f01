import type { Instant } from '../../../../src-shared/vocabulary/dates.ts';
import { instantOf } from '../../../../src-shared/vocabulary/dates.ts';

// Why no library: of 23 forms that mailers write, `Date.parse` reads 12 wrongly or not at all (a missing zone as that of this
// machine, 31 February as 3 March, `yesterday 5` as a date of 2001); luxon's `fromRFC2822` takes only the strict form, with a
// zone; date-fns has no reader of mail's dates; moment is kept up but no longer developed.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Minutes east of UTC: the obsolete zones of RFC 5322 4.3, and names that mailers still write. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
  jst: 540,
  kst: 540,
  hkt: 480,
  sgt: 480,
  ist: 330,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
};

/**
 * The instant a `Date` or the date part of a `Received` field means, or null. RFC 5322 with its obsolete forms, asctime,
 * ISO 8601; a missing or unknown zone is read as UTC (RFC 5322 4.3 gives military letters no more meaning than that).
 */
export function readMailDate(raw: string): Instant | null {
  const value = withoutComments(raw.slice(0, 400)).replace(/\s+/g, ' ').trim();
  return isoDate(value) ?? wordedDate(value);
}

/** The instant of the topmost `Received` field: what follows its last semicolon. */
export function readReceivedDate(raw: string): Instant | null {
  const semicolon = raw.lastIndexOf(';');
  return semicolon < 0 ? null : readMailDate(raw.slice(semicolon + 1));
}

function withoutComments(value: string): string {
  let depth = 0;
  let out = '';
  for (const char of value) {
    if (char === '(') depth++;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) out += char;
  }
  return out;
}

function isoDate(value: string): Instant | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)? ?(.*))?$/i.exec(value);
  if (match === null) return null;
  return build(Number(match[1]), Number(match[2]) - 1, Number(match[3]), match[4], match[5], match[6], match[7] ?? '');
}

function wordedDate(value: string): Instant | null {
  // "Wed, 9 Sep 2026 20:18:00 +0900", "9-Sep-26 20.18", and asctime's "Wed Sep  9 20:18:00 2026".
  const day = /(?:^|[\s,.-])(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([A-Za-z]{3})[a-z]*[\s.,-]+(\d{2,4})(?![:\d])/.exec(value);
  const us = day === null ? /([A-Za-z]{3})[a-z]* (\d{1,2})(?:,? (\d{4}))?/.exec(afterWeekday(value)) : null;
  const month = MONTHS.indexOf((day?.[2] ?? us?.[1] ?? '').toLowerCase());
  if (month < 0) return null;
  const rest = day !== null ? value.slice(day.index + day[0].length) : afterWeekday(value).slice(us![0].length);
  const clock = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?/.exec(rest);
  const late = us !== null && us[3] === undefined ? /(?<![:\d+-])(\d{4})(?!\d)/.exec(rest) : null;
  const year = Number(day?.[3] ?? us?.[3] ?? late?.[1] ?? Number.NaN);
  const tail =
    clock === null
      ? ''
      : rest
          .slice(clock.index + clock[0].length)
          .replace(late?.[0] ?? '\0', '')
          .trim();
  const century = day?.[3]?.length === 2 ? (year < 50 ? 2000 : 1900) : day?.[3]?.length === 3 ? 1900 : 0; // RFC 5322 4.3
  return build(year + century, month, Number(day?.[1] ?? us?.[2]), clock?.[1], clock?.[2], clock?.[3], tail);
}

function afterWeekday(value: string): string {
  return value.replace(/^[A-Za-z]+,? (?=[A-Za-z]{3})/, '');
}

function build(year: number, month: number, day: number, hours = '0', minutes = '0', seconds = '0', rest = ''): Instant | null {
  let hour = Number(hours);
  const half = /^\s*([ap])\.?m\b\.?/i.exec(rest);
  if (half !== null) hour = (hour % 12) + (half[1]!.toLowerCase() === 'p' ? 12 : 0);
  const second = Math.min(Number(seconds), 59); // a leap second is no instant here
  if (!(year >= 1970 && year <= 2200) || hour > 23 || Number(minutes) > 59) return null;
  const local = Date.UTC(year, month, day, hour, Number(minutes), second);
  if (new Date(local).getUTCDate() !== day || new Date(local).getUTCMonth() !== month) return null;
  return instantOf(local - zoneMinutes(half === null ? rest : rest.slice(half[0].length)) * 60_000);
}

function zoneMinutes(text: string): number {
  const offset = /([+-])(\d{1,2}):?(\d{2})?(?!\d)/.exec(text);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return minutes > 15 * 60 ? 0 : offset[1] === '-' ? -minutes : minutes;
  }
  return ZONES[/[A-Za-z]+/.exec(text)?.[0].toLowerCase() ?? ''] ?? 0;
}
