import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Factor } from '../vocabulary/identity.ts';
import { canonicalAddress } from './address.ts';
import { canonicalAmount } from './amount.ts';
import { canonicalBirthDate } from './birth-date.ts';
import { plainDigits, withoutInvisible } from './digits.ts';

/** What is longer is no fact: characters. */
export const LONGEST_FACT = 500;

/**
 * A fact in the one form in which it is stored, hashed and compared; null where it cannot be one of its kind. Both sides go through here,
 * so the form need not be pretty, only the same for what people hold to be the same. Whoever changes a form must store all facts anew.
 *
 * `country` (ISO 3166 alpha-2, or null) is the country of the person on file: it reads national phone numbers and `05/06/1980`.
 */
export function canonicalFact(kind: Factor, typed: string, country: string | null): string | null {
  if (typed.length > LONGEST_FACT) return null;
  const canonical = FORMS[kind](typed, country?.toUpperCase() ?? null);
  return canonical === '' ? null : canonical;
}

const FORMS: Readonly<Record<Factor, (typed: string, country: string | null) => string | null>> = {
  email: canonicalEmail,
  phone: canonicalPhone,
  address: canonicalAddress,
  customer_number: canonicalNumber,
  invoice_number: canonicalNumber,
  ticket: canonicalNumber,
  invoice_amount: canonicalAmount,
  product: canonicalProduct,
  date_of_birth: canonicalBirthDate,
};

/** No tag after a plus is taken off: on some hosts it is another mailbox. */
function canonicalEmail(typed: string): string | null {
  const email = withoutInvisible(typed).trim().normalize('NFC').toLowerCase().normalize('NFC');
  return /^[^\s@]+@[^\s@]+$/.test(email) ? email : null;
}

/**
 * E.164, without the extension. The `min` entry of libphonenumber-js is enough: it holds the country codes, prefixes and lengths that
 * decide the form and whether it is possible; `max` (twice the size) adds only what tells a mobile from a fixed line.
 */
function canonicalPhone(typed: string, country: string | null): string | null {
  const text = plainDigits(typed).trim().replace(/^tel:/i, '');
  // Without a country a national number could be anyone's: it is not guessed.
  const defaults = country !== null && isSupportedCountry(country) ? { defaultCountry: country } : {};
  const phone = parsePhoneNumberFromString(text, { ...defaults, extract: false });
  return phone?.isPossible() ? phone.number : null;
}

/** Upper case, letters and digits only: `inv-2026/0042` is `INV20260042`. Leading zeros stay. */
function canonicalNumber(typed: string): string {
  return plainDigits(typed)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function canonicalProduct(typed: string): string {
  return withoutInvisible(typed).normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim();
}
