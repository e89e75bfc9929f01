import { describe, expect, test } from 'vitest';
import { draftOf, policyOf, problemsOf } from '../../../src-renderer/features/deadlines/policy-draft.ts';
import { HousePolicy } from '../../../src-shared/deadlines/index.ts';

const current = HousePolicy.parse({
  version: '1',
  effectiveFrom: '2000-01-01',
  acknowledge: { amount: 2, unit: 'business_day' },
  respond: { amount: 30, unit: 'day' },
  extension: null,
  pauses: [{ kind: 'fee', effect: 'suspend' }],
  internalTarget: null,
});
const taken = { versions: ['1', 'spring', '4'], days: ['2000-01-01', '2026-09-03', '2026-09-04'] };
const draft = draftOf(current, '2026-09-03', taken);

describe('a new house policy', () => {
  test('begins with the one in force, under a name and on a day that are free', () => {
    expect(draft).toMatchObject({ version: '5', effectiveFrom: '2026-09-05', respond: { amount: 30, unit: 'day' } });
    expect(draft.pauses).toEqual({ identity: 'none', fee: 'suspend', clarification: 'none' });
    expect(problemsOf(draft, taken)).toEqual({});
    expect(policyOf(draft)).toEqual({ ...current, version: '5', effectiveFrom: '2026-09-05' });
  });

  test('what is switched off keeps what was typed and is not in the policy', () => {
    const off = { ...draft, acknowledge: { ...draft.acknowledge, on: false, amount: null } };
    expect(problemsOf(off, taken)).toEqual({});
    expect(policyOf(off).acknowledge).toBeNull();
    const on = { ...draft, extension: { ...draft.extension, on: true, amount: 60 }, target: { ...draft.target, on: true } };
    expect(HousePolicy.parse(policyOf(on))).toMatchObject({
      extension: { amount: 60, unit: 'day', noticeBy: { amount: 30, unit: 'day' } },
      internalTarget: { amount: 15, unit: 'day' },
    });
  });

  test.each([
    ['a name that is taken', { version: ' spring ' }, { version: 'version_taken' }],
    ['no name', { version: ' ' }, { version: 'version_missing' }],
    ['a day that is taken', { effectiveFrom: '2026-09-04' }, { effectiveFrom: 'from_taken' }],
    ['no day', { effectiveFrom: '' }, { effectiveFrom: 'from_missing' }],
    ['no number', { respond: { amount: null, unit: 'day' } }, { respond: 'amount' }],
    ['a number that is none of days', { respond: { amount: 2.5, unit: 'day' } }, { respond: 'amount' }],
    ['too many', { acknowledge: { on: true, amount: 367, unit: 'day' } }, { acknowledge: 'amount' }],
    ['none at all', { target: { on: true, amount: 0, unit: 'day' } }, { target: 'amount' }],
    [
      'an extension that is no longer than the time to answer',
      { extension: { on: true, amount: 30, noticeBy: { amount: 10, unit: 'day' } } },
      { extension: 'extension_short' },
    ],
    [
      'a notice after the extended time',
      { extension: { on: true, amount: 60, noticeBy: { amount: 3, unit: 'month' } } },
      { notice: 'notice_long' },
    ],
  ] as const)('%s is said beside its field', (_, part, problems) => {
    expect(problemsOf({ ...draft, ...part }, taken)).toEqual(problems);
  });
});
