import { parseReference } from '../../../src-shared/vocabulary/reference.ts';

/** A search looks at its newest hits only, so that the commonest word costs no more than a rare one. */
export const NEWEST_HITS = 5000;

const MOST_WORDS = 12;
const LONGEST_WORD = 60;

/** The words of what was typed, as the index cuts them: letters, digits and marks, everything else lies between. */
export function wordsOf(typed: string): string[] {
  const words = typed.normalize('NFC').match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
  return words.slice(0, MOST_WORDS).map((word) => [...word].slice(0, LONGEST_WORD).join(''));
}

/**
 * An FTS5 expression for what was typed: every word must occur, the last may be a beginning. Null where there is no word in it.
 * Each word is quoted, so nothing typed is ever read as syntax.
 */
export function matchExpression(typed: string): string | null {
  const parsed = parseReference(typed);
  const reference = parsed === null ? null : `reference : "${parsed.slice(4)}"`;
  if (reference !== null && /^\s*DSR/i.test(typed)) return reference;
  let words = wordsOf(typed);
  if (words.length > 1 && words[0]?.toUpperCase() === 'DSR') words = words.slice(1); // half a reference: every case has the first half
  if (words.length === 0) return null;
  const all = words.map((word, index) => `"${word}"${index === words.length - 1 ? ' *' : ''}`).join(' AND ');
  // one word of eight letters in thirty-two passes for a reference: it is looked for as both
  return reference === null ? all : `${reference} OR (${all})`;
}

const SNIPPET = 160;
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The surroundings of the first of the words in a text, at most 160 characters; empty where none is in it. */
export function snippetOf(text: string, words: readonly string[]): string {
  const plain = text.replace(/\s+/g, ' ');
  const folded = fold(plain);
  // folding may change lengths (a letter and its mark): then the place is only nearly right, which a snippet can bear
  const places = words.map((word) => folded.indexOf(fold(word))).filter((place) => place >= 0);
  if (places.length === 0) return '';
  const start = Math.max(0, Math.min(...places) - 40);
  const end = start + SNIPPET;
  return `${start > 0 ? '…' : ''}${plain.slice(start, end).trim()}${end < plain.length ? '…' : ''}`;
}
