/** No sentence needs more; a text without a full stop is cut into pieces of this length. */
const LONGEST = 600;
const MOST = 400;
/** Short words before a full stop that does not end a sentence: "Art. 15", "Abs. 2", "e.g.", "bzw.". */
const ABBREVIATION =
  /(?:^|[\s(])(?:art|arts|abs|nr|no|num|lit|par|para|odst|ods|cl|clan|clanka|clankom|ust|al|p|s|ss|st|stk|sec|sect|mr|mrs|ms|dr|prof|inc|ltd|co|corp|e\.g|i\.e|eg|ie|bzw|z\.b|d\.h|ggf|vgl|sog|ca|usw|etc|sek|bek|pkt|poz|jr|vs|ex|ej|pag|kap|nov|dec|jan|feb|sept|oct|aug|tel|str|ref|approx|resp|evtl|inkl|p\.ex|np|tzv|napr|mm|bl\.a|f\.eks|t\.ex|esim|mukaan|ст|п|ч|арт|αρ|παρ|\p{L})$/u;

/**
 * Folded text in sentences, in order. Lines that a mail program wrapped are joined; a blank line, a list mark and a line
 * that ends in a colon end a sentence. Bounded in number and length, so that no text is too long to look at.
 */
export function sentencesOf(folded: string): string[] {
  const sentences: string[] = [];
  for (const paragraph of folded.split(/\n[ ]*\n/)) {
    for (const block of blocks(paragraph)) {
      cut(block, sentences);
      if (sentences.length >= MOST) return sentences.slice(0, MOST);
    }
  }
  return sentences;
}

/** Lines joined to blocks: a list item, a heading and a short line of its own are blocks. */
function blocks(paragraph: string): string[] {
  const found: string[] = [];
  let block = '';
  let previous = 0;
  for (const raw of paragraph.split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    const startsNew = /^(?:[-*•·–>]|\(?\d{1,2}[.)])\s/.test(line) || block.endsWith(':') || (previous > 0 && previous < 40);
    if (startsNew && block !== '') {
      found.push(block);
      block = '';
    }
    block = block === '' ? line : `${block} ${line}`;
    previous = line.length;
  }
  if (block !== '') found.push(block);
  return found;
}

function cut(block: string, sentences: string[]): void {
  let start = 0;
  for (let at = 0; at < block.length && sentences.length < MOST; at++) {
    const tooLong = at - start >= LONGEST && block[at] === ' ';
    if (!tooLong && !endsSentence(block, at)) continue;
    keep(block.slice(start, at + 1), sentences);
    start = at + 1;
  }
  keep(block.slice(start), sentences);
}

function keep(text: string, sentences: string[]): void {
  for (let rest = text.trim(); rest !== ''; rest = rest.slice(LONGEST * 2)) sentences.push(rest.slice(0, LONGEST * 2));
}

function endsSentence(block: string, at: number): boolean {
  const char = block[at]!;
  if ('。！？؟!?;；'.includes(char)) return true;
  if (char !== '.' && char !== '…') return false;
  const next = block[at + 1];
  if (next !== undefined && next !== ' ' && next !== '"' && next !== ')') return false;
  const before = block.slice(Math.max(start(at), 0), at);
  // "Art. 15", and the ordinals of half of Europe: "clankom 21. stavkom 2."
  if (/\d$/.test(before) && next === ' ' && /[\p{Ll}\d(]/u.test(block[at + 2] ?? '') && /(?:^|\s)\d{1,2}$/.test(before)) return false;
  return !ABBREVIATION.test(before);
}

function start(at: number): number {
  return at - 12;
}
