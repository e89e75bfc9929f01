import { describe, expect, test } from 'vitest';
import { fromBase64, isMail, type Source, sendFiles, sortFiles, toBase64 } from '../../../src-renderer/features/intake/upload.ts';
import type { Batch } from '../../../src-shared/contract/intake.ts';

const BATCH = { id: 'batch' } as Batch;
const never = new AbortController().signal;

function source(name: string, bytes: Uint8Array<ArrayBuffer>): Source {
  return { name, size: bytes.length, slice: (from, to) => new Blob([bytes.slice(from, to)]) };
}

/** A receiver that puts the pieces together and refuses a second piece while one is on its way. */
function receiver() {
  const got = new Map<number, number[]>();
  const ended: number[] = [];
  let busy = false;
  return {
    got,
    ended,
    async piece({ file, offset, data, last }: { file: number; offset: number; data: string; last: boolean }): Promise<Batch> {
      expect(busy).toBe(false);
      busy = true;
      await new Promise((done) => setImmediate(done));
      const bytes = got.get(file) ?? [];
      expect(offset).toBe(bytes.length);
      got.set(file, [...bytes, ...fromBase64(data)]);
      if (last) ended.push(file);
      busy = false;
      return BATCH;
    },
  };
}

describe('sending files', () => {
  test('arrives whole, in order, one piece at a time', async () => {
    const first = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
    const second = Uint8Array.from([7]);
    const to = receiver();
    let pieces = 0;
    const answer = await sendFiles(to, 'batch', [source('a.mbox', first), source('b.eml', second)], {
      signal: never,
      pieceBytes: 300,
      onPiece: () => {
        pieces += 1;
      },
    });
    expect(answer).toBe('sent');
    expect(pieces).toBe(5);
    expect(to.got.get(0)).toEqual([...first]);
    expect(to.got.get(1)).toEqual([7]);
    expect(to.ended).toEqual([0, 1]);
  });

  test('an empty file is one empty piece, and is not lost', async () => {
    const to = receiver();
    await sendFiles(to, 'batch', [source('empty.eml', new Uint8Array())], { signal: never });
    expect(to.ended).toEqual([0]);
  });

  test('a file of exactly one piece is one piece', async () => {
    const to = receiver();
    let pieces = 0;
    await sendFiles(to, 'batch', [source('a.eml', new Uint8Array(300))], {
      signal: never,
      pieceBytes: 300,
      onPiece: () => {
        pieces += 1;
      },
    });
    expect(pieces).toBe(1);
  });

  test('stops between pieces when it is cancelled', async () => {
    const to = receiver();
    const cancel = new AbortController();
    const answer = await sendFiles(to, 'batch', [source('a.mbox', new Uint8Array(1000))], {
      signal: cancel.signal,
      pieceBytes: 300,
      onPiece: () => cancel.abort(),
    });
    expect(answer).toBe('cancelled');
    expect(to.got.get(0)).toHaveLength(300);
    expect(to.ended).toEqual([]);
  });

  test('an error of the desk reaches the one who sends', async () => {
    const failing = { piece: () => Promise.reject(new Error('full')) };
    await expect(sendFiles(failing, 'batch', [source('a.eml', new Uint8Array(1))], { signal: never })).rejects.toThrow('full');
  });
});

test('base64 goes and comes back, built in or not', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
  const expected = Buffer.from(bytes).toString('base64');
  expect(toBase64(bytes)).toBe(expected);
  const bare = bytes.slice();
  Object.defineProperty(bare, 'toBase64', { value: undefined });
  expect(toBase64(bare)).toBe(expected);
  expect(Buffer.from(fromBase64(expected)).equals(Buffer.from(bytes))).toBe(true);
});

test('mail is told by its name; hidden files are not worth a word', () => {
  expect(['a.eml', 'B.MBOX', 'c.mbx'].every(isMail)).toBe(true);
  expect(['a.pdf', 'eml', 'a.eml.zip'].some(isMail)).toBe(false);
  const sorted = sortFiles([{ name: '.DS_Store' }, { name: 'a.eml' }, { name: 'b.docx' }]);
  expect(sorted).toEqual({ mail: [{ name: 'a.eml' }], refused: [{ name: 'b.docx' }] });
});
