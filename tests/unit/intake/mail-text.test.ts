import { describe, expect, test } from 'vitest';
import { freshText } from '../../../src-main/core/intake/mail/fresh-text.ts';
import { htmlToText } from '../../../src-main/core/intake/mail/html-text.ts';

describe('HTML', () => {
  test.each([
    ['paragraphs and breaks', '<p>one</p><p>two<br>three</p>', 'one\n\ntwo\nthree'],
    ['nothing of a script or a style', '<style>p{}</style>a<script>alert("</b>")</script>b<SCRIPT >x</SCRIPT>', 'ab'],
    ['nothing of a comment', 'a<!-- <p>hidden</p> -->b', 'ab'],
    ['no address of an image', '<img src="https://t.example/p.gif" alt="x">text', 'text'],
    ['a tag with > in a quoted attribute', '<a title="a > b" href=x>link</a>', 'link'],
    ['entities', '&lt;b&gt; caf&eacute; &#8211; &#x2013; &amp;amp; &euro;&#128;', '<b> café – – &amp; €€'],
    ['a less-than that is no tag', '1 < 2 <3', '1 < 2 <3'],
    ['a quotation is marked', 'top<blockquote>below<br>more</blockquote>end', 'top\n\n> below\n> more\n\nend'],
    ['lists and tables', '<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>', '- a\n- b\n\nc d'],
    ['preformatted lines', '<pre>a\n  b</pre>', 'a\n  b'],
    ['an unclosed script', 'a<script>b', 'a'],
    ['a block inside of preformatted lines', '<pre><p>a</p>b</pre>', 'a\nb'],
    ['the last break of a block', '<div>a<br></div><div><br></div><div>b</div>', 'a\n\nb'],
    ['a link by its text', '<a href="https://t.example/?id=1">here</a>', 'here'],
    ['cells that span a thousand million columns', '<table><tr><td colspan="1000000000" rowspan="1000000000">a<td>b</table>', 'a b'],
    ['text outside of the body', 'a<html><body>b</body></html>c', 'a\nb\nc'],
  ])('%s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
});

test.each([
  ['nested deeper than any browser shows', '<b>', 600],
  ['of more elements than any mail has', '<br>', 200_001],
])('HTML %s is read up to there, and said to be cut', (_, tag, count) => {
  let cuts = 0;
  expect(htmlToText(`<p>first</p>${tag.repeat(count)}last`, () => cuts++)).toBe('first');
  expect(cuts).toBe(1);
});

describe('what is new in a reply', () => {
  const quoted = '> Please delete my data.\n> Ann';
  test.each([
    ['quoted lines', `Thanks, all good.\n\n${quoted}`, 'Thanks, all good.'],
    ['an English introduction', `Thanks.\n\nOn Mon, 3 May 2026 at 10:00, Ann <a@b.c> wrote:\n${quoted}`, 'Thanks.'],
    ['an introduction over two lines', `Thanks.\n\nOn Mon, 3 May 2026 at 10:00, Ann Lee-Something\n<a@b.c> wrote:\n\n${quoted}`, 'Thanks.'],
    ['a German introduction', `Danke.\n\nAm 03.05.2026 um 10:00 schrieb Ann <a@b.c>:\n${quoted}`, 'Danke.'],
    ['a French introduction', `Merci.\n\nLe lun. 3 mai 2026 à 10:00, Ann <a@b.c> a écrit :\n${quoted}`, 'Merci.'],
    ['an answer below the quotation', `On Mon, Ann wrote:\n${quoted}\n\nDone, thank you.`, 'Done, thank you.'],
    ['Outlook', 'Thanks.\n\nFrom: Ann <a@b.c>\nSent: Monday\nTo: Desk\nSubject: request\n\nPlease delete my data.', 'Thanks.'],
    ['Outlook in German', 'Danke.\n\nVon: Ann\nGesendet: Montag\nAn: Desk\nBetreff: Anfrage\n\nBitte löschen.', 'Danke.'],
    ['a ruled line', 'Thanks.\n\n-----Original Message-----\nPlease delete my data.', 'Thanks.'],
    ['a signature', 'Please call me.\n--\nAnn\nunsubscribe here', 'Please call me.'],
    ['a telephone', 'Stop.\n\nSent from my iPhone', 'Stop.'],
    ['a person who quotes what was said', 'Your agent wrote:\nwe keep it.\nI disagree.', 'Your agent wrote:\nwe keep it.\nI disagree.'],
    ['everything quoted', '> please erase me', 'please erase me'],
  ])('%s', (_, text, fresh) => {
    expect(freshText(text, 'Re: request')).toBe(fresh);
  });

  test('a bare forward says what it passes on', () => {
    const forwarded =
      'FYI\n\n---------- Forwarded message ---------\nFrom: Ann <a@b.c>\nDate: Monday\nSubject: hello\nTo: Desk\n\nPlease delete my data.';
    expect(freshText(forwarded, 'Fwd: hello')).toBe('FYI\n\nPlease delete my data.');
  });
});
