import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';

/** More entries than this are never one person: merging further is refused. It bounds everything that is read of a person. */
export const MOST_MEMBERS = 50;

export const mergedIntoQuery = (personId: string) => sql.selectFrom('person').select('merged_into').where('id', '=', personId);
export const membersQuery = (canonical: string) =>
  sql.selectFrom('person').select('id').where('merged_into', '=', canonical).orderBy('id').limit(MOST_MEMBERS);

/** The entry that stands for a person, whichever of their entries is named; null where there is none of this id. */
export function canonicalId(db: Connection, personId: string): string | null {
  const row = first(db, mergedIntoQuery(personId));
  return row === undefined ? null : (row.merged_into ?? personId);
}

/** The ids of all entries of one person, whichever is named, the canonical one first; empty where there is none of this id. */
export function membersOf(db: Connection, personId: string): readonly string[] {
  const canonical = canonicalId(db, personId);
  return canonical === null ? [] : [canonical, ...all(db, membersQuery(canonical)).map(({ id }) => id)];
}
