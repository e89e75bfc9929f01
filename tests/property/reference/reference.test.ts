import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CROCKFORD, parseReference, Reference, referenceOf } from '../../../src-shared/vocabulary/reference.ts';

const desk = fc.integer({ min: 0, max: 1023 });
const counter = fc.integer({ min: 0, max: 2 ** 25 - 1 });
const reference = fc.tuple(desk, counter).map(([of, nth]) => referenceOf(of, nth));

test('is of its form, and reads back as itself', () => {
  fc.assert(
    fc.property(reference, (made) => {
      expect(Reference.safeParse(made).success).toBe(true);
      expect(parseReference(made)).toBe(made);
    }),
  );
});

test('two desks, or two counters of one, never make the same: the digits can be turned back', () => {
  fc.assert(
    fc.property(desk, counter, desk, counter, (d1, c1, d2, c2) => {
      expect(referenceOf(d1, c1) === referenceOf(d2, c2)).toBe(d1 === d2 && c1 === c2);
    }),
    { numRuns: 2000 },
  );
  const first = new Set(Array.from({ length: 50_000 }, (_, nth) => referenceOf(7, nth)));
  expect(first.size).toBe(50_000);
});

test('neighbours in time are no neighbours on paper', () => {
  const digits = (made: string) => made.slice(6, 11);
  let far = 0;
  for (let nth = 0; nth < 1000; nth += 1) {
    const [one, other] = [digits(referenceOf(3, nth)), digits(referenceOf(3, nth + 1))];
    if ([...one].filter((character, at) => character !== other[at]).length >= 2) far += 1;
  }
  expect(far).toBeGreaterThan(990);
});

describe('read however it is typed', () => {
  const spoil = fc.record({
    made: reference,
    prefix: fc.constantFrom('DSR-', 'dsr-', 'DSR ', 'dsr', '', '  Dsr - '),
    lower: fc.boolean(),
    gap: fc.constantFrom('', ' ', '-', ' - '),
    zero: fc.constantFrom('0', 'O', 'o'),
    one: fc.constantFrom('1', 'I', 'l', 'L', 'i'),
  });

  test('in any case, with or without its prefix, with gaps, O for 0 and I or L for 1', () => {
    fc.assert(
      fc.property(spoil, ({ made, prefix, lower, gap, zero, one }) => {
        const body = made.slice(4);
        const cased = lower ? body.toLowerCase() : body;
        const typed = prefix + (cased.slice(0, 4) + gap + cased.slice(4)).replaceAll('0', zero).replaceAll('1', one);
        expect(parseReference(typed)).toBe(made);
      }),
      { numRuns: 500 },
    );
  });

  test('one wrong character is always found', () => {
    fc.assert(
      fc.property(reference, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 31 }), (made, at, shift) => {
        const body = made.slice(4);
        const wrong = CROCKFORD.charAt((CROCKFORD.indexOf(body.charAt(at)) + shift) % 32);
        expect(parseReference(body.slice(0, at) + wrong + body.slice(at + 1))).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  test('nearly every swap of neighbours is found', () => {
    let swaps = 0;
    let found = 0;
    for (let nth = 0; nth < 2000; nth += 1) {
      const body = referenceOf(nth % 1024, nth * 997).slice(4);
      for (let at = 0; at < 7; at += 1) {
        if (body[at] === body[at + 1]) continue;
        swaps += 1;
        if (parseReference(body.slice(0, at) + body[at + 1] + body[at] + body.slice(at + 2)) === null) found += 1;
      }
    }
    expect(found / swaps).toBeGreaterThan(0.99);
  });

  test('anything else is none, and never a failure', () => {
    for (const text of ['', 'DSR-', 'DSR-1234567', 'DSR-123456789', 'U'.repeat(8), '\u0000', '𝟘'.repeat(8), 'DSR-ÄÄÄÄÄÄÄÄ'])
      expect(parseReference(text)).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const read = parseReference(text);
        expect(read === null || Reference.safeParse(read).success).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test('numbers that no desk and no case has are refused', () => {
  for (const [of, nth] of [
    [-1, 0],
    [1024, 0],
    [0, -1],
    [0, 2 ** 25],
    [0.5, 0],
    [0, Number.NaN],
  ] as const)
    expect(() => referenceOf(of, nth)).toThrow(/number lies in/);
});
