import { type Expression, sql as raw, type SqlBool } from 'kysely';
import { addDays, DUE_SOON_DAYS } from '../../../src-shared/deadlines/index.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { type Command, SYSTEM } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { change, first, sql } from '../database/query.ts';
import { NO_DATE } from './due.ts';

/**
 * The open cases that stand in another band than their date says today, by the band in which they belong. Each condition walks an index
 * over the dates (`sealed` leads them all) or over the bands, and never the whole queue: this runs at each unlock.
 */
export function strays(today: CalendarDate): { band: 'overdue' | 'soon' | 'later'; where: Expression<SqlBool> }[] {
  const soonUntil = addDays(today, DUE_SOON_DAYS);
  const open = raw`sealed IN (0, 1) AND open = 1`;
  return [
    { band: 'overdue', where: raw<SqlBool>`${open} AND due_key < ${today} AND band NOT IN ('overdue', 'paused')` },
    { band: 'soon', where: raw<SqlBool>`${open} AND due_key >= ${today} AND due_key <= ${soonUntil} AND band NOT IN ('soon', 'paused')` },
    // only after a clock that was set back, or a change of the office's zone
    {
      band: 'later',
      where: raw<SqlBool>`sealed IN (0, 1) AND band IN ('overdue', 'soon') AND due_key > ${soonUntil} AND due_key < ${NO_DATE} AND open = 1`,
    },
  ];
}

/**
 * Puts every open case into the band that its date has today: at midnight in the office's zone, and at each unlock. Bands are kept in the
 * rows so that *Due soon* and *Overdue* are indexes and not arithmetic. Not a new version: nothing was decided. Returns how many moved.
 */
export function rollBands(db: Connection, command: Command, today: CalendarDate): number {
  const groups = strays(today);
  if (!groups.some(({ where }) => first(db, sql.selectFrom('dsr_case').select('seq').where(where).limit(1)))) return 0;
  return command(SYSTEM, { action: 'case.roll_bands', subject: today, input: {} }, (work) => {
    const moved = groups.map(({ band, where }) => change(work.db, sql.updateTable('dsr_case').set({ band }).where(where)));
    work.touch('all');
    return moved.reduce((sum, n) => sum + n);
  });
}
