import { createHash } from 'node:crypto';
import { CROCKFORD } from '../../../src-shared/vocabulary/reference.ts';

// A recovery key on paper: 7 groups of 5 characters, `XXXXX-XXXXX-…`. In each group 4 characters carry data and the fifth checks them;
// the 28 data characters are 140 bits: the 128 of the secret, then the first 12 of its SHA-256, which catch what slips through a group.

export const RECOVERY_SECRET_BYTES = 16;
const GROUPS = 7;
const DATA_PER_GROUP = 4;
const GROUP_LENGTH = DATA_PER_GROUP + 1;

/** `group` is the first that is wrong, counted from 1; null where each group is right in itself but the whole is not. */
export type ParsedRecoveryKey = { readonly secret: Buffer } | { readonly secret: null; readonly group: number | null };

/** Writes 16 random bytes as the key that is printed. */
export function formatRecoveryKey(secret: Uint8Array): string {
  if (secret.length !== RECOVERY_SECRET_BYTES) throw new Error(`a recovery secret has ${RECOVERY_SECRET_BYTES} bytes`);
  let bits = (BigInt(`0x${Buffer.from(secret).toString('hex')}`) << 12n) | BigInt(checkBits(secret));
  const data: number[] = [];
  for (let i = 0; i < GROUPS * DATA_PER_GROUP; i += 1, bits >>= 5n) data.unshift(Number(bits & 31n));
  const groups = Array.from({ length: GROUPS }, (_, group) => {
    const own = data.slice(group * DATA_PER_GROUP, (group + 1) * DATA_PER_GROUP);
    return [...own, checkDigit(group, own)].map((digit) => CROCKFORD.charAt(digit)).join('');
  });
  return groups.join('-');
}

/** Reads a key as people type it: any case, any separators or none, O for 0, I and L for 1. */
export function parseRecoveryKey(typed: string): ParsedRecoveryKey {
  const groups = groupsOf(typed);
  let bits = 0n;
  for (let group = 0; group < GROUPS; group += 1) {
    const digits = [...(groups[group] ?? '')].map((character) => CROCKFORD.indexOf(character));
    const data = digits.slice(0, DATA_PER_GROUP);
    if (digits.length !== GROUP_LENGTH || digits.includes(-1) || checkDigit(group, data) !== digits[DATA_PER_GROUP]) {
      return { secret: null, group: group + 1 };
    }
    for (const digit of data) bits = (bits << 5n) | BigInt(digit);
  }
  if (groups.length > GROUPS) return { secret: null, group: GROUPS };
  const secret = Buffer.from((bits >> 12n).toString(16).padStart(RECOVERY_SECRET_BYTES * 2, '0'), 'hex');
  return Number(bits & 0xfffn) === checkBits(secret) ? { secret } : { secret: null, group: null };
}

/** The groups as typed where the separators show them (so that a missing character is found in its own group), else every five characters. */
function groupsOf(typed: string): string[] {
  const plain = typed.normalize('NFKC').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  const parts = plain.split(/[\s\p{Pd}_.,:]+/u).filter((part) => part !== '');
  if (parts.length === GROUPS) return parts;
  return parts.join('').match(/.{1,5}/gsu) ?? [];
}

/**
 * The check digit of a group's four: a weighted sum in GF(32) with weights that all differ, so any one wrong character and any two
 * swapped ones show. The group's place is in the sum, so two groups written in the wrong order show too.
 */
function checkDigit(group: number, data: readonly number[]): number {
  let sum = group + 1;
  for (const digit of data) sum = timesX(sum) ^ digit;
  return timesX(sum);
}

/** Times x in GF(32) modulo x^5 + x^2 + 1. */
function timesX(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}

function checkBits(secret: Uint8Array): number {
  return createHash('sha256').update('dsr-desk/recovery-key/1\0').update(secret).digest().readUInt16BE(0) >> 4;
}
