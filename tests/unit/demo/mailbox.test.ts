import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { moveDates } from '../../../src-main/core/demo/mailbox.ts';
import { RESOURCES } from '../../support/desk.ts';

const NOW = Date.parse('2027-05-06T10:00:00.000Z');
const DAY = 86_400_000;
const shipped = readFileSync(path.join(RESOURCES, 'demo/mailbox.mbox'), 'utf8');
const datesOf = (mbox: string) => [...mbox.matchAll(/^Date: (.+)$/gm)].map((match) => Date.parse(match[1]!));

describe('the shipped mailbox with its dates moved', () => {
  const moved = moveDates(shipped, NOW);

  test('its newest message came in within the last day', () => {
    const newest = Math.max(...datesOf(moved));
    expect(NOW - newest).toBeGreaterThanOrEqual(0);
    expect(NOW - newest).toBeLessThan(DAY);
  });

  test('the messages keep their distances, to the second', () => {
    const [before, after] = [datesOf(shipped), datesOf(moved)];
    expect(after).toHaveLength(before.length);
    expect(before.length).toBeGreaterThan(35);
    const shifts = new Set(after.map((time, index) => time - before[index]!));
    expect(shifts.size).toBe(1);
    expect([...shifts][0]! % DAY).toBe(0);
  });

  test('nothing else is touched', () => {
    const without = (mbox: string) => mbox.replace(/^Date: .+$/gm, 'Date:');
    expect(without(moved)).toBe(without(shipped));
  });
});

test('a mailbox without a date stays as it is', () => {
  expect(moveDates('From a\nSubject: x\n\nhello\n', NOW)).toBe('From a\nSubject: x\n\nhello\n');
  expect(moveDates('Date: the day after\n', NOW)).toBe('Date: the day after\n');
});

/** Ranges that no telephone has: NANPA 555-01xx, Ofcom, Bundesnetzagentur, Arcep, ACMA. */
const FICTION = new RegExp(
  [
    '1 \\d{3} 555 01##',
    '44 (?:20 7946 0|7700 900|11[3-8] 496 0|1[2-6]1 496 0|191 498 0)###',
    '49 (?:30 23125|69 90009|40 66969|221 4710|89 99998) ###',
    '49 171 39200 ##',
    '33 (?:1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) ## ##',
    '61 (?:[2378] 5550|2 7010) ####',
  ]
    .map((range) => `^\\+${range.replaceAll('#', '[\\d#]')}$`)
    .join('|'),
);

test('it speaks of nobody who exists: addresses are reserved for examples, numbers for fiction', () => {
  for (const name of ['mailbox.mbox', 'people.json', 'letters.json', 'directory.json']) {
    const text = readFileSync(path.join(RESOURCES, 'demo', name), 'utf8');
    for (const [address] of text.matchAll(/[\w.+-]+@[\w.-]+/g)) expect(address).toMatch(/(?:@|\.)example\.(?:com|org|net)\.?$/);
    for (const [number] of text.matchAll(/\+\d[\d #]{7,}/g)) {
      expect(number.trim()).toMatch(FICTION);
    }
  }
});
