import { describe, expect, test } from 'vitest';
import { type PaperReceiver, sendPaper } from '../../../src-renderer/features/identity/paper-upload.ts';

function paper(text: string, name = 'declaration.pdf', type = '') {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    type,
    size: bytes.length,
    slice: (from: number, to: number) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer }),
  };
}

function receiver() {
  const begun: unknown[] = [];
  const pieces: { offset: number; text: string }[] = [];
  const to: PaperReceiver = {
    begin: async (input) => {
      begun.push(input);
      return { fileId: 'file' };
    },
    piece: async ({ offset, data }) => {
      pieces.push({ offset, text: Buffer.from(data, 'base64').toString() });
      return { bytes: offset, done: false };
    },
  };
  return { to, begun, pieces };
}
const going = () => new AbortController().signal;

describe('a paper that is put on a case', () => {
  test('goes in pieces of one size, in order, and is there only to verify', async () => {
    const { to, begun, pieces } = receiver();
    const shares: number[] = [];
    const fileId = await sendPaper(to, 'case', paper('abcdefgh'), {
      signal: going(),
      pieceBytes: 3,
      onShare: (share) => shares.push(share),
    });
    expect(fileId).toBe('file');
    expect(begun).toEqual([
      { caseId: 'case', name: 'declaration.pdf', type: 'application/octet-stream', bytes: 8, purpose: 'verification' },
    ]);
    expect(pieces).toEqual([
      { offset: 0, text: 'abc' },
      { offset: 3, text: 'def' },
      { offset: 6, text: 'gh' },
    ]);
    expect(shares).toEqual([3 / 8, 6 / 8, 1]);
  });

  test('keeps the end of a long name, where its kind stands', async () => {
    const { to, begun } = receiver();
    await sendPaper(to, 'case', paper('a', `${'n'.repeat(300)}.pdf`, 'application/pdf'), { signal: going() });
    expect(begun[0]).toMatchObject({ name: `${'n'.repeat(251)}.pdf`, type: 'application/pdf' });
  });

  test('stops where it is called off, and answers that it is not there', async () => {
    const { to, pieces } = receiver();
    const left = new AbortController();
    const sent = sendPaper(to, 'case', paper('abcdefgh'), { signal: left.signal, pieceBytes: 3, onShare: () => left.abort() });
    expect(await sent).toBe(null);
    expect(pieces.length).toBe(1);
  });
});
