import { plainDigits } from './digits.ts';

/** Blanks, points, commas and apostrophes between threes of digits (or twos, as in India: `1,23,456`). */
const GROUPED = /^\d{1,3}(?:(?:[ .,']\d{3})+|(?:[ .,']\d{2})+[ .,']\d{3})$/;

/**
 * The amount of an invoice in hundredths, as digits: `1.234,50 €`, `$1,234.50` and `1234.5` are `123450`. What could be thousands is
 * thousands: `1,234` is `123400`. The currency is not compared. Null for what is negative, not grouped as people group, or no amount.
 * Hundredths also where a currency has none (yen) or three (dinar, whose `1.234` is read as thousands): both sides are read alike.
 */
export function canonicalAmount(typed: string): string | null {
  const text = plainDigits(typed)
    .replace(/[’‘`´]/g, "'")
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
    .replace(/\s+/g, ' ')
    .trim();
  const bare = /^(?:[\p{L}\p{Sc}]+\.?)? ?([0-9][0-9 .,']*?)(?:[.,]\p{Pd}{1,2})? ?(?:[\p{L}\p{Sc}]+\.?)?$/u.exec(text)?.[1]?.trim();
  if (bare === undefined) return null;
  const separators = bare.replace(/[0-9]/g, '');
  const last = separators.at(-1);
  // The last separator is a decimal one where it is a point or comma, stands there once, and one or two digits follow.
  const decimal = last === '.' || last === ',' ? new RegExp(`^([^${last}]*)[${last}](\\d{1,2})$`).exec(bare) : null;
  const whole = decimal === null ? bare : decimal[1]!;
  if (!/^\d+$/.test(whole) && !isGrouped(whole)) return null;
  const minor = whole.replace(/[^0-9]/g, '') + (decimal?.[2] ?? '').padEnd(2, '0');
  return minor.replace(/^0+(?=\d)/, '');
}

function isGrouped(whole: string): boolean {
  const separators = new Set(whole.replace(/[0-9]/g, ''));
  return separators.size === 1 && GROUPED.test(whole) && !whole.startsWith('0');
}
