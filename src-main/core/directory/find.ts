import { sql as raw } from 'kysely';
import type { AccountName, PersonMatch } from '../../../src-shared/contract/directory.ts';
import { canonicalFact } from '../../../src-shared/identity/normalise.ts';
import { FACT_KINDS, type IDENTIFIER_KINDS } from '../../../src-shared/vocabulary/directory.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { matchOf, personQuery } from './match.ts';
import { prefixRange, typedWords } from './names.ts';
import { phonePrefixes, phonesMeant } from './phones.ts';
import { sight } from './sight.ts';
import { findByWords } from './word-query.ts';

type Identifier = (typeof IDENTIFIER_KINDS)[number];
interface Sought {
  readonly kind: Identifier;
  readonly value: string;
}

/** The best first: an identifier as a whole, whole words, beginnings. */
const [EXACT, WHOLE, BEGINNING] = [0, 1, 2];
const MOST_FOUND = 50;
const MOST_LOOKED_AT = 5000;

const order = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Who has exactly this identifier today. */
export const exactQuery = ({ kind, value }: Sought) =>
  sql
    .selectFrom('person_fact')
    .select('person_id as id')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .where('ended_at', 'is', null)
    .limit(MOST_FOUND);

/** Whose identifier begins so, among persons who have to do with an account, by any of their entries. */
export function prefixQuery({ kind, value }: Sought) {
  const { from, below } = prefixRange(value);
  const hits = raw`SELECT person_id, value FROM person_fact WHERE kind = ${kind} AND value >= ${from} AND value < ${below} AND ended_at IS NULL
    ORDER BY value LIMIT ${MOST_LOOKED_AT}`;
  const query = raw<{ id: string }>`
    SELECT hit.person_id AS id FROM (${hits}) AS hit JOIN person AS entry ON entry.id = hit.person_id
    WHERE EXISTS (SELECT 1 FROM relation WHERE relation.person_id = hit.person_id)
       OR EXISTS (SELECT 1 FROM relation WHERE relation.person_id = entry.merged_into)
       OR EXISTS (SELECT 1 FROM person AS other JOIN relation ON relation.person_id = other.id
                  WHERE other.merged_into = coalesce(entry.merged_into, entry.id))
    LIMIT ${MOST_FOUND}`;
  return { compile: () => query.compile(sql) };
}

/** Identifiers that the text may be, each as a whole. */
function identifiersMeant(text: string): Sought[] {
  const of = (kind: Identifier) => {
    const value = canonicalFact(kind, text, null);
    return value === null ? [] : [{ kind, value }];
  };
  return [
    ...of('email'),
    ...phonesMeant(text).map((value) => ({ kind: 'phone' as const, value })),
    ...of('customer_number'),
    ...of('address'),
  ];
}

/** Beginnings of identifiers that the text may be. An address is found as a whole only: its words are too common. */
function beginningsMeant(text: string, country: string | null): Sought[] {
  const number = canonicalFact('customer_number', text, null);
  return [
    ...(/^\S+$/.test(text) ? [{ kind: 'email' as const, value: text.normalize('NFC').toLowerCase() }] : []),
    ...phonePrefixes(text, country).map((value) => ({ kind: 'phone' as const, value })),
    ...(number === null ? [] : [{ kind: 'customer_number' as const, value: number }]),
  ];
}

interface Found {
  rank: number;
  readonly matched: Set<PersonMatch['matched'][number]>;
}

/** Persons for what was typed so far, as this reader may find them, the best first and each once. */
export function findPersons(
  db: Connection,
  actor: Actor,
  typed: string,
  limit: number,
  country: string | null,
): { persons: PersonMatch[]; more: boolean } {
  const text = typed.trim();
  const entries = new Map<string, Found>();
  const note = (id: string, rank: number, matched: PersonMatch['matched'][number]) => {
    const found = entries.get(id) ?? { rank, matched: new Set() };
    found.rank = Math.min(found.rank, rank);
    found.matched.add(matched);
    entries.set(id, found);
  };
  if (text === '') return { persons: [], more: false };
  for (const sought of identifiersMeant(text)) for (const { id } of all(db, exactQuery(sought))) note(id, EXACT, sought.kind);
  if (sight(actor).clear)
    for (const sought of beginningsMeant(text, country))
      for (const { id } of all(db, prefixQuery(sought)) as { id: string }[]) note(id, BEGINNING, sought.kind);
  // of half an address the words would find others, who only have a like name
  const words = text.includes('@') ? [] : typedWords(text);
  for (const { id, whole } of findByWords(db, 'person', words)) note(id, whole ? WHOLE : BEGINNING, 'name');
  const persons = onePerPerson(db, entries);
  const best = persons.slice(0, limit).map(
    ({ id, matched }) =>
      matchOf(
        db,
        actor,
        id,
        KINDS.filter((kind) => matched.has(kind)),
      )!,
  );
  return { persons: best, more: persons.length > limit };
}

const KINDS = ['name', ...FACT_KINDS] as const;

/** Entries of one person become that person. Sorted: the best first, then by name. */
function onePerPerson(db: Connection, entries: ReadonlyMap<string, Found>): { id: string; matched: Found['matched'] }[] {
  const persons = new Map<string, Found & { readonly id: string; readonly name: string }>();
  for (const [entryId, { rank, matched }] of entries) {
    const entry = first(db, personQuery(entryId))!;
    const { id, name } = entry.merged_into === null ? entry : first(db, personQuery(entry.merged_into))!;
    const person = persons.get(id) ?? { id, name, rank, matched: new Set() };
    person.rank = Math.min(person.rank, rank);
    for (const one of matched) person.matched.add(one);
    persons.set(id, person);
  }
  return [...persons.values()].sort((a, b) => a.rank - b.rank || order.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

export const accountQuery = (id: string) => sql.selectFrom('account').select(['id', 'number', 'name', 'parent_id']).where('id', '=', id);
export const numberQuery = (number: string) => sql.selectFrom('account').select('id').where('number', '=', number).limit(MOST_FOUND);

/** Accounts for what was typed so far: that very number first, then whole words, then beginnings. The one above to who sees the tree. */
export function findAccounts(
  db: Connection,
  actor: Actor,
  typed: string,
  limit: number,
): { accounts: (AccountName & { parent: AccountName | null })[]; more: boolean } {
  const ranks = new Map<string, number>();
  const note = (id: string, rank: number) => ranks.set(id, Math.min(rank, ranks.get(id) ?? rank));
  for (const { id } of all(db, numberQuery(typed.trim()))) note(id, EXACT);
  for (const { id, whole } of findByWords(db, 'account', typedWords(typed))) note(id, whole ? WHOLE : BEGINNING);
  const found = [...ranks]
    .map(([id, rank]) => ({ rank, account: first(db, accountQuery(id))! }))
    .sort((a, b) => a.rank - b.rank || order.compare(a.account.name, b.account.name) || order.compare(a.account.number, b.account.number));
  const { relations } = sight(actor);
  const name = ({ id, number, name }: AccountName): AccountName => ({ id, number, name });
  return {
    accounts: found.slice(0, limit).map(({ account }) => {
      const parent = account.parent_id === null || !relations ? undefined : first(db, accountQuery(account.parent_id));
      return { ...name(account), parent: parent === undefined ? null : name(parent) };
    }),
    more: found.length > limit,
  };
}
