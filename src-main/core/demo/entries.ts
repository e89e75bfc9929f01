import type { FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Material } from './material.ts';
import { inventPerson, latinName, type Person } from './person.ts';
import type { Random } from './random.ts';

/** A person of the directory, as the source that is being invented has them. */
export interface Entry {
  readonly externalId: string;
  readonly name: string;
  readonly language: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly facts: readonly { readonly kind: FactKind; readonly value: string }[];
  /** Since when they are on file, in milliseconds since 1970: before any case of the sample. */
  readonly since: number;
  /** As it stands among the facts; null for who has none. */
  readonly customerNumber: string | null;
}

export const PERSONS = 2000;
const TWICE = 15;
/** Some who wrote in were never customers, or write from an address that nobody knows. */
const NOT_ON_FILE = 0.1;
const YEAR = 365 * 86_400_000;

export interface Entries {
  readonly all: readonly Entry[];
  /** For each person of the sample who is on file, their entry. */
  readonly of: ReadonlyMap<Person, Entry>;
}

/** Everybody on file: who asks something in the sample cases, but for some; who wrote the sample mailbox; and many others. */
export function inventEntries(random: Random, material: Material, known: readonly Person[], now: number): Entries {
  const people = [...new Set(known)];
  const { writers } = material.directory;
  const numbers = [...writers.map(({ customerNumber }) => customerNumber), ...people.map(({ requester }) => requester.customerNumber)];
  const maker = new EntryMaker(random, material, now, new Set(numbers));
  const of = new Map<Person, Entry>();
  for (const writer of writers) maker.add({ ...writer, region: null, phone: '' });
  people.forEach((person, index) => {
    const { requester, language } = person;
    if (index % Math.round(1 / NOT_ON_FILE) === 4) return;
    const entry = maker.add({ ...requester, language });
    if (entry) of.set(person, entry);
  });
  while (maker.all.length < PERSONS - TWICE) {
    const { requester, language } = inventPerson(random, material);
    maker.add({ ...requester, language, phone: '' });
  }
  for (let pair = 0; pair < TWICE; pair += 1) maker.addAgain(maker.all[(pair + 1) * 13]!);
  return { all: maker.all, of };
}

/** What is known of somebody before the rest is made up. Empty or null: unknown. */
interface Known {
  readonly name: string;
  readonly language: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly customerNumber: string | null;
}
type Unfinished = { readonly [K in keyof Known]: K extends 'address' ? string | null : Known[K] };

class EntryMaker {
  readonly all: Entry[] = [];
  readonly #random: Random;
  readonly #material: Material;
  readonly #now: number;
  /** Addresses of mail and customer numbers that somebody has, and numbers that are kept for those who wrote in. */
  readonly #taken = new Set<string>();
  readonly #kept: ReadonlySet<string | null>;

  constructor(random: Random, material: Material, now: number, kept: ReadonlySet<string | null>) {
    this.#random = random;
    this.#material = material;
    this.#now = now;
    this.#kept = kept;
  }

  /** Nothing where somebody of this address of mail or customer number is there. */
  add(known: Unfinished): Entry | null {
    const random = this.#random;
    if (this.#taken.has(known.email) || this.#taken.has(known.customerNumber ?? '')) return null;
    this.#taken.add(known.email);
    const customerNumber = known.customerNumber || (random.chance(0.75) ? this.#customerNumber() : null);
    if (customerNumber) this.#taken.add(customerNumber);
    const phone = known.phone || (random.chance(0.75) ? this.#phone(known) : '');
    const { streets, towns } = this.#material.people;
    const address = known.address || (random.chance(0.75) ? `${1 + random.below(180)} ${random.pick(streets)}, ${random.pick(towns)}` : '');
    const facts = [
      fact('email', known.email),
      fact('phone', phone),
      fact('customer_number', customerNumber ?? ''),
      fact('address', address),
      ...Array.from({ length: random.below(3) }, () => fact('ticket', random.digits('T-######'))),
      fact('product', customerNumber ? random.pick(this.#material.directory.products) : ''),
      fact('date_of_birth', random.chance(0.15) ? this.#birthDate() : ''),
    ].flat();
    const { name, language, country, region } = known;
    const since = this.#now - Math.floor((0.6 + random.next() * 8) * YEAR);
    return this.#keep({ name, language, country, region, facts, since, customerNumber });
  }

  /** The same person once more, as another clerk took them in: with one thing in common by which that can be seen. */
  addAgain(entry: Entry): void {
    const random = this.#random;
    const shared = entry.facts.filter(({ kind }) => kind === 'email' || kind === 'phone');
    const other = `${latinName(this.#material, entry.name.split(' ').at(-1)!)}${random.digits('##')}@${random.pick(this.#material.people.domains)}`;
    const common = random.pick(shared);
    const facts = [common, ...(common.kind === 'email' ? [] : [{ kind: 'email' as const, value: other }])];
    const { language, country, region } = entry;
    const since = entry.since + Math.floor(random.next() * (this.#now - entry.since - 0.5 * YEAR));
    this.#keep({ name: plainly(entry.name), language, country, region, facts, since, customerNumber: null });
  }

  #keep(entry: Omit<Entry, 'externalId'>): Entry {
    const kept = { ...entry, externalId: `P-${String(this.all.length + 1).padStart(5, '0')}` };
    this.all.push(kept);
    return kept;
  }

  #customerNumber(): string {
    let number = this.#random.digits('C-#####');
    while (this.#taken.has(number) || this.#kept.has(number)) number = this.#random.digits('C-#####');
    return number;
  }

  /** A number that belongs to nobody, of the place where they live; none where no range is reserved for fiction. */
  #phone({ country, region }: Unfinished): string {
    const { phones } = this.#material.directory;
    const own = phones.filter((range) => range.country === country);
    const range = own.find((one) => one.region === region) ?? own.find((one) => one.region === null);
    return range ? this.#random.digits(this.#random.pick(range.patterns)) : '';
  }

  #birthDate(): string {
    const youngest = this.#now - 19 * YEAR;
    return new Date(youngest - Math.floor(this.#random.next() * 60 * YEAR)).toISOString().slice(0, 10);
  }
}

const fact = (kind: FactKind, value: string) => (value === '' ? [] : [{ kind, value }]);

/** As somebody writes a name who has no accents at hand. */
const plainly = (name: string): string =>
  name
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
