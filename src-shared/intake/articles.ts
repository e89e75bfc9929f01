import type { CueCatalogue } from './catalogue.ts';
import type { Evidence, ReadSentence } from './evidence.ts';

const DATED_ARTICLE = 1.8;
/** A day written out before an article: "on 2026-09-01 I sent you a request under Article 15". A later day would be a deadline. */
const DATED = /\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4})\b/;

/** What the articles and sections a sentence names say: "according to Article 17", "Cal. Civ. Code § 1798.105". */
export function articleEvidence(sentence: ReadSentence, catalogue: CueCatalogue): Evidence[] {
  const found: Evidence[] = [];
  for (const { section, kind, weight } of catalogue.sections)
    if (sentence.text.includes(section)) found.push({ kind, weight, cue: section, language: '*', start: 0, end: 0 });
  for (const word of sentence.hits.get('articleWord') ?? []) {
    const named = articleAfter(sentence.text, word.end) ?? articleBefore(sentence.text, word.start);
    if (named === null) continue;
    const fits = catalogue.articles.filter(
      (entry) => entry.article === named.article && (entry.paragraph === undefined || entry.paragraph === named.paragraph),
    );
    const entry = fits.find((candidate) => candidate.paragraph !== undefined) ?? fits[0];
    // Article 17(3) and the like are named in arguments, not in requests.
    if (entry === undefined || (entry.paragraph === undefined && named.paragraph !== null && named.paragraph > 1 && entry.article !== 15))
      continue;
    const cue = `${named.article}${named.paragraph === null ? '' : `(${named.paragraph})`}`;
    if (found.some((other) => other.cue === cue)) continue;
    const dated = DATED.test(sentence.text.slice(0, word.start));
    if (dated)
      found.push({ kind: 'concern', weight: DATED_ARTICLE, cue: `${cue}, dated`, language: '*', start: word.start, end: word.end });
    found.push({ kind: entry.kind, weight: dated ? entry.weight / 2 : entry.weight, cue, language: '*', start: word.start, end: word.end });
  }
  return found;
}

interface Article {
  readonly article: number;
  readonly paragraph: number | null;
}

function articleAfter(text: string, at: number): Article | null {
  const match =
    /^[\s.:]{0,3}(\d{1,2})(?!\d)(?:\s?(?:[.,]|\.,)?\s?(?:\(|abs\.?|absatz|paragra\p{Ll}{0,5}|par\.?|para\.?|alinea|lid|comma|c\.|apartado|ap\.|n\.?\s?o?|no\.?|numero|stk\.?|stycket|punkt|ust\.?|odst\.?|odsek\p{Ll}?|stav\p{Ll}{0,3}|st\.|παρ\p{Ll}{0,8}\.?|momentti|kohta|ч\.|п\.|\.)\s?(\d{1,2})\)?)?/u.exec(
      text.slice(at, at + 48),
    );
  if (match === null) return null;
  return { article: Number(match[1]), paragraph: match[2] === undefined ? null : Number(match[2]) };
}

/** "15 artiklan", "15. cikk", "第15条" keep the number in front (the last is found by its 第). */
function articleBefore(text: string, at: number): Article | null {
  const match = /(?<!\d)(\d{1,2})[.\s'’-]{0,3}(?:\p{Ll}{0,3}\s)?$/u.exec(text.slice(Math.max(0, at - 10), at));
  return match === null ? null : { article: Number(match[1]), paragraph: null };
}
