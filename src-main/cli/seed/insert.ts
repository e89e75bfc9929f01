import type { Insertable } from 'kysely';
import type { Connection } from '../../core/database/open.ts';
import type { Tables } from '../../core/database/tables.ts';

/** A prepared insert of whole rows: what a query builder costs for one row, times some ten million, would be most of the work. */
export function inserter<T extends keyof Tables>(db: Connection, table: T, columns: readonly (keyof Insertable<Tables[T]> & string)[]) {
  const statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  return (row: Insertable<Tables[T]>): void => {
    statement.run(...columns.map((column) => row[column]));
  };
}
