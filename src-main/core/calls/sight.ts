import { DeskError } from '../../../src-shared/errors.ts';
import { sight } from '../cases/sight.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { membersOf } from '../directory/service.ts';
import { sight as directorySight, seesClear } from '../directory/sight.ts';
import { mayKnowCase } from './hiding.ts';
import { type CallRow, selectCall } from './store.ts';

const mayKnowCaseOf = (db: Connection, actor: Actor, { case_id }: Pick<CallRow, 'case_id'>): boolean =>
  case_id === null || mayKnowCase(db, actor, case_id);

const unknown = () => new DeskError('not_found', 'There is no such call on this desk.', { field: 'callId' });

/** A call of one's own that is not closed: others' are as if they were not there. */
export function ownCall(db: Connection, actor: Actor, callId: string): CallRow {
  const row = selectCall(db, callId);
  if (row !== undefined && row.state === 'closed' && isKnown(db, actor, row))
    throw new DeskError('not_allowed', 'This call is closed. Start another one.', { field: 'callId' });
  if (row === undefined || row.state === 'closed' || row.staff_id !== actor.staffId) throw unknown();
  return row;
}

/** A call of one's own that goes on, or a closed one of anybody's, but for those on a case that this reader may not know of. */
export function knownCall(db: Connection, actor: Actor, callId: string): CallRow {
  const row = selectCall(db, callId);
  if (row === undefined || !isKnown(db, actor, row)) throw unknown();
  return row;
}

const isKnown = (db: Connection, actor: Actor, row: CallRow): boolean =>
  row.state === 'closed' ? mayKnowCaseOf(db, actor, row) : row.staff_id === actor.staffId;

/**
 * Whether a caller's number is shown to this reader. Whoever is on the line sees it; afterwards it is a contact detail like any other: clear
 * to support, to billing on a case of theirs or as in the directory, and masked to a manager.
 */
export function seesNumber(db: Connection, actor: Actor, row: CallRow): boolean {
  if (row.state !== 'closed' && row.staff_id === actor.staffId) return true;
  if (actor.roles.includes('support')) return true;
  if (sight(actor).masked) return false;
  if (row.case_id !== null) return true; // and it may be known: else the call were not there
  return row.person_id !== null && seesClear(db, directorySight(actor), membersOf(db, row.person_id));
}
