import { expect, test } from 'vitest';
import * as z from 'zod';
import { Random } from '../../../src-main/core/demo/random.ts';

const drawn = (seed: string) => {
  const random = new Random(seed);
  return Array.from({ length: 50 }, () => random.next());
};

test('the same seed gives the same numbers, another seed others', () => {
  expect(drawn('a')).toEqual(drawn('a'));
  expect(drawn('a')).not.toEqual(drawn('b'));
  // written down once, so that a change of the generator (and with it of every sample) is noticed
  expect(new Random('a').below(1_000_000)).toBe(KNOWN);
});
const KNOWN = 94_020;

test('numbers are spread evenly and stay in their bounds', () => {
  const random = new Random('spread');
  const hits = new Array<number>(10).fill(0);
  for (let i = 0; i < 20_000; i += 1) hits[random.below(10)]! += 1;
  for (const n of hits) expect(n).toBeGreaterThan(1800);
  expect(hits.reduce((sum, n) => sum + n)).toBe(20_000);
});

test('weights decide how often, and a weight of nothing never', () => {
  const random = new Random('weights');
  const counts = { often: 0, seldom: 0, never: 0 };
  for (let i = 0; i < 4000; i += 1) {
    counts[
      random.weighted([
        ['often', 3],
        ['never', 0],
        ['seldom', 1],
      ] as const)
    ] += 1;
  }
  expect(counts.never).toBe(0);
  expect(counts.often / counts.seldom).toBeGreaterThan(2.5);
  expect(counts.often / counts.seldom).toBeLessThan(3.5);
});

test('ids are UUIDv7 of their moment and rise within it', () => {
  const random = new Random('ids');
  const at = Date.parse('2026-03-04T05:06:07.008Z');
  const ids = Array.from({ length: 300 }, () => random.uuidAt(at));
  for (const id of ids) {
    expect(z.uuidv7().safeParse(id).success).toBe(true);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at);
  }
  expect(new Set(ids).size).toBe(300);
  expect([...ids].sort()).toEqual(ids);
  expect(random.uuidAt(at + 1) > ids.at(-1)!).toBe(true);
});

test('each place of a pattern becomes a digit', () => {
  expect(new Random('digits').digits('C-### 5')).toMatch(/^C-\d{3} 5$/);
});
