import type { NewCase } from '../cases/open-case.ts';
import type { Material } from './material.ts';
import type { Random } from './random.ts';

export interface Person {
  readonly requester: Omit<NewCase['requester'], 'role'>;
  readonly language: string;
  /** A domain that they might have hosted with us. */
  readonly domain: string;
  readonly town: string;
}

/** Somebody who does not exist. What is known of them depends on where they live: a name often comes from elsewhere. */
export function inventPerson(random: Random, { people }: Material): Person {
  const place = random.weighted(people.places.map((choice) => [choice, choice.weight] as const));
  const own = people.names[place.language]!;
  const names = random.chance(0.85) ? own : people.names[random.pick(Object.keys(people.names))]!;
  const given = random.pick(names.given);
  const family = random.pick(names.family);
  const latin = (name: string) => latinName({ people }, name);
  const email = `${latin(given)}.${latin(family)}${random.chance(0.5) ? random.below(1000) : ''}@${random.pick(people.domains)}`;
  const town = random.pick(people.towns);
  return {
    requester: {
      name: place.language === 'ja' && names === own ? `${family}${given}` : `${given} ${family}`,
      email,
      phone: random.chance(0.6) ? random.digits(place.phone) : '',
      address: random.chance(0.35) ? `${1 + random.below(180)} ${random.pick(people.streets)}, ${town}` : '',
      customerNumber: random.chance(0.6) ? random.digits('C-#####') : '',
      country: place.country,
      region: place.region,
    },
    language: place.language,
    domain: `${latin(family)}-${random.pick(['studio', 'bakery', 'repairs', 'books', 'garden', 'music'])}.example.com`,
    town,
  };
}

/** The last word of a name in the letters of an address of mail. */
export function latinName({ people }: Pick<Material, 'people'>, name: string): string {
  return (people.latin[name] ?? name)
    .replace(/ß/g, 'ss')
    .replace(/[Łł]/g, 'l')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/\s+/)
    .at(-1)!
    .replace(/[^a-z]/g, '');
}

/** A text with its places filled in. */
export function fillIn(text: string, { requester, domain, town }: Person): string {
  const values: Record<string, string> = {
    name: requester.name,
    number: requester.customerNumber || 'C-00000',
    domain,
    town,
  };
  return text.replace(/\{(\w+)\}/g, (whole, word: string) => values[word] ?? whole);
}
