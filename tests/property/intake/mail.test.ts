import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHeaderText } from '../../../src-main/core/intake/mail/encoded-words.ts';
import { htmlToText } from '../../../src-main/core/intake/mail/html-text.ts';
import { splitMbox } from '../../../src-main/core/intake/mail/mbox.ts';
import { readMessage, UnreadableMessage } from '../../../src-main/core/intake/mail/message.ts';
import { transferDecoder } from '../../../src-main/core/intake/mail/transfer.ts';
import { inPieces, mail } from '../../support/mail-source.ts';

/** Text as a person may type it: no controls, no blanks at the ends, which reading does not keep. */
const words = fc
  .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 20 })
  .map((list) =>
    list
      .join(' ')
      .normalize('NFC')
      .replace(/[\p{C}\p{Z}<>]+/gu, ' ')
      .replace(/^[\s>-]+|\s+$/g, ''),
  )
  .filter((text) => text !== '');

/** Mail-like material, so that the parser gets past the first line. */
const bait = fc.constantFrom(
  'From: a@b.c',
  'Date: Thu, 1 Jan 2026 00:00:00 +0000',
  'Content-Type: multipart/mixed; boundary=b',
  'Content-Type: text/html',
  '--b',
  '--b--',
  '',
  '=?utf-8?Q?',
  '<p',
  '>From ',
  'From x Thu Jan 1 00:00:00 2026',
  'Content-Transfer-Encoding: base64',
  'Content-Type: message/rfc822',
  'charset="',
  ' folded',
  '=3D=\n',
);
const anything = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.oneof(bait, fc.string()), { maxLength: 60 }).map((lines) => Buffer.from(lines.join('\r\n'))),
);

test('whatever the bytes, a message is read or refused with a reason, and the size of the pieces makes no difference', async () => {
  await fc.assert(
    fc.asyncProperty(anything, fc.integer({ min: 1, max: 400 }), async (bytes, size) => {
      const read = (piece: number) =>
        readMessage(inPieces(bytes, piece)).catch((error: unknown) => {
          if (error instanceof UnreadableMessage) return error.reason;
          throw error;
        });
      expect(await read(size)).toEqual(await read(100_000));
    }),
    { numRuns: 600 },
  );
});

test('whatever the bytes, an mbox is split into messages that hold no more than it does', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      let total = 0;
      for await (const { chunks } of splitMbox(inPieces(bytes, 50))) for await (const chunk of chunks) total += chunk.length;
      expect(total).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 200 },
  );
});

test.each(['base64', 'quoted-printable', '8bit'])('text survives %s', async (encoding) => {
  await fc.assert(
    fc.asyncProperty(words, fc.integer({ min: 1, max: 50 }), async (text, size) => {
      const message = mail(encode(text, encoding), { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': encoding });
      expect((await readMessage(inPieces(message, size))).text).toBe(text);
    }),
    { numRuns: 150 },
  );
});

function encode(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
  if (encoding === '8bit') return text;
  return [...Buffer.from(text)]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
    .replace(/.{72}/g, '$&=\r\n');
}

test('quoted-printable, however broken, is the same in any pieces', () => {
  const pieces = fc.array(fc.constantFrom('=', '=3D', '=c3', '=\r\n', '= \t\n', 'a', ' ', '\t', '\r\n', '\n', '=4', '41', 'z=z'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 9 }), (list, size) => {
      const bytes = Buffer.from(list.join(''));
      const decode = (step: number) => {
        const decoder = transferDecoder('quoted-printable');
        const out: Buffer[] = [];
        for (let at = 0; at < bytes.length; at += step) out.push(decoder.push(bytes.subarray(at, at + step)));
        return Buffer.concat([...out, decoder.end()]).toString('latin1');
      };
      expect(decode(size)).toBe(decode(1000));
    }),
    { numRuns: 1000 },
  );
});

test('a subject survives being cut into encoded words anywhere', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 20 }), (text, size) => {
      const bytes = Buffer.from(text);
      const cut = Array.from(
        { length: Math.ceil(bytes.length / size) },
        (_, at) => `=?UTF-8?B?${bytes.subarray(at * size, at * size + size).toString('base64')}?=`,
      );
      expect(decodeHeaderText(cut.join('\r\n '))).toBe(text.replace(/ {2,}/g, ' '));
    }),
  );
});

/** Markup in which `hidden` is nothing that a reader sees, and text in which `shown` is. */
const hidden = fc.constantFrom(
  '<!-- hidden -->',
  '<!-- <p>hidden</p> -->',
  '<script>hidden("</p>")</script>',
  '<SCRIPT type="x">var a = "<b>hidden</b>";</SCRIPT >',
  '<style>.hidden > p { color: red }</style>',
  '<img alt="" src="https://hidden.example/?<p>">',
  '<a href="javascript:hidden()" title=\'hidden > hidden\'>',
  '<p onclick="hidden(1 > 2)">',
  '<svg><text>hidden</text></svg>',
  '<title>hidden</title>',
);
const plain = fc.constantFrom(
  'shown',
  '<p>shown',
  '<b>shown</b>',
  '<div>shown</div>',
  '<td>shown',
  '</p>shown',
  '&lt;shown&gt;',
  '</a> shown ',
);

test('what stands in the markup of HTML never comes out as text, and every text does', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(hidden, plain), { maxLength: 60 }), (pieces) => {
      const text = htmlToText(pieces.join(''));
      expect(text).not.toContain('hidden');
      expect(text.match(/shown/g) ?? []).toHaveLength(pieces.filter((piece) => piece.includes('shown')).length);
      expect(text).not.toMatch(/<(?!shown>)/);
    }),
    { numRuns: 500 },
  );
});
