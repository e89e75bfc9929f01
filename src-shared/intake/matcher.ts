import type { Concept } from './cues.ts';
import { fold } from './fold.ts';

/** A cue found in a text; `language` is `*` for cues of no language. */
export interface Hit {
  readonly concept: Concept;
  readonly language: string;
  readonly start: number;
  readonly end: number;
}

interface Ending {
  readonly concept: Concept;
  readonly language: string;
  /** The cue ends with `*`: the word may go on. */
  readonly open: boolean;
}

interface Node {
  readonly next: Map<number, Node>;
  /** Follows a `*` inside a phrase: the rest of the word does not matter. */
  wild: Node | null;
  readonly endings: Ending[];
}

const STAR = '*';
/** Scripts that put no space between words, or glue articles and particles on: cues stand anywhere in them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Cues of some languages in two tries, so that a text is walked once however many there are. */
export class CueMatcher {
  readonly #words = node();
  readonly #inside = node();
  /** The first step of each walk by character code: most characters of a text begin no cue. */
  readonly #firstWord: (Node | undefined)[] = [];
  readonly #firstInside: (Node | undefined)[] = [];

  add(language: string, concept: Concept, cue: string): void {
    const folded = fold(cue).trim();
    const unspaced = UNSPACED.test(folded);
    const open = folded.endsWith(STAR) || unspaced;
    const fromInside = folded.startsWith(STAR) || unspaced;
    const body = folded.slice(folded.startsWith(STAR) ? 1 : 0, folded.endsWith(STAR) && folded.length > 1 ? -1 : undefined);
    let at = fromInside ? this.#inside : this.#words;
    for (let index = 0; index < body.length; index++) {
      if (body[index] === STAR) {
        at.wild ??= node();
        at = at.wild;
        continue;
      }
      const code = body.charCodeAt(index);
      const existing = at.next.get(code);
      const child = existing ?? node();
      if (existing === undefined) at.next.set(code, child);
      if (at === this.#words) this.#firstWord[code] = child;
      if (at === this.#inside) this.#firstInside[code] = child;
      at = child;
    }
    at.endings.push({ concept, language, open });
  }

  /** Every cue in a folded sentence, in the order of their beginnings. */
  find(text: string): Hit[] {
    const hits: Hit[] = [];
    let wordBefore = false;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (!wordBefore) {
        const first = this.#firstWord[code];
        if (first !== undefined) walk(first, text, at, at + 1, hits);
      }
      const inside = this.#firstInside[code];
      if (inside !== undefined) walk(inside, text, at, at + 1, hits);
      wordBefore = isWord(code);
    }
    return hits;
  }
}

function node(): Node {
  return { next: new Map(), wild: null, endings: [] };
}

function walk(from: Node, text: string, start: number, position: number, hits: Hit[]): void {
  let at = position;
  let here: Node | undefined = from;
  while (here !== undefined) {
    if (here.endings.length > 0 && at > start) {
      const atBoundary = !isWord(text.charCodeAt(at)) || !isWord(text.charCodeAt(at - 1));
      for (const { concept, language, open } of here.endings) if (open || atBoundary) hits.push({ concept, language, start, end: at });
    }
    if (here.wild !== null) {
      let rest = at;
      while (rest < text.length && isWord(text.charCodeAt(rest))) rest++;
      // A star between two spaces stands for one word, which may also be missing.
      walk(here.wild, text, start, rest, hits);
    }
    here = here.next.get(text.charCodeAt(at));
    at++;
  }
}

/** Letters and digits. By code, because this runs for every character of every mail. */
function isWord(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return (
    code >= 0xaa &&
    !(code >= 0x2000 && code <= 0x206f) &&
    !(code >= 0x3000 && code <= 0x3004) &&
    !(code >= 0x3008 && code <= 0x3020) &&
    !(code >= 0xff00 && code <= 0xff0f) &&
    code !== 0xab &&
    code !== 0xbb &&
    code !== 0xbf &&
    code !== 0xb7
  );
}
