import { plainDigits } from '../../../src-shared/identity/digits.ts';
import { mask } from '../../../src-shared/mask.ts';

const MOST_WORDS = 40;
const MOST_TYPED = 8;
const LONGEST_WORD = 40;

/** Letters that decomposition leaves whole, and Arabic letters that are written for one another. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ى: 'ي',
  ة: 'ه',
  ـ: '',
};
/** Marks that people leave out when they type: of Latin, Greek, Cyrillic, Hebrew, Arabic and kana. In Indic scripts marks are vowels. */
const MARKS =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed\u3099\u309a]+/g;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts whose names are written in one piece. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

const fold = (text: string): string =>
  plainDigits(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/[ßøæœłđðþıىةـ]/g, (letter) => LETTERS[letter]!);

/** A part of a name that is a contact detail: by its words it could be guessed letter by letter. */
const isContact = (token: string): boolean => token.includes('@') || plainDigits(token).replace(/\D/g, '').length >= 5;

/**
 * What a person is found by: the words of the name without case and accents, `O'Brien` also as `obrien`, and of a name in one piece
 * (`王小明`) also what follows each character. An address or a number that somebody put there is no word.
 */
export function nameWords(name: string): string[] {
  return wordsIn(tokensOf(name).filter((token) => !isContact(token)));
}

/** What an account is found by: the words of its name, and its number whole and in its parts. */
export function accountWords(name: string, number: string): string[] {
  return wordsIn([...tokensOf(number), ...tokensOf(name).filter((token) => !token.includes('@'))]);
}

/** What was typed, as it is looked for: every word is the beginning of one on file. */
export function typedWords(typed: string): string[] {
  return [...new Set(fold(typed).match(WORD) ?? [])].slice(0, MOST_TYPED).map(cut);
}

/** A name as it is shown to who sees contact details masked: some put an address of theirs there. */
export const maskedName = (name: string): string => name.replace(/\S+/g, (token) => (isContact(token) ? mask(token) : token));

/** Every word that begins with `prefix` is in `[from, below)`, in the order in which SQLite compares text. */
export function prefixRange(prefix: string): { from: string; below: string } {
  return { from: prefix, below: `${prefix}\u{10ffff}` };
}

const tokensOf = (text: string): string[] => text.split(/\s+/u).filter((token) => token !== '');

function wordsIn(tokens: readonly string[]): string[] {
  const words = new Set<string>();
  for (const token of tokens) {
    const parts = fold(token).match(WORD) ?? [];
    for (const part of parts) words.add(cut(part));
    if (parts.length > 1) words.add(cut(parts.join('')));
    for (const piece of token.normalize('NFC').match(WORD) ?? []) {
      const characters = [...piece];
      // folded one by one, so that a Korean syllable is not cut in its middle
      for (const [index, character] of characters.entries())
        if (UNSPACED.test(character)) words.add(cut(fold(characters.slice(index).join(''))));
    }
  }
  words.delete('');
  return [...words].slice(0, MOST_WORDS);
}

const cut = (word: string): string => [...word].slice(0, LONGEST_WORD).join('');
