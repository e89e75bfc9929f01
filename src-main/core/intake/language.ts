import type { CueCatalogue } from '../../../src-shared/intake/catalogue.ts';
import { fold } from '../../../src-shared/intake/fold.ts';

export interface LanguageInput {
  readonly subject: string;
  readonly text: string;
}

/** ISO 639-1, or null where the text has no words to tell by. */
export type DetectLanguage = (input: LanguageInput) => string | null;

const LONGEST_READ = 1000;
/** Fewer letters than this in the body, and the subject is read too. */
const TOO_SHORT = 12;
/** What every common word adds to a language's score, at most `MOST_WORDS` of them; statistics alone are weak on short texts. */
const PER_WORD = 0.5;

/** Opens the language detector: its tables (2 MB) are read on first use, not at start. */
export async function openLanguageDetector(cues: CueCatalogue): Promise<DetectLanguage> {
  const { eld } = await import('eld/medium');
  return ({ subject, text }) => {
    const body = readable(text);
    const sample = body.replace(/[^\p{L}]/gu, '').length >= TOO_SHORT ? body : `${body}\n${readable(subject)}`;
    const letters = sample.replace(/[^\p{L}]/gu, '');
    if (letters.length < 3) return null;
    const script = scriptLanguage(letters);
    if (script !== null) return script;
    const scores: Record<string, number> = { ...eld.detect(sample).getScores() };
    for (const [language, share] of commonWordShares(sample, cues)) scores[language] = (scores[language] ?? 0) + PER_WORD * share;
    const best = Object.entries(scores).sort((left, right) => right[1] - left[1])[0];
    return best?.[0] ?? null;
  };
}

/** The text without what is the same in all languages: addresses, links, numbers; and without a signature, whose names mislead. */
function readable(text: string): string {
  const plain = text
    .slice(0, LONGEST_READ)
    .replace(/\S{0,100}@\S{1,100}|\bhttps?:\/\/\S{1,300}|\bwww\.\S{1,300}/g, ' ')
    .replace(/[\d_]+/g, ' ');
  const paragraphs = plain.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
  const telling = paragraphs.filter((paragraph) => !isSignature(paragraph));
  return (telling.length > 0 ? telling : paragraphs).join('\n\n');
}

/** Only short lines without the marks of a sentence: names, places, customer numbers. */
function isSignature(paragraph: string): boolean {
  return paragraph.split('\n').every((line) => line.trim().split(/\s+/).length <= 4 && !/[.!?。！？,:]\s*$/.test(line.trim()));
}

/** Scripts that one language of ours writes. */
function scriptLanguage(letters: string): string | null {
  const count = (script: RegExp) => letters.match(script)?.length ?? 0;
  const half = letters.length * 0.4;
  if (count(/\p{Script=Hangul}/gu) > half) return 'ko';
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  if (kana + count(/\p{Script=Han}/gu) > half) return kana > letters.length * 0.05 ? 'ja' : 'zh';
  if (count(/\p{Script=Greek}/gu) > half) return 'el';
  if (count(/\p{Script=Hebrew}/gu) > half) return 'he';
  if (count(/\p{Script=Thai}/gu) > half) return 'th';
  return null;
}

/** Per language, which share of the words are among its commonest. A word of several languages counts in part for each. */
function commonWordShares(text: string, cues: CueCatalogue): Map<string, number> {
  const words = fold(text).match(/[\p{L}']+/gu) ?? [];
  const counts = new Map<string, number>();
  for (const word of words) {
    const languages = cues.commonWords.get(word);
    if (languages === undefined) continue;
    for (const language of languages) counts.set(language, (counts.get(language) ?? 0) + 1 / Math.sqrt(languages.length));
  }
  for (const [language, count] of counts) counts.set(language, count / Math.max(words.length, 4));
  return counts;
}
