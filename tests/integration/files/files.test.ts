import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  addPiece,
  beginFile,
  PIECE,
  readFile,
  removeFile,
  removeUnfinishedFiles,
  storeFile,
} from '../../../src-main/core/files/service.ts';
import { codeOf, foundedDesk } from '../../support/desk.ts';
import { eml, readIn } from '../../support/mail.ts';
import { queue } from '../../support/queue.ts';
import { refusal } from '../../support/vault.ts';

const HEAD = { id: 'file', messageId: null, name: 'a.bin', type: 'application/octet-stream', addedAt: '2026-09-03T14:00:00.000Z' };
const NOWHERE = '01920000-0000-7000-8000-000000000000';

describe('a file in the queue', () => {
  test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7, 5 * PIECE])('of %d bytes comes out as it went in', (size) => {
    const { db } = queue();
    const content = randomBytes(size);
    storeFile(db, HEAD, content);
    expect(db.prepare('SELECT sha256 FROM file').pluck().get()).toBe(createHash('sha256').update(content).digest('hex'));
    const parts: Buffer[] = [];
    for (let offset = 0, done = false; !done; ) {
      const piece = readFile(db, 'file', offset);
      expect(piece.bytes).toBe(size);
      const part = Buffer.from(piece.data, 'base64');
      expect(part.length).toBeLessThanOrEqual(2 * PIECE);
      parts.push(part);
      offset += part.length;
      done = piece.done;
    }
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    removeFile(db, 'file');
    expect(db.prepare('SELECT (SELECT count(*) FROM file) + (SELECT count(*) FROM file_piece)').pluck().get()).toBe(0);
  });

  test('is read in whole steps, and one that is not there is not found', async () => {
    const { db } = queue();
    storeFile(db, HEAD, randomBytes(10));
    expect((await refusal(() => readFile(db, 'file', 5))).code).toBe('invalid');
    expect((await refusal(() => readFile(db, 'other', 0))).code).toBe('not_found');
    expect(() => addPiece(db, 'file', 3, randomBytes(1))).toThrow('no piece');
    expect(() => addPiece(db, 'file', PIECE, randomBytes(PIECE + 1))).toThrow('no piece');
  });

  test('whose pieces stopped coming is cleared away, a whole one is not', () => {
    const { db } = queue();
    storeFile(db, HEAD, randomBytes(10));
    beginFile(db, { ...HEAD, id: 'half' });
    addPiece(db, 'half', 0, randomBytes(PIECE));
    removeUnfinishedFiles(db);
    expect(db.prepare('SELECT id FROM file').pluck().all()).toEqual(['file']);
    expect(db.prepare('SELECT file_id FROM file_piece').pluck().all()).toEqual(['file']);
  });
});

test('a file of a message that waits is nobody’s to take out; one of a case is on the ledger when it is, with its case', async () => {
  await using desk = await foundedDesk();
  const batch = await readIn(desk, [eml({ file: { name: 'a.txt', text: 'hello' } })]);
  const fileId = desk.db.prepare('SELECT id FROM file').pluck().get() as string;
  expect(await codeOf(desk.desk.cases.filePiece({ fileId, offset: 0 }))).toBe('NOT_FOUND');
  expect(await codeOf(desk.desk.cases.filePiece({ fileId: NOWHERE, offset: 0 }))).toBe('NOT_FOUND');
  await desk.desk.intake.take({
    batchId: batch.id,
    items: (await desk.desk.intake.items({ batchId: batch.id })).items.map(({ id }) => id),
  });
  const { data, bytes, done } = await desk.desk.cases.filePiece({ fileId, offset: 0 });
  expect({ text: Buffer.from(data, 'base64').toString(), bytes, done }).toEqual({ text: 'hello', bytes: 5, done: true });
  const entry = desk.db
    .prepare(`SELECT subject, payload FROM ledger_entry JOIN ledger_payload USING (device, seq) WHERE action = 'file.read'`)
    .all();
  const caseId = desk.db.prepare('SELECT id FROM dsr_case').pluck().get();
  expect(entry).toEqual([{ subject: fileId, payload: JSON.stringify({ caseId }) }]);
});

test('a file that is taken out from its middle on is on the ledger all the same, and what could not be read too', async () => {
  await using desk = await foundedDesk();
  const long = eml({ file: { name: 'a.txt', text: 'x'.repeat(PIECE + 10) } });
  const broken = Buffer.from(`Subject: nobody\r\n\r\n${'y'.repeat(PIECE)}`);
  const batch = await readIn(desk, [long, broken]);
  const { items } = await desk.desk.intake.items({ batchId: batch.id });
  const unreadable = items.find(({ state }) => state === 'unreadable')!.id;
  await desk.desk.intake.take({ batchId: batch.id, items: items.map(({ id }) => id) });
  const fileId = desk.db.prepare('SELECT id FROM file WHERE message_id IS NOT NULL').pluck().get() as string;
  const said = () =>
    desk.db
      .prepare(`SELECT action, subject FROM ledger_entry WHERE action IN ('file.read', 'intake.read_unreadable') ORDER BY seq`)
      .raw()
      .all();
  for (let time = 0; time < 2; time += 1) {
    await desk.desk.cases.filePiece({ fileId, offset: PIECE });
    await desk.desk.intake.unreadablePiece({ itemId: unreadable, offset: PIECE });
  }
  const once = [
    ['file.read', fileId],
    ['intake.read_unreadable', unreadable],
  ];
  expect(said()).toEqual(once);
  await desk.desk.cases.filePiece({ fileId, offset: 0 });
  await desk.desk.intake.unreadablePiece({ itemId: unreadable, offset: 0 });
  expect(said()).toEqual([...once, ...once]);
});
