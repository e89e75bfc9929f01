import { expect, test } from 'vitest';
import { fetchPieces, safeName } from '../../../src-renderer/features/case/download.ts';

const WHOLE = Uint8Array.from({ length: 2500 }, (_, index) => index % 256);
const pieceAt = async (offset: number) => ({
  data: Buffer.from(WHOLE.subarray(offset, offset + 1000)).toString('base64'),
  bytes: WHOLE.length,
  done: offset + 1000 >= WHOLE.length,
});

test('the pieces make the file, and the share grows to one', async () => {
  const shares: number[] = [];
  const parts = await fetchPieces(pieceAt, (share) => shares.push(share));
  expect(Buffer.concat(parts).equals(Buffer.from(WHOLE))).toBe(true);
  expect(shares).toEqual([0.4, 0.8, 1]);
});

test('an empty file is whole at once', async () => {
  expect(await fetchPieces(async () => ({ data: '', bytes: 0, done: true }))).toHaveLength(1);
});

test('a file that stops before its end is an error, not a shorter file', async () => {
  await expect(fetchPieces(async () => ({ data: '', bytes: 10, done: false }))).rejects.toThrow('ended before');
});

test('a name cannot lead elsewhere, hide, or turn its ending round', () => {
  expect(safeName('../../etc/passwd')).toBe('_.._etc_passwd');
  expect(safeName('.profile')).toBe('profile');
  expect(safeName('invoice\u202efdp.exe')).toBe('invoicefdp.exe');
  expect(safeName('a\u0000b\n.txt')).toBe('ab.txt');
  expect(safeName(' . ')).toBe('file');
  expect(safeName('authorization – signed.pdf')).toBe('authorization – signed.pdf');
});
