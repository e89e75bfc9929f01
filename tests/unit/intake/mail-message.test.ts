import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../src-main/core/intake/mail/message.ts';
import { inPieces, mail } from '../../support/mail-source.ts';

const read = (message: string | Uint8Array) => readMessage(inPieces(message));
const MIXED = { 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary="b"' };

test('sender, instant, subject and text', async () => {
  const message = await read(
    mail('Please delete my data.', {
      'Message-ID': '<1@example.org>',
      To: 'Privacy <p@host.example>, q@host.example',
      'Reply-To': 'x@example.org',
    }),
  );
  expect(message).toMatchObject({
    messageId: '<1@example.org>',
    from: { name: 'Ann Lee', email: 'ann.lee@example.org' },
    receivedAt: '2026-09-09T11:18:00.000Z',
    sentAt: '2026-09-09T11:18:00.000Z',
    to: ['p@host.example', 'q@host.example'],
    replyTo: 'x@example.org',
    subject: 'hello',
    text: 'Please delete my data.',
    attachments: [],
    truncated: false,
    automatic: false,
  });
});

test('the topmost Received is the instant of receipt', async () => {
  const received = 'from a by b; Thu, 10 Sep 2026 00:00:01 +0000\r\nReceived: from c by a; Wed, 09 Sep 2026 23:00:00 +0000';
  expect((await read(mail('x', { Received: received }))).receivedAt).toBe('2026-09-10T00:00:01.000Z');
  expect((await read(mail('x', { Received: 'from a by b; soon' }))).receivedAt).toBe('2026-09-09T11:18:00.000Z');
});

describe('what cannot be read', () => {
  test.each([
    ['no_header_end', 'From: a@b.example\r\nDate: Wed, 09 Sep 2026 20:18:00 +0900\r\nMessage-ID: <1'],
    ['no_header_end', `From: a@b.example\r\n${'X-Filler: yes\r\n'.repeat(100_000)}\r\nbody`],
    ['no_from', mail('x', { From: null })],
    ['no_from', mail('x', { From: 'Ann Lee' })],
    ['no_date', mail('x', { Date: null, Received: 'from a by b; Thu, 10 Sep 2026 00:00:01 +0000' })],
    ['no_date', mail('x', { Date: 'soon' })],
    ['not_a_message', 'just some notes\r\n\r\nand more'],
    ['not_a_message', ''],
    ['not_a_message', Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex')],
    ['too_large', mail('--b\r\n\r\nx\r\n'.repeat(10_001), MIXED)],
  ])('%s', async (reason, message) => {
    await expect(read(message)).rejects.toMatchObject({ name: 'UnreadableMessage', reason, message: expect.stringMatching(/^The .*\.$/) });
  });
});

describe('text', () => {
  const cafe = 'café – naïve';
  test.each([
    ['base64', Buffer.from(cafe).toString('base64'), 'utf-8', 'base64'],
    ['quoted-printable', 'caf=C3=A9 =E2=80=93 na=\r\n=C3=AFve', 'utf-8', 'quoted-printable'],
    ['quoted-printable with blanks after the soft break', 'caf=C3=A9 =E2=80=93 na=  \r\n=C3=AFve', 'utf-8', 'Quoted-Printable'],
    ['no encoding', cafe, 'utf-8', '8bit'],
    ['no charset named', cafe, '', '8bit'],
    ['the wrong charset named', cafe, 'iso-8859-1', '8bit'],
  ])('%s', async (_, body, charset, encoding) => {
    const message = mail(body, {
      'Content-Type': `text/plain${charset === '' ? '' : `; charset=${charset}`}`,
      'Content-Transfer-Encoding': encoding,
    });
    expect((await read(message)).text).toBe(cafe);
  });

  test.each([
    ['iso-8859-2', 'b3', 'ł'],
    ['windows-1252', '80', '€'],
    ['windows-1250', '9e', 'ž'],
    ['koi8-r', 'c4c1', 'да'],
    ['shift_jis', '93fa967b', '日本'],
    ['iso-2022-jp', '1b2442467c4b5c1b2842', '日本'],
    ['gb18030', 'd6d0cec4', '中文'],
    ['gb2312', 'd6d0cec4', '中文'],
    ['big5', 'a4a4', '中'],
    ['euc-kr', 'c7d1', '한'],
    ['ks_c_5601-1987', 'c7d1', '한'],
    ['utf-16', 'feff00e9', 'é'],
    ['utf-16le', 'e900', 'é'],
    ['utf-7', Buffer.from('+AOk-').toString('hex'), 'é'],
    ['cp1252', '80', '€'],
    ['cp850', '82', 'é'],
    ['latin9', 'a4', '€'],
    ['cp932', '93fa967b', '日本'],
    ['iso-2022-jp-ms', '1b2442467c4b5c1b2842', '日本'],
    ['ucs-2', '00e900e9', 'éé'],
    ['unknown-8bit', 'e9', 'é'],
  ])('charset %s', async (charset, hex, text) => {
    const message = mail(Buffer.from(hex, 'hex').toString('base64'), {
      'Content-Type': `text/plain; charset="${charset}"`,
      'Content-Transfer-Encoding': 'base64',
    });
    expect((await read(message)).text).toBe(text);
  });

  test('line ends of Unix, of a classic Mac, and a byte order mark', async () => {
    const message = mail('one\ntwo');
    for (const variant of [
      message,
      message.replaceAll('\r\n', '\n'),
      message.replaceAll('\r\n', '\r'),
      `\ufeff${message}`,
      Buffer.from(`\ufeff${message}`, 'utf16le'),
      `\r\n${message}`,
    ])
      expect(await read(variant)).toMatchObject({ text: 'one\ntwo', subject: 'hello' });
  });

  test('flowed text runs on, except after a signature mark', async () => {
    const fields = { 'Content-Type': 'text/plain; format=flowed' };
    expect((await read(mail('please \nerase \nit\n-- \nAnn', fields))).text).toBe('please erase it\n--\nAnn');
  });

  test('text beyond the cap is cut and said so; memory does not grow with it', async () => {
    const message = await readMessage(inPieces(mail('word '.repeat(3000))), { maxTextBytes: 1000 });
    expect(message).toMatchObject({ truncated: true, text: expect.stringMatching(/^(?:word ){199}word$/) });
  });
});

describe('parts', () => {
  const part = (fields: string, body: string) => `--b\n${fields}\n\n${body}\n`;

  test('of alternatives the plain text is taken; an empty one yields to the HTML', async () => {
    const fields = { 'Content-Type': 'multipart/alternative; boundary=b' };
    const html = part('Content-Type: text/html', '<p>as HTML</p>');
    expect((await read(mail(`${part('Content-Type: text/plain', 'as text')}${html}--b--`, fields))).text).toBe('as text');
    expect((await read(mail(`${part('Content-Type: text/plain', '  ')}${html}--b--`, fields))).text).toBe('as HTML');
  });

  test('attachments keep name, type, size and hash, whatever their shape', async () => {
    const body = [
      part('Content-Type: text/plain', 'see attached'),
      part(
        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename*=utf-8''a%20b.pdf",
        Buffer.from('%PDF-1.4\n').toString('base64'),
      ),
      part('Content-Type: text/plain; name="notes.txt"', 'a note'),
      part('Content-Type: text/calendar; method=REQUEST', 'BEGIN:VCALENDAR'),
      part('Content-Type: message/rfc822', 'From: x@y.example\nDate: Wed, 09 Sep 2026 20:18:00 +0900\n\ninner'),
      part('Content-Type: image/png\nContent-ID: <i>\nContent-Transfer-Encoding: base64', 'iVBORw=='),
    ].join('');
    const message = await read(mail(`preamble\n${body}--b--\nepilogue`, MIXED));
    expect(message.text).toBe('see attached');
    expect(message.attachments.map(({ name, type, bytes, inline }) => [name, type, bytes, inline])).toEqual([
      ['a b.pdf', 'application/pdf', 9, false],
      ['notes.txt', 'text/plain', 6, false],
      ['part-3.ics', 'text/calendar', 15, false],
      ['part-4.eml', 'message/rfc822', 65, false],
      ['part-5.png', 'image/png', 4, true],
    ]);
    expect(message.attachments[0]!.sha256).toBe(createHash('sha256').update('%PDF-1.4\n').digest('hex'));
  });

  test('attachments are handed on one after the other; a reader may stop early', async () => {
    const body = ['first', 'second', 'third'].map((text) => part('Content-Type: application/x-a', text.repeat(50_000))).join('');
    const seen: string[] = [];
    const message = await readMessage(inPieces(mail(`${body}--b--`, MIXED), 1000), {
      onAttachment: async ({ index }, chunks) => {
        seen.push(`open ${index}`);
        let size = 0;
        for await (const chunk of chunks) {
          size += chunk.length;
          if (index === 1) break;
        }
        seen.push(index === 1 ? 'left 1' : `read ${index}: ${size}`);
      },
    });
    expect(seen).toEqual(['open 0', 'read 0: 250000', 'open 1', 'left 1', 'open 2', 'read 2: 250000']);
    expect(message.attachments.map((attachment) => attachment.bytes)).toEqual([250_000, 300_000, 250_000]);
  });

  test('what the reader of an attachment throws ends the reading', async () => {
    const body = `${part('Content-Type: application/x-a', 'x'.repeat(100_000))}--b--`;
    const onAttachment = async () => {
      throw new Error('disk full');
    };
    await expect(readMessage(inPieces(mail(body, MIXED)), { onAttachment })).rejects.toThrow('disk full');
  });

  test('nested, signed, and with a delimiter missing at the end', async () => {
    const inner = '--i\nContent-Type: text/plain\n\ndeep\n--i\nContent-Type: text/html\n\n<b>deep</b>\n--i--\n';
    const body = `--b\nContent-Type: multipart/alternative; boundary=i\n\n${inner}--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nsig`;
    const message = await read(mail(body, { 'Content-Type': 'multipart/signed; boundary=b; protocol="application/pkcs7-signature"' }));
    expect(message).toMatchObject({ text: 'deep', attachments: [{ name: 'smime.p7s', bytes: 3 }] });
  });

  test('a multipart without a boundary parameter, and one whose boundary never comes', async () => {
    expect((await read(mail(`${part('Content-Type: text/plain', 'found')}--b--`, { 'Content-Type': 'multipart/mixed' }))).text).toBe(
      'found',
    );
    expect((await read(mail('all of it', MIXED))).text).toBe('all of it');
  });

  test('an attachment in quoted-printable keeps its bytes, line ends too', async () => {
    const body = `--b\nContent-Type: text/csv; name=a.csv\nContent-Transfer-Encoding: quoted-printable\n\na=3Db \nc=\nd\n--b--`;
    const file = 'a=b\r\ncd';
    expect((await read(mail(body, MIXED))).attachments).toMatchObject([
      { bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') },
    ]);
  });

  test('a message that only encloses another says what that one says', async () => {
    const body = part('Content-Type: message/rfc822', 'From: x@y.example\nDate: Wed, 09 Sep 2026 20:18:00 +0900\n\nplease erase me');
    expect((await read(mail(`${body}--b--`, MIXED))).text).toBe('please erase me');
  });
});

test('the content hash covers what is said and sent along, not the id, the date or how the text was wrapped', async () => {
  const hash = async (body: string, fields: Readonly<Record<string, string>> = {}) => (await read(mail(body, fields))).contentHash;
  const one = await hash('same words', { 'Message-ID': '<1@a>' });
  expect(
    await hash('same words', {
      'Message-ID': '<2@a>',
      Date: 'Thu, 10 Sep 2026 20:18:00 +0900',
      Received: 'a; Thu, 10 Sep 2026 20:18:00 +0900',
    }),
  ).toBe(one);
  expect(await hash('same\nwords\n')).toBe(one);
  expect(await hash('other words')).not.toBe(one);
  expect(await hash('same words', { Subject: 'other' })).not.toBe(one);
  expect(await hash('same words', { From: 'other@example.org' })).not.toBe(one);
});

test('a machine that says it is one is believed', async () => {
  for (const fields of [
    { 'Auto-Submitted': 'auto-replied' },
    { 'X-Autoreply': 'yes' },
    { 'Return-Path': '<>' },
    { 'Content-Type': 'multipart/report; boundary=b' },
  ])
    expect((await read(mail('x', fields as Record<string, string>))).automatic).toBe(true);
  expect((await read(mail('x', { 'Auto-Submitted': 'no' }))).automatic).toBe(false);
});

test('reading is cancelled by its signal', async () => {
  const controller = new AbortController();
  const endless = (async function* () {
    yield Buffer.from(mail(''));
    for (;;) {
      controller.abort(new Error('enough'));
      yield Buffer.from('more\r\n'.repeat(10_000));
    }
  })();
  await expect(readMessage(endless, { signal: controller.signal })).rejects.toThrow('enough');
});
