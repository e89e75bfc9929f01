import type { DomNode, FormatCallback } from 'html-to-text';
import { compile } from 'html-to-text';
import { Parser } from 'htmlparser2';

/** Elements whose content is never text for a reader; scripts and styles the library leaves out itself. */
const UNREAD = 'title template noscript svg math object iframe noframes textarea select audio video canvas xml img'.split(' ');
const PARAGRAPHS = 'p pre h1 h2 h3 h4 h5 h6 ul ol table hr'.split(' ');
const BLOCKS = 'address article aside body center dd div dl dt fieldset figure footer form header main nav section tr'.split(' ');
const DEEPEST_QUOTE = 20;
/** Browsers stop at 512. */
const DEEPEST = 512;
/** The library holds the whole tree, some 300 bytes an element. */
const MOST_ELEMENTS = 200_000;

function countAround(element: DomNode, name: string): number {
  let count = 0;
  for (let outer = element.parent; outer; outer = outer.parent) if (outer.name === name) count++;
  return count;
}

function asBlock(lineBreaks: number, before: string, transform: (text: string, element: DomNode) => string): FormatCallback {
  return (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: lineBreaks, isPre: element.name === 'pre' });
    builder.addInline(before);
    walk(element.children, builder);
    // The last `<br>` of a block shows no line of its own.
    builder.closeBlock({ trailingLineBreaks: lineBreaks, blockTransform: (text) => transform(text.replace(/\n$/, ''), element) });
    // The library (10.0.1) reads `<pre><p>a</p>b` as `ab`: inside of `pre` it forgets the line breaks it owes.
    if (countAround(element, 'pre') > 0) builder.addLineBreak();
  };
}

const line = asBlock(1, '', (text) => text);
const paragraph = asBlock(2, '', (text) => text);
/** The library's lists are indented once more at each depth, which is the square of the size for lists without end. */
const listItem = asBlock(1, '- ', (text) => text);
/** The library's quotations are marked at each depth, with the same trouble. */
const quotation = asBlock(2, '', (text, element) =>
  countAround(element, 'blockquote') < DEEPEST_QUOTE ? text.trim().replace(/^(?=.)/gm, '> ') : text,
);

/** The library's tables have columns of equal width, and a cell may say that it spans a thousand million of them. */
const cell: FormatCallback = (element, walk, builder) => {
  builder.addInline(' ');
  walk(element.children, builder);
  builder.addInline(' ');
};

const formatted = (selectors: readonly string[], format: string) => selectors.map((selector) => ({ selector, format }));

const convert = compile({
  wordwrap: false,
  baseElements: { selectors: [] }, // all of it: text may stand outside `body`
  whitespaceCharacters: ' \t\r\n\f\u00a0\u200b',
  limits: { maxDepth: DEEPEST + 1, ellipsis: '' },
  formatters: { line, paragraph, quotation, listItem, cell },
  selectors: [
    ...formatted(UNREAD, 'skip'),
    ...formatted(BLOCKS, 'line'),
    ...formatted(PARAGRAPHS, 'paragraph'),
    ...formatted(['blockquote'], 'quotation'),
    ...formatted(['li'], 'listItem'),
    ...formatted(['td', 'th'], 'cell'),
    ...formatted(['a'], 'inline'), // what a person reads of a link is its text
  ],
});

/**
 * What a person would read of an HTML mail, as plain text. Nothing is loaded or run, because nothing but text comes out;
 * quoted earlier mail (blockquote) is marked with `> ` as in plain mail. `onCut` is told when the end had to be left out.
 */
export function htmlToText(html: string, onCut?: () => void): string {
  const end = endOfSaneMarkup(html);
  if (end < html.length) onCut?.();
  return convert(html.slice(0, end))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * Where elements first nest deeper than in any browser or are more than in any mail. The library's parser does work in the
 * order of the depth for each tag: 1 MB of `<a>` took 40 s (htmlparser2 10.1), and its walk recurses.
 */
function endOfSaneMarkup(html: string): number {
  let depth = 0;
  let elements = 0;
  let end = html.length;
  const parser = new Parser({
    onopentagname: () => {
      if (++depth <= DEEPEST && ++elements <= MOST_ELEMENTS) return;
      end = parser.startIndex;
      parser.pause();
    },
    onclosetag: () => {
      depth--;
    },
  });
  parser.end(html);
  return end;
}
