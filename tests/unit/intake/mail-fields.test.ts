import { describe, expect, test } from 'vitest';
import { readMailboxes } from '../../../src-main/core/intake/mail/addresses.ts';
import { decodeHeaderText } from '../../../src-main/core/intake/mail/encoded-words.ts';
import { readMailDate, readReceivedDate } from '../../../src-main/core/intake/mail/mail-date.ts';
import { readParameterised, safeFileName } from '../../../src-main/core/intake/mail/parameters.ts';

const latin = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('encoded words', () => {
  test.each([
    ['a Q word', '=?utf-8?q?Ren=C3=A9e?= Lee', 'Renée Lee'],
    ['a B word in lower case', '=?utf-8?b?w4ZibGU=?=', 'Æble'],
    ['blanks between two words are no text', '=?utf-8?Q?a?= \r\n =?utf-8?Q?b?=', 'ab'],
    ['text between two words stays', '=?utf-8?Q?a?= and =?utf-8?Q?b?=', 'a and b'],
    ['a character split over two words', '=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=', 'café'],
    ['a character split in base64', '=?UTF-8?B?5pel5pys6Kqe44Gu5Lu2?= =?UTF-8?B?5ZCN?=', '日本語の件名'],
    ['two charsets side by side', '=?iso-8859-1?Q?=E9?= =?koi8-r?B?xMHO?=', 'éдан'],
    ['iso-2022-jp', '=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=', '日本'],
    ['gb18030', '=?gb18030?B?1tDOxA==?=', '中文'],
    ['windows-1251', '=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=', 'Привет'],
    ['a language mark', '=?us-ascii*en?Q?hi?=', 'hi'],
    ['raw blanks inside a Q word', '=?utf-8?Q?hello wide world?=', 'hello wide world'],
    ['words glued to text', 'Re:=?utf-8?Q?=C3=A4?=x', 'Re:äx'],
    ['a word cut off at its end', '=?utf-8?Q?gr=C3=BC', 'grü'],
    ['base64 without padding', '=?utf-8?B?w6k?=', 'é'],
    ['an unknown charset', '=?x-nothing?Q?caf=C3=A9?=', 'café'],
    ['raw UTF-8', latin('Grüße'), 'Grüße'],
    ['raw Latin-1', 'Gr\u00fc\u00dfe', 'Grüße'],
    ['no word at all', '=?utf-8?X?a?= =? ?=', '=?utf-8?X?a?= =? ?='],
    ['direction marks and controls', 'exe\u0000=?utf-8?Q?=E2=80=AEfdp?=', 'exe fdp'],
  ])('%s', (_, raw, text) => {
    expect(decodeHeaderText(raw)).toBe(text);
  });
});

describe('addresses', () => {
  test.each([
    ['plain', 'ann@example.org', '', 'ann@example.org'],
    ['with a name', 'Ann Lee <Ann@Example.ORG>', 'Ann Lee', 'ann@example.org'],
    ['with a quoted name', '"Lee, Ann \\"Ace\\"" <ann@example.org>', 'Lee, Ann "Ace"', 'ann@example.org'],
    ['with the name in a comment', 'ann@example.org (Ann Lee)', 'Ann Lee', 'ann@example.org'],
    ['with an encoded name', '=?utf-8?q?Ren=C3=A9e?= van den Berg <r@example.org>', 'Renée van den Berg', 'r@example.org'],
    ['a name that is an address', '"boss@bank.example" <x@evil.example>', 'boss@bank.example', 'x@evil.example'],
    ['a group', 'Friends: Ann <ann@example.org>, bob@example.org;', 'Ann', 'ann@example.org'],
    ['several', 'ann@example.org, bob@example.org', '', 'ann@example.org'],
    ['without brackets', 'Ann Lee ann@example.org', 'Ann Lee', 'ann@example.org'],
    ['a source route', '<@relay.example:ann@example.org>', '', 'ann@example.org'],
    ['folded', 'Ann Lee\r\n <ann@example.org>', 'Ann Lee', 'ann@example.org'],
    ['an international domain', 'Jo <jo@xn--mller-kva.example>', 'Jo', 'jo@xn--mller-kva.example'],
    ['a local daemon', 'MAILER-DAEMON (Mail Delivery System)', 'Mail Delivery System', 'mailer-daemon'],
    ['an unclosed bracket', 'Ann <ann@example.org', 'Ann', 'ann@example.org'],
    ['folded inside of the address', 'Ann <ann.l\r\n ee@example.org>', 'Ann', 'ann.lee@example.org'],
    ['a comma in a name without quotes', 'Lee, Ann <ann@example.org>', 'Lee, Ann', 'ann@example.org'],
    ['a link', 'Ann <mailto:ann@example.org>', 'Ann', 'ann@example.org'],
    ['an encoded comma', '=?utf-8?Q?Lee=2C_Ann?= <ann@example.org>', 'Lee, Ann', 'ann@example.org'],
  ])('%s', (_, raw, name, email) => {
    expect(readMailboxes(raw)[0]).toEqual({ name, email });
  });

  test('a name alone is no address', () => {
    expect(readMailboxes('Ann Lee')).toEqual([]);
    expect(readMailboxes('undisclosed-recipients:;')).toEqual([]);
    expect(readMailboxes('<>')).toEqual([]);
  });
});

describe('dates', () => {
  test.each([
    ['Wed, 09 Sep 2026 20:18:00 +0900', '2026-09-09T11:18:00.000Z'],
    ['9 Sep 2026 20:18 -0500 (CDT)', '2026-09-10T01:18:00.000Z'],
    ['Wed, 9 Sep 26 20:18:00 EST', '2026-09-10T01:18:00.000Z'],
    ['Wed, 09 Sep 2026 20:18:00', '2026-09-09T20:18:00.000Z'],
    ['Wed, 09 Sep 2026 20:18:00 GMT', '2026-09-09T20:18:00.000Z'],
    ['Wed, 09 Sep 2026 20:18:00 Q', '2026-09-09T20:18:00.000Z'],
    ['Wed, 09 Sep 2026 20:18:60 +0000', '2026-09-09T20:18:59.000Z'],
    ['Wed Sep  9 20:18:00 2026', '2026-09-09T20:18:00.000Z'],
    ['Wed Sep 9 20:18:00 PDT 2026', '2026-09-10T03:18:00.000Z'],
    ['Wed Sep 09 2026 20:18:00 GMT+0200 (CEST)', '2026-09-09T18:18:00.000Z'],
    ['2026-09-09T20:18:00+05:30', '2026-09-09T14:48:00.000Z'],
    ['2026-09-09 20:18:00', '2026-09-09T20:18:00.000Z'],
    ['09-Sep-2026 20:18:00 +0000', '2026-09-09T20:18:00.000Z'],
    ['September 9, 2026 8:18 PM', '2026-09-09T20:18:00.000Z'],
    ['Sat, 31 Dec 99 23:59:59 UT', '1999-12-31T23:59:59.000Z'],
  ])('%s', (raw, instant) => {
    expect(readMailDate(raw)).toBe(instant);
  });

  test.each(['', 'yesterday', '31 Feb 2026 10:00:00 +0000', 'Wed, 09 Xyz 2026 20:18:00', '9 Sep 2026 25:00:00 +0000'])(
    '"%s" is no date',
    (raw) => {
      expect(readMailDate(raw)).toBeNull();
    },
  );

  test('a Received field ends with its date', () => {
    expect(readReceivedDate('from a (b; c) by d with ESMTP id 1;\r\n\tThu, 10 Sep 2026 01:02:03 -0700 (PDT)')).toBe(
      '2026-09-10T08:02:03.000Z',
    );
    expect(readReceivedDate('from a by b')).toBeNull();
  });
});

describe('parameters', () => {
  const fileName = (raw: string) => readParameterised(raw).parameters.get('filename');
  test.each([
    ['RFC 2231', "attachment; filename*=utf-8''authorization%20%E2%80%93%20signed.pdf", 'authorization – signed.pdf'],
    ['RFC 2231 in pieces', "attachment; filename*0*=utf-8''gr%C3; filename*1*=%BC; filename*2=n.pdf", 'grün.pdf'],
    ['pieces out of order', 'attachment; filename*1="b.pdf"; filename*0="a"', 'ab.pdf'],
    ['an encoded word where none belongs', 'attachment; filename="=?utf-8?B?w6kucGRm?="', 'é.pdf'],
    ['raw bytes', `attachment; filename="${latin('grün.pdf')}"`, 'grün.pdf'],
    ['no quotes', 'attachment; filename=my file.pdf; size=3', 'my file.pdf'],
    ['an escaped quote and a semicolon', 'attachment; filename="a\\"b;c.pdf"', 'a"b;c.pdf'],
    ['a comment', 'attachment (so to say); filename="a.pdf"', 'a.pdf'],
    ['a path of Windows', 'attachment; filename="C:\\temp\\a.pdf"', 'C:\\temp\\a.pdf'],
    ['brackets in a name without quotes', 'attachment; filename=Invoice(1).pdf', 'Invoice(1).pdf'],
    ['a name given twice', 'attachment; filename=a.pdf; filename=b.pdf', 'a.pdf'],
    ['the encoded form wins', "attachment; filename=plain.pdf; filename*=utf-8''encoded.pdf", 'encoded.pdf'],
  ])('%s', (_, raw, name) => {
    expect(fileName(raw)).toBe(name);
  });

  test('a file name cannot leave its folder or hide its end', () => {
    expect(safeFileName('../../etc/passwd')).toBe('passwd');
    expect(safeFileName('C:\\Users\\x\\a.pdf')).toBe('a.pdf');
    expect(safeFileName('a\u202efdp.exe')).toBe('afdp.exe');
    expect(safeFileName('..')).toBe('');
    expect(safeFileName(`${'x'.repeat(400)}.pdf`)).toMatch(/^x{150}.*\.pdf$/);
  });
});
