import { describe, expect, test } from 'vitest';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import { codeOf, foundedDesk, NAME, refusalOf } from '../../support/desk.ts';
import { id, ledger, People } from './people.ts';

const day = (text: string) => text as CalendarDate;
const ADA = id('person', 1);
const SHOP = id('account', 2);
const ask = { personId: ADA, accountId: SHOP, dataClass: 'invoices' as const };

/** Ada Quillfeather may see tickets of `Account 2` since 3 May; Ben owns it; Cleo owns the account above, to which it granted invoices. */
async function desk() {
  const found = await foundedDesk();
  const people = new People(found);
  people.person(1, 'Ada Quillfeather');
  people.person(2, 'Ben Ostrander');
  people.person(3, 'Cleo Vandermeer');
  people.account(1);
  people.account(2, 1);
  people.relation(1, 1, 2, { permissions: '["tickets"]', from_on: '2026-05-03', granted_by: 'Ben Ostrander' });
  people.owner(2, 2, 2);
  people.owner(3, 3, 1);
  people.grant(1, 2, 1, { from_on: '2026-01-01', granted_by: 'Ben Ostrander' });
  return Object.assign(found, { people });
}

describe('an answer', () => {
  test('says why, what is missing and who could grant it', async () => {
    await using it = await desk();
    const check = await it.desk.access.check(ask);
    expect(check).toEqual({
      id: check.id,
      at: it.clock.now,
      by: NAME,
      person: { id: ADA, name: 'Ada Quillfeather' },
      account: { id: SHOP, number: 'A-0002', name: 'Account 2' },
      dataClass: 'invoices',
      on: '2026-09-03',
      answer: 'deny',
      because: [
        {
          code: 'permission_missing',
          account: { id: SHOP, number: 'A-0002', name: 'Account 2' },
          relation: {
            kind: 'authorised_user',
            permissions: ['tickets'],
            from: '2026-05-03',
            until: null,
            by: 'Ben Ostrander',
            state: 'active',
          },
          on: '2026-05-03',
        },
      ],
      path: [{ account: { id: SHOP, number: 'A-0002', name: 'Account 2' }, by: 'relation' }],
      missing: { permission: 'invoices', account: { id: SHOP, number: 'A-0002', name: 'Account 2' } },
      grantors: [{ id: id('person', 2), name: 'Ben Ostrander' }],
      observedAt: '2026-09-02T08:00:00.000Z',
      case: null,
      withheld: false,
    });
    expect((await it.desk.access.check({ ...ask, dataClass: 'tickets' })).answer).toBe('allow');
    expect((await it.desk.access.check({ ...ask, dataClass: 'tickets', on: day('2026-05-02') })).because[0]).toMatchObject({
      code: 'not_started',
      on: '2026-05-03',
    });
  });

  test('over the account above: the grant of the subaccount, and the path from above', async () => {
    await using it = await desk();
    const check = await it.desk.access.check({ ...ask, personId: id('person', 3) });
    expect([check.answer, check.because[0]?.code, check.because[0]?.relation]).toEqual([
      'allow',
      'subaccount_granted',
      { kind: null, permissions: ['invoices'], from: '2026-01-01', until: null, by: 'Ben Ostrander', state: 'active' },
    ]);
    expect(check.path.map((step) => [step.account.number, step.by])).toEqual([
      ['A-0001', 'relation'],
      ['A-0002', 'grant'],
    ]);
  });

  test('facts as old as is allowed answer, a day more and nobody knows', async () => {
    await using it = await desk();
    expect((await it.desk.access.check({ ...ask, personId: id('person', 2) })).answer).toBe('allow');
    it.clock.now = '2026-10-03T14:00:00.000Z' as Instant;
    expect((await it.desk.access.check({ ...ask, personId: id('person', 2) })).answer).toBe('allow');
    it.clock.now = '2026-10-04T14:00:00.000Z' as Instant;
    const old = await it.desk.access.check({ ...ask, personId: id('person', 2) });
    expect([old.answer, old.because.map(({ code, on }) => [code, on])]).toEqual([
      'unknown',
      [
        ['stale', '2026-09-02'],
        ['owner', null],
      ],
    ]);
  });

  test('goes by the office’s day: a day to come is refused', async () => {
    await using it = await desk();
    it.clock.now = '2026-09-04T02:00:00.000Z' as Instant; // still the third in New York
    expect((await it.desk.access.check(ask)).on).toBe('2026-09-03');
    expect(await refusalOf(it.desk.access.check({ ...ask, on: day('2026-09-04') }))).toMatchObject({
      code: 'INVALID',
      data: { field: 'on' },
    });
  });

  test('for nobody and for no account there is none', async () => {
    await using it = await desk();
    expect(await codeOf(it.desk.access.check({ ...ask, personId: id('person', 9) }))).toBe('NOT_FOUND');
    expect(await codeOf(it.desk.access.check({ ...ask, accountId: id('account', 9) }))).toBe('NOT_FOUND');
    expect(ledger(it, 'access.check')).toEqual([]);
  });

  test('survives a circle in the tree, and a tree deeper than anybody builds', async () => {
    await using it = await desk();
    it.people.account(10);
    for (let n = 11; n <= 75; n += 1) it.people.account(n, n - 1);
    it.people.owner(10, 1, 10);
    it.people.owner(11, 1, 70);
    it.people.grant(10, 75, 10);
    it.people.grant(11, 74, 70);
    expect((await it.desk.access.check({ ...ask, accountId: id('account', 74) })).answer).toBe('allow');
    const far = await it.desk.access.check({ ...ask, accountId: id('account', 75) });
    expect([far.answer, far.because[0]?.code, far.because[0]?.account?.number]).toEqual(['unknown', 'broken_tree', 'A-0025']);
    it.db.prepare('UPDATE account SET parent_id = ? WHERE id = ?').run(id('account', 75), id('account', 70));
    expect((await it.desk.access.check({ ...ask, accountId: id('account', 74) })).because[0]?.code).toBe('broken_tree');
    expect((await it.desk.access.tree({ accountId: id('account', 74) })).total).toBe(6);
  });
});

describe('a person of several entries', () => {
  test('has what any of them has, a dispute too, whichever entry is asked about', async () => {
    await using it = await desk();
    it.people.person(4, 'A. Quillfeather', { merged_into: ADA });
    it.people.relation(4, 4, 2, { permissions: '["invoices"]' });
    for (const personId of [ADA, id('person', 4)]) {
      const check = await it.desk.access.check({ ...ask, personId });
      expect([check.answer, check.person]).toEqual(['allow', { id: ADA, name: 'Ada Quillfeather' }]);
    }
    expect((await it.desk.access.checks({ personId: ADA })).checks).toHaveLength(2);
    expect((await it.desk.access.checks({ personId: id('person', 4) })).checks).toHaveLength(2);
    it.people.relation(5, 4, 2, { state: 'disputed' });
    expect((await it.desk.access.check(ask)).because[0]?.code).toBe('disputed');
  });

  test('as owner is named once, under the entry that stands for them', async () => {
    await using it = await desk();
    it.people.person(4, 'Benjamin Ostrander', { merged_into: id('person', 2) });
    it.people.owner(4, 4, 2);
    expect((await it.desk.access.check(ask)).grantors).toEqual([{ id: id('person', 2), name: 'Ben Ostrander' }]);
  });
});

describe('every check is kept', () => {
  test('with the facts as they were, whatever becomes of them', async () => {
    await using it = await desk();
    const denied = await it.desk.access.check(ask);
    it.db.exec(`UPDATE relation SET permissions = '["invoices"]', from_on = '2026-08-01', granted_by = 'Someone';
      UPDATE account SET name = 'Renamed', status = 'closed'; UPDATE person SET name = 'Renamed'`);
    const { checks, more } = await it.desk.access.checks({ accountId: SHOP });
    expect([checks, more]).toEqual([[denied], false]);
    const { record } = it.db.prepare<[], { record: string }>('SELECT record FROM access_check').get()!;
    expect((JSON.parse(record) as { evidence: unknown[] }).evidence).toEqual([
      expect.objectContaining({ id: SHOP, status: 'active', parentId: id('account', 1) }),
      expect.objectContaining({ id: id('relation', 1), permissions: ['tickets'], from: '2026-05-03', by: 'Ben Ostrander' }),
    ]);
  });

  test('and is on the ledger with its answer, by ids alone', async () => {
    await using it = await desk();
    const denied = await it.desk.access.check(ask);
    const allowed = await it.desk.access.check({ ...ask, personId: id('person', 3), on: day('2026-09-01') });
    const entries = ledger(it, 'access.check');
    expect(entries.map(({ subject }) => subject)).toEqual([denied.id, allowed.id]);
    expect(entries.map(({ payload }) => JSON.parse(payload))).toMatchObject([
      { ...ask, on: '2026-09-03', answer: 'deny', because: ['permission_missing'], evidence: [id('account', 2), id('relation', 1)].sort() },
      { answer: 'allow', on: '2026-09-01', because: ['subaccount_granted'] },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Quillfeather|Ostrander|Vandermeer|A-000|Account 2/);
  });

  test('newest first, a page at a time, by person, account and case', async () => {
    await using it = await desk();
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push((await it.desk.access.check(ask)).id);
    const other = await it.desk.access.check({ ...ask, personId: id('person', 2), accountId: id('account', 1) });
    const first = await it.desk.access.checks({ personId: ADA, limit: 3 });
    expect([first.checks.map((one) => one.id), first.more]).toEqual([made.toReversed().slice(0, 3), true]);
    const rest = await it.desk.access.checks({ personId: ADA, before: first.checks.at(-1)!.id, limit: 3 });
    expect([rest.checks.map((one) => one.id), rest.more]).toEqual([made.toReversed().slice(3), false]);
    expect((await it.desk.access.checks({ accountId: id('account', 1) })).checks).toEqual([other]);
    expect((await it.desk.access.checks({})).checks).toHaveLength(6);
    expect(await codeOf(it.desk.access.checks({ limit: 101 }))).toBe('BAD_REQUEST');
    expect(await codeOf(it.desk.access.checks({ personId: id('person', 9) }))).toBe('NOT_FOUND');
  });
});

describe('on a case', () => {
  test('a check lies on its timeline', async () => {
    await using it = await desk();
    const row = await it.take();
    const check = await it.desk.access.check({ ...ask, caseId: row.id });
    expect(check.case).toEqual({ id: row.id, reference: row.reference });
    const { entries } = await it.desk.cases.timeline({ caseId: row.id });
    expect(entries[0]).toMatchObject({
      type: 'access_checked',
      actor: NAME,
      facts: { checkId: check.id, dataClass: 'invoices', answer: 'deny', account: 'A-0002' },
    });
  });

  test('one made without is attached once', async () => {
    await using it = await desk();
    const [one, other] = [await it.take(), await it.take()];
    const check = await it.desk.access.check(ask);
    const attached = await it.desk.access.attach({ checkId: check.id, caseId: one.id });
    expect(attached).toEqual({ ...check, case: { id: one.id, reference: one.reference } });
    expect((await it.desk.cases.timeline({ caseId: one.id })).entries[0]).toMatchObject({ type: 'access_checked' });
    expect((await it.desk.access.checks({ caseId: one.id })).checks).toEqual([attached]);
    expect(await codeOf(it.desk.access.attach({ checkId: check.id, caseId: other.id }))).toBe('NOT_ALLOWED');
    expect((await it.desk.access.checks({ caseId: other.id })).checks).toEqual([]);
    expect(ledger(it, 'access.attach')).toMatchObject([{ subject: check.id }]);
  });

  test('a case that there is none of is refused like one that they may not know of', async () => {
    await using it = await desk();
    const nowhere = '01920000-0000-7000-8000-0000000000ff';
    const mine = await it.desk.access.check(ask);
    expect(await codeOf(it.desk.access.check({ ...ask, caseId: nowhere }))).toBe('NOT_FOUND');
    expect(await codeOf(it.desk.access.attach({ checkId: mine.id, caseId: nowhere }))).toBe('NOT_FOUND');
    expect((await it.desk.access.checks({})).checks).toEqual([mine]);
  });

  test('only on one that whoever asks may know of; a refusal leaves nothing behind', async () => {
    await using it = await desk();
    const sealed = await it.take({ requests: [{ kind: 'legal_process' }] });
    const check = await it.desk.access.check({ ...ask, caseId: sealed.id });
    await it.become('support');
    expect(await codeOf(it.desk.access.check({ ...ask, caseId: sealed.id }))).toBe('NOT_FOUND');
    expect(await codeOf(it.desk.access.checks({ caseId: sealed.id }))).toBe('NOT_FOUND');
    expect(await codeOf(it.desk.access.attach({ checkId: check.id, caseId: sealed.id }))).toBe('NOT_FOUND');
    const mine = await it.desk.access.check(ask);
    expect(await codeOf(it.desk.access.attach({ checkId: mine.id, caseId: sealed.id }))).toBe('NOT_FOUND');
    expect((await it.desk.access.checks({})).checks).toEqual([mine]);
    expect(it.db.prepare('SELECT count(*) FROM access_check').pluck().get()).toBe(2);
    await it.become('billing');
    expect((await it.desk.access.checks({})).checks.map((one) => one.case)).toEqual([null, null]);
  });
});

describe('by role', () => {
  test('support gets the answer and what to say, not the data behind it', async () => {
    await using it = await desk();
    await it.become('support');
    const check = await it.desk.access.check(ask);
    expect(check).toMatchObject({
      answer: 'deny',
      because: [{ code: 'permission_missing', account: { number: 'A-0002' }, relation: null, on: null }],
      missing: { permission: 'invoices', account: { number: 'A-0002' } },
      path: [],
      grantors: [],
      withheld: true,
    });
    const over = await it.desk.access.check({ ...ask, personId: id('person', 3) });
    expect([over.answer, over.because, over.path]).toEqual([
      'allow',
      [{ code: 'subaccount_granted', account: null, relation: null, on: null }],
      [],
    ]);
    expect(JSON.stringify([check, over])).not.toMatch(/Ostrander|A-0001|2026-05-03|2026-01-01/);
    expect(await codeOf(it.desk.access.tree({ accountId: SHOP }))).toBe('FORBIDDEN');
    expect(await codeOf(it.desk.access.ofPerson({ personId: ADA }))).toBe('FORBIDDEN');
  });

  test('support sees its own checks and those of a case, without the data; others see all, with it', async () => {
    await using it = await desk();
    const row = await it.take();
    const ofManager = await it.desk.access.check(ask);
    const onCase = await it.desk.access.check({ ...ask, caseId: row.id });
    await it.become('support');
    const mine = await it.desk.access.check(ask);
    expect((await it.desk.access.checks({})).checks).toEqual([mine]);
    expect((await it.desk.access.checks({ personId: ADA })).checks).toEqual([mine]);
    const [seen] = (await it.desk.access.checks({ caseId: row.id })).checks;
    expect(seen).toMatchObject({ id: onCase.id, withheld: true, path: [], grantors: [] });
    expect(await codeOf(it.desk.access.attach({ checkId: ofManager.id, caseId: row.id }))).toBe('NOT_FOUND');
    expect((await it.desk.access.attach({ checkId: mine.id, caseId: row.id })).withheld).toBe(true);
    await it.become('billing');
    const all = (await it.desk.access.checks({})).checks;
    expect(all.map((one) => [one.id, one.withheld, one.path.length, one.case])).toEqual(
      [mine.id, onCase.id, ofManager.id].map((checkId) => [checkId, false, 1, null]), // an access case is not billing's
    );
    await it.become('support', 'billing');
    expect((await it.desk.access.check(ask)).withheld).toBe(false);
  });

  test('support sees a name as in the directory, and no account above one that it finds', async () => {
    await using it = await desk();
    it.db.exec(`UPDATE person SET name = 'Ada ada@post.example' WHERE id = '${ADA}'`);
    it.db.exec(`INSERT INTO account_word VALUES ('zenith', '${SHOP}')`);
    await it.become('support');
    expect((await it.desk.access.check(ask)).person.name).toBe((await it.desk.directory.get({ personId: ADA })).name);
    expect((await it.desk.directory.findAccounts({ text: 'zenith' })).accounts).toMatchObject([{ id: SHOP, parent: null }]);
    await it.become('billing');
    expect((await it.desk.directory.findAccounts({ text: 'zenith' })).accounts).toMatchObject([{ id: SHOP, parent: { number: 'A-0001' } }]);
  });

  test('who is a manager alone sees an address masked where the name is one', async () => {
    await using it = await desk();
    it.db.exec(
      `UPDATE person SET name = 'ada@post.example' WHERE id = '${ADA}'; UPDATE person SET name = 'ben@post.example' WHERE id = '${id('person', 2)}'`,
    );
    await it.become('manager');
    const seen = [await it.desk.access.check(ask), await it.desk.access.tree({ accountId: SHOP }), await it.desk.access.checks({})];
    expect(JSON.stringify(seen)).not.toMatch(/ada@|ben@/);
  });
});
