import { createHash } from 'node:crypto';

/** Invention that can be repeated: the same seed gives the same numbers on every machine. Not for secrets. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #idMilliseconds = -1;
  #idCounter = 0;

  constructor(seed: string) {
    const digest = createHash('sha256').update(seed).digest();
    this.#a = digest.readInt32LE(0);
    this.#b = digest.readInt32LE(4);
    this.#c = digest.readInt32LE(8);
    for (let i = 0; i < 12; i += 1) this.#bits();
  }

  /** 0 ≤ x < 1. */
  next(): number {
    return (this.#bits() >>> 0) / 0x1_0000_0000;
  }

  /** A whole number in 0…`below` − 1. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }

  /** One of the values, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return choices[choices.length - 1]![0];
  }

  /** Each `#` becomes a digit. */
  digits(pattern: string): string {
    return pattern.replace(/#/g, () => String(this.below(10)));
  }

  /** A UUIDv7 of that moment; ids of one moment rise in the order in which they are made. */
  uuidAt(milliseconds: number): string {
    this.#idCounter = milliseconds === this.#idMilliseconds ? (this.#idCounter + 1) & 0xfff : 0;
    this.#idMilliseconds = milliseconds;
    const time = milliseconds.toString(16).padStart(12, '0');
    const order = this.#idCounter.toString(16).padStart(3, '0');
    const [high, low] = [this.#hex8(), this.#hex8()];
    const variant = (8 + (Number.parseInt(high.charAt(0), 16) & 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}${high.slice(1, 4)}-${high.slice(4)}${low}`;
  }

  #hex8(): string {
    return (this.#bits() >>> 0).toString(16).padStart(8, '0');
  }

  /** sfc32, by Chris Doty-Humphrey (public domain; part of PractRand). */
  #bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum;
  }
}
