import { describe, expect, test } from 'vitest';
import { CONTACT_FIELDS } from '../../../src-shared/contract/cases.ts';
import { REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import { codeOf, foundedDesk } from '../../support/desk.ts';
import { eml, readIn, takeIn } from '../../support/mail.ts';

const OWN = ['opt_out', 'concern'];

describe('billing sees and works opt-outs and concerns only', () => {
  test('of cases with one request each, and with two', async () => {
    await using desk = await foundedDesk();
    const made = [];
    for (const kind of REQUEST_KINDS) {
      made.push({ kinds: [kind], row: await desk.take({ requester: { name: 'Quincy' }, requests: [{ kind }] }) });
      if (kind === 'opt_out') continue;
      const requests = [{ kind: 'opt_out' as const }, { kind }];
      made.push({ kinds: ['opt_out', kind], row: await desk.take({ requester: { name: 'Quincy' }, requests }) });
    }
    await desk.become('billing');
    const own = made.filter(({ kinds }) => kinds.every((kind) => OWN.includes(kind))).map(({ row }) => row.id);
    expect(own).toHaveLength(3);
    const { rows } = await desk.desk.cases.page({});
    expect(rows.map(({ id }) => id).sort()).toEqual([...own].sort());
    expect((await desk.desk.cases.counts()).counts.all).toBe(3);
    expect(await desk.desk.cases.count({ view: 'all', filter: {} })).toEqual({ count: 3, more: false });
    for (const order of ['newest', 'relevance'] as const)
      expect((await desk.desk.search.find({ text: 'quincy', order })).hits.map(({ row }) => row.id).sort()).toEqual([...own].sort());
    for (const { row } of made) {
      const answer = desk.desk.cases.get({ caseId: row.id }).then(
        () => 'OK',
        (error: unknown) => codeOf(Promise.reject(error)),
      );
      expect(await answer).toBe(own.includes(row.id) ? 'OK' : 'NOT_FOUND');
    }
    const work = own.map((caseId) => ({ caseId, version: 1 }));
    expect((await desk.desk.cases.move({ cases: work, to: 'triaged' })).cases).toHaveLength(3);
    const strange = made.find(({ kinds }) => kinds[0] === 'access')!.row.id;
    const mixed = [
      { caseId: own[0]!, version: 2 },
      { caseId: strange, version: 1 },
    ];
    expect(await codeOf(desk.desk.cases.move({ cases: mixed, to: 'in_progress' }))).toBe('NOT_FOUND');
    expect((await desk.desk.cases.get({ caseId: own[0]! })).row.version).toBe(2);
  });

  test('and takes in, adds and turns a request into no other kind', async () => {
    await using desk = await foundedDesk();
    await desk.become('billing');
    for (const kind of REQUEST_KINDS) {
      const row = await desk.take({ requests: [{ kind: 'opt_out' }] });
      const requestId = await desk.requestOf(row);
      const one = { caseId: row.id, version: 1 };
      const tries = [
        () => desk.desk.cases.create({ channel: 'phone', requester: {}, requests: [{ kind: 'opt_out' }, { kind }] }),
        () => desk.desk.cases.changeRequest({ ...one, requestId, kind }),
        async () => desk.desk.cases.addRequest({ ...one, version: (await desk.desk.cases.get({ caseId: row.id })).row.version, kind }),
      ];
      for (const attempt of tries) {
        if (OWN.includes(kind)) await attempt();
        else expect(await codeOf(attempt()), kind).toBe('NOT_ALLOWED');
      }
    }
  });

  test('a message that nobody has understood yet is not theirs, a concern that somebody confirmed is', async () => {
    await using desk = await foundedDesk();
    await desk.become('support');
    const text = 'Lorem ipsum dolor sit amet.';
    const batch = await readIn(desk, [eml({ subject: 'lorem', text })]);
    const [item] = (await desk.desk.intake.items({ batchId: batch.id })).items;
    await desk.desk.intake.settle({ itemId: item!.id, kind: 'unsure' });
    await takeIn(desk, batch.id);
    const [row] = (await desk.desk.cases.page({})).rows;
    expect(row?.kinds).toEqual(['concern']);
    await desk.become('billing');
    expect((await desk.desk.cases.page({})).rows).toEqual([]);
    await desk.become('support');
    await desk.desk.cases.changeRequest({ caseId: row!.id, version: 1, requestId: await desk.requestOf(row!), kind: 'concern' });
    await desk.become('billing');
    expect((await desk.desk.cases.page({})).rows.map(({ id }) => id)).toEqual([row!.id]);
  });
});

describe('contact details', () => {
  const requester = {
    name: 'Mara Doe',
    email: 'mara.doe@post.example',
    phone: '+1 555 010 0142',
    address: '12 Elm Street, Springfield',
    customerNumber: 'C-778812',
  };

  test.each([['support'], ['billing']] as const)('%s sees them as they are', async (role) => {
    await using desk = await foundedDesk();
    const row = await desk.take({ requester, requests: [{ kind: 'opt_out' }] });
    await desk.become(role);
    const seen = (await desk.desk.cases.get({ caseId: row.id })).requester;
    for (const field of CONTACT_FIELDS) expect(seen[field]).toEqual({ value: requester[field], masked: false });
  });

  test('who is a manager alone sees an address masked where the name is one', async () => {
    await using desk = await foundedDesk();
    const letter = eml({ from: 'mara@post.example', name: '"mara@home.example"', subject: 'Please', text: 'Delete my data.' });
    const { id } = await takeIn(desk, (await readIn(desk, [letter])).id);
    await desk.desk.cases.create({ channel: 'phone', requester: { name: 'mara@post.example' }, requests: [{ kind: 'access' }] });
    await desk.become('manager');
    const { rows } = await desk.desk.cases.page({});
    expect(rows).toHaveLength(2);
    const seen: unknown[] = [rows, await desk.desk.search.find({ text: 'mara' }), await desk.desk.intake.items({ batchId: id })];
    for (const { id: caseId } of rows) seen.push(await desk.desk.cases.get({ caseId }), await desk.desk.cases.messages({ caseId }));
    const { case: made } = await desk.desk.cases.create({
      channel: 'phone',
      requester: { name: 'mara@post.example' },
      requests: [{ kind: 'access' }],
    });
    seen.push(made);
    expect(JSON.stringify(seen)).not.toContain('mara@');
    expect(rows.map(({ requesterName }) => requesterName).sort()).toEqual(['m•••@h•••.example', 'm•••@p•••.example']);
  });

  test('who is a manager alone sees them masked until revealed, for a reason that the ledger and the timeline keep', async () => {
    await using desk = await foundedDesk();
    const batch = await readIn(desk, [eml({ from: requester.email, text: 'Show me.' })]);
    await takeIn(desk, batch.id);
    const row = await desk.take({ requester });
    await desk.become('manager', 'administrator');
    const seen = (await desk.desk.cases.get({ caseId: row.id })).requester;
    for (const field of CONTACT_FIELDS) {
      expect(seen[field]?.masked).toBe(true);
      expect(seen[field]?.value).toContain('•••');
      expect(seen[field]?.value.length).toBeLessThan(20);
    }
    const [message] = (await desk.desk.cases.messages({ caseId: (await desk.desk.search.find({ text: 'Show me' })).hits[0]!.row.id }))
      .messages;
    expect(message?.fromEmail).toEqual({ value: 'm•••@p•••.example', masked: true });
    const [item] = (await desk.desk.intake.items({ batchId: batch.id })).items;
    expect(item?.fromEmail).toEqual({ value: 'm•••@p•••.example', masked: true });

    for (const field of CONTACT_FIELDS) {
      expect(await desk.desk.cases.reveal({ caseId: row.id, field, reason: `to check the ${field}` })).toEqual({ value: requester[field] });
    }
    expect(await codeOf(desk.desk.cases.reveal({ caseId: row.id, field: 'email', reason: 'no' }))).toBe('BAD_REQUEST');
    const { entries } = await desk.desk.cases.timeline({ caseId: row.id });
    const lines = entries.filter(({ type }) => type === 'revealed').map(({ facts }) => facts);
    expect(lines.reverse()).toEqual(CONTACT_FIELDS.map((field) => ({ field, reason: `to check the ${field}` })));
    const kept = desk.db
      .prepare(
        `SELECT payload FROM ledger_entry JOIN ledger_payload USING (device, seq) WHERE action = 'contact.reveal' AND subject = ? ORDER BY seq`,
      )
      .pluck()
      .all(row.id);
    expect(kept).toEqual(CONTACT_FIELDS.map((field) => JSON.stringify({ field, reason: `to check the ${field}` })));
    expect(kept.join()).not.toContain(requester.email);
    expect((await desk.desk.cases.get({ caseId: row.id })).requester.email?.masked).toBe(true);
  });
});
