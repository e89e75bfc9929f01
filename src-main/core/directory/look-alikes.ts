import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import { IDENTIFIER_KINDS } from '../../../src-shared/vocabulary/directory.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first } from '../database/query.ts';
import { selectFacts } from './facts.ts';
import { exactQuery } from './find.ts';
import { matchOf, personQuery } from './match.ts';
import { canonicalId } from './members.ts';
import { nameWords } from './names.ts';
import { findPerson } from './person.ts';
import { findByWords } from './word-query.ts';

const MOST_SHOWN = 20;
/** So many of a person's identifiers are looked up. */
const MOST_IDENTIFIERS = 100;

type Matched = Set<PersonMatch['matched'][number]>;

/** Other persons who may be this one: they share an identifier, or the name and the place. Who shares most comes first. */
export function lookAlikes(db: Connection, actor: Actor, personId: string): PersonMatch[] {
  const { record, members } = findPerson(db, personId);
  const found = new Map<string, Matched>();
  const note = (entryId: string, matched: PersonMatch['matched'][number]) => {
    const id = canonicalId(db, entryId)!;
    if (id !== record.id) found.set(id, (found.get(id) ?? new Set()).add(matched));
  };
  const identifiers = selectFacts(db, members).flatMap(({ kind, value }) => {
    const known = IDENTIFIER_KINDS.find((identifier) => identifier === kind);
    return known === undefined ? [] : [{ kind: known, value }];
  });
  for (const identifier of identifiers.slice(0, MOST_IDENTIFIERS)) {
    for (const { id } of all(db, exactQuery(identifier))) note(id, identifier.kind);
  }
  const words = nameWords(record.name);
  for (const { id, whole } of findByWords(db, 'person', words)) {
    const other = first(db, personQuery(id))!;
    if (whole && sameWords(words, nameWords(other.name)) && samePlace(record, other)) note(id, 'name');
  }
  return [...found]
    .sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1))
    .slice(0, MOST_SHOWN)
    .map(([id, matched]) => matchOf(db, actor, id, [...matched].sort())!);
}

const sameWords = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((word) => other.includes(word));

interface Place {
  readonly country: string | null;
  readonly region: string | null;
}

/** A place that nobody told is no place that two could share. */
const samePlace = (one: Place, other: Place): boolean =>
  one.country !== null && one.country === other.country && (one.region === null || other.region === null || one.region === other.region);
