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
  const plain = plainDigits(link ? ofLink(decoded(text.slice(link[0].length))) : text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
  return [...plain].slice(0, LONGEST).join('').trim();
}

/** The number of a link without its parameters. A local one is put behind the context that says where it is dialled (RFC 3966, 5.1.5). */
function ofLink(text: string): string {
  const number = text.replace(/[;?@].*$/s, '');
  const context = /;phone-context=(\+[\d\-.()]{1,20})(?:;|$)/i.exec(text)?.[1];
  return context !== undefined && !number.startsWith('+') ? `${context}${number}` : number;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: then it is no escape
  }
}
