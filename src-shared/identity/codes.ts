import { plainDigits } from './digits.ts';

export const CODE_DIGITS = 6;
export const CODE_MINUTES = 10;
export const CODE_TRIES = 3;

/** A code as it is written in a message and read out: `123 456`. */
export function formatCode(code: string): string {
  return `${code.slice(0, CODE_DIGITS / 2)} ${code.slice(CODE_DIGITS / 2)}`;
}

/** A code as typed: spaces and dashes anywhere, digits of other scripts. Null when that is not six digits. */
export function readCode(typed: string): string | null {
  const code = plainDigits(typed).replace(/[\s\p{Pd}]+/gu, '');
  return /^[0-9]{6}$/.test(code) ? code : null;
}
