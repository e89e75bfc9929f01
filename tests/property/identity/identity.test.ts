import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Asked,
  type Attempt,
  assess,
  canonicalFact,
  formatCode,
  independentMatches,
  offeredFactors,
  offeredMethods,
  type Proof,
  pausesAfter,
  readCode,
  requirementOf,
} from '../../../src-shared/identity/index.ts';
import { REQUEST_KINDS, REQUESTER_ROLES } from '../../../src-shared/vocabulary/case.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { FACTORS, type Factor, PROOF_TYPES, REQUEST_SCOPES } from '../../../src-shared/vocabulary/identity.ts';

const RUNS = { numRuns: 1500 };
const AT = instantOf(Date.parse('2026-09-03T09:00:00Z'));

const asked: fc.Arbitrary<Asked> = fc.record({
  kind: fc.constantFrom(...REQUEST_KINDS),
  scope: fc.option(fc.constantFrom(...REQUEST_SCOPES)),
  requester: fc.constantFrom(...REQUESTER_ROLES),
  account: fc.constantFrom('none', 'allowed', 'not_allowed', 'unchecked'),
  disputed: fc.constant([]),
});
/** Sensible or not: a code that names a ticket, a match that names nothing. */
const proof: fc.Arbitrary<Proof> = fc.record({
  type: fc.oneof({ weight: 2, arbitrary: fc.constant('match' as const) }, { weight: 3, arbitrary: fc.constantFrom(...PROOF_TYPES) }),
  factor: fc.option(fc.constantFrom(...FACTORS), { freq: 8 }),
  at: fc.constant(AT),
});
const proofs = fc.array(proof, { maxLength: 10 });
const disputed = fc.subarray([...FACTORS], { maxLength: 3 });
const LEVELS = ['L0', 'L1', 'L2'];

test('a proof more never unsettles, nor lowers what is reached', () => {
  fc.assert(
    fc.property(asked, proofs, proof, disputed, (one, some, more, without) => {
      const before = assess(requirementOf(one), some, without);
      const after = assess(requirementOf(one), [...some, more], without);
      if (before.settled) expect(after.settled).toBe(true);
      expect(LEVELS.indexOf(after.reached)).toBeGreaterThanOrEqual(LEVELS.indexOf(before.reached));
      if (before.answerAs === 'categories') expect(after.settled || after.answerAs === 'categories').toBe(true);
      for (const [index, part] of before.parts.entries()) if (part.settled) expect(after.parts[index]!.settled).toBe(true);
      expect(independentMatches([...some, more], without)).toBeGreaterThanOrEqual(independentMatches(some, without));
    }),
    RUNS,
  );
});

test('L0 has no part, is always settled, and offers nothing to ask for', () => {
  const all = { factors: FACTORS, email: true, phone: true };
  fc.assert(
    fc.property(asked, proofs, disputed, (one, some, without) => {
      const requirement = requirementOf(one);
      expect(requirement.parts.length === 0).toBe(requirement.level === 'L0');
      if (requirement.level !== 'L0') return;
      expect(assess(requirement, some, without)).toMatchObject({ settled: true, parts: [], answerAs: null });
      expect(offeredMethods(requirement, all, without)).toEqual([]);
      expect(offeredFactors(requirement, all, without)).toEqual([]);
    }),
    RUNS,
  );
});

test('what settles L2 settles L1', () => {
  fc.assert(
    fc.property(asked, proofs, disputed, (one, some, without) => {
      const atL2 = assess(requirementOf({ ...one, kind: 'access', scope: 'specific_pieces' }), some, without);
      const atL1 = assess(requirementOf({ ...one, kind: 'access', scope: 'categories' }), some, without);
      if (atL2.settled) expect(atL1.settled).toBe(true);
      // And what would be answered as a request for categories is what would settle one.
      expect(atL2.answerAs).toBe(!atL2.settled && atL1.settled && one.account === 'none' ? 'categories' : null);
    }),
    RUNS,
  );
});

test('a fact in dispute is as if it had never been proven', () => {
  fc.assert(
    fc.property(asked, proofs, disputed, (one, some, without) => {
      const rest = some.filter(
        ({ type, factor }) => !(['match', 'code', 'call_back'].includes(type) && factor !== null && without.includes(factor)),
      );
      expect(assess(requirementOf(one), some, without)).toEqual(assess(requirementOf(one), rest, []));
    }),
    RUNS,
  );
});

test('the order of proofs, and saying one twice, change nothing', () => {
  fc.assert(
    fc.property(asked, proofs, fc.infiniteStream(fc.nat()), disputed, (one, some, numbers, without) => {
      const first = assess(requirementOf(one), some, without);
      const numbered = some.map((each) => [numbers.next().value as number, each] as const);
      const other = numbered.sort(([a], [b]) => a - b).map(([, each]) => each);
      expect(assess(requirementOf(one), other, without)).toEqual(first);
      expect(assess(requirementOf(one), [...some, ...some], without)).toEqual(first);
    }),
    RUNS,
  );
});

test('all that is offered settles every part that proofs can settle, and what is not offered is not needed', () => {
  const onFile = fc.record({ factors: fc.subarray([...FACTORS]), email: fc.boolean(), phone: fc.boolean() });
  fc.assert(
    fc.property(asked, onFile, disputed, (one, file, without) => {
      const requirement = requirementOf(one);
      const methods = offeredMethods(requirement, file, without);
      const given = methods.flatMap((type): Proof[] => {
        if (type === 'match') return offeredFactors(requirement, file, without).map((factor) => ({ type, factor, at: AT }));
        const factor: Factor | null = type === 'code' ? 'email' : type === 'call_back' ? 'phone' : null;
        return [{ type, factor, at: AT }];
      });
      const assessment = assess(requirement, given, without);
      for (const part of assessment.parts) if (part.who !== 'account') expect(part.settled).toBe(true);
      const usable = file.factors.filter((factor) => !without.includes(factor));
      if (usable.length === 0) expect(methods).not.toContain('match');
      if (!file.email || without.includes('email')) expect(methods).not.toContain('code');
      if (!file.phone || without.includes('phone')) expect(methods).not.toContain('call_back');
    }),
    RUNS,
  );
});

test('a pause holds for at most 24 hours, begins with a failure, and a failure more never ends it', () => {
  const attempt: fc.Arbitrary<Attempt> = fc.record({
    at: fc.nat(20 * 24).map((hours) => instantOf(Date.parse(AT) + hours * 3_600_000)),
    failed: fc.boolean(),
    caseId: fc.constantFrom('one', 'two'),
    personId: fc.constantFrom('her', null),
    staffId: fc.constantFrom('me', 'you'),
  });
  const about = { caseId: 'one', personId: 'her', staffId: 'me' };
  const never = { case: null, person: null, staff: null };
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 40 }), attempt, (past, next) => {
      const known = past.filter((one) => one.at <= next.at);
      const before = pausesAfter(known, next.at, about, never);
      const after = pausesAfter([...known, { ...next, failed: true }], next.at, about, never);
      expect(pausesAfter(known.toReversed(), next.at, about, never)).toEqual(before);
      for (const pause of before) {
        const left = Date.parse(pause.until) - Date.parse(next.at);
        expect(left > 0 && left <= 24 * 3_600_000).toBe(true);
        expect(known.some((one) => one.failed && Date.parse(one.at) === Date.parse(pause.until) - 24 * 3_600_000)).toBe(true);
        expect(after).toContainEqual(pause);
      }
      expect(pausesAfter(known, next.at, about, { case: next.at, person: next.at, staff: next.at })).toEqual([]);
    }),
    RUNS,
  );
});

test('every code is read back from how it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (number) => {
      const code = String(number).padStart(6, '0');
      expect(readCode(formatCode(code))).toBe(code);
    }),
    RUNS,
  );
});

test('a canonical fact is its own canonical form, whatever was typed', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(..."aeioußøæÉ0123456789 .,-/'@+€n°№º٣３がだ"), maxLength: 30 }),
  );
  // Not to be read again: amounts become hundredths, which read as whole units, and what shortening makes of an address may be shortened.
  const kinds = FACTORS.filter((kind) => kind !== 'invoice_amount' && kind !== 'address');
  fc.assert(
    fc.property(fc.constantFrom(...kinds), words, fc.constantFrom('US', 'DE', 'JP', null), (kind, typed, country) => {
      const once = canonicalFact(kind, typed, country);
      if (once !== null) expect(canonicalFact(kind, once, country)).toBe(once);
    }),
    RUNS,
  );
});

test('case, punctuation and blanks make no other address; another order of two words does', () => {
  const word = fc.constantFrom('mill', 'Street', 'st', 'North', 'Apartment', 'München', 'Oak', '12', '7', 'Hauptstraße', 'ул', '東京');
  const blank = fc.constantFrom(' ', ', ', '  ', '\n', ' - ', '. ', '\u00a0', ' / ');
  fc.assert(
    fc.property(fc.array(fc.tuple(word, blank), { minLength: 1, maxLength: 8 }), fc.boolean(), (pairs, upper) => {
      const plain = canonicalFact('address', pairs.map(([one]) => one).join(' '), null);
      const written = pairs.flat().join('');
      expect(plain).not.toBeNull();
      expect(canonicalFact('address', upper ? written.toUpperCase() : written, null)).toBe(plain);
      expect(canonicalFact('address', `${written} Zebra 9`, null)).not.toBe(canonicalFact('address', `9 Zebra ${written}`, null));
    }),
    RUNS,
  );
});

test('an amount is the same in all the ways it is written', () => {
  const ways = [
    ['en-US', 'USD'],
    ['de-DE', 'EUR'],
    ['de-CH', 'CHF'],
    ['fr-FR', 'EUR'],
    ['en-IN', 'INR'],
    ['pt-BR', 'BRL'],
    ['sv-SE', 'SEK'],
  ] as const;
  const formats = ways.map(([locale, currency]) => new Intl.NumberFormat(locale, { style: 'currency', currency }));
  fc.assert(
    fc.property(fc.nat(2_000_000_000), (hundredths) => {
      for (const format of formats) expect(canonicalFact('invoice_amount', format.format(hundredths / 100), null)).toBe(String(hundredths));
    }),
    RUNS,
  );
});
