import * as z from 'zod';

/** Crockford's base 32: no I, L, O, U, so that a reference can be read out on the phone. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `DSR-` and 8 characters: two of the desk's number, five of its scrambled counter, one check character (Luhn mod 32). */
export const Reference = z
  .string()
  .regex(/^DSR-[0-9A-HJKMNP-TV-Z]{8}$/)
  .brand<'Reference'>();
export type Reference = z.infer<typeof Reference>;

const COUNTERS = 32 ** 5;
const DESKS = 32 ** 2;

/** Writes `value` in `length` base-32 digits. */
function digits(value: number, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i += 1, rest = Math.floor(rest / 32)) text = CROCKFORD[rest % 32] + text;
  return text;
}

/** A permutation of 0…2^25−1 by steps that each can be undone, so that neighbours in time are no neighbours on paper. */
function scramble(counter: number, desk: number): number {
  let value = (counter ^ (desk * 0x8a5b)) & (COUNTERS - 1);
  for (const [odd, shift] of [
    [0x1d3a2b5, 11],
    [0x0f1bbcd, 13],
  ] as const) {
    value = Number((BigInt(value) * BigInt(odd)) & BigInt(COUNTERS - 1));
    value ^= value >> shift;
  }
  return value;
}

/** The check character of 7 others: Luhn mod 32, which finds every single wrong character and nearly every swap of neighbours. */
function checkCharacter(body: string): string {
  let sum = 0;
  for (let i = body.length - 1, factor = 2; i >= 0; i -= 1, factor = 3 - factor) {
    const product = CROCKFORD.indexOf(body.charAt(i)) * factor;
    sum += Math.floor(product / 32) + (product % 32);
  }
  return CROCKFORD.charAt((32 - (sum % 32)) % 32);
}

/** The reference of a desk's case number `counter` (0…2^25−1). Two desks never make the same, and no connection is needed. */
export function referenceOf(desk: number, counter: number): Reference {
  if (!Number.isInteger(desk) || desk < 0 || desk >= DESKS) throw new Error(`a desk's number lies in 0…${DESKS - 1}, not ${desk}`);
  if (!Number.isInteger(counter) || counter < 0 || counter >= COUNTERS)
    throw new Error(`a case's number lies in 0…${COUNTERS - 1}, not ${counter}`);
  const body = digits(desk, 2) + digits(scramble(counter, desk), 5);
  return `DSR-${body}${checkCharacter(body)}` as Reference;
}

/** Reads a reference as people type it: any case, with or without `DSR-`, O for 0, I and L for 1. Null where it is none or its check fails. */
export function parseReference(typed: string): Reference | null {
  const plain = typed
    .toUpperCase()
    .replace(/^\s*DSR/, '')
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (plain.length !== 8 || [...plain].some((character) => !CROCKFORD.includes(character))) return null;
  return checkCharacter(plain.slice(0, 7)) === plain.charAt(7) ? (`DSR-${plain}` as Reference) : null;
}
