import { sql as raw, type SqlBool } from 'kysely';
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

/** An entry that one of a person's stood behind for a time, until that merge was taken back. */
export interface StoodBehind {
  readonly id: string;
  readonly from: string;
  readonly until: string;
}

const MOST_STOOD_BEHIND = 200;

export const stoodBehindQuery = (personIds: readonly string[]) =>
  sql
    .selectFrom('person_merge')
    .select(['kept_id', 'at', 'undone_at'])
    .where(raw<SqlBool>`dropped_id IN (SELECT value FROM json_each(${JSON.stringify(personIds)}))`)
    .where('undone_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(MOST_STOOD_BEHIND);

/** Where these entries stood before, also by way of others, the newest first: what was written of them then names the other entry. */
export function stoodBehind(db: Connection, personIds: readonly string[]): StoodBehind[] {
  const found: StoodBehind[] = [];
  const seen = new Set(personIds);
  for (let next = [...personIds]; next.length > 0 && found.length < MOST_STOOD_BEHIND; ) {
    const rows = all(db, stoodBehindQuery(next));
    found.push(...rows.map(({ kept_id, at, undone_at }) => ({ id: kept_id, from: at, until: undone_at! })));
    next = [...new Set(rows.map(({ kept_id }) => kept_id))].filter((id) => !seen.has(id));
    for (const id of next) seen.add(id);
  }
  return found;
}
