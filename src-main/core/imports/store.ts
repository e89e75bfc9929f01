import type { Selectable } from 'kysely';
import type { DirectoryImportTable } from '../database/directory-tables.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';

export type ImportRecord = Selectable<DirectoryImportTable>;

export const insertImport = (db: Connection, row: ImportRecord) => change(db, sql.insertInto('directory_import').values(row));
export const selectImport = (db: Connection, id: string): ImportRecord | undefined =>
  first(db, sql.selectFrom('directory_import').selectAll().where('id', '=', id));
export const selectImports = (db: Connection): ImportRecord[] =>
  all(db, sql.selectFrom('directory_import').selectAll().orderBy('id').limit(1000));
export const deleteImport = (db: Connection, id: string) => change(db, sql.deleteFrom('directory_import').where('id', '=', id));
