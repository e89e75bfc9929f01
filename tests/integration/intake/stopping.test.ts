import { describe, expect, test, vi } from 'vitest';
import type { Batch } from '../../../src-shared/contract/intake.ts';
import { codeOf, foundedDesk, type TestDesk } from '../../support/desk.ts';
import { eml, mbox, readIn, takeIn } from '../../support/mail.ts';

const many = (count: number) => mbox(Array.from({ length: count }, (_, nth) => eml({ subject: `letter ${nth}`, text: `please ${nth}` })));
const batchOf = async ({ desk }: TestDesk, id: string) => (await desk.intake.list({ limit: 50 })).batches.find((batch) => batch.id === id)!;
/** A machine with other work to do takes its time. */
const LONG = { timeout: 15_000 };
const sent = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** How many rows lie in each table of what comes in. */
const lying = ({ db }: TestDesk) =>
  Object.fromEntries(
    ['message', 'file', 'file_piece', 'intake_item'].map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]),
  );
const NOTHING = { message: 0, file: 0, file_piece: 0, intake_item: 0 };

/** An attachment that is larger than memory is given, cut off in the middle. */
const cutOff = () => {
  const whole = eml({ subject: 'large', file: { name: 'large.bin', text: 'x'.repeat(3_000_000) } });
  return whole.subarray(0, 3_500_000);
};

const LETTERS = 120;

/** Some of the letters are kept, the last of them wait; the large file and its raw form are on their way. */
async function halfRead(desk: TestDesk): Promise<Batch> {
  const bytes = many(LETTERS);
  const { id } = await desk.desk.intake.open({
    files: [
      { name: 'many.mbox', bytes: bytes.length },
      { name: 'large.eml', bytes: 9_999_999 },
    ],
  });
  await desk.desk.intake.piece({ batchId: id, file: 0, offset: 0, data: sent(bytes), last: true });
  const large = cutOff();
  for (let offset = 0; offset < large.length; offset += 500_000) {
    await desk.desk.intake.piece({ batchId: id, file: 1, offset, data: sent(large.subarray(offset, offset + 500_000)), last: false });
  }
  const { message, file } = lying(desk) as { message: number; file: number };
  expect(message).toBeGreaterThan(0);
  expect(message).toBeLessThan(LETTERS);
  expect(file).toBe(2);
  return batchOf(desk, id);
}

describe('reading that is stopped', () => {
  test('keeps what was read as ready, and nothing of what was not', async () => {
    await using desk = await foundedDesk();
    const { id } = await halfRead(desk);
    const stopped = await desk.desk.intake.cancel({ batchId: id });
    expect(stopped).toMatchObject({ state: 'ready', ready: LETTERS });
    await vi.waitFor(() => expect(lying(desk)).toEqual({ message: LETTERS, file: 0, file_piece: 0, intake_item: LETTERS }), LONG);
    expect(await codeOf(desk.desk.intake.piece({ batchId: id, file: 1, offset: 3_500_000, data: '', last: true }))).toBe('NOT_ALLOWED');
    expect(await takeIn(desk, id)).toMatchObject({ ready: 0 });
  });

  test('and thrown away leaves nothing behind', async () => {
    await using desk = await foundedDesk();
    const { id } = await halfRead(desk);
    const gone = await desk.desk.intake.cancel({ batchId: id, discard: true });
    expect(gone).toMatchObject({ state: 'cancelled', ready: 0, same: 0, unreadable: 0 });
    await vi.waitFor(() => expect(lying(desk)).toEqual(NOTHING), LONG);
    expect((await desk.desk.intake.items({ batchId: id })).items).toEqual([]);
    expect(await batchOf(desk, id)).toMatchObject({ state: 'cancelled' });
    expect(await readIn(desk, [many(LETTERS)])).toMatchObject({ ready: LETTERS, same: 0 });
  });

  test('while a piece is being read: the piece is told so, and it ends as it was stopped', async () => {
    await using desk = await foundedDesk();
    const bytes = many(200);
    const { id } = await desk.desk.intake.open({ files: [{ name: 'many.mbox', bytes: bytes.length }] });
    const piece = codeOf(desk.desk.intake.piece({ batchId: id, file: 0, offset: 0, data: sent(bytes), last: true }));
    for await (const batch of await desk.desk.intake.watch({ batchId: id })) {
      if (batch.ready > 0 && batch.state === 'reading') await desk.desk.intake.cancel({ batchId: id, discard: true });
    }
    expect(await piece).toBe('CANCELLED');
    expect(await batchOf(desk, id)).toMatchObject({ state: 'cancelled', ready: 0 });
    await vi.waitFor(() => expect(lying(desk)).toEqual(NOTHING), LONG);
  });
});

describe('throwing a batch away', () => {
  test('takes messages, attachments, what was left out and what could not be read, not what was taken in', async () => {
    await using desk = await foundedDesk();
    const file = { name: 'a.txt', text: 'hello' };
    const letters = [0, 1, 2].map((nth) => eml({ subject: `letter ${nth}`, text: `${nth}`, file: { ...file, text: `hello ${nth}` } }));
    const batch = await readIn(desk, [...letters, letters[1]!, Buffer.from('no message')]);
    const { items } = await desk.desk.intake.items({ batchId: batch.id });
    await desk.desk.intake.take({ batchId: batch.id, items: [items[0]!.id] });
    await desk.desk.intake.settle({ itemId: items[2]!.id, leave: true });
    expect(await desk.desk.intake.cancel({ batchId: batch.id, discard: true })).toMatchObject({
      state: 'cancelled',
      taken: 1,
      ready: 0,
      left: 0,
      same: 0,
    });
    expect(lying(desk)).toEqual({ message: 1, file: 1, file_piece: 1, intake_item: 1 });
    expect((await desk.desk.cases.page({})).rows).toHaveLength(1);
    expect(desk.db.pragma('foreign_key_check')).toEqual([]);
  });

  test('a message that another batch brought too is that batch’s then, and not lost', async () => {
    await using desk = await foundedDesk();
    const letter = eml({ subject: 'twice', file: { name: 'a.txt', text: 'hello' } });
    const first = await readIn(desk, [letter]);
    const second = await readIn(desk, [letter]);
    expect(await takeIn(desk, second.id)).toMatchObject({ state: 'done', same: 1 });
    await desk.desk.intake.cancel({ batchId: first.id, discard: true });
    expect(await batchOf(desk, second.id)).toMatchObject({ state: 'ready', ready: 1, same: 0 });
    const [item] = (await desk.desk.intake.items({ batchId: second.id })).items;
    expect(item).toMatchObject({ subject: 'twice', files: 1 });
    await desk.desk.intake.settle({ itemId: item!.id, kind: 'access' });
    expect(await takeIn(desk, second.id)).toMatchObject({ state: 'done', taken: 1 });
    expect((await desk.desk.cases.page({})).rows).toHaveLength(1);
  });

  test('a batch with more items and more files than one look takes', async () => {
    await using desk = await foundedDesk();
    const parts = Array.from(
      { length: 600 },
      (_, nth) => `--B\r\nContent-Disposition: attachment; filename=${nth}.txt\r\n\r\nfile ${nth}\r\n`,
    );
    const full = `From: a@b.example\r\nDate: Thu, 03 Sep 2026 09:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n${parts.join('')}--B--\r\n`;
    const same = Array.from({ length: 250 }, () => eml({ subject: 'same' }));
    const batch = await readIn(desk, [Buffer.from(full), mbox(same)]);
    expect(batch).toMatchObject({ ready: 2, same: 249 });
    expect(lying(desk)).toMatchObject({ file: 600 });
    await desk.desk.intake.cancel({ batchId: batch.id, discard: true });
    expect(lying(desk)).toEqual(NOTHING);
  });
});

describe('taking in that is stopped', () => {
  test('keeps the cases that are made; the rest stays ready and goes on when asked', async () => {
    await using desk = await foundedDesk();
    const { id } = await readIn(desk, [many(150)]);
    await desk.desk.intake.take({ batchId: id });
    const stopped = await desk.desk.intake.cancel({ batchId: id });
    expect(stopped.state).toBe('ready');
    expect(stopped.taken + stopped.left).toBeGreaterThan(0);
    expect(stopped.ready).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await batchOf(desk, id)).toEqual(stopped);
    const done = await takeIn(desk, id);
    expect(done).toMatchObject({ state: 'done', ready: 0 });
    expect(done.taken + done.left).toBe(150);
    expect(desk.db.prepare('SELECT count(*) FROM dsr_case').pluck().get()).toBe(done.taken);
  });

  test('by the lock, it goes on by itself after the next sign-in, and takes none twice', async () => {
    await using desk = await foundedDesk();
    const { id } = await readIn(desk, [many(150)]);
    for (const { id: itemId } of (await desk.desk.intake.items({ batchId: id, limit: 200 })).items)
      await desk.desk.intake.settle({ itemId, kind: 'access' });
    await desk.desk.intake.take({ batchId: id });
    desk.session.lock('host');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await desk.signIn();
    expect((await batchOf(desk, id)).state).toBe('importing');
    await vi.waitFor(async () => expect(await batchOf(desk, id)).toMatchObject({ state: 'done', taken: 150, ready: 0 }), LONG);
    expect(desk.db.prepare('SELECT count(*) FROM dsr_case').pluck().get()).toBe(150);
    expect(desk.db.prepare('SELECT count(DISTINCT case_id) FROM message').pluck().get()).toBe(150);
  });

  test('named ones are taken all or none: what was not named is never taken by a later sign-in', async () => {
    await using desk = await foundedDesk();
    const { id } = await readIn(desk, [many(60)]);
    const { items } = await desk.desk.intake.items({ batchId: id, limit: 200 });
    await desk.desk.intake.take({ batchId: id, items: items.slice(0, 40).map((item) => item.id) });
    desk.session.lock('host');
    await desk.signIn();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await batchOf(desk, id)).toMatchObject({ state: 'ready', taken: 40, ready: 20 });
  });
});

test('reading that is cut off by the lock: what was kept is ready, what was half in is cleared away at the next sign-in', async () => {
  await using desk = await foundedDesk();
  const { id, ready } = await halfRead(desk);
  desk.session.lock('host');
  await new Promise((resolve) => setTimeout(resolve, 20));
  await desk.signIn();
  expect(await batchOf(desk, id)).toMatchObject({ state: 'ready', ready });
  expect(lying(desk)).toEqual({ message: ready, file: 0, file_piece: 0, intake_item: ready });
  expect(await readIn(desk, [many(LETTERS)])).toMatchObject({ ready: LETTERS - ready, same: ready });
});
