import { expect, test } from 'vitest';
import { looksLikeMbox, splitMbox } from '../../../src-main/core/intake/mail/mbox.ts';
import { readMessage } from '../../../src-main/core/intake/mail/message.ts';
import { inPieces, mail } from '../../support/mail-source.ts';

const SEPARATOR = 'From ann@example.org Sat Jan  3 01:05:34 2026\n';
const box = (...bodies: string[]) => bodies.map((body) => `${SEPARATOR}${mail(body).replaceAll('\r\n', '\n')}\n\n`).join('');

async function texts(source: string, size?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { chunks } of splitMbox(inPieces(source, size))) found.push((await readMessage(chunks)).text);
  return found;
}

test.each([1, 7, 100, 65_536])('messages, whatever the pieces (%i)', async (size) => {
  const source = box('one', 'From here on it is text\n\nFrom time to time too', '>From quoted\n\n>>From twice');
  expect(await texts(source, size)).toEqual(['one', 'From here on it is text\n\nFrom time to time too', 'From quoted\n\n>From twice']);
  expect(await texts(source.replaceAll('\n', '\r\n'), size)).toHaveLength(3);
});

test('a message that is left unread is skipped', async () => {
  const seen: [number, number][] = [];
  const source = box('one', 'two', 'three');
  for await (const { index, offset } of splitMbox(inPieces(source, 10))) seen.push([index, offset]);
  expect(seen.map(([index]) => index)).toEqual([0, 1, 2]);
  for (const [, offset] of seen) expect(source.slice(offset)).toMatch(/^From ann@/);
});

test('one broken message does not hide the next', async () => {
  const source = `${SEPARATOR}no header at all\n\n${box('fine')}`;
  const results: string[] = [];
  for await (const { chunks } of splitMbox(inPieces(source)))
    results.push(
      await readMessage(chunks).then(
        ({ text }) => text,
        (error: Error) => error.name,
      ),
    );
  expect(results).toEqual(['UnreadableMessage', 'fine']);
});

test('what is an mbox is told from its first line', () => {
  const told = (text: string) => looksLikeMbox(Buffer.from(text));
  expect([told(SEPARATOR), told('From MAILER-DAEMON Sun Nov 22 10:51:59 2026\r\n'), told('From - Sun Nov 22 10:51:59 2026\n')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([told(mail('x')), told('From time to time'), told('')]).toEqual([false, false, false]);
});

test('splitting is cancelled by its signal', async () => {
  const controller = new AbortController();
  const run = async () => {
    for await (const _ of splitMbox(inPieces(box('x'.repeat(100_000), 'y'.repeat(100_000)), 20_000), controller.signal))
      controller.abort(new Error('enough'));
  };
  await expect(run()).rejects.toThrow('enough');
});
