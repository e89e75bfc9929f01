import { describe, expect, test } from 'vitest';
import { classesFor } from '../../../src-shared/access/index.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { account, ask, day, grant, owner, relation, said, shop, TODAY, tree } from './facts.ts';

describe('a broken tree', () => {
  const circle = [account('holding', 'firm'), account('firm', 'holding'), account('shop', 'firm')];

  test('a circle: nobody on it surely stands above', () => {
    const decision = ask([...circle, owner('r1', 'ada', 'holding'), grant('g1', 'shop', 'holding')]);
    expect([said(decision), decision.path, decision.because[0]!.accountId]).toEqual(['unknown broken_tree', [], 'firm']);
    expect(decision.evidence).toEqual(['firm', 'g1', 'holding', 'r1', 'shop']);
    expect(said(ask([account('shop', 'shop'), account('firm'), owner('r1', 'ada', 'firm'), grant('g1', 'shop', 'firm')]))).toBe(
      'unknown broken_tree',
    );
  });

  test('a parent that is not among the facts', () => {
    const cut = [account('firm', 'gone'), account('shop', 'firm')];
    const above = [owner('r1', 'ada', 'gone'), grant('g1', 'shop', 'gone')];
    expect(ask([...cut, ...above])).toMatchObject({
      answer: 'unknown',
      because: [{ code: 'broken_tree', accountId: 'firm', relationId: 'r1' }],
    });
    expect(said(ask([...cut, above[1]!, owner('r1', 'ada', 'gone', { state: 'disputed' })]))).toBe('deny no_relation');
  });

  test('it does not matter where the path stays below the break', () => {
    expect(said(ask([...circle, owner('r1', 'ada', 'shop')]))).toBe('allow owner');
    expect(said(ask(circle))).toBe('deny no_relation');
    const below = [account('firm', 'gone'), account('shop', 'firm'), owner('r1', 'ada', 'firm'), grant('g1', 'shop', 'firm')];
    expect(said(ask(below))).toBe('allow subaccount_granted');
  });

  test('a dispute stays the answer', () => {
    const barred = relation('r2', 'ada', 'shop', { state: 'disputed' });
    expect(said(ask([...circle, barred, owner('r1', 'ada', 'holding'), grant('g1', 'shop', 'holding')]))).toBe('deny disputed');
  });
});

describe('stale facts', () => {
  const on = (date: string) => ({ observedAt: `${date}T23:59:59.000Z` as Instant });

  test('as old as is allowed is fresh; a day more is not', () => {
    const user = { permissions: ['invoices'] } as const;
    expect(said(ask([account('shop', null, on('2026-08-27')), relation('r1', 'ada', 'shop', { ...user, ...on('2026-08-27') })]))).toBe(
      'allow granted',
    );
    const decision = ask([shop, relation('r1', 'ada', 'shop', { ...user, ...on('2026-08-26') })]);
    expect(decision).toMatchObject({
      answer: 'unknown',
      because: [{ code: 'stale', accountId: 'shop', relationId: 'r1', grantId: null, on: '2026-08-26' }, { code: 'granted' }],
      missing: null,
      observedAt: '2026-08-26T23:59:59.000Z',
    });
    expect(said(ask([account('shop', null, on('2026-08-26')), relation('r1', 'ada', 'shop', user)]))).toBe('unknown stale granted');
  });

  test('every fact on the path must be fresh, the accounts between too; another fresh path suffices', () => {
    const above = [owner('r1', 'ada', 'holding'), grant('g1', 'shop', 'holding')];
    const facts = [account('holding'), account('firm', 'holding', on('2026-08-01')), account('shop', 'firm'), ...above];
    expect(said(ask(facts))).toBe('unknown stale subaccount_granted');
    expect(ask(facts).because[0]).toMatchObject({ accountId: 'firm', on: '2026-08-01' });
    expect(said(ask([...facts, owner('r2', 'ada', 'shop')]))).toBe('allow owner');
    expect(ask([...tree, above[0]!, grant('g1', 'shop', 'holding', on('2026-08-01'))]).because[0]).toMatchObject({
      code: 'stale',
      grantId: 'g1',
    });
  });

  test('a denial that rests on a stale fact is unknown; what somebody ended, suspended or disputed stays denied', () => {
    const old = on('2026-08-01');
    expect(said(ask([account('shop', null, old)]))).toBe('unknown stale no_relation');
    expect(said(ask([shop, relation('r1', 'ada', 'shop', old)]))).toBe('unknown stale permission_missing');
    expect(said(ask([shop, relation('r1', 'ada', 'shop', { ...old, until: day('2026-08-27') })]))).toBe('deny ended');
    expect(said(ask([shop, relation('r1', 'ada', 'shop', { ...old, state: 'disputed' })]))).toBe('deny disputed');
    expect(said(ask([shop, relation('r1', 'ada', 'shop', { ...old, state: 'suspended' })]))).toBe('deny suspended');
  });

  test('for a day in the past, what was seen after it is fresh, and age counts from that day', () => {
    const facts = [account('shop', null, on('2026-08-20')), owner('r1', 'ada', 'shop', { from: day('2026-01-01') })];
    expect(said(ask(facts))).toBe('unknown stale owner');
    expect(said(ask(facts, { at: day('2026-08-27') }))).toBe('allow owner');
    expect(said(ask(facts, { at: day('2026-03-01') }))).toBe('allow owner');
    expect(said(ask(facts, { at: day('2025-12-31') }))).toBe('deny not_started');
  });
});

test('all classes at once', () => {
  const facts = { accounts: [shop], relations: [relation('r1', 'ada', 'shop', { permissions: ['tickets', 'domains'] })], grants: [] };
  expect(classesFor('ada', 'shop', facts, TODAY, TODAY, 7)).toEqual({
    profile: 'deny',
    contact_details: 'deny',
    billing_metadata: 'deny',
    invoices: 'deny',
    orders: 'deny',
    tickets: 'allow',
    usage: 'allow',
    call_recordings: 'deny',
  });
});
