import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { plainDigits, withoutInvisible } from '../../../src-shared/identity/digits.ts';

export interface ReadNumber {
  /** As it was given: a `tel:` link, an argument of a softphone, whatever was typed. */
  readonly typed: string;
  /** As it is read out and dialled: `+1 202 555 0142`; what was typed where it can be no number. */
  readonly shown: string;
  readonly e164: string | null;
  readonly country: string | null;
}

/** More than any number with its extension; the rest of what a softphone hands over is cut off. */
const LONGEST = 60;

/**
 * Reads a number as it is typed, pasted, or handed over by a softphone (`tel:+1-202-555-0142;ext=7`, RFC 3966). It is data and never a
 * command: what cannot be a number is kept as the text it is, without controls. National numbers are read as within `country`.
 */
export function readNumber(typed: string, country: string | null): ReadNumber {
  const plain = plainText(typed);
  const defaults = country !== null && isSupportedCountry(country) ? { defaultCountry: country } : {};
  const number = plain === '' ? undefined : parsePhoneNumberFromString(plain, { ...defaults, extract: false });
  if (!number?.isPossible()) return { typed: plain, shown: plain, e164: null, country: null };
  return { typed: plain, shown: number.formatInternational(), e164: number.number, country: number.country ?? null };
}

function plainText(typed: string): string {
  const text = withoutInvisible(typed).trim();
  const link = /^(?:tel|callto|sip|sips):(?:\/\/)?/i.exec(text);
  return plainDigits(link ? decoded(text.slice(link[0].length)).replace(/[;?@].*$/s, '') : text)
    .replace(/\p{C}/gu, '')
    .slice(0, LONGEST);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: then it is no escape
  }
}
