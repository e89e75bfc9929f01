import { sql as raw, type SqlBool } from 'kysely';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';
import type { Actor, Command } from '../command.ts';
import { SYSTEM } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { CoreEvent } from '../options.ts';
import { inBand } from './page-query.ts';
import type { CasesService } from './service.ts';
import { sight } from './sight.ts';

const MOST_NAMED = 3;

/** Whom to remind, and how. */
export interface Reminding {
  readonly db: Connection;
  readonly command: Command;
  /** Who sits at the desk. Told of what they may know of; nobody is there to be told otherwise. */
  readonly actor: Actor;
  readonly tell: (event: CoreEvent) => void;
}

/** Cases that came into a band and that nobody was told of. Sealed cases are never told of outside the desk's own window. */
export const untold = (band: 'overdue' | 'soon', actor: Actor) =>
  inBand(sql.selectFrom('dsr_case').where('sealed', '=', 0), band)
    .$if(sight(actor).billingOnly, (query) => query.where('billing', '=', 1))
    .where(
      raw<SqlBool>`NOT EXISTS (SELECT 1 FROM reminder WHERE case_id = dsr_case.id AND band = dsr_case.band AND due_on = dsr_case.work_by_on)`,
    );

const WORDS = { overdue: ['is overdue', 'are overdue'], soon: ['is due soon', 'are due soon'] } as const;

/** One notification for each change of band, with counts and references and no names; each case is told once for each band and date. */
export function remind({ db, command, actor, tell }: Reminding): void {
  if (!may(actor.roles, 'case.read')) return;
  for (const band of ['overdue', 'soon'] as const) {
    const cases = untold(band, actor);
    const named = all(db, cases.select('reference').orderBy('due_key').limit(MOST_NAMED)).map((row) => row.reference);
    if (named.length === 0) continue;
    const count = command(SYSTEM, { action: 'case.remind', subject: actor.staffId, input: { band } }, (work) =>
      change(
        work.db,
        sql
          .insertInto('reminder')
          .columns(['case_id', 'band', 'due_on', 'told_at'])
          .expression(cases.select(['id', 'band', raw<string>`work_by_on`.as('due_on'), raw<string>`${work.now}`.as('told_at')])),
      ),
    );
    tell({
      type: 'notify',
      title: `${count} ${count === 1 ? 'case' : 'cases'} ${WORDS[band][count === 1 ? 0 : 1]}`,
      body: `${named.join(', ')}${count > named.length ? ` and ${count - named.length} more` : ''}`,
    });
  }
}

/** The day in one line, for each person once a day: at the first unlock, or when the day begins. */
export function dailySummary({
  db,
  command,
  cases,
  actor,
  today,
  tell,
}: Reminding & { readonly cases: CasesService; readonly today: CalendarDate }): void {
  if (!may(actor.roles, 'case.read')) return;
  const told = { case_id: actor.staffId, band: 'daily', due_on: today };
  const before = sql
    .selectFrom('reminder')
    .select('told_at')
    .where('case_id', '=', told.case_id)
    .where('band', '=', told.band)
    .where('due_on', '=', today);
  if (first(db, before)) return;
  command(SYSTEM, { action: 'case.daily_summary', subject: actor.staffId, input: {} }, (work) => {
    change(work.db, sql.insertInto('reminder').values({ ...told, told_at: work.now }));
  });
  const counts = cases.counts(actor);
  tell({
    type: 'notify',
    title: 'Today at the desk',
    body: `${counts.overdue} overdue, ${counts.due_soon} due soon, ${counts.unassigned} unassigned, ${counts.mine} yours`,
  });
}
