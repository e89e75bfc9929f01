import type { Statement } from 'better-sqlite3';
import { type Compilable, DummyDriver, type InferResult, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Connection } from './open.ts';
import type { Tables } from './tables.ts';

/**
 * Kysely builds and types the SQL; SQLite runs it at once, in the same tick. An `await` inside a transaction would let another
 * command in between, so there is none: these functions are the only way to run a query.
 */
export const sql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

type Prepared = Statement<unknown[], unknown>;

const prepared = new WeakMap<Connection, Map<string, Prepared>>();

/** Statements are kept for as long as their connection lives: most queries differ only in their parameters. */
function prepare(db: Connection, text: string): Prepared {
  const statements = prepared.get(db) ?? new Map<string, Prepared>();
  prepared.set(db, statements);
  const statement = statements.get(text) ?? db.prepare<unknown[], unknown>(text);
  statements.set(text, statement);
  return statement;
}

/** All rows of a query. */
export function all<Q extends Compilable<unknown>>(db: Connection, query: Q): InferResult<Q> {
  const { sql: text, parameters } = query.compile();
  return prepare(db, text).all(...parameters) as InferResult<Q>;
}

/** The first row of a query, or undefined. */
export function first<Q extends Compilable<unknown>>(db: Connection, query: Q): InferResult<Q>[number] | undefined {
  const { sql: text, parameters } = query.compile();
  return prepare(db, text).get(...parameters) as InferResult<Q>[number] | undefined;
}

/** Runs a change and tells how many rows it touched. Call it only inside a command. */
export function change(db: Connection, query: Compilable<unknown>): number {
  const { sql: text, parameters } = query.compile();
  return prepare(db, text).run(...parameters).changes;
}
