import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import type { Connection } from './open.ts';

const ROWS_AT_ONCE = 2000;

/**
 * An empty queue in memory alone, for trying out what a change would do: nothing of it ever reaches a disk, and it is gone when it is
 * closed. It has no desk, no ledger and no staff.
 */
export function openScratch(): Connection {
  const db = new Database(':memory:');
  db.pragma('temp_store = MEMORY');
  db.pragma('trusted_schema = OFF');
  migrate(db);
  db.pragma('foreign_keys = ON');
  return db;
}

/**
 * Copies whole tables, some rows at a time with other work between, from one connection into a scratch. `from` is a connection of its own
 * that only reads, so that all rows are of one moment whatever is changed meanwhile.
 */
export async function copyTables(from: Connection, to: Connection, tables: readonly string[], goOn: () => void): Promise<void> {
  to.pragma('foreign_keys = OFF'); // rows may point to later ones
  from.exec('BEGIN');
  for (const table of tables) {
    const columns = from.pragma(`table_info(${table})`) as { readonly name: string; readonly pk: number }[];
    const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
    const names = key.map(({ name }) => name).join(', ');
    const marks = (list: readonly unknown[]) => list.map(() => '?').join(', ');
    const select = (where: string) =>
      from.prepare<unknown[], unknown[]>(`SELECT * FROM ${table} ${where} ORDER BY ${names} LIMIT ${ROWS_AT_ONCE}`).raw();
    const [start, next] = [select(''), select(`WHERE (${names}) > (${marks(key)})`)];
    const insert = to.prepare<unknown[]>(`INSERT INTO ${table} VALUES (${marks(columns)})`);
    const put = to.transaction((rows: readonly unknown[][]) => {
      for (const row of rows) insert.run(...row);
    });
    const places = key.map(({ name }) => columns.findIndex((column) => column.name === name));
    for (let rows = start.all(); rows.length > 0; ) {
      put(rows);
      await new Promise((resolve) => setImmediate(resolve));
      goOn();
      const last = rows.at(-1)!;
      rows = rows.length < ROWS_AT_ONCE ? [] : next.all(...places.map((place) => last[place]));
    }
  }
  from.exec('COMMIT');
  to.pragma('foreign_keys = ON');
}
