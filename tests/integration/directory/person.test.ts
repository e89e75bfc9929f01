import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { account, load, owns, person } from './people.ts';

const NOWHERE = '01920000-0000-7000-8000-000000000000';
const CONTACTS = { email: 'mara.doe@post.example', phone: '+1 202 555 0142', customer_number: 'C-778812', address: '12 Elm Street' };
const DEEP = { ticket: 'TICK-9911', product: 'Zephyr hosting', date_of_birth: '1980-05-06' };

const get = (desk: TestDesk, personId: string) => desk.desk.directory.get({ personId });
const payloads = (desk: TestDesk, action: string) =>
  desk.db
    .prepare(`SELECT subject, payload FROM ledger_entry JOIN ledger_payload USING (device, seq) WHERE action = ? ORDER BY seq`)
    .all(action) as { subject: string; payload: string }[];

describe('who sees what', () => {
  test.each([['support'], ['manager'], ['billing']] as const)('%s', async (role) => {
    await using desk = await foundedDesk();
    const [withAccount, without] = load(desk, (work) => {
      const made = [person(work, 'Mara Doe', { ...CONTACTS, ...DEEP }), person(work, 'Noa Roe', { ...CONTACTS, ...DEEP })] as const;
      owns(work, made[0], account(work, 'ACC-1', 'Doe'));
      return made;
    });
    await desk.become(role);
    for (const id of [withAccount, without]) {
      const { facts } = await get(desk, id);
      expect(facts.map(({ kind }) => kind)).toEqual(['email', 'phone', 'customer_number', 'address', 'ticket', 'product', 'date_of_birth']);
      const clear = role === 'billing' && id === withAccount;
      for (const { kind, value } of facts) {
        if (kind in DEEP) expect(value).toEqual({ value: '•••', masked: true });
        else if (clear) expect(value).toEqual({ value: CONTACTS[kind as keyof typeof CONTACTS], masked: false });
        else expect(value).toMatchObject({ value: expect.stringContaining('•••'), masked: true });
      }
      for (const { id: factId, kind } of facts) {
        const reveal = desk.desk.directory.reveal({ personId: id, factId, reason: `to check the ${kind}` });
        if (kind in DEEP) expect(await codeOf(reveal)).toBe('NOT_ALLOWED');
        else expect(await reveal).toEqual({ value: CONTACTS[kind as keyof typeof CONTACTS] });
      }
    }
    const [fact] = (await get(desk, without)).facts;
    expect(await codeOf(desk.desk.directory.reveal({ personId: withAccount, factId: fact!.id, reason: 'because' }))).toBe('NOT_FOUND');
    const kept = payloads(desk, 'contact.reveal');
    expect(kept).toHaveLength(8);
    expect(kept[0]).toEqual({ subject: withAccount, payload: JSON.stringify({ kind: 'email', reason: 'to check the email' }) });
    expect(JSON.stringify(kept)).not.toMatch(/mara\.doe|202 555|\+1|C-77/);
  });

  test('an address in a name is masked, and its words find nobody', async () => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.directory.create({ name: 'Mara mara.doe@post.example' });
    await desk.become('manager');
    expect((await get(desk, id)).name).toBe('Mara m•••@p•••.example');
    expect((await desk.desk.directory.find({ text: 'post' })).persons).toEqual([]);
    expect((await desk.desk.directory.find({ text: 'mara' })).persons.map(({ name }) => name)).toEqual(['Mara m•••@p•••.example']);
  });

  test('cases that a reader may not know of are not among a person’s', async () => {
    await using desk = await foundedDesk();
    const id = load(desk, (work) => person(work, 'Mara Doe'));
    const kinds = ['access', 'opt_out', 'legal_process'] as const;
    for (const kind of kinds) {
      const row = await desk.take({ requests: [{ kind }] });
      desk.db.prepare('INSERT INTO case_subject VALUES (?, ?, ?, ?)').run(row.id, id, 'x', desk.clock.now);
    }
    for (const [role, count] of [
      ['manager', 3],
      ['support', 2],
      ['billing', 1],
    ] as const) {
      await desk.become(role);
      expect((await get(desk, id)).cases, role).toHaveLength(count);
    }
  });
});

describe('create and change', () => {
  test('what is entered is found, and the ledger keeps kinds and no values', async () => {
    await using desk = await foundedDesk();
    const facts = Object.entries({ ...CONTACTS, ...DEEP }).map(([kind, value]) => ({ kind: kind as keyof typeof CONTACTS, value }));
    const { id } = await desk.desk.directory.create({ name: 'Mara Doe', facts });
    const made = await get(desk, id);
    expect(made).toMatchObject({ source: 'staff', version: 1, observedAt: desk.clock.now });
    expect((await desk.desk.directory.find({ text: '202 555 0142' })).persons).toMatchObject([{ id, matched: ['phone'] }]);

    const email = made.facts.find(({ kind }) => kind === 'email')!;
    const patch = { name: 'Mara Roe', country: 'DE', add: [{ kind: 'email' as const, value: 'new@post.example' }], end: [email.id] };
    expect(await desk.desk.directory.change({ personId: id, version: 1, ...patch })).toEqual({ id, name: 'Mara Roe' });
    expect(await codeOf(desk.desk.directory.change({ personId: id, version: 1, name: 'x' }))).toBe('STALE');
    expect(await codeOf(desk.desk.directory.change({ personId: id, version: 2, end: [email.id] }))).toBe('NOT_FOUND');
    expect(await codeOf(desk.desk.directory.change({ personId: NOWHERE, version: 1 }))).toBe('NOT_FOUND');
    const find = async (text: string) => (await desk.desk.directory.find({ text })).persons.length;
    expect([await find('doe'), await find('roe'), await find(CONTACTS.email), await find('new@post.example')]).toEqual([0, 1, 0, 1]);
    expect(desk.db.prepare('SELECT count(*) FROM person_fact WHERE ended_at IS NOT NULL').pluck().get()).toBe(1);

    const kept = JSON.stringify([payloads(desk, 'person.create'), payloads(desk, 'person.change')]);
    expect(kept).toContain('date_of_birth');
    expect(kept).not.toMatch(/Mara|post\.example|1980-05|Zephyr|202 555|\+1|Elm|TICK|C-77/);
    expect(desk.db.prepare(`SELECT entity_id, operation FROM outbox WHERE entity = 'person' ORDER BY id`).all()).toEqual([
      { entity_id: id, operation: 'created' },
      { entity_id: id, operation: 'changed' },
    ]);
  });

  test('what cannot be such a fact is refused, with the field and without the value', async () => {
    await using desk = await foundedDesk();
    for (const [kind, value] of [
      ['phone', '12345'],
      ['email', 'nobody'],
      ['date_of_birth', '31.02.1980'],
      ['customer_number', '---'],
    ] as const) {
      const facts = [
        { kind: 'email' as const, value: 'a@b.example' },
        { kind, value },
      ];
      const refusal = await refusalOf(desk.desk.directory.create({ name: 'X', facts }));
      expect(refusal, kind).toMatchObject({ code: 'INVALID', data: { field: 'facts.1.value' } });
      expect(JSON.stringify(refusal)).not.toContain(value);
    }
    expect(desk.db.prepare('SELECT count(*) FROM person').pluck().get()).toBe(0);
  });

  test('a payment card enters by no field', async () => {
    await using desk = await foundedDesk();
    const card = '4111 1111 1111 1111';
    const { id } = await desk.desk.directory.create({ name: 'X' });
    const kinds = ['email', 'phone', 'customer_number', 'address', 'ticket', 'product', 'date_of_birth'] as const;
    const tries = [
      desk.desk.directory.create({ name: `Mara ${card}` }),
      desk.desk.directory.change({ personId: id, version: 1, name: card }),
      ...kinds.map((kind) => desk.desk.directory.create({ name: 'X', facts: [{ kind, value: card }] })),
      ...kinds.map((kind) => desk.desk.directory.change({ personId: id, version: 1, add: [{ kind, value: `no. ${card}` }] })),
    ];
    for (const attempt of tries)
      expect(await refusalOf(attempt)).toMatchObject({ code: 'INVALID', message: expect.stringContaining('card') });
  });

  test('adding a date of birth tells nothing of the one on file', async () => {
    await using desk = await foundedDesk();
    const seen = [];
    for (const value of ['1980-05-06', '1999-01-01']) {
      const { id } = await desk.desk.directory.create({ name: 'X', facts: [{ kind: 'date_of_birth', value: '1980-05-06' }] });
      const before = (await get(desk, id)).facts[0]!.id;
      await desk.desk.directory.change({ personId: id, version: 1, add: [{ kind: 'date_of_birth', value }] });
      const { facts } = await get(desk, id);
      seen.push({ count: facts.length, sameId: facts[0]!.id === before });
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toEqual({ count: 1, sameId: false });
  });

  test('adding what is never shown tells nothing of what is on file', async () => {
    await using desk = await foundedDesk();
    for (const [kind, other] of [
      ['ticket', 'TICK-1'],
      ['product', 'Mail'],
    ] as const) {
      const seen = [];
      for (const value of [DEEP[kind], other]) {
        const { id } = await desk.desk.directory.create({ name: 'X', facts: [{ kind, value: DEEP[kind] }] });
        const refused = await refusalOf(desk.desk.directory.change({ personId: id, version: 1, add: [{ kind, value }] }));
        seen.push(JSON.stringify(refused));
        expect(refused).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'add' } });
        const [fact] = (await get(desk, id)).facts;
        await desk.desk.directory.change({ personId: id, version: 1, end: [fact!.id], add: [{ kind, value }] });
        expect((await get(desk, id)).facts).toHaveLength(1);
      }
      expect(seen[0]).toBe(seen[1]);
    }
  });

  test('what is on file already is not added twice', async () => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.directory.create({ name: 'X', facts: [{ kind: 'email', value: 'a@b.example' }] });
    await desk.desk.directory.change({ personId: id, version: 1, add: [{ kind: 'email', value: 'A@B.example' }] });
    expect((await get(desk, id)).facts).toHaveLength(1);
  });
});
