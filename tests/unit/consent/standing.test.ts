import { describe, expect, test } from 'vitest';
import { type ConsentFact, covers, standingAt, standingOfCall, standingsAt } from '../../../src-shared/consent/index.ts';
import { CONSENT_PURPOSES } from '../../../src-shared/vocabulary/consent.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';

const START = Date.parse('2026-09-03T09:00:00Z');
const at = (minutes: number) => instantOf(START + minutes * 60_000);
const LATER = at(10_000);

let position = 0;
const said = (answer: ConsentFact['answer'], minute: number, more: Partial<ConsentFact> = {}): ConsentFact => {
  position += 1;
  const method = answer === 'granted' ? 'verbal_yes' : 'verbal_no';
  return {
    recordId: `${answer} at ${minute}`,
    position,
    purpose: 'marketing_email',
    answer,
    method,
    at: at(minute),
    expiresAt: null,
    callId: null,
    ...more,
  };
};
const email = (facts: readonly ConsentFact[], when = LATER) => standingAt(facts, 'marketing_email', when).standing;
const onCall = (callId: string, more: Partial<ConsentFact> = {}): Partial<ConsentFact> => ({ callId, purpose: 'quality', ...more });

describe('a purpose of a person', () => {
  test('was never asked', () => {
    expect(standingAt([], 'marketing_sms', LATER)).toEqual({
      purpose: 'marketing_sms',
      standing: 'none',
      recordId: null,
      since: null,
      expiresAt: null,
    });
    expect(standingsAt([], LATER).map(({ purpose }) => purpose)).toEqual([...CONSENT_PURPOSES]);
  });
  test('holds from its very instant, and not before', () => {
    expect(email([said('granted', 5)], at(5))).toBe('granted');
    expect(email([said('granted', 5)], at(4))).toBe('none');
    expect(email([said('granted', 5, { at: '2026-09-03T09:05:00Z' as ConsentFact['at'] })], at(5))).toBe('granted');
  });
  test('is another than its neighbours', () => {
    expect(email([said('granted', 1, { purpose: 'marketing_phone' })])).toBe('none');
  });
  test('a refusal or withdrawal always ends a grant', () => {
    expect(email([said('granted', 1), said('refused', 2)])).toBe('refused');
    expect(email([said('granted', 1), said('withdrawn', 2, { method: 'continued_after_notice' })])).toBe('withdrawn');
    expect(email([said('granted', 1), said('withdrawn', 2)], at(1))).toBe('granted');
  });
  test('a withdrawal with nothing to take back is a refusal', () => {
    expect(email([said('withdrawn', 1)])).toBe('refused');
    expect(email([said('refused', 1), said('withdrawn', 2)])).toBe('refused');
    expect(email([said('granted', 1), said('withdrawn', 2), said('withdrawn', 3)])).toBe('withdrawn');
  });
  test.each([
    ['verbal_yes', 'granted'],
    ['keypress', 'granted'],
    ['written', 'granted'],
    ['verbal_no', 'refused'],
    ['continued_after_notice', 'refused'],
  ] as const)('a grant by %s leaves a refusal %s', (method, expected) => {
    expect(email([said('refused', 1), said('granted', 2, { method })])).toBe(expected);
  });
  test('going on after a notice counts only where nothing was said before', () => {
    const wentOn = (minute: number) => said('granted', minute, { method: 'continued_after_notice' });
    expect(email([wentOn(1)])).toBe('granted');
    expect(email([said('granted', 1), said('withdrawn', 2), wentOn(3)])).toBe('withdrawn');
    expect(email([said('granted', 1, { expiresAt: at(2) }), wentOn(3)])).toBe('expired');
    expect(email([wentOn(1), said('withdrawn', 2)])).toBe('withdrawn');
  });
  test('of answers of one instant a refusal has the last word, whichever was written down first', () => {
    expect(email([said('refused', 1, { position: 1 }), said('granted', 1, { position: 2 })])).toBe('refused');
    expect(email([said('granted', 1, { position: 7 }), said('refused', 1, { position: 7 })])).toBe('refused');
    expect(email([said('withdrawn', 1, { position: 1 }), said('granted', 1, { position: 2 })])).toBe('withdrawn');
  });
  test('expires at its instant, and no earlier grant comes back', () => {
    const facts = [said('granted', 1), said('granted', 2, { expiresAt: at(9) })];
    expect(email(facts, at(8))).toBe('granted');
    expect(standingAt(facts, 'marketing_email', at(9))).toMatchObject({ standing: 'expired', since: at(9), recordId: 'granted at 2' });
    expect(email([...facts, said('granted', 10)], at(10))).toBe('granted');
    expect(email([...facts, said('withdrawn', 10)], at(10))).toBe('withdrawn');
  });
  test('a refusal never expires', () => {
    expect(email([said('refused', 1, { expiresAt: at(2) })])).toBe('refused');
  });
});

describe('recording', () => {
  test('stands for a person as was last said on any call', () => {
    const facts = [said('granted', 1, onCall('one')), said('refused', 5, onCall('two'))];
    expect(standingAt(facts, 'quality', at(4)).standing).toBe('granted');
    expect(standingAt(facts, 'quality', LATER).standing).toBe('refused');
  });
  test('is granted on a call only, and by an explicit word only', () => {
    expect(standingAt([said('granted', 1, { purpose: 'quality', method: 'written' })], 'quality', LATER).standing).toBe('none');
    expect(standingAt([said('granted', 1, onCall('one', { method: 'continued_after_notice' }))], 'quality', LATER).standing).toBe('none');
  });
  test('of one call is nothing to another', () => {
    const facts = [said('granted', 1, onCall('one'))];
    expect(standingOfCall(facts, 'one', 'quality', LATER).standing).toBe('granted');
    expect(standingOfCall(facts, 'two', 'quality', LATER).standing).toBe('none');
    expect(covers(facts, 'two', LATER)).toEqual({ allowed: false, state: 'not_asked', recordId: null, purposes: [] });
  });
  test('a letter takes back what was said on the calls before it, and answers for no call after it', () => {
    const facts = [
      said('granted', 1, onCall('one')),
      said('withdrawn', 5, { purpose: 'quality', method: 'written' }),
      said('granted', 9, onCall('two')),
    ];
    expect(covers(facts, 'one', at(4)).allowed).toBe(true);
    expect(covers(facts, 'one', at(5))).toMatchObject({ allowed: false, state: 'refused' });
    expect(covers(facts, 'two', at(8))).toMatchObject({ allowed: false, state: 'not_asked' });
    expect(covers(facts, 'two', at(9))).toMatchObject({ allowed: true, recordId: 'granted at 9', purposes: ['quality'] });
  });
  test('a yes to one purpose and a no to another covers the one', () => {
    const facts = [said('granted', 1, onCall('one')), said('refused', 1, onCall('one', { purpose: 'training' }))];
    expect(covers(facts, 'one', LATER)).toMatchObject({ allowed: true, state: 'allowed', purposes: ['quality'] });
  });
  test('what was granted and then taken back ends the whole of it, until it is granted again', () => {
    const facts = [
      said('granted', 1, onCall('one')),
      said('granted', 1, onCall('one', { purpose: 'training' })),
      said('withdrawn', 2, onCall('one', { purpose: 'training' })),
    ];
    expect(covers(facts, 'one', at(1))).toMatchObject({ allowed: true, purposes: ['quality', 'training'] });
    expect(covers(facts, 'one', at(2))).toEqual({ allowed: false, state: 'refused', recordId: null, purposes: [] });
    const again = [...facts, said('granted', 3, onCall('one', { purpose: 'training' }))];
    expect(covers(again, 'one', at(3))).toMatchObject({ allowed: true, recordId: 'granted at 3', purposes: ['quality', 'training'] });
  });
  test.each(['continued_after_notice', 'verbal_no'] as const)('a grant by %s covers nothing', (method) => {
    expect(covers([said('granted', 1, onCall('one', { method }))], 'one', LATER)).toMatchObject({ allowed: false, state: 'not_asked' });
  });
  test('marketing that was agreed to on the call covers no recording', () => {
    expect(covers([said('granted', 1, { callId: 'one' })], 'one', LATER).allowed).toBe(false);
  });
  test('a grant that ran out covers nothing', () => {
    const facts = [said('granted', 1, onCall('one', { expiresAt: at(3) }))];
    expect(covers(facts, 'one', at(2)).allowed).toBe(true);
    expect(covers(facts, 'one', at(3))).toMatchObject({ allowed: false, state: 'not_asked' });
  });
});
