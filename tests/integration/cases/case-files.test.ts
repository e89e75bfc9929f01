import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { PIECE_BYTES } from '../../../src-shared/contract/intake.ts';
import { codeOf, foundedDesk, refusalOf } from '../../support/desk.ts';
import { paper } from '../../support/verified.ts';

describe('a file put onto a case', () => {
  test('arrives piece by piece, is listed and read back when it is whole, and stands on the timeline', async () => {
    await using desk = await foundedDesk();
    const { id: caseId } = await desk.take();
    const data = Buffer.alloc(PIECE_BYTES + 300_000, 'a page of paper ');
    const { fileId } = await desk.desk.files.begin({ caseId, name: 'scan.pdf', type: 'application/pdf', bytes: data.length });
    const piece = (offset: number, bytes: Buffer) => desk.desk.files.piece({ fileId, offset, data: bytes.toString('base64') });
    expect(await piece(0, data.subarray(0, PIECE_BYTES))).toEqual({ bytes: PIECE_BYTES, done: false });
    expect((await desk.desk.files.list({ caseId })).files).toEqual([]);
    expect(await codeOf(desk.desk.cases.filePiece({ fileId, offset: 0 }))).toBe('NOT_FOUND');
    expect(await piece(PIECE_BYTES, data.subarray(PIECE_BYTES))).toEqual({ bytes: data.length, done: true });
    expect((await desk.desk.files.list({ caseId })).files).toEqual([
      { id: fileId, name: 'scan.pdf', type: 'application/pdf', bytes: data.length, purpose: 'case' },
    ]);
    const read: Buffer[] = [];
    for (let offset = 0, done = false; !done; ) {
      const answer = await desk.desk.cases.filePiece({ fileId, offset });
      read.push(Buffer.from(answer.data, 'base64'));
      offset += read.at(-1)!.length;
      done = answer.done;
    }
    expect(Buffer.concat(read).equals(data)).toBe(true);
    expect(desk.db.prepare('SELECT sha256 FROM file WHERE id = ?').pluck().get(fileId)).toBe(
      createHash('sha256').update(data).digest('hex'),
    );
    const { entries } = await desk.desk.cases.timeline({ caseId });
    expect(entries[0]).toMatchObject({ type: 'file_added', facts: { purpose: 'case' } });
    expect(await codeOf(piece(0, data.subarray(0, 1)))).toBe('NOT_ALLOWED');
  });

  test('takes each piece in its turn and length, and no damaged one', async () => {
    await using desk = await foundedDesk();
    const { id: caseId } = await desk.take();
    const { fileId } = await desk.desk.files.begin({ caseId, name: 'scan.pdf', bytes: 4 });
    const tried = (offset: number, data: string) => refusalOf(desk.desk.files.piece({ fileId, offset, data }));
    expect(await tried(4, 'AAAAAA==')).toMatchObject({ code: 'STALE', data: { field: 'offset' } });
    for (const data of ['AAAA', 'AAAAAAA=', '!!!!AAAA', ''])
      expect(await tried(0, data), data).toMatchObject({ code: 'INVALID', data: { field: 'data' } });
    expect(await desk.desk.files.piece({ fileId, offset: 0, data: 'AAAAAA==' })).toEqual({ bytes: 4, done: true });
  });

  test('has a size, and a case that is open', async () => {
    await using desk = await foundedDesk();
    const { id: caseId } = await desk.take();
    for (const bytes of [0, 25 * 1024 * 1024 + 1])
      expect(await codeOf(desk.desk.files.begin({ caseId, name: 'scan.pdf', bytes }))).toBe('BAD_REQUEST');
    for (let n = 0; n < 100; n += 1) await desk.desk.files.begin({ caseId, name: 'scan.pdf', bytes: 1 });
    expect(await codeOf(desk.desk.files.begin({ caseId, name: 'one more', bytes: 1 }))).toBe('NOT_ALLOWED');
  });

  test('that was never finished is gone when the desk opens again', async () => {
    await using desk = await foundedDesk();
    const { id: caseId } = await desk.take();
    const whole = await paper(desk, caseId, { purpose: 'case' });
    const { fileId } = await desk.desk.files.begin({ caseId, name: 'half.pdf', bytes: PIECE_BYTES + 1 });
    await desk.desk.files.piece({ fileId, offset: 0, data: Buffer.alloc(PIECE_BYTES).toString('base64') });
    await desk.signOutAndIn();
    expect(await codeOf(desk.desk.files.piece({ fileId, offset: PIECE_BYTES, data: 'AA==' }))).toBe('NOT_FOUND');
    expect(desk.db.prepare('SELECT id FROM file WHERE case_id = ?').pluck().all(caseId)).toEqual([whole]);
    expect(desk.db.prepare('SELECT count(*) FROM file_piece WHERE file_id = ?').pluck().get(fileId)).toBe(0);
  });
});

test('papers taken to verify are for those who verify', async () => {
  await using desk = await foundedDesk();
  const { id: caseId } = await desk.take({ requests: [{ kind: 'concern' }] });
  const open = await paper(desk, caseId, { name: 'letter.pdf', purpose: 'case' });
  const secret = await paper(desk, caseId, { name: 'passport.pdf' });
  await desk.become('billing');
  expect((await desk.desk.files.list({ caseId })).files.map(({ id }) => id)).toEqual([open]);
  expect((await desk.desk.cases.filePiece({ fileId: open, offset: 0 })).done).toBe(true);
  expect(await codeOf(desk.desk.cases.filePiece({ fileId: secret, offset: 0 }))).toBe('NOT_FOUND');
  expect(await codeOf(desk.desk.files.begin({ caseId, name: 'a.pdf', bytes: 1, purpose: 'verification' }))).toBe('NOT_ALLOWED');
  await desk.become('support', 'billing');
  expect((await desk.desk.files.list({ caseId })).files.map(({ id }) => id)).toEqual([open, secret]);
  expect((await desk.desk.cases.filePiece({ fileId: secret, offset: 0 })).done).toBe(true);
});
