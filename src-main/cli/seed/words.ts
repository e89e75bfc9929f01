import type { Material } from '../../core/demo/material.ts';
import type { Random } from '../../core/demo/random.ts';

const WORDS = 20_000;

/** Words that occur as often as words do: the second half as often as the first, the tenth a tenth (Zipf). */
export class Words {
  readonly #words: readonly string[];
  /** The share of the words up to each one. */
  readonly #shares: Float64Array;

  constructor(random: Random, material: Material) {
    this.#words = vocabulary(random, material);
    this.#shares = new Float64Array(this.#words.length);
    let sum = 0;
    for (let rank = 0; rank < this.#words.length; rank += 1) {
      sum += 1 / (rank + 2.7); // Mandelbrot's correction: the very first are a little rarer
      this.#shares[rank] = sum;
    }
    for (let rank = 0; rank < this.#shares.length; rank += 1) this.#shares[rank] = this.#shares[rank]! / sum;
  }

  /** The word that occurs most. */
  get commonest(): string {
    return this.#words[0]!;
  }

  draw(random: Random): string {
    const target = random.next();
    let low = 0;
    let high = this.#shares.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#shares[middle]! < target) low = middle + 1;
      else high = middle;
    }
    return this.#words[low]!;
  }

  /** So many words, as a line. */
  line(random: Random, words: number): string {
    return Array.from({ length: words }, () => this.draw(random)).join(' ');
  }

  /** A text of at least so many characters, in sentences and paragraphs. */
  text(random: Random, characters: number): string {
    let text = '';
    while (text.length < characters) {
      const sentence = this.line(random, 5 + random.below(14));
      text += `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.${random.chance(0.2) ? '\n\n' : ' '}`;
    }
    return text.trimEnd();
  }
}

/** The words of the sample's letters, most used first, and invented ones behind them. */
function vocabulary(random: Random, { letters }: Material): string[] {
  const uses = new Map<string, number>();
  const texts = [...letters.letters.flatMap((letter) => [letter.subject, letter.text]), ...letters.notes];
  for (const word of texts
    .join(' ')
    .toLowerCase()
    .match(/[\p{L}\p{M}]+/gu) ?? [])
    uses.set(word, (uses.get(word) ?? 0) + 1);
  const words = new Set([...uses].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word));
  const heads = ['ba', 'cor', 'del', 'fin', 'gra', 'hol', 'lan', 'mer', 'nor', 'pel', 'qua', 'ras', 'sil', 'tor', 'ven', 'wil'];
  const tails = ['den', 'fic', 'gat', 'lin', 'mon', 'nex', 'per', 'rit', 'sul', 'tam', 'ver', 'zon', 'a', 'er', 'ing', 'ment', 'ous'];
  while (words.size < WORDS) {
    words.add(
      Array.from({ length: 1 + random.below(3) }, (_, part) => random.pick(part === 0 ? heads : tails)).join('') + random.pick(tails),
    );
  }
  return [...words];
}
