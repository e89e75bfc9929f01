import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { findCase } from '../cases/change.ts';
import { tellOnCase } from '../cases/line.ts';
import { maySee } from '../cases/sight.ts';
import type { Actor, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { maskedName } from '../directory/names.ts';
import { canonicalId } from '../directory/service.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import { isOpen } from './attempts.ts';
import { openPausesQuery, ownFailuresQuery, type PauseRow, pauseQuery, unlockPause } from './store.ts';
import { pauseOf } from './view.ts';

/** Lets a verification go on before its time. Not for who brought it about, while there is another manager. */
export function unlock(work: Work, staff: StaffDirectory, pauseId: string, reason: string): void {
  const { db, actor, now } = work;
  const pause = first(db, pauseQuery(pauseId));
  if (!pause) throw new DeskError('not_found', 'There is no such pause.', { field: 'pauseId' });
  const record = findCase(db, actor, pause.case_id);
  if (!isOpen(pause, now)) throw new DeskError('not_allowed', `Verification on ${record.reference} goes on already.`, { field: 'pauseId' });
  const other = hasPartIn(db, pause, actor.staffId) ? staff.secondApprover(actor.staffId) : null;
  if (other)
    throw new DeskError('not_allowed', `These tries were yours. ${other.name} or another manager unlocks it.`, { field: 'pauseId' });
  unlockPause(db, pauseId, { at: now, staffId: actor.staffId, reason });
  tellOnCase(work, pause.case_id, 'identity_unlocked', { because: pause.because, reason });
  work.touch('counts');
}

/** Whether the last try was theirs, or one before it. */
function hasPartIn(db: Connection, pause: PauseRow, staffId: string): boolean {
  return pause.staff_id === staffId || (pause.because !== 'staff' && first(db, ownFailuresQuery(pause, staffId)) !== undefined);
}

/** Verifications that stand still now, newest first. */
export function pausedNow(
  db: Connection,
  actor: Actor,
  { before, limit, now, nameOf }: { before: string | null; limit: number; now: Instant; nameOf: (staffId: string) => string },
) {
  const rows = all(db, openPausesQuery(now, before, limit + 1));
  const pauses = rows.slice(0, limit).map((row) => {
    const record = first(db, sql.selectFrom('dsr_case').select(['id', 'reference', 'sealed', 'billing']).where('id', '=', row.case_id));
    const known = record !== undefined && maySee(actor, record);
    return {
      ...pauseOf(row),
      case: known ? { id: record.id, reference: record.reference as Reference } : null,
      person: row.person_id === null ? null : nameOnFile(db, row.person_id),
      staff: nameOf(row.staff_id),
    };
  });
  return { pauses, more: rows.length > limit };
}

function nameOnFile(db: Connection, personId: string): string | null {
  const row = first(
    db,
    sql
      .selectFrom('person')
      .select('name')
      .where('id', '=', canonicalId(db, personId) ?? personId),
  );
  return row === undefined ? null : maskedName(row.name);
}
