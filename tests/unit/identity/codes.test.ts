import { describe, expect, test } from 'vitest';
import { CODE_DIGITS, CODE_MINUTES, CODE_TRIES, formatCode, readCode } from '../../../src-shared/identity/index.ts';

test('six digits, ten minutes, three tries', () => expect([CODE_DIGITS, CODE_MINUTES, CODE_TRIES]).toEqual([6, 10, 3]));
test('written in threes', () => {
  expect(formatCode('123456')).toBe('123 456');
  expect(formatCode('000001')).toBe('000 001');
});

describe('a code as typed', () => {
  const CODE = '012345';
  for (const typed of [
    '012345',
    '012 345',
    ' 012345\n',
    '012-345',
    '012–345',
    '0 1 2 3 4 5',
    '012\u00a0345',
    '012\u202f345',
    '０１２３４５',
    '０１２　３４５',
    '٠١٢٣٤٥',
    '٠١٢ ٣٤٥',
    '۰۱۲۳۴۵',
    '०१२३४५',
    '০১২৩৪৫',
    '๐๑๒๓๔๕',
    '\u200f٠١٢٣٤٥\u200e',
    '012\u200b345',
  ]) {
    test(JSON.stringify(typed), () => expect(readCode(typed)).toBe(CODE));
  }
  for (const typed of ['', ' ', '12345', '1234567', '12345a', 'O12345', '012.345', '012,345', '+12345', '0x1234', '1e5000', '①②③④⑤⑥⑦']) {
    test(`${JSON.stringify(typed)} is none`, () => expect(readCode(typed)).toBeNull());
  }
});
