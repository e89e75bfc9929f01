import type { Selectable } from 'kysely';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { Tables } from '../database/tables.ts';

export type ViewRecord = Selectable<Tables['saved_view']>;

const mine = (staffId: string) => sql.selectFrom('saved_view').selectAll().where('staff_id', '=', staffId);

export const selectViews = (db: Connection, staffId: string, limit: number): ViewRecord[] =>
  all(db, mine(staffId).orderBy('id').limit(limit));
export const selectView = (db: Connection, id: string, staffId: string) => first(db, mine(staffId).where('id', '=', id));
export const insertView = (db: Connection, row: ViewRecord) => change(db, sql.insertInto('saved_view').values(row));
export const deleteView = (db: Connection, id: string) => change(db, sql.deleteFrom('saved_view').where('id', '=', id));
