import { expect, test } from 'vitest';
import { formatRecoveryKey, parseRecoveryKey } from '../../../src-main/core/vault/recovery-key.ts';
import { StillWorld } from '../../support/vault.ts';

const SECRET = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const KEY = formatRecoveryKey(SECRET);
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const swapped = (text: string, i: number, j: number) => {
  const characters = [...text];
  [characters[i], characters[j]] = [characters[j]!, characters[i]!];
  return characters.join('');
};

test('seven groups of five, without letters that look like others', () => {
  // Fixed: keys on paper must be read by every later version.
  expect(KEY).toBe('008J1-4CT40-ANK7F-F24S8-NAXWT-SQFEV-ZZBCF');
  expect(parseRecoveryKey(KEY)).toEqual({ secret: SECRET });
  expect(() => formatRecoveryKey(SECRET.subarray(1))).toThrow('16 bytes');
});

test('every secret comes back, the extremes too', () => {
  const world = new StillWorld();
  for (const secret of [
    Buffer.alloc(16),
    Buffer.alloc(16, 255),
    ...Array.from({ length: 500 }, () => Buffer.from(world.randomBytes(16))),
  ]) {
    const key = formatRecoveryKey(secret);
    expect(key).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){6}$/);
    expect(parseRecoveryKey(key)).toEqual({ secret });
  }
});

test.each([
  KEY.toLowerCase(),
  KEY.replaceAll('-', ''),
  KEY.replaceAll('-', ' '),
  ` ${KEY.replaceAll('-', ' – ')}\n`,
  KEY.replaceAll('0', 'O').replaceAll('1', 'l'),
  KEY.replaceAll('0', 'o').replaceAll('1', 'I'),
  KEY.replaceAll('-', '').replace(/.{4}/g, '$& '),
])('is read as people type it: %s', (typed) => {
  expect(parseRecoveryKey(typed)).toEqual({ secret: SECRET });
});

test('every single wrong character is found, in its group', () => {
  let tried = 0;
  for (let at = 0; at < KEY.length; at += 1) {
    if (KEY[at] === '-') continue;
    for (const wrong of `${ALPHABET}U?é`) {
      if (wrong === KEY[at]) continue;
      const typed = KEY.slice(0, at) + wrong + KEY.slice(at + 1);
      expect(parseRecoveryKey(typed), typed).toEqual({ secret: null, group: Math.floor(at / 6) + 1 });
      tried += 1;
    }
  }
  expect(tried).toBe(35 * 34);
});

test('any two swapped characters of a group are found, in it', () => {
  for (let group = 0; group < 7; group += 1) {
    for (let i = 0; i < 5; i += 1) {
      for (let j = i + 1; j < 5; j += 1) {
        const typed = swapped(KEY, group * 6 + i, group * 6 + j);
        if (typed !== KEY) expect(parseRecoveryKey(typed)).toEqual({ secret: null, group: group + 1 });
      }
    }
  }
});

test('groups in the wrong order are found at the first', () => {
  const groups = KEY.split('-');
  for (let i = 0; i < 7; i += 1) {
    for (let j = i + 1; j < 7; j += 1) {
      const order = [...groups];
      [order[i], order[j]] = [order[j]!, order[i]!];
      expect(parseRecoveryKey(order.join('-'))).toEqual({ secret: null, group: i + 1 });
    }
  }
});

test('a character too few or too many is found in its group where the groups are typed apart', () => {
  for (let group = 0; group < 7; group += 1) {
    const at = group * 6 + 2;
    expect(parseRecoveryKey(KEY.slice(0, at) + KEY.slice(at + 1))).toEqual({ secret: null, group: group + 1 });
    expect(parseRecoveryKey(`${KEY.slice(0, at)}7${KEY.slice(at)}`)).toEqual({ secret: null, group: group + 1 });
  }
});

test('a group missing, one too many, nothing, and rubbish are refused', () => {
  expect(parseRecoveryKey(KEY.slice(0, -6))).toEqual({ secret: null, group: 7 });
  expect(parseRecoveryKey(`${KEY}-00000`)).toEqual({ secret: null, group: 7 });
  for (const typed of ['', '-', '💥'.repeat(40), 'x'.repeat(120)]) expect(parseRecoveryKey(typed)).toEqual({ secret: null, group: 1 });
});

test('where each group is right in itself but the whole is not, that shows too', () => {
  const other = formatRecoveryKey(Buffer.alloc(16, 0x5a)).split('-');
  const mixed = [...KEY.split('-').slice(0, 3), ...other.slice(3)].join('-');
  expect(parseRecoveryKey(mixed)).toEqual({ secret: null, group: null });
});
