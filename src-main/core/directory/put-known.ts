import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';

export const personBySourceQuery = (source: string, externalId: string) =>
  sql.selectFrom('person').selectAll().where('source', '=', source).where('external_id', '=', externalId);
export const accountBySourceQuery = (source: string, externalId: string) =>
  sql.selectFrom('account').selectAll().where('source', '=', source).where('external_id', '=', externalId);

/** Our id of what a source calls so; null where it has not been put yet. */
export const personIdOf = (db: Connection, source: string, externalId: string): string | null =>
  first(db, personBySourceQuery(source, externalId))?.id ?? null;
export const accountIdOf = (db: Connection, source: string, externalId: string): string | null =>
  first(db, accountBySourceQuery(source, externalId))?.id ?? null;

/** Accounts of exactly this number, of any source: more than one where two sources use the same. */
export const accountsByNumber = (db: Connection, number: string): readonly string[] =>
  all(db, sql.selectFrom('account').select('id').where('number', '=', number).orderBy('id').limit(20)).map(({ id }) => id);
