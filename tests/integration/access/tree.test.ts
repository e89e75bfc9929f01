import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { DATA_CLASSES, type DataClass } from '../../../src-shared/vocabulary/directory.ts';
import { codeOf, foundedDesk } from '../../support/desk.ts';
import { id, People } from './people.ts';

const allowed = (classes: Partial<Record<DataClass, string>>) => DATA_CLASSES.filter((dataClass) => classes[dataClass] === 'allow');

/**
 *  1 ─ 3 ─ 5
 *   │   └ 6
 *   └ 2 ─ 4
 * and 7 apart. Ada owns 1, Ben 3; 5 granted invoices to 1, 6 granted usage to 3.
 */
async function desk() {
  const found = await foundedDesk();
  const people = new People(found);
  people.person(1, 'Ada Quillfeather');
  people.person(2, 'Ben Ostrander');
  people.account(1, null, { status: 'suspended' });
  for (const [n, parent] of [
    [3, 1],
    [2, 1],
    [5, 3],
    [4, 2],
    [6, 3],
  ] as const)
    people.account(n, parent);
  people.account(7);
  people.owner(1, 1, 1);
  people.owner(2, 2, 3);
  people.grant(1, 5, 1);
  people.grant(2, 6, 3, { permissions: '["domains"]' });
  return Object.assign(found, { people });
}

describe('the tree', () => {
  test('stands whole, from its top, whichever account is asked about; children by number', async () => {
    await using it = await desk();
    for (const n of [1, 5, 2]) {
      const { accounts, total, more } = await it.desk.access.tree({ accountId: id('account', n) });
      expect(accounts.map(({ account }) => [account.number, account.depth, account.parentId])).toEqual([
        ['A-0001', 0, null],
        ['A-0002', 1, id('account', 1)],
        ['A-0004', 2, id('account', 2)],
        ['A-0003', 1, id('account', 1)],
        ['A-0005', 2, id('account', 3)],
        ['A-0006', 2, id('account', 3)],
      ]);
      expect([total, more]).toEqual([6, false]);
    }
    expect((await it.desk.access.tree({ accountId: id('account', 7) })).total).toBe(1);
    expect(await codeOf(it.desk.access.tree({ accountId: id('account', 99) }))).toBe('NOT_FOUND');
  });

  test('names who has to do with each account, by what, and what they may see today', async () => {
    await using it = await desk();
    const { accounts } = await it.desk.access.tree({ accountId: id('account', 1) });
    const people = Object.fromEntries(
      accounts.map((one) => [one.account.number, one.people.map((who) => [who.person.name, who.by, who.kind, allowed(who.classes)])]),
    );
    expect(people).toEqual({
      'A-0001': [['Ada Quillfeather', 'relation', 'owner', [...DATA_CLASSES]]],
      'A-0002': [],
      'A-0003': [['Ben Ostrander', 'relation', 'owner', [...DATA_CLASSES]]],
      'A-0004': [],
      'A-0005': [['Ada Quillfeather', 'grant', null, []]], // granted, but her own account is suspended
      'A-0006': [['Ben Ostrander', 'grant', null, ['usage']]],
    });
  });

  test('names a person of several entries as the one that stands for them, with what any of them has', async () => {
    await using it = await desk();
    it.people.person(3, 'B. Ostrander', { merged_into: id('person', 2) });
    it.people.relation(3, 3, 7, { permissions: '["orders"]' });
    it.people.relation(4, 2, 7, { permissions: '["tickets"]' });
    const { accounts } = await it.desk.access.tree({ accountId: id('account', 7) });
    expect(accounts[0]!.people.map((who) => [who.person, who.permissions, allowed(who.classes)])).toEqual([
      [{ id: id('person', 2), name: 'Ben Ostrander' }, ['orders'], ['orders', 'tickets']],
      [{ id: id('person', 2), name: 'Ben Ostrander' }, ['tickets'], ['orders', 'tickets']],
    ]);
  });

  test('is read a page at a time', async () => {
    await using it = await desk();
    for (let n = 100; n < 350; n += 1) it.people.account(n, 2);
    const whole = [];
    for (let after = 0, more = true; more; after = whole.length) {
      const page = await it.desk.access.tree({ accountId: id('account', 5), after, limit: 100 });
      expect(page.total).toBe(256);
      whole.push(...page.accounts.map(({ account }) => account.id));
      more = page.more;
    }
    expect([whole.length, new Set(whole).size]).toEqual([256, 256]);
    expect((await it.desk.access.tree({ accountId: id('account', 5), limit: 200 })).accounts.map(({ account }) => account.id)).toEqual(
      whole.slice(0, 200),
    );
    expect((await it.desk.access.tree({ accountId: id('account', 5), after: 256 })).accounts).toEqual([]);
    expect(await codeOf(it.desk.access.tree({ accountId: id('account', 5), limit: 201 }))).toBe('BAD_REQUEST');
  });

  test('lists twenty people and five invoices of an account, the newest, and says that there are more', async () => {
    await using it = await desk();
    for (let n = 0; n < 19; n += 1) {
      it.people.person(100 + n, `Person ${n}`);
      it.people.relation(100 + n, 100 + n, 7);
    }
    it.people.relation(200, 1, 7, { kind: 'owner' });
    for (let n = 1; n <= 7; n += 1) it.people.invoice(n, 7, `2026-0${n}-01`);
    const just = (await it.desk.access.tree({ accountId: id('account', 7) })).accounts[0]!;
    expect([just.people.length, just.morePeople, just.people[0]?.kind]).toEqual([20, false, 'owner']);
    expect(just.invoices.map((one) => one.number)).toEqual(['R-7', 'R-6', 'R-5', 'R-4', 'R-3']);
    expect(just.invoices[0]).toEqual({ number: 'R-7', issuedOn: '2026-07-01', amount: 1900, currency: 'USD', status: 'paid' });
    it.people.relation(201, 2, 7);
    const over = (await it.desk.access.tree({ accountId: id('account', 7) })).accounts[0]!;
    expect([over.people.length, over.morePeople]).toEqual([20, true]);
  });

  test('says what is stale', async () => {
    await using it = await desk();
    it.db.prepare('UPDATE account SET observed_at = ? WHERE id = ?').run('2026-08-02T08:00:00.000Z', id('account', 3));
    const { accounts, staleAfterDays } = await it.desk.access.tree({ accountId: id('account', 3) });
    expect(accounts.filter((one) => one.stale).map(({ account }) => account.number)).toEqual(['A-0003']);
    expect(staleAfterDays).toBe(31);
    const [ben] = accounts.find(({ account }) => account.number === 'A-0006')!.people;
    expect(ben?.classes).toMatchObject({ usage: 'unknown', call_recordings: 'unknown' });
    it.clock.now = '2026-12-01T14:00:00.000Z' as Instant;
    expect((await it.desk.access.tree({ accountId: id('account', 3) })).accounts.every((one) => one.stale)).toBe(true);
  });

  test('that is a circle is shown from where the way up enters it, each account once', async () => {
    await using it = await desk();
    it.db.prepare('UPDATE account SET parent_id = ? WHERE id = ?').run(id('account', 3), id('account', 1));
    for (const n of [5, 3]) {
      const { accounts, total } = await it.desk.access.tree({ accountId: id('account', n) });
      expect(accounts.map(({ account }) => account.number).sort()).toEqual(['A-0001', 'A-0002', 'A-0003', 'A-0004', 'A-0005', 'A-0006']);
      expect([accounts[0]?.account.number, total]).toEqual(['A-0003', 6]);
    }
  });
});

describe('one person', () => {
  test('account by account, their own and what was granted to an account of theirs', async () => {
    await using it = await desk();
    it.people.person(3, 'B. Ostrander', { merged_into: id('person', 2) });
    it.people.relation(3, 3, 7, { permissions: '["orders"]' });
    for (const personId of [id('person', 2), id('person', 3)]) {
      const { accounts, more } = await it.desk.access.ofPerson({ personId });
      expect(accounts.map(({ account, by, classes }) => [account.number, account.status, by, allowed(classes)])).toEqual([
        ['A-0003', 'active', 'relation', [...DATA_CLASSES]],
        ['A-0006', 'active', 'grant', ['usage']],
        ['A-0007', 'active', 'relation', ['orders']],
      ]);
      expect(more).toBe(false);
    }
    expect(await codeOf(it.desk.access.ofPerson({ personId: id('person', 99) }))).toBe('NOT_FOUND');
  });

  test('a page at a time', async () => {
    await using it = await desk();
    for (let n = 100; n < 107; n += 1) {
      it.people.account(n);
      it.people.owner(n, 1, n);
    }
    const first = await it.desk.access.ofPerson({ personId: id('person', 1), limit: 5 });
    const rest = await it.desk.access.ofPerson({ personId: id('person', 1), after: first.accounts.at(-1)!.account.id, limit: 5 });
    expect([first.more, rest.more]).toEqual([true, false]);
    expect([...first.accounts, ...rest.accounts].map(({ account }) => account.id)).toEqual(
      [1, 5, 100, 101, 102, 103, 104, 105, 106].map((n) => id('account', n)),
    );
  });
});
