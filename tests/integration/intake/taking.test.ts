import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk, type TestDesk } from '../../support/desk.ts';
import { eml, mbox, readIn, takeIn } from '../../support/mail.ts';

const itemsOf = async ({ desk }: TestDesk, batchId: string) => (await desk.intake.items({ batchId, limit: 200 })).items;
const rowsOf = async ({ desk }: TestDesk) => (await desk.cases.page({ sort: { by: 'reference', direction: 'asc' }, limit: 200 })).rows;

test('a message becomes a case with its sender, its text, its file and a line on the timeline', async () => {
  await using desk = await foundedDesk();
  const file = { name: 'proof.txt', text: 'it is me' };
  const batch = await readIn(desk, [eml({ from: 'Mara@Post.Example', subject: 'My data', text: 'Lorem ipsum.', id: 'one', file })]);
  const [item] = await itemsOf(desk, batch.id);
  await desk.desk.intake.settle({ itemId: item!.id, kind: 'access' });
  expect(await takeIn(desk, batch.id)).toMatchObject({ state: 'done', taken: 1, ready: 0 });
  const [row] = await rowsOf(desk);
  expect(row).toMatchObject({ channel: 'email', status: 'new', kinds: ['access'], receivedAt: '2026-09-03T09:00:00.000Z', unread: true });
  const detail = await desk.desk.cases.get({ caseId: row!.id });
  expect(detail.requester).toMatchObject({ name: 'Mara Doe', email: { value: 'mara@post.example' }, phone: null });
  expect(detail.requests).toMatchObject([{ kind: 'access', confirmed: true, suggested: null }]);
  const { messages } = await desk.desk.cases.messages({ caseId: row!.id });
  expect(messages).toMatchObject([{ subject: 'My data', text: expect.stringContaining('Lorem ipsum.'), idReused: false }]);
  expect(messages[0]?.files).toMatchObject([{ name: 'proof.txt', bytes: 8 }]);
  const piece = await desk.desk.cases.filePiece({ fileId: messages[0]!.files[0]!.id, offset: 0 });
  expect(Buffer.from(piece.data, 'base64').toString()).toBe('it is me');
  expect((await desk.desk.cases.timeline({ caseId: row!.id })).entries.map(({ type }) => type)).toEqual(['message', 'taken_in']);
  expect((await desk.desk.search.find({ text: 'lorem' })).hits.map((hit) => hit.row.id)).toEqual([row!.id]);
  expect((await itemsOf(desk, batch.id))[0]).toMatchObject({ state: 'taken', reference: row!.reference });
});

describe('of what is ready', () => {
  test('all is taken but what a person called no request or left out, and that can be put back', async () => {
    await using desk = await foundedDesk();
    const batch = await readIn(desk, [mbox([0, 1, 2, 3].map((nth) => eml({ subject: `letter ${nth}`, text: `${nth}` })))]);
    const items = await itemsOf(desk, batch.id);
    await desk.desk.intake.settle({ itemId: items[0]!.id, kind: 'deletion' });
    await desk.desk.intake.settle({ itemId: items[1]!.id, kind: 'not_a_request' });
    await desk.desk.intake.settle({ itemId: items[2]!.id, leave: true });
    await desk.desk.intake.settle({ itemId: items[3]!.id, kind: 'unsure' });
    expect(await takeIn(desk, batch.id)).toMatchObject({ state: 'done', taken: 2, left: 2, ready: 0 });
    expect((await rowsOf(desk)).flatMap(({ kinds }) => kinds).sort()).toEqual(['concern', 'deletion']);
    const back = await desk.desk.intake.settle({ itemId: items[2]!.id, leave: false, kind: 'access' });
    expect(back).toMatchObject({ state: 'ready', suggestion: { kind: 'access' } });
    expect(await takeIn(desk, batch.id)).toMatchObject({ state: 'done', taken: 3, left: 1 });
    expect(await codeOf(desk.desk.intake.settle({ itemId: items[2]!.id, kind: 'concern' }))).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.intake.settle({ itemId: batch.id, leave: true }))).toBe('NOT_FOUND');
  });

  test('some are taken that are named, a message that is no request too; the rest stays ready', async () => {
    await using desk = await foundedDesk();
    const batch = await readIn(desk, [mbox([0, 1, 2, 3].map((nth) => eml({ subject: `letter ${nth}`, text: `${nth}` })))]);
    const items = await itemsOf(desk, batch.id);
    await desk.desk.intake.settle({ itemId: items[1]!.id, kind: 'not_a_request' });
    const other = await readIn(desk, [eml({ subject: 'elsewhere' })]);
    const [strange] = await itemsOf(desk, other.id);
    const named = [items[1]!.id, items[3]!.id, items[3]!.id, strange!.id];
    const taken = await desk.desk.intake.take({ batchId: batch.id, items: named });
    expect(taken).toMatchObject({ state: 'ready', taken: 2, ready: 2 });
    expect((await itemsOf(desk, batch.id)).map(({ state }) => state)).toEqual(['ready', 'taken', 'ready', 'taken']);
    expect((await itemsOf(desk, other.id))[0]?.state).toBe('ready');
    const [row] = (await desk.desk.search.find({ text: 'letter 1' })).hits;
    const { requests } = await desk.desk.cases.get({ caseId: row!.row.id });
    expect(requests).toMatchObject([{ kind: 'concern', confirmed: false, suggested: { kind: 'not_a_request' } }]);
    await desk.desk.intake.take({ batchId: batch.id, items: [items[0]!.id, items[2]!.id] });
    expect((await desk.desk.intake.list({})).batches.find(({ id }) => id === batch.id)).toMatchObject({ state: 'done', taken: 4 });
  });

  test('two hundred are taken in groups, each with a reference of its own', async () => {
    await using desk = await foundedDesk();
    const batch = await readIn(desk, [mbox(Array.from({ length: 200 }, (_, nth) => eml({ subject: `letter ${nth}`, text: `${nth}` })))]);
    for (const item of await itemsOf(desk, batch.id))
      if (item.suggestion?.kind === 'not_a_request') await desk.desk.intake.settle({ itemId: item.id, kind: 'unsure' });
    expect(await takeIn(desk, batch.id)).toMatchObject({ state: 'done', taken: 200 });
    const rows = await rowsOf(desk);
    expect(rows).toHaveLength(200);
    expect(new Set(rows.map(({ reference }) => reference)).size).toBe(200);
    const takes = desk.db.prepare(`SELECT count(*) FROM ledger_entry WHERE action = 'intake.take'`).pluck().get();
    expect(takes).toBeGreaterThan(1);
    expect(takes).toBeLessThan(50);
  });
});

describe('what the clocks start from', () => {
  test('is when the message came, and never later than today, whatever a clock elsewhere said', async () => {
    await using desk = await foundedDesk();
    const early = eml({ subject: 'early', date: 'Mon, 10 Aug 2026 09:00:00 +0200' });
    const late = eml({ subject: 'late', date: 'Fri, 03 Sep 2094 09:00:00 +0000' });
    const batch = await readIn(desk, [early, late]);
    for (const item of await itemsOf(desk, batch.id)) await desk.desk.intake.settle({ itemId: item.id, kind: 'access' });
    await takeIn(desk, batch.id);
    const received = async (text: string) => (await desk.desk.search.find({ text })).hits[0]?.row.receivedAt;
    expect(await received('early')).toBe('2026-08-10T07:00:00.000Z');
    expect(await received('late')).toBe(desk.clock.now);
  });
});

describe('legal process', () => {
  test('is sealed when it is taken in: support sees that it went, and nothing of it any more', async () => {
    await using desk = await foundedDesk();
    await desk.become('support');
    const batch = await readIn(desk, [
      eml({ subject: 'Subpoena zymurgy', text: 'You are commanded.' }),
      eml({ subject: 'plain', text: 'x' }),
    ]);
    const items = await itemsOf(desk, batch.id);
    await desk.desk.intake.settle({ itemId: items[0]!.id, kind: 'legal_process' });
    await desk.desk.intake.settle({ itemId: items[1]!.id, kind: 'access' });
    expect(await takeIn(desk, batch.id)).toMatchObject({ state: 'done', taken: 2 });
    const [legal, plain] = await itemsOf(desk, batch.id);
    expect(legal).toMatchObject({
      state: 'taken',
      reference: null,
      subject: '',
      fromName: '',
      fromEmail: null,
      excerpt: '',
      receivedAt: null,
      suggestion: null,
    });
    expect(plain).toMatchObject({ state: 'taken', subject: 'plain', reference: expect.stringMatching(/^DSR-/) });
    expect(await rowsOf(desk)).toHaveLength(1);
    expect((await desk.desk.search.find({ text: 'zymurgy' })).hits).toEqual([]);
    await desk.signOutAndIn();
    const [hit] = (await desk.desk.search.find({ text: 'zymurgy' })).hits;
    expect(hit?.row).toMatchObject({ sealed: true, kinds: ['legal_process'] });
    expect((await itemsOf(desk, batch.id))[0]).toMatchObject({ subject: 'Subpoena zymurgy', reference: hit!.row.reference });
  });
});

test('a batch that is being taken in, was thrown away or never was is not taken in', async () => {
  await using desk = await foundedDesk();
  const batch = await readIn(desk, [mbox(Array.from({ length: 60 }, (_, nth) => eml({ subject: `letter ${nth}`, text: `${nth}` })))]);
  await desk.desk.intake.take({ batchId: batch.id });
  expect(await codeOf(desk.desk.intake.take({ batchId: batch.id }))).toBe('NOT_ALLOWED');
  await desk.desk.intake.cancel({ batchId: batch.id, discard: true });
  expect(await codeOf(desk.desk.intake.take({ batchId: batch.id }))).toBe('NOT_ALLOWED');
  expect(await codeOf(desk.desk.intake.take({ batchId: '01920000-0000-7000-8000-000000000000' }))).toBe('NOT_FOUND');
  const open = await desk.desk.intake.open({ files: [{ name: 'a.eml', bytes: 3 }] });
  expect(await codeOf(desk.desk.intake.take({ batchId: open.id }))).toBe('NOT_ALLOWED');
});
