import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ConsentFact,
  covers,
  mayUse,
  render,
  retentionOf,
  SCRIPT_VARIABLES,
  type Suppression,
  standingAt,
  standingOfCall,
  standingsAt,
  unknownVariables,
} from '../../../src-shared/consent/index.ts';
import { addDays } from '../../../src-shared/deadlines/index.ts';
import {
  CONSENT_ANSWERS,
  CONSENT_METHODS,
  CONSENT_PURPOSES,
  type ConsentPurpose,
  RECORDING_PURPOSES,
} from '../../../src-shared/vocabulary/consent.ts';
import { type CalendarDate, type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { CONTACT_CHANNELS, PREFERENCE_SCOPES } from '../../../src-shared/vocabulary/directory.ts';
import { slowCover, slowStanding } from './slow.ts';

const RUNS = { numRuns: 1500 };
const START = Date.parse('2026-09-03T09:00:00Z');
/** Few instants, so that many fall together; now and then written without milliseconds. */
const minute = fc.nat(6);
const instant = fc.tuple(minute, fc.boolean()).map(([minutes, plain]) => {
  const text = instantOf(START + minutes * 60_000);
  return (plain ? text.replace('.000', '') : text) as Instant;
});
const purpose = fc.oneof(fc.constantFrom<ConsentPurpose>('quality', 'training', 'marketing_sms'), fc.constantFrom(...CONSENT_PURPOSES));
const explicit = fc.constantFrom('verbal_yes', 'keypress', 'written');
const CALLS = ['one', 'two'] as const;

/** Records as a desk or two might keep them, contradictions included; each becomes a fact per answer. */
const facts: fc.Arbitrary<ConsentFact[]> = fc
  .array(
    fc.record({
      position: fc.nat(8),
      at: instant,
      method: fc.constantFrom(...CONSENT_METHODS),
      expiresAt: fc.option(instant, { freq: 3 }),
      callId: fc.option(fc.constantFrom(...CALLS), { freq: 4 }),
      answers: fc.array(fc.record({ purpose, answer: fc.constantFrom(...CONSENT_ANSWERS) }), { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 10 },
  )
  .map((records) =>
    records.flatMap(({ answers, ...record }, index) => answers.map((answer) => ({ ...record, ...answer, recordId: `record ${index}` }))),
  );

test('stands as the plain rules say, for a person and for a call, at any moment', () => {
  fc.assert(
    fc.property(facts, instant, (all, at) => {
      expect(standingsAt(all, at)).toEqual(CONSENT_PURPOSES.map((each) => slowStanding(all, each, at)));
      for (const call of CALLS)
        for (const each of RECORDING_PURPOSES) expect(standingOfCall(all, call, each, at)).toEqual(slowStanding(all, each, at, call));
    }),
    RUNS,
  );
});

test('a recording is covered as the plain rules say, by a record of this call that said yes', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...CALLS), instant, (all, call, at) => {
      const { recordId, ...cover } = covers(all, call, at);
      expect(cover).toEqual(slowCover(all, call, at));
      expect(recordId !== null).toBe(cover.allowed);
      if (!cover.allowed) return;
      const record = all.filter((fact) => fact.recordId === recordId && fact.answer === 'granted');
      expect(record.some((fact) => cover.purposes.includes(fact.purpose) && fact.callId === call)).toBe(true);
      expect(record.every(({ method }) => method !== 'continued_after_notice' && method !== 'verbal_no')).toBe(true);
    }),
    RUNS,
  );
});

test('the order in which facts come changes nothing, nor does hearing one twice, nor the future', () => {
  fc.assert(
    fc.property(facts, fc.infiniteStream(fc.nat()), instant, (all, numbers, at) => {
      const numbered = [...all, ...all].map((fact) => [numbers.next().value as number, fact] as const);
      const other = numbered.sort(([a], [b]) => a - b).map(([, fact]) => fact);
      const past = all.filter((fact) => Date.parse(fact.at) <= Date.parse(at));
      for (const some of [other, all.toReversed(), past]) {
        expect(standingsAt(some, at)).toEqual(standingsAt(all, at));
        for (const call of CALLS) expect(covers(some, call, at)).toEqual(covers(all, call, at));
      }
    }),
    RUNS,
  );
});

const at = instantOf(START + 7 * 60_000);
const next = (more: Partial<ConsentFact>): ConsentFact => ({
  recordId: 'next',
  position: 99,
  purpose: 'marketing_email',
  answer: 'refused',
  method: 'verbal_no',
  at,
  expiresAt: null,
  callId: 'one',
  ...more,
});

test('a refusal or withdrawal more, said then or before, never allows anything', () => {
  fc.assert(
    fc.property(facts, purpose, fc.constantFrom('refused', 'withdrawn'), fc.option(fc.constantFrom(...CALLS)), instant, (...drawn) => {
      const [all, of, answer, callId, when] = drawn;
      const after = [...all, next({ purpose: of, answer, callId, at: when })];
      const before = new Set(standingsAt(all, at).flatMap((one) => (one.standing === 'granted' ? [one.purpose] : [])));
      for (const { purpose: each, standing } of standingsAt(after, at)) if (standing === 'granted') expect(before.has(each)).toBe(true);
      for (const call of CALLS) if (covers(after, call, at).allowed) expect(covers(all, call, at).allowed).toBe(true);
      if (Date.parse(when) >= Math.max(...all.map((fact) => Date.parse(fact.at)), 0))
        expect(['refused', 'withdrawn']).toContain(standingAt(after, of, at).standing);
    }),
    RUNS,
  );
});

test('only a later, explicit grant lifts what stands; going on after a notice lifts nothing', () => {
  fc.assert(
    fc.property(facts, purpose, explicit, (all, of, method) => {
      const before = standingAt(all, of, at);
      expect(standingAt([...all, next({ purpose: of, answer: 'granted', method })], of, at).standing).toBe('granted');
      const silent = [...all, next({ purpose: of, answer: 'granted', method: 'continued_after_notice' })];
      const recording = (RECORDING_PURPOSES as readonly string[]).includes(of);
      if (before.standing !== 'none' || recording) expect(standingAt(silent, of, at)).toEqual(before);
      for (const call of CALLS) expect(covers(silent, call, at)).toEqual(covers(all, call, at));
    }),
    RUNS,
  );
});

test('what is said on another call covers no recording of this one', () => {
  fc.assert(
    fc.property(facts, instant, (all, when) => {
      const own = all.filter(({ callId }) => callId !== 'two');
      expect(covers(own, 'one', when)).toEqual(covers(all, 'one', when));
      expect(covers(own, 'two', when)).toMatchObject({ allowed: false, state: 'not_asked' });
    }),
    RUNS,
  );
});

test('a suppression more never allows anything, and none stops service mail', () => {
  const scope = fc.constantFrom(...PREFERENCE_SCOPES);
  const channel = fc.constantFrom(...CONTACT_CHANNELS);
  const suppression: fc.Arbitrary<Suppression> = fc.record({ id: fc.string(), scope, channel, since: instant });
  fc.assert(
    fc.property(fc.array(suppression, { maxLength: 8 }), suppression, fc.record({ scope, channel }), (some, more, question) => {
      const answer = mayUse(question, some);
      expect(answer.maySend).toBe(answer.because.length === 0);
      for (const one of answer.because) expect(some).toContain(one);
      if (!answer.maySend) expect(mayUse(question, [...some, more]).maySend).toBe(false);
      expect(mayUse({ ...question, scope: 'service' }, some).maySend).toBe(true);
      if (more.scope !== 'service') expect(mayUse(more, [...some, more]).maySend).toBe(false);
    }),
    RUNS,
  );
});

test('nothing goes before its time, and a reason more to keep never shortens it', () => {
  const day = fc.integer({ min: -2000, max: 2000 }).map((days) => addDays('2026-09-03' as CalendarDate, days));
  fc.assert(
    fc.property(day, fc.option(day), fc.boolean(), fc.boolean(), fc.boolean(), day, (said, caseClosedOn, used, open, held, today) => {
      const record = { id: 'one', at: `${said}T12:00:00.000Z` as Instant, caseClosedOn, caseOpen: open, onLegalHold: held };
      const plain = retentionOf({ ...record, usedForTelemarketing: false }, today);
      const kept = retentionOf({ ...record, usedForTelemarketing: used }, today);
      expect(kept.deleteOn === null).toBe(open || held);
      expect(kept.due).toBe(kept.deleteOn !== null && kept.deleteOn <= today);
      if (kept.deleteOn !== null) expect(kept.deleteOn >= plain.deleteOn!).toBe(true);
      if (kept.deleteOn !== null && used) expect(kept.deleteOn >= addDays(said, 365 * 5)).toBe(true);
    }),
    RUNS,
  );
});

test('values go in whole, wherever they stand, and are never read as a script', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }).map((text) => ({ text: text.replace(/[{}]/g, ''), name: null })),
    fc.constantFrom(...SCRIPT_VARIABLES).map((name) => ({ text: `{${name}}`, name })),
  );
  const values = fc.record(Object.fromEntries(SCRIPT_VARIABLES.map((name) => [name, fc.string()])) as Record<string, fc.Arbitrary<string>>);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), values, (pieces, given) => {
      const text = pieces.map((one) => one.text).join('');
      expect(unknownVariables(text)).toEqual([]);
      expect(render(text, given)).toBe(pieces.map((one) => (one.name === null ? one.text : given[one.name])).join(''));
    }),
    RUNS,
  );
});
