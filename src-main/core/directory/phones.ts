import { type CountryCode, getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';
import { plainDigits } from '../../../src-shared/identity/digits.ts';
import { canonicalFact } from '../../../src-shared/identity/normalise.ts';

/** Fewer digits are no whole number anywhere. */
const LEAST_DIGITS = 7;

/** Of several countries with one calling code the one whose numbers are written as all of them are; else the first. */
const CHIEF: Readonly<Record<string, CountryCode>> = { 1: 'US', 7: 'RU', 212: 'MA', 358: 'FI', 590: 'GP', 599: 'CW' };
const COUNTRIES: readonly CountryCode[] = [...Map.groupBy(getCountries(), (country) => getCountryCallingCode(country)).entries()].map(
  ([code, [first]]) => CHIEF[code] ?? first!,
);

/** The digits of what may be a phone number, with the plus where there is one; null where it is something else. */
function phoneDigits(typed: string): string | null {
  const text = plainDigits(typed).trim();
  if (!/^\+?[\d\s().\-/\u2010-\u2015]+$/.test(text)) return null;
  return (text.startsWith('+') ? '+' : '') + text.replace(/\D/g, '');
}

/**
 * Every number in the stored form that may be meant, whole: with the country code, or as it is written within any country, for it is not
 * known where the person is. A part of a number is none of these, so nothing can be found digit by digit.
 */
export function phonesMeant(typed: string): string[] {
  const digits = phoneDigits(typed);
  if (digits === null || digits.replace('+', '').length < LEAST_DIGITS) return [];
  const meant = digits.startsWith('+')
    ? [canonicalFact('phone', digits, null)]
    : [canonicalFact('phone', `+${digits}`, null), ...COUNTRIES.map((country) => canonicalFact('phone', digits, country))];
  return [...new Set(meant.filter((phone) => phone !== null))];
}

/** What the stored form of a number may begin with whose first digits were typed: with the country code, or as within `country`. */
export function phonePrefixes(typed: string, country: string | null): string[] {
  const digits = phoneDigits(typed);
  if (digits === null || digits === '+') return [];
  if (digits.startsWith('+')) return [digits];
  if (digits.startsWith('00')) return digits.length > 2 ? [`+${digits.slice(2)}`] : [];
  if (country === null || !isSupportedCountry(country)) return [`+${digits}`];
  const national = digits.replace(/^0/, '');
  return [`+${digits}`, ...(national === '' ? [] : [`+${getCountryCallingCode(country)}${national}`])];
}

/** The country of the office, as the id of its calendar tells it: `us-federal`, `de-by`. */
export function countryOfCalendar(calendar: string): string | null {
  const country = /^([a-z]{2})(?:-|$)/.exec(calendar)?.[1]?.toUpperCase();
  return country !== undefined && isSupportedCountry(country) ? country : null;
}
