import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AccessFacts,
  type AccountFact,
  classesFor,
  mayDisclose,
  type Question,
  type RelationFact,
  type SubaccountGrantFact,
} from '../../../src-shared/access/index.ts';
import { addDays } from '../../../src-shared/deadlines/index.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import { DATA_CLASSES, GRANT_PERMISSIONS, RELATION_KINDS } from '../../../src-shared/vocabulary/directory.ts';
import { slowDecision } from './slow.ts';

const TODAY = '2026-09-03' as CalendarDate;
const RUNS = { numRuns: 1500 };
const PERSONS = ['ada', 'ben', 'cleo'];

const dayAround = fc.integer({ min: -6, max: 6 }).map((days) => addDays(TODAY, days));
const observedAt = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 5 }) }, fc.integer({ min: 5, max: 12 })),
    fc.integer({ min: 0, max: 23 }),
  )
  .map(([days, hour]) => `${addDays(TODAY, -days)}T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant);
const state = fc.oneof(
  { weight: 8, arbitrary: fc.constant('active' as const) },
  fc.constantFrom('suspended' as const, 'disputed' as const),
);
const mostlyOpen = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, dayAround);
const permissions = fc.oneof(fc.subarray([...GRANT_PERMISSIONS]), fc.constant([...GRANT_PERMISSIONS]));
const granted = { permissions, from: mostlyOpen, until: mostlyOpen, by: fc.constant(null), state, source: fc.constant('crm'), observedAt };

/** Up to seven accounts, each under one before it, so at most that deep; now and then a circle, or a parent that nobody knows. */
const accounts = fc
  .array(
    fc.record({
      parent: fc.oneof({ weight: 8, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.constantFrom('root', 'gone', 'ahead') }),
      status: fc.oneof({ weight: 6, arbitrary: fc.constant('active' as const) }, fc.constantFrom('suspended' as const, 'closed' as const)),
      observedAt,
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((list) =>
    list.map(({ parent, ...rest }, index): AccountFact => {
      const before = typeof parent === 'number' && index > 0 ? `a${Math.max(0, index - 1 - parent)}` : null;
      const parentId = parent === 'gone' ? 'a9' : parent === 'ahead' ? `a${list.length - 1}` : before;
      return { ...rest, id: `a${index}`, parentId, source: 'crm' };
    }),
  );

const factsAmong = (list: readonly AccountFact[]) => {
  const anyAccount = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...list.map((one) => one.id)) }, fc.constantFrom('a8', 'a9'));
  /** The lowest account, which is mostly the one asked about. */
  const low = fc.oneof({ weight: 2, arbitrary: fc.constant(list.at(-1)!.id) }, anyAccount);
  const kind = fc.oneof(fc.constantFrom(...RELATION_KINDS), fc.constant('owner' as const));
  return fc.record<AccessFacts>({
    accounts: fc.constant(list),
    relations: fc
      .array(fc.record({ ...granted, kind, personId: fc.constantFrom('ada', ...PERSONS), accountId: anyAccount }), { maxLength: 8 })
      .map((some) => some.map((one, index): RelationFact => ({ ...one, id: `r${index}` }))),
    grants: fc
      .array(fc.record({ ...granted, accountId: low, toAccountId: anyAccount }), { maxLength: 8 })
      .map((some) => some.map((one, index): SubaccountGrantFact => ({ ...one, id: `g${index}` }))),
  });
};

/** A question about the lowest account, or any other, whose facts are mostly thick around it. */
const asked = accounts.chain((list) =>
  fc.record({
    facts: factsAmong(list),
    question: fc.record<Question>({
      personId: fc.constantFrom('ada', 'ada', 'ben'),
      accountId: fc.oneof(
        { weight: 6, arbitrary: fc.constant(list.at(-1)!.id) },
        { weight: 3, arbitrary: fc.constantFrom(...list.map((one) => one.id)) },
        { weight: 1, arbitrary: fc.constant('a9') },
      ),
      dataClass: fc.constantFrom(...DATA_CLASSES),
      at: fc.oneof(
        fc.constant(TODAY),
        fc.integer({ min: 0, max: 8 }).map((days) => addDays(TODAY, -days)),
      ),
      today: fc.constant(TODAY),
      staleAfterDays: fc.constantFrom(0, 3, 5, 7, 30),
    }),
  }),
);

test('the decision is that of the rules written a second time', () => {
  const met = new Map<string, number>();
  fc.assert(
    fc.property(asked, ({ question, facts }) => {
      const decision = mayDisclose(question, facts);
      expect(decision).toEqual(slowDecision(question, facts));
      for (const { code } of decision.because) met.set(code, (met.get(code) ?? 0) + 1);
      met.set(decision.answer, (met.get(decision.answer) ?? 0) + 1);
    }),
    { ...RUNS, numRuns: 6000 },
  );
  // What was generated reached every answer and every reason, so that the comparison is one of all the rules.
  for (const [word, least] of Object.entries({
    allow: 500,
    deny: 500,
    unknown: 500,
    subaccount_granted: 50,
    broken_tree: 10,
    owner_only: 20,
  }))
    expect([word, (met.get(word) ?? 0) >= least]).toEqual([word, true]);
  expect([...met.keys()].sort()).toMatchInlineSnapshot(`
    [
      "account_closed",
      "account_suspended",
      "allow",
      "billing_contact",
      "broken_tree",
      "deny",
      "disputed",
      "ended",
      "granted",
      "no_relation",
      "not_granted_to_parent",
      "not_started",
      "owner",
      "owner_only",
      "permission_missing",
      "stale",
      "subaccount_granted",
      "suspended",
      "unknown",
      "unknown_account",
    ]
  `);
});

test('taking a relation or a grant away never turns a denial into an allowance, but for a disputed or suspended one', () => {
  fc.assert(
    fc.property(asked, ({ question, facts }) => {
      if (mayDisclose(question, facts).answer === 'allow') return;
      for (const gone of [...facts.relations, ...facts.grants].filter((one) => one.state === 'active')) {
        const without = {
          ...facts,
          relations: facts.relations.filter((one) => one !== gone),
          grants: facts.grants.filter((one) => one !== gone),
        };
        expect(mayDisclose(question, without).answer).not.toBe('allow');
      }
    }),
    RUNS,
  );
});

test("another person's relations change nothing but who could grant it", () => {
  fc.assert(
    fc.property(asked, ({ question, facts }) => {
      const alone = { ...facts, relations: facts.relations.filter((one) => one.personId === question.personId) };
      const { grantors, ...decision } = mayDisclose(question, facts);
      const { grantors: fewer, ...same } = mayDisclose(question, alone);
      expect(decision).toEqual(same);
      expect(grantors).toEqual(expect.arrayContaining([...fewer]));
    }),
    RUNS,
  );
});

test('an allowance has a path from a relation of the person to the account, and the path is its evidence', () => {
  fc.assert(
    fc.property(asked, ({ question, facts }) => {
      const { answer, path, evidence, because } = mayDisclose(question, facts);
      if (answer !== 'allow') return;
      const [first, ...rest] = path;
      expect(facts.relations.find((one) => one.id === first!.id)).toMatchObject({
        personId: question.personId,
        accountId: first!.accountId,
        state: 'active',
      });
      expect(first!.by).toBe('relation');
      expect(path.at(-1)!.accountId).toBe(question.accountId);
      expect(rest.length).toBeLessThanOrEqual(1);
      for (const step of rest)
        expect(facts.grants.find((one) => one.id === step.id)).toMatchObject({
          accountId: question.accountId,
          toAccountId: first!.accountId,
        });
      expect(evidence).toEqual(expect.arrayContaining([question.accountId, ...path.map((step) => step.id)]));
      expect(because).toHaveLength(1);
    }),
    RUNS,
  );
});

test('the order in which facts are listed is nothing', () => {
  fc.assert(
    fc.property(asked, fc.infiniteStream(fc.nat()), ({ question, facts }, numbers) => {
      const shuffle = <T>(list: readonly T[]) =>
        list
          .map((one) => [numbers.next().value as number, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
      const mixed = { accounts: shuffle(facts.accounts), relations: shuffle(facts.relations), grants: shuffle(facts.grants) };
      expect(mayDisclose(question, mixed)).toEqual(mayDisclose(question, facts));
    }),
    RUNS,
  );
});

test('a longer patience with old facts never hides what a shorter one showed, and the classes at once are the classes one by one', () => {
  fc.assert(
    fc.property(asked, ({ question, facts }) => {
      const { answer } = mayDisclose(question, facts);
      if (answer === 'allow') expect(mayDisclose({ ...question, staleAfterDays: question.staleAfterDays + 1 }, facts).answer).toBe('allow');
      const all = classesFor(question.personId, question.accountId, facts, question.at, question.today, question.staleAfterDays);
      expect(Object.keys(all)).toEqual([...DATA_CLASSES]);
      expect(all[question.dataClass]).toBe(answer);
    }),
    RUNS,
  );
});
