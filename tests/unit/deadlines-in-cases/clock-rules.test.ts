import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ActType, actsOf, refuseAct } from '../../../src-main/core/cases/clock-rules.ts';

const ALL: readonly ActType[] = [
  'acknowledged',
  'identity_requested',
  'identity_received',
  'fee_requested',
  'fee_paid',
  'clarification_requested',
  'clarification_received',
  'appeal_received',
  'appeal_extended',
];
const access = { id: 'r1', mayIdentify: true, mayClarify: true };
const optOut = { id: 'r2', mayIdentify: false, mayClarify: false };
const facts = (open: boolean, happened: readonly string[] = [], requests = [access]) => ({
  open,
  requests,
  events: happened.map((one) => (one.endsWith('!') ? { type: one.slice(0, -1), request_id: 'r1' } : { type: one, request_id: null })),
});
const words = (given: ReturnType<typeof facts>) =>
  actsOf(given).map(({ type, requestId }) => (requestId === null ? type : `${type} ${requestId}`));

describe('the acts that are in order', () => {
  test.each([
    ['open and nothing happened', facts(true), ['acknowledged', 'identity_requested', 'fee_requested', 'clarification_requested r1']],
    [
      'each question waits for its answer',
      facts(true, ['acknowledged', 'identity_requested', 'clarification_requested!']),
      ['identity_received', 'fee_requested', 'clarification_received r1'],
    ],
    [
      'asked and answered, it can be asked again',
      facts(true, ['acknowledged', 'identity_requested', 'identity_received']),
      ['identity_requested', 'fee_requested', 'clarification_requested r1'],
    ],
    ['an opt-out', facts(true, ['acknowledged'], [optOut]), ['fee_requested']],
    [
      'an opt-out beside a request',
      facts(true, ['acknowledged'], [optOut, access]),
      ['identity_requested', 'fee_requested', 'clarification_requested r1'],
    ],
    ['closed', facts(false), ['appeal_received']],
    ['closed after an appeal', facts(false, ['responded', 'appeal_received']), []],
    ['appealed', facts(true, ['responded', 'appeal_received']), ['appeal_extended']],
    [
      'appealed with a question still open',
      facts(true, ['identity_requested', 'responded', 'appeal_received']),
      ['identity_received', 'appeal_extended'],
    ],
    ['appealed and given more time', facts(true, ['responded', 'appeal_received', 'appeal_extended']), []],
  ])('%s', (_what, given, expected) => {
    expect(words(given)).toEqual(expected);
  });

  test('are those that are not refused, and every refusal is a sentence', () => {
    const events = fc.array(fc.constantFrom(...ALL, 'responded', 'extended'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.boolean(), events, (open, happened) => {
        const given = facts(open, happened);
        const offered = new Set(words(given));
        for (const type of ALL) {
          for (const requestId of [null, 'r1', 'nowhere']) {
            const refusal = refuseAct(type, requestId, given);
            expect(offered.has(requestId === null ? type : `${type} ${requestId}`)).toBe(refusal === null);
            if (refusal !== null) expect(refusal).toMatch(/^[A-Z].*\.$/);
          }
        }
      }),
    );
  });
});
