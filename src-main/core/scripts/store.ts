import type { Selectable } from 'kysely';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { Tables } from '../database/tables.ts';

export type ScriptRecord = Selectable<Tables['script']>;

const each = () => sql.selectFrom('script').selectAll();
const ofKind = (purpose: string, language: string) => each().where('purpose', '=', purpose).where('language', '=', language);

/** Newest first. */
export const selectScripts = (db: Connection, limit: number): ScriptRecord[] => all(db, each().orderBy('id', 'desc').limit(limit));
export const selectScript = (db: Connection, id: string) => first(db, each().where('id', '=', id));

/** The newest version, whatever became of it. */
export const selectNewest = (db: Connection, purpose: string, language: string) =>
  first(db, ofKind(purpose, language).orderBy('version', 'desc').limit(1));
/** The newest that a manager approved, its day come or not. */
export const selectNewestApproved = (db: Connection, purpose: string, language: string) =>
  first(db, ofKind(purpose, language).where('state', '=', 'approved').orderBy('version', 'desc').limit(1));

/** One that was superseded was in force until then: for a day before, and for a clock that was set back, it still is. */
const APPROVED = ['approved', 'superseded'];
export const selectInForce = (db: Connection, purpose: string, language: string, today: CalendarDate) =>
  first(
    db,
    ofKind(purpose, language).where('state', 'in', APPROVED).where('effective_from', '<=', today).orderBy('version', 'desc').limit(1),
  );

/** Every purpose in every language that has a version in force. */
export const selectAllInForce = (db: Connection, today: CalendarDate) =>
  all(
    db,
    sql
      .selectFrom('script')
      .select(['purpose', 'language', (of) => of.fn.max('version').as('version')])
      .where('state', 'in', APPROVED)
      .where('effective_from', '<=', today)
      .groupBy(['purpose', 'language']),
  );

/** The ids of all that was read to anybody, on a call that runs or in an answer that was kept. */
export function selectUsed(db: Connection): Set<string> {
  const rows = all(
    db,
    sql
      .selectFrom('consent_record')
      .select('script_id')
      .where('script_id', 'is not', null)
      .union(sql.selectFrom('phone_call').select('script_id').where('script_read_at', 'is not', null).where('script_id', 'is not', null)),
  );
  return new Set(rows.flatMap(({ script_id }) => (script_id === null ? [] : [script_id])));
}

export const insertScript = (db: Connection, row: ScriptRecord) => change(db, sql.insertInto('script').values(row));

/** What may change of a version: never its words. */
export const updateScript = (
  db: Connection,
  id: string,
  patch: Partial<Pick<ScriptRecord, 'state' | 'effective_from' | 'approved_by' | 'approved_at'>>,
) => change(db, sql.updateTable('script').set(patch).where('id', '=', id));

/** Every approved version before this one gives way to it. */
export const supersedeBefore = (db: Connection, { purpose, language, version }: ScriptRecord) =>
  change(
    db,
    sql
      .updateTable('script')
      .set({ state: 'superseded' })
      .where('purpose', '=', purpose)
      .where('language', '=', language)
      .where('state', '=', 'approved')
      .where('version', '<', version),
  );
