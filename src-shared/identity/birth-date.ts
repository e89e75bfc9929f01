import { plainDigits } from './digits.ts';

/** Where `05/06/1980` is 6 May: the United States and what follows its usage. */
const MONTH_FIRST: ReadonlySet<string> = new Set(['US', 'AS', 'FM', 'GU', 'MH', 'MP', 'PR', 'PW', 'UM', 'VI']);
/** Where both are written, or where the year comes first and the other orders are nobody's habit: the country does not say. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['CA', 'PH', 'CN', 'HK', 'HU', 'JP', 'KP', 'KR', 'LT', 'MN', 'TW']);

/**
 * A date of birth as `YYYY-MM-DD`. Read are the year first (`1980-05-06`, `1980/5/6`, `1980.5.6`), the day first with dots (`6.5.1980`),
 * and slashes or dashes where only one order is a date or the country says which. Null for what could be two days, has a year of two
 * digits or is on no calendar.
 */
export function canonicalBirthDate(typed: string, country: string | null): string | null {
  const text = plainDigits(typed).trim();
  const yearFirst = /^(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})\.?$/.exec(text);
  if (yearFirst !== null) return dateOf(yearFirst[1]!, yearFirst[3]!, yearFirst[4]!);
  const parts = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})$/.exec(text);
  if (parts === null) return null;
  const [, first, separator, second, year] = parts as unknown as [string, string, string, string, string];
  const dayFirst = dateOf(year, second, first);
  if (separator === '.') return dayFirst;
  const monthFirst = dateOf(year, first, second);
  if (dayFirst === null || monthFirst === null || dayFirst === monthFirst) return dayFirst ?? monthFirst;
  if (country === null || !/^[A-Z]{2}$/.test(country) || SAYS_NOTHING.has(country)) return null;
  return MONTH_FIRST.has(country) ? monthFirst : dayFirst;
}

function dateOf(year: string, month: string, day: string): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  // 31 February is read as a day in March: it must come back as it went in.
  return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== date ? null : date;
}
