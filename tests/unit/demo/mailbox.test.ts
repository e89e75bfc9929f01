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

test('it speaks of nobody who exists: addresses are reserved for examples, numbers for fiction', () => {
  for (const name of ['mailbox.mbox', 'people.json', 'letters.json']) {
    const text = readFileSync(path.join(RESOURCES, 'demo', name), 'utf8');
    for (const [address] of text.matchAll(/[\w.+-]+@[\w.-]+/g)) expect(address).toMatch(/(?:@|\.)example\.(?:com|org|net)\.?$/);
    for (const [number] of text.matchAll(/\+\d[\d #]{7,}/g)) {
      expect(number.trim()).toMatch(/^\+(?:1 \d{3} 555 01|44 20 7946 0|49 30 23125 |33 1 99 00 |61 2 5550 )/);
    }
  }
});
