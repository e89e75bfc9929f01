import { describe, expect, test } from 'vitest';
import { PERMISSION_FOR } from '../../../src-shared/access/index.ts';
import { DATA_CLASSES } from '../../../src-shared/vocabulary/directory.ts';
import { account, ask, day, grant, owner, relation, SEEN, said, shop, tree } from './facts.ts';

describe('her own relation to the account', () => {
  test('the owner sees every class', () => {
    for (const dataClass of DATA_CLASSES) expect(said(ask([shop, owner('r1', 'ada', 'shop')], { dataClass }))).toBe('allow owner');
    expect(ask([shop, owner('r1', 'ada', 'shop', { from: day('2024-02-29') })])).toEqual({
      answer: 'allow',
      because: [{ code: 'owner', accountId: 'shop', relationId: 'r1', grantId: null, on: '2024-02-29' }],
      path: [{ accountId: 'shop', by: 'relation', id: 'r1' }],
      missing: null,
      grantors: ['ada'],
      evidence: ['r1', 'shop'],
      observedAt: SEEN,
    });
  });

  test('a billing contact sees invoices and their metadata, and what else was granted', () => {
    const facts = [shop, relation('r1', 'ada', 'shop', { kind: 'billing_contact', permissions: ['tickets'] })];
    expect(DATA_CLASSES.map((dataClass) => `${dataClass}: ${said(ask(facts, { dataClass }))}`)).toEqual([
      'profile: deny permission_missing',
      'contact_details: deny permission_missing',
      'billing_metadata: allow billing_contact',
      'invoices: allow billing_contact',
      'orders: deny permission_missing',
      'tickets: allow granted',
      'usage: deny permission_missing',
      'call_recordings: deny owner_only',
    ]);
  });

  test('an authorised user with tickets only since 3 May asks for invoices', () => {
    const facts = [
      shop,
      relation('r1', 'ada', 'shop', { permissions: ['tickets'], from: day('2026-05-03'), by: 'Ben' }),
      owner('r2', 'ben', 'shop'),
      owner('r3', 'cleo', 'shop', { until: day('2026-01-31') }),
    ];
    expect(ask(facts)).toEqual({
      answer: 'deny',
      because: [{ code: 'permission_missing', accountId: 'shop', relationId: 'r1', grantId: null, on: '2026-05-03' }],
      path: [{ accountId: 'shop', by: 'relation', id: 'r1' }],
      missing: { permission: 'invoices', accountId: 'shop' },
      grantors: ['ben'],
      evidence: ['r1', 'shop'],
      observedAt: SEEN,
    });
    expect(said(ask(facts, { dataClass: 'tickets' }))).toBe('allow granted');
  });

  test.each(DATA_CLASSES.filter((dataClass) => PERMISSION_FOR[dataClass].length > 0))(
    '%s: each of its permissions suffices',
    (dataClass) => {
      for (const permission of PERMISSION_FOR[dataClass])
        expect(said(ask([shop, relation('r1', 'ada', 'shop', { permissions: [permission] })], { dataClass }))).toBe('allow granted');
    },
  );

  test('usage takes products or domains; the first is what would have to be granted', () => {
    const asked = ask([shop, relation('r1', 'ada', 'shop', { permissions: ['profile', 'contacts', 'invoices', 'orders', 'tickets'] })], {
      dataClass: 'usage',
    });
    expect([said(asked), asked.missing]).toEqual(['deny permission_missing', { permission: 'products', accountId: 'shop' }]);
  });

  test('recordings are for the owner of that very account: no permission, no grant opens them, so nothing is missing', () => {
    const all = { permissions: ['profile', 'contacts', 'invoices', 'orders', 'tickets', 'products', 'domains'] } as const;
    const dataClass = 'call_recordings';
    for (const facts of [
      [shop, relation('r1', 'ada', 'shop', all)],
      [...tree, owner('r1', 'ada', 'firm'), grant('g1', 'shop', 'firm', all)],
    ])
      expect(ask(facts, { dataClass })).toMatchObject({ answer: 'deny', because: [{ code: 'owner_only' }], missing: null });
    expect(ask([shop], { dataClass })).toMatchObject({ answer: 'deny', because: [{ code: 'no_relation' }], missing: null });
  });

  test('no relation: what would have to be granted, and by whom', () => {
    expect(ask([shop, owner('r2', 'cleo', 'shop'), owner('r3', 'ben', 'shop'), owner('r4', 'ben', 'shop')])).toEqual({
      answer: 'deny',
      because: [{ code: 'no_relation', accountId: 'shop', relationId: null, grantId: null, on: null }],
      path: [],
      missing: { permission: 'invoices', accountId: 'shop' },
      grantors: ['ben', 'cleo'],
      evidence: ['shop'],
      observedAt: SEEN,
    });
  });

  test('an account that nobody knows', () => {
    expect(ask([owner('r1', 'ada', 'shop')])).toEqual({
      answer: 'unknown',
      because: [{ code: 'unknown_account', accountId: 'shop', relationId: null, grantId: null, on: null }],
      path: [],
      missing: null,
      grantors: [],
      evidence: [],
      observedAt: null,
    });
  });
});

describe('days', () => {
  const user = relation('r1', 'ada', 'shop', { permissions: ['invoices'], from: day('2026-05-03'), until: day('2026-08-27') });
  test.each([
    ['2026-05-02', 'deny not_started', '2026-05-03'],
    ['2026-05-03', 'allow granted', '2026-05-03'],
    ['2026-08-27', 'allow granted', '2026-05-03'],
    ['2026-08-28', 'deny ended', '2026-08-27'],
    ['2026-09-03', 'deny ended', '2026-08-27'],
  ])('asked for %s: %s', (at, words, on) => {
    const decision = ask([shop, user], { at: day(at) });
    expect(said(decision)).toBe(words);
    expect(decision.because[0]!.on).toBe(on);
    expect(decision.missing).toBeNull();
  });

  test('one that ended and a new one: the new one holds', () => {
    expect(said(ask([shop, user, relation('r2', 'ada', 'shop', { permissions: ['invoices'], from: day('2026-08-28') })]))).toBe(
      'allow granted',
    );
  });

  test('what holds but does not reach is told before what is over', () => {
    expect(said(ask([shop, user, relation('r2', 'ada', 'shop', { permissions: ['tickets'] })]))).toBe('deny permission_missing ended');
  });

  test('a day to come, and a negative age, are the caller’s error', () => {
    expect(() => ask([shop], { at: day('2026-09-04') })).toThrow(RangeError);
    expect(() => ask([shop], { staleAfterDays: -1 })).toThrow(RangeError);
    expect(() => ask([shop], { staleAfterDays: Number.NaN })).toThrow(RangeError);
  });
});

describe('disputed and suspended', () => {
  test.each(['disputed', 'suspended'] as const)('%s denies whatever else allows', (state) => {
    const barred = relation('r1', 'ada', 'shop', { state, from: day('2026-06-01'), permissions: ['tickets'] });
    const decision = ask([shop, barred, owner('r2', 'ada', 'shop'), owner('r3', 'ben', 'shop')]);
    expect([said(decision), decision.because[0]!.on, decision.missing]).toEqual([`deny ${state}`, '2026-06-01', null]);
    expect(decision.grantors).toEqual(['ben']);
    expect(said(ask([...tree, barred, owner('r2', 'ada', 'firm'), grant('g1', 'shop', 'firm')]))).toBe(`deny ${state}`);
  });

  test('a dispute whose dates are over is over', () => {
    const over = relation('r1', 'ada', 'shop', { state: 'disputed', until: day('2026-09-02') });
    expect(said(ask([shop, over, owner('r2', 'ada', 'shop')]))).toBe('allow owner');
    expect(said(ask([shop, over]))).toBe('deny ended');
  });

  test("another person's dispute is theirs", () => {
    expect(said(ask([shop, owner('r1', 'ada', 'shop'), owner('r2', 'ben', 'shop', { state: 'disputed' })]))).toBe('allow owner');
  });

  test('on the link over an account above it closes that link, also where another grant there holds', () => {
    const facts = [...tree, owner('r1', 'ada', 'firm'), grant('g1', 'shop', 'firm'), grant('g2', 'shop', 'firm', { state: 'disputed' })];
    expect(said(ask(facts))).toBe('deny disputed');
    expect(said(ask([...facts, owner('r2', 'ada', 'holding'), grant('g3', 'shop', 'holding')]))).toBe('allow subaccount_granted');
    expect(said(ask([...facts, owner('r2', 'ada', 'shop')]))).toBe('allow owner');
    const doubted = relation('r3', 'ada', 'firm', { state: 'suspended' });
    expect(said(ask([...tree, owner('r1', 'ada', 'firm'), doubted, grant('g1', 'shop', 'firm')]))).toBe('deny suspended');
  });
});

describe('suspended and closed accounts', () => {
  test.each(['suspended', 'closed'] as const)('%s: its owner still sees it, nobody else does', (status) => {
    const shut = account('shop', 'firm', { status });
    const user = relation('r1', 'ada', 'shop', { permissions: ['invoices'] });
    expect(said(ask([shut, owner('r1', 'ada', 'shop')]))).toBe('allow owner');
    expect(said(ask([shut, user]))).toBe(`deny account_${status}`);
    expect(said(ask([shut, relation('r1', 'ada', 'shop', { kind: 'billing_contact' })]))).toBe(`deny account_${status}`);
    expect(said(ask([account('firm'), shut, owner('r1', 'ada', 'firm'), grant('g1', 'shop', 'firm')]))).toBe(`deny account_${status}`);
  });

  test('nor does one show those below it', () => {
    const decision = ask([
      account('firm', null, { status: 'closed' }),
      account('shop', 'firm'),
      owner('r1', 'ada', 'firm'),
      grant('g1', 'shop', 'firm'),
    ]);
    expect([said(decision), decision.because[0]!.accountId, decision.missing]).toEqual(['deny account_closed', 'firm', null]);
  });
});

describe('subaccounts', () => {
  test('the owner above sees what was granted to that very account, with the way there', () => {
    expect(ask([...tree, owner('r1', 'ada', 'holding'), grant('g1', 'shop', 'holding', { from: day('2026-01-01') })])).toEqual({
      answer: 'allow',
      because: [{ code: 'subaccount_granted', accountId: 'holding', relationId: 'r1', grantId: 'g1', on: '2026-01-01' }],
      path: [
        { accountId: 'holding', by: 'relation', id: 'r1' },
        { accountId: 'shop', by: 'grant', id: 'g1' },
      ],
      missing: null,
      grantors: [],
      evidence: ['firm', 'g1', 'holding', 'r1', 'shop'],
      observedAt: SEEN,
    });
  });

  test('nothing granted: the subaccount would have to', () => {
    const decision = ask([...tree, owner('r1', 'ada', 'firm'), owner('r2', 'ben', 'shop')]);
    expect([said(decision), decision.because[0]!.accountId]).toEqual(['deny not_granted_to_parent', 'firm']);
    expect([decision.missing, decision.grantors]).toEqual([{ permission: 'invoices', accountId: 'shop' }, ['ben']]);
    expect(decision.path).toEqual([{ accountId: 'firm', by: 'relation', id: 'r1' }]);
  });

  test('three levels: a grant does not reach further down, nor further up, nor through two of them', () => {
    const four = [...tree, account('till', 'shop')];
    const top = owner('r1', 'ada', 'holding');
    expect(said(ask([...four, top, grant('g1', 'shop', 'holding')], { accountId: 'till' }))).toBe('deny not_granted_to_parent');
    expect(said(ask([...four, top, grant('g1', 'shop', 'firm')]))).toBe('deny not_granted_to_parent');
    expect(said(ask([...four, top, grant('g1', 'shop', 'firm'), grant('g2', 'firm', 'holding')]))).toBe('deny not_granted_to_parent');
    expect(said(ask([...four, top, grant('g1', 'till', 'holding')], { accountId: 'till' }))).toBe('allow subaccount_granted');
  });

  test('only owners above get it: no authorised user or billing contact of the account above', () => {
    const all = { permissions: ['invoices'] } as const;
    expect(said(ask([...tree, relation('r1', 'ada', 'firm', all), grant('g1', 'shop', 'firm')]))).toBe('deny no_relation');
    expect(said(ask([...tree, relation('r1', 'ada', 'firm', { kind: 'billing_contact' }), grant('g1', 'shop', 'firm')]))).toBe(
      'deny no_relation',
    );
  });

  test('an account that is not above gets nothing by a grant, nor does one see upwards', () => {
    const facts = [...tree, account('other'), owner('r1', 'ada', 'other'), grant('g1', 'shop', 'other')];
    expect(said(ask(facts))).toBe('deny no_relation');
    expect(said(ask([...tree, owner('r1', 'ada', 'shop'), grant('g1', 'firm', 'shop')], { accountId: 'firm' }))).toBe('deny no_relation');
  });

  test('a grant without the permission, one that ended, one to come', () => {
    const top = owner('r1', 'ada', 'firm');
    const missing = ask([...tree, top, grant('g1', 'shop', 'firm', { permissions: ['tickets'] })]);
    expect([said(missing), missing.path.length, missing.missing?.permission]).toEqual(['deny permission_missing', 2, 'invoices']);
    expect(said(ask([...tree, top, grant('g1', 'shop', 'firm', { until: day('2026-09-02') })]))).toBe('deny ended');
    expect(said(ask([...tree, top, grant('g1', 'shop', 'firm', { from: day('2026-09-04') })]))).toBe('deny not_started');
    expect(said(ask([...tree, { ...top, until: day('2026-09-02') }, grant('g1', 'shop', 'firm')]))).toBe('deny ended');
  });

  test('her own relation decides before one above, and a nearer one above before a farther one', () => {
    const both = [
      ...tree,
      owner('r1', 'ada', 'holding'),
      owner('r2', 'ada', 'firm'),
      grant('g1', 'shop', 'holding'),
      grant('g2', 'shop', 'firm'),
    ];
    expect(ask(both).path[0]!.accountId).toBe('firm');
    expect(said(ask([...both, relation('r3', 'ada', 'shop', { permissions: ['invoices'] })]))).toBe('allow granted');
  });
});
