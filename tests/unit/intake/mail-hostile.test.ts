import { expect, test } from 'vitest';
import { readMessage, UnreadableMessage } from '../../../src-main/core/intake/mail/message.ts';
import { inPieces, mail } from '../../support/mail-source.ts';

const MEGABYTE = 1_000_000;
const HTML = { 'Content-Type': 'text/html' };
const MIXED = { 'Content-Type': 'multipart/mixed; boundary=b0' };
const QUOTED = { 'Content-Transfer-Encoding': 'quoted-printable' };

/** Each bait made to a given size. Work that grew faster than the size would not end in a test's time. */
const BAITS: Readonly<Record<string, (size: number) => string>> = {
  'header lines without end': (size) => `From: a@b.example\r\n${'X: y\r\n'.repeat(size / 6)}`,
  'one header line without end': (size) => `From: a@b.example\r\nX: ${'a'.repeat(size)}`,
  'a subject of folds': (size) => mail('x', { Subject: 'a\r\n '.repeat(size / 4) }),
  'a subject of encoded words': (size) => mail('x', { Subject: '=?utf-8?Q?a?= '.repeat(size / 14) }),
  'a subject of opened words': (size) => mail('x', { Subject: '=?utf-8?Q?'.repeat(size / 10) }),
  'opened brackets in From': (size) => mail('x', { From: `${'<'.repeat(size)}a@b.example` }),
  'opened comments in From': (size) => mail('x', { From: `a@b.example ${'('.repeat(size)}` }),
  'parameters in Content-Type': (size) => mail('x', { 'Content-Type': 'text/plain; a*1*=b'.padEnd(size, '; a*2*=c') }),
  'parts inside parts': (size) =>
    mail(Array.from({ length: size / 60 }, (_, at) => `--b${at}\nContent-Type: multipart/mixed; boundary=b${at + 1}\n\n`).join(''), MIXED),
  'lines like delimiters': (size) => mail('--c\n'.repeat(size / 4), MIXED),
  'less-than signs': (size) => mail('<'.repeat(size), HTML),
  'opened tags': (size) => mail('<a '.repeat(size / 3), HTML),
  'opened attributes': (size) => mail('<a x="'.repeat(size / 6), HTML),
  'opened comments': (size) => mail('<!--'.repeat(size / 4), HTML),
  'opened scripts': (size) => mail('<script>'.repeat(size / 8), HTML),
  'nested elements': (size) => mail('<div><blockquote>'.repeat(size / 17), HTML),
  ampersands: (size) => mail('&'.repeat(size), HTML),
  'quoted-printable blanks': (size) => mail(' '.repeat(size), QUOTED),
  'quoted-printable escapes': (size) => mail('=    '.repeat(size / 5), QUOTED),
  'base64 padding': (size) => mail('='.repeat(size), { 'Content-Transfer-Encoding': 'base64' }),
  'quotation marks': (size) => mail('> '.repeat(size / 2)),
  'introductions of quotations': (size) => mail('On Mon, Ann <a@b.c> wrote:\n'.repeat(size / 27)),
  'header blocks in the text': (size) => mail('From: x\n'.repeat(size / 8)),
  blanks: (size) => mail(`${' '.repeat(size)}x`),
  'line ends': (size) => mail(`${'\n'.repeat(size)}x`),
  'flowed lines': (size) => mail('a \n'.repeat(size / 3), { 'Content-Type': 'text/plain; format=flowed' }),
};

test.each(Object.entries(BAITS))('%s: a megabyte of it is read to its end or refused', async (_, bait) => {
  const reading = readMessage(inPieces(Buffer.from(bait(MEGABYTE), 'latin1')));
  const outcome = await reading.catch((error: unknown) => error);
  if (outcome instanceof UnreadableMessage) expect(outcome.message).not.toBe('');
  else expect(outcome).toMatchObject({ text: expect.any(String), bytes: expect.any(Number) });
});

test('a message of gigabytes is read in the memory of its caps', async () => {
  const piece = Buffer.from('0123456789abcdef\r\n'.repeat(4096));
  const before = process.memoryUsage().rss;
  const endless = (async function* () {
    yield Buffer.from(mail(''));
    for (let at = 0; at < 4000; at++) yield piece; // 295 MB
  })();
  const message = await readMessage(endless);
  expect(message).toMatchObject({ truncated: true, bytes: expect.toSatisfy((bytes: number) => bytes > 290_000_000) });
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});
