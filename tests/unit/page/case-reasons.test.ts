import { expect, test } from 'vitest';
import { reasonsInWords } from '../../../src-renderer/features/case/reasons.ts';

test('each reason is said once, and no more than one reads at a glance', () => {
  expect(reasonsInWords(['erase', 'billing', 'billing'])).toBe('“erase”, “billing”');
  expect(reasonsInWords(['a', 'b', 'c', 'd', 'e'])).toBe('“a”, “b”, “c”, “d”');
  expect(reasonsInWords([])).toBe('');
});
