import { expect, test } from 'vitest';
import { splitQuotes } from '../../../src-renderer/features/case/quotes.ts';

const shape = (text: string) =>
  splitQuotes(text)
    .map((part) => (part.quoted ? 'q' : 'w'))
    .join('');
const whole = (text: string) =>
  splitQuotes(text)
    .map((part) => part.text)
    .join('\n');

const REPLY =
  'Yes, delete it.\n\nOn Tue, 3 Sep 2026 at 10:12, Privacy <privacy@hosting.example> wrote:\n> Do you want\n>\n> everything deleted?\n\nAna';

test('a reply is words, a quote with its introduction, words', () => {
  expect(shape(REPLY)).toBe('wqw');
  expect(splitQuotes(REPLY)[1]?.text.startsWith('On Tue')).toBe(true);
});

test('nothing is lost', () => {
  for (const text of [REPLY, '', '\n\n', '> only', 'a\n> b\n\n> c\nd', 'x\r\n> y']) expect(whole(text)).toBe(text);
});

test('an empty line between quoted lines does not cut the quote', () => {
  expect(shape('> a\n\n> b')).toBe('q');
});

test('an original message below takes all that follows', () => {
  expect(shape('See below.\n-----Original Message-----\nFrom: Ana\nDelete my data.')).toBe('wq');
});

test('a sentence that only looks like an introduction is words', () => {
  expect(shape('On Monday my colleague wrote:\nplease delete it')).toBe('w');
});

test('other languages introduce quotes too', () => {
  expect(shape('Sí.\nEl mar, 3 sept 2026, Ana escribió:\n> hola')).toBe('wq');
  expect(shape('Ja.\nAm 3. September 2026 schrieb Ana <ana@example.com>:\n> hallo')).toBe('wq');
});
