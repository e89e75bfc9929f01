import type { ImportLook } from '../../../src-shared/contract/imports.ts';
import { holdsCard } from '../directory/cards.ts';

type Because = ImportLook['refused'][number]['because'];

/** What such columns are called, in lower case with blanks between words. */
const NAMES: Readonly<Record<Because, RegExp>> = {
  card_number:
    /\b(?:card ?(?:num(?:ber)?|no|nr|data)?|credit ?card|debit ?card|cc ?(?:num(?:ber)?|no)?|pan|cvv2?|cvc2?|cardnum|tarjeta|kreditkarte(?:nnummer)?|kartennummer|carte(?: bancaire| de credit)?)\b/,
  password:
    /\b(?:password|passwd|passwort|passphrase|pwd|pin|secret|contrasena|clave|mot de passe|kennwort|securityqans|security answer)\b/,
  government_id:
    /\b(?:ssn|social security(?: number| no)?|tax ?id|tax number|tin|itin|vat ?(?:id|number)|passport(?: number| no)?|national id|driver s? ?licen[cs]e|dni|nie|nif|curp|rfc|steuer ?(?:id|nummer)|personalausweis(?:nummer)?|reisepass(?:nummer)?|pasaporte|passeport|sozialversicherungsnummer|numero de securite sociale)\b/,
};

/** Column names that say `card` and mean something else. */
const HARMLESS = /\b(?:business|gift|loyalty|post) ?cards?\b|\bcard ?(?:type|brand)\b/;

/** A name as it is looked for: words in lower case without accents, `lastName` and `last_name` alike. */
export function plainName(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z\d]+/g, ' ')
    .trim();
}

/** Why a column of this name never enters the desk, or null. */
export function refusedByName(name: string): Because | null {
  const plain = plainName(name);
  if (HARMLESS.test(plain)) return null;
  return (Object.keys(NAMES) as Because[]).find((because) => NAMES[because].test(plain)) ?? null;
}

/** Counts, cell by cell, which columns are mostly card numbers whatever they are called. */
export class CardCount {
  readonly #filled: number[];
  readonly #cards: number[];

  constructor(columns: number) {
    this.#filled = Array<number>(columns).fill(0);
    this.#cards = Array<number>(columns).fill(0);
  }

  see(cells: readonly string[]): void {
    for (const [index, cell] of cells.entries()) {
      if (cell.trim() === '') continue;
      this.#filled[index]! += 1;
      if (holdsCard(cell)) this.#cards[index]! += 1;
    }
  }

  isCards = (column: number): boolean => this.#cards[column]! * 2 > this.#filled[column]!;
}
