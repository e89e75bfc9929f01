import { describe, expect, test } from 'vitest';
import type { Work } from '../../../src-main/core/command.ts';
import {
  accountIdOf,
  accountsByNumber,
  personIdOf,
  putAccount,
  putGrant,
  putInvoice,
  putPerson,
  putPreference,
  putRelation,
} from '../../../src-main/core/directory/service.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import { foundedDesk, type TestDesk } from '../../support/desk.ts';
import { account, load, person } from './people.ts';

const AT = (day: number) => `2026-08-${String(day).padStart(2, '0')}T00:00:00.000Z` as Instant;
const DAY = (text: string) => text as CalendarDate;
const GRANTED = { permissions: ['invoices'], from: null, until: null, grantedBy: 'Ana', state: 'active' } as const;

/** The field and the sentence that a record was refused with. */
function refused(desk: TestDesk, put: (work: Work) => unknown): { field: string | undefined; sentence: string } {
  try {
    load(desk, put);
  } catch (error) {
    if (error instanceof DeskError && error.code === 'invalid') return { field: error.field, sentence: error.message };
    throw error;
  }
  throw new Error('was not refused');
}

describe('a person', () => {
  const said = (day: number, over: Partial<Parameters<typeof putPerson>[1]> = {}) => ({
    source: 'crm',
    externalId: '1',
    observedAt: AT(day),
    name: 'Mara Doe',
    country: 'US',
    facts: [
      { kind: 'email' as const, value: 'mara@one.example' },
      { kind: 'phone' as const, value: '(202) 555-0142' },
    ],
    ...over,
  });
  const put = (desk: TestDesk, ...given: Parameters<typeof said>) => load(desk, (work) => putPerson(work, said(...given)).answer);

  test('is created, the same, changed, and never overwritten by an older word', async () => {
    await using desk = await foundedDesk();
    expect(put(desk, 2)).toBe('created');
    const id = personIdOf(desk.db, 'crm', '1')!;
    const get = () => desk.desk.directory.get({ personId: id });
    const first = await get();
    expect(put(desk, 2)).toBe('same');
    expect(put(desk, 4)).toBe('same');
    expect(await get()).toMatchObject({
      version: 1,
      observedAt: AT(4),
      facts: first.facts.map((fact) => ({ id: fact.id, onFileSince: AT(2), observedAt: AT(4) })),
    });
    expect(put(desk, 3, { name: 'Older Name', facts: [] })).toBe('older');
    expect(put(desk, 5, { name: 'Mara Roe' })).toBe('changed');
    expect(await get()).toMatchObject({ name: 'Mara Roe', version: 2 });
    expect((await desk.desk.directory.find({ text: 'doe' })).persons).toEqual([]);
    expect(put(desk, 6, { name: 'Mara Roe', facts: [{ kind: 'email', value: 'mara@two.example' }] })).toBe('changed');
    const { facts } = await get();
    expect(facts).toMatchObject([{ kind: 'email', onFileSince: AT(6) }]);
    expect(desk.db.prepare('SELECT count(*) FROM person_fact WHERE person_id = ? AND ended_at IS NOT NULL').pluck().get(id)).toBe(2);
    expect(put(desk, 7, { name: 'Mara Roe', facts: [] })).toBe('changed');
    expect(personIdOf(desk.db, 'crm', '2')).toBeNull();
    expect(personIdOf(desk.db, 'csv', '1')).toBeNull();
  });

  test('keeps what staff added, and a name that staff changed later than the source spoke', async () => {
    await using desk = await foundedDesk();
    put(desk, 2);
    const id = personIdOf(desk.db, 'crm', '1')!;
    const add = [{ kind: 'customer_number' as const, value: 'C-1' }];
    await desk.desk.directory.change({ personId: id, version: 1, name: 'Mara Changed', add });
    expect(put(desk, 30)).toBe('older');
    expect((await desk.desk.directory.get({ personId: id })).name).toBe('Mara Changed');
    expect(load(desk, (work) => putPerson(work, { ...said(2), observedAt: desk.clock.now, facts: [] }).answer)).toBe('changed');
    expect((await desk.desk.directory.get({ personId: id })).facts).toMatchObject([{ kind: 'customer_number', source: 'staff' }]);
  });

  test('what its source does not speak of stays as it was', async () => {
    await using desk = await foundedDesk();
    const birth = { kind: 'date_of_birth' as const, value: '1980-05-13' };
    put(desk, 2, { language: 'en', region: 'CA', facts: [...said(2).facts, birth] });
    const id = personIdOf(desk.db, 'crm', '1')!;
    const kept = () => {
      const values = desk.db.prepare("SELECT value FROM person_fact WHERE ended_at IS NULL ORDER BY kind = 'date_of_birth', kind");
      return [desk.db.prepare('SELECT language, country, region FROM person').raw().get(), values.pluck().all()];
    };
    const { country: _, ...nowhere } = said(3, { facts: [] });
    const speak = (day: number, over: Partial<Parameters<typeof putPerson>[1]>) =>
      load(desk, (work) => putPerson(work, { ...nowhere, observedAt: AT(day), ...over }).answer);
    expect(speak(3, { speaksOf: [] })).toBe('same');
    expect(kept()).toEqual([
      ['en', 'US', 'CA'],
      ['mara@one.example', '+12025550142', '1980-05-13'],
    ]);
    // the country on file reads what comes without one, and what is spoken of and not among the facts is ended
    const phone = { kind: 'phone' as const, value: '(202) 555-0143' };
    expect(speak(4, { speaksOf: ['phone', 'language'], facts: [phone] })).toBe('changed');
    expect(kept()).toEqual([
      [null, 'US', 'CA'],
      ['mara@one.example', '+12025550143', '1980-05-13'],
    ]);
    expect(speak(5, { speaksOf: ['email', 'region'] })).toBe('changed');
    expect(kept()).toEqual([
      [null, 'US', null],
      ['+12025550143', '1980-05-13'],
    ]);
    const tickets = Array.from({ length: 99 }, (_, n) => ({ kind: 'ticket' as const, value: `T-${n}` }));
    expect(refused(desk, (work) => putPerson(work, { ...nowhere, observedAt: AT(6), speaksOf: ['ticket'], facts: tickets })).field).toBe(
      'facts',
    );
    expect((await desk.desk.directory.get({ personId: id })).facts).toHaveLength(2);
    expect(speak(6, {})).toBe('changed');
    expect(kept()).toEqual([[null, null, null], []]);
  });

  test('a time to come counts as now, and a date since when it was on file is kept', async () => {
    await using desk = await foundedDesk();
    const facts = [{ kind: 'email' as const, value: 'a@b.example', since: AT(1) }];
    load(desk, (work) => putPerson(work, { ...said(2), observedAt: '2036-01-01T00:00:00.000Z' as Instant, facts }));
    const { observedAt, facts: kept } = await desk.desk.directory.get({ personId: personIdOf(desk.db, 'crm', '1')! });
    expect({ observedAt, since: kept[0]?.onFileSince }).toEqual({ observedAt: desk.clock.now, since: AT(1) });
  });

  test('what is wrong is refused by its field, without its value', async () => {
    await using desk = await foundedDesk();
    const card = '4111111111111111';
    for (const [over, field] of [
      [{ name: ' ' }, 'name'],
      [{ name: card }, 'name'],
      [{ externalId: '' }, 'id'],
      [{ country: 'usa' }, 'country'],
      [{ region: 'c' }, 'region'],
      [{ language: 'English!' }, 'language'],
      [{ facts: [{ kind: 'phone' as const, value: '12' }] }, 'phone'],
      [{ facts: [{ kind: 'ticket' as const, value: card }] }, 'ticket'],
    ] as const) {
      const refusal = refused(desk, (work) => putPerson(work, said(2, over)));
      expect(refusal.field).toBe(field);
      expect(refusal.sentence).not.toContain(card);
    }
    expect(desk.db.prepare('SELECT count(*) FROM person').pluck().get()).toBe(0);
  });
});

describe('accounts and what binds', () => {
  test('an account that would stand below itself is refused', async () => {
    await using desk = await foundedDesk();
    const said = (externalId: string, parentId: string | null, day = 2) =>
      ({ source: 'crm', externalId, observedAt: AT(day), number: externalId, name: externalId, parentId, status: 'active' }) as const;
    const put = (...given: Parameters<typeof said>) => load(desk, (work) => putAccount(work, said(...given)));
    const a = put('A', null).id;
    const b = put('B', a).id;
    const c = put('C', b).id;
    for (const parent of [a, b, c]) expect(refused(desk, (work) => putAccount(work, said('A', parent, 3))).field).toBe('parent');
    expect(refused(desk, (work) => putAccount(work, said('D', '01920000-0000-7000-8000-000000000000'))).field).toBe('parent');
    expect(put('C', b).answer).toBe('same');
    expect(put('C', a, 3).answer).toBe('changed');
    expect(put('C', b, 2).answer).toBe('older');
    expect(put('B', c, 3).answer).toBe('changed');
    expect(accountIdOf(desk.db, 'crm', 'C')).toBe(c);
    expect(accountsByNumber(desk.db, 'C')).toEqual([c]);
    expect(refused(desk, (work) => putAccount(work, { ...said('E', null), name: '4111 1111 1111 1111' })).field).toBe('name');
  });

  test('what is not said of an account, a relation, a grant or an invoice stays, and is nothing special where it is new', async () => {
    await using desk = await foundedDesk();
    const source = (day: number) => ({ source: 'crm', observedAt: AT(day) });
    const [mara, one, two] = load(desk, (work) => [person(work, 'Mara'), account(work, '1', 'One'), account(work, '2', 'Two')]) as [
      string,
      string,
      string,
    ];
    const held = (table: string, columns: string) => desk.db.prepare(`SELECT ${columns} FROM ${table} WHERE source = 'crm'`).raw().all();

    const sub = (day: number, more: object = {}) => ({ ...source(day), externalId: 'S', number: 'S', name: 'Sub', ...more });
    const putSub = (...given: Parameters<typeof sub>) => load(desk, (work) => putAccount(work, sub(...given)).answer);
    expect(putSub(2)).toBe('created');
    expect(held('account', 'parent_id, status')).toEqual([[null, 'active']]);
    expect(putSub(3, { parentId: one, status: 'suspended' })).toBe('changed');
    expect(putSub(4)).toBe('same');
    expect(putSub(5, { status: 'closed' })).toBe('changed');
    expect(held('account', 'parent_id, status')).toEqual([[one, 'closed']]);
    expect(putSub(6, { parentId: null })).toBe('changed');
    expect(held('account', 'parent_id, status')).toEqual([[null, 'closed']]);

    const ends = { permissions: ['invoices'], from: DAY('2026-01-01'), until: DAY('2026-02-01'), grantedBy: 'Ana', state: 'disputed' };
    const columns = 'permissions, from_on, until_on, granted_by, state';
    const puts = {
      relation: (work: Work, day: number, more: object) =>
        putRelation(work, { ...source(day), personId: mara, accountId: one, kind: 'owner', ...more }).answer,
      account_grant: (work: Work, day: number, more: object) =>
        putGrant(work, { ...source(day), accountId: one, toAccountId: two, ...more }).answer,
    };
    for (const [table, put] of Object.entries(puts)) {
      const said = (day: number, more: object = {}) => load(desk, (work) => put(work, day, more));
      expect(said(2)).toBe('created');
      expect(held(table, columns)).toEqual([['[]', null, null, null, 'active']]);
      expect(said(3, ends)).toBe('changed');
      expect(said(4)).toBe('same');
      expect(held(table, columns)).toEqual([['["invoices"]', '2026-01-01', '2026-02-01', 'Ana', 'disputed']]);
      expect(refused(desk, (work) => put(work, 5, { from: DAY('2026-03-01') })).field).toBe('from');
      expect(refused(desk, (work) => put(work, 5, { until: DAY('2025-03-01') })).field).toBe('until');
      expect(said(5, { until: null, grantedBy: null })).toBe('changed');
      expect(held(table, columns)).toEqual([['["invoices"]', '2026-01-01', null, null, 'disputed']]);
      expect(said(4, { state: 'active' })).toBe('older');
    }

    const bill = { accountId: one, number: 'I-1', issuedOn: DAY('2026-08-01'), amount: 1, currency: 'USD' };
    const putBill = (day: number, more: object = {}) => load(desk, (work) => putInvoice(work, { ...source(day), ...bill, ...more }).answer);
    expect([putBill(2), putBill(3, { status: 'paid' }), putBill(4)]).toEqual(['created', 'changed', 'same']);
    expect(held('invoice', 'status')).toEqual([['paid']]);
  });

  test('relations and grants are known again by what they bind', async () => {
    await using desk = await foundedDesk();
    const [mara, one, two] = load(desk, (work) => [person(work, 'Mara'), account(work, '1', 'One'), account(work, '2', 'Two')]) as [
      string,
      string,
      string,
    ];
    const relation = (day: number, over: Partial<Parameters<typeof putRelation>[1]> = {}) =>
      load(desk, (work) =>
        putRelation(work, {
          source: 'crm',
          observedAt: AT(day),
          personId: mara,
          accountId: one,
          kind: 'authorised_user',
          ...GRANTED,
          ...over,
        }),
      );
    const first = relation(2);
    expect(first.answer).toBe('created');
    expect(relation(3)).toEqual({ id: first.id, answer: 'same' });
    expect(relation(2, { permissions: [] }).answer).toBe('older');
    expect(relation(3, { permissions: ['tickets', 'invoices'] }).answer).toBe('changed');
    expect(relation(3, { permissions: ['invoices', 'tickets'] }).answer).toBe('same');
    expect(relation(3, { kind: 'owner' }).answer).toBe('created');
    expect(relation(3, { source: 'csv' }).answer).toBe('created');
    const grant = (day: number, over: Partial<Parameters<typeof putGrant>[1]> = {}) =>
      load(
        desk,
        (work) => putGrant(work, { source: 'crm', observedAt: AT(day), accountId: one, toAccountId: two, ...GRANTED, ...over }).answer,
      );
    expect([grant(2), grant(3), grant(2), grant(4, { state: 'disputed' })]).toEqual(['created', 'same', 'older', 'changed']);
    expect(
      refused(desk, (work) => putGrant(work, { source: 'crm', observedAt: AT(2), accountId: one, toAccountId: one, ...GRANTED })).field,
    ).toBe('to_account');
    const wrong = { from: DAY('2026-08-02'), until: DAY('2026-08-01') };
    expect(refused(desk, () => relation(5, wrong)).field).toBe('until');
    expect(refused(desk, () => relation(5, { from: DAY('2026-02-30') })).field).toBe('from');
    expect(refused(desk, () => relation(5, { personId: one })).field).toBe('person');
    expect(refused(desk, () => relation(5, { accountId: mara })).field).toBe('account');
  });

  test('of wishes the last counts, and of two at once the one that keeps us from it', async () => {
    await using desk = await foundedDesk();
    const mara = load(desk, (work) => person(work, 'Mara'));
    const put = (day: number, value: 'opted_in' | 'opted_out', source = 'crm') =>
      load(
        desk,
        (work) => putPreference(work, { source, observedAt: AT(day), personId: mara, scope: 'marketing', channel: 'email', value }).answer,
      );
    expect(put(2, 'opted_in')).toBe('created');
    expect(put(2, 'opted_out', 'csv')).toBe('changed');
    expect(put(2, 'opted_in')).toBe('older');
    expect(put(1, 'opted_in')).toBe('older');
    expect(put(3, 'opted_out')).toBe('same');
    expect(put(4, 'opted_in')).toBe('changed');
    expect((await desk.desk.directory.get({ personId: mara })).preferences).toEqual([
      { scope: 'marketing', channel: 'email', value: 'opted_in', source: 'crm', observedAt: AT(4) },
    ]);
  });

  test('invoices', async () => {
    await using desk = await foundedDesk();
    const one = load(desk, (work) => account(work, '1', 'One'));
    const said = {
      source: 'crm',
      observedAt: AT(2),
      number: 'INV-1',
      accountId: one,
      issuedOn: DAY('2026-08-01'),
      amount: 12050,
      currency: 'USD',
      status: 'paid',
    };
    const put = (over: Partial<typeof said> = {}) => load(desk, (work) => putInvoice(work, { ...said, ...over }).answer);
    expect([put(), put(), put({ observedAt: AT(1) }), put({ status: 'refunded' })]).toEqual(['created', 'same', 'older', 'changed']);
    for (const [over, field] of [
      [{ amount: 1.5 }, 'amount'],
      [{ currency: '$' }, 'currency'],
      [{ issuedOn: DAY('1.8.2026') }, 'issued_on'],
      [{ number: '4111111111111111' }, 'number'],
      [{ accountId: 'x' }, 'account'],
    ] as const)
      expect(refused(desk, () => put(over)).field).toBe(field);
  });
});
