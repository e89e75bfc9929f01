import { DeskError } from '../../../src-shared/errors.ts';
import type { OptOutState } from '../../../src-shared/vocabulary/consent.ts';
import { asksAlready } from '../cases/add-request.ts';
import { writeLine } from '../cases/line.ts';
import type { Work } from '../command.ts';
import { isUnderWay, type OptOutRow, selectOptOut, updateOptOut } from './store.ts';

/** What becomes of an opt-out on its way to the CRM. For whoever carries it there, each inside a command of theirs; ids are ours. */

/** The CRM was told. One that is confirmed stays so. */
export function markSent(work: Work, id: string): void {
  const row = requireOptOut(work, id);
  if (row.state !== 'confirmed') move(work, row, 'sent');
}

/** The CRM says that it is done. Closing the case stays with people: the line on it says that they may. */
export function markConfirmed(work: Work, id: string): void {
  const row = requireOptOut(work, id);
  if (row.state === 'confirmed') return;
  move(work, row, 'confirmed');
  if (allDone(work, row)) line(work, row, 'opt_out_confirmed', { note: '', all: true });
}

/** The CRM refused: somebody must look. `why` is its reason, shown on the case. */
export function markFailed(work: Work, id: string, why: string): void {
  const row = requireOptOut(work, id);
  if (row.state === 'confirmed') return;
  move(work, row, 'failed');
  line(work, row, 'opt_out_failed', { scope: row.scope, channel: row.channel, reason: why.slice(0, LONGEST_REASON) });
}

const LONGEST_REASON = 500;

/** Somebody carried it out by hand, and says how. */
export function confirmByHand(work: Work, row: OptOutRow, note: string): void {
  if (row.state === 'confirmed') throw new DeskError('not_allowed', 'This opt-out is confirmed already.', { field: 'optOutId' });
  move(work, row, 'confirmed');
  line(work, row, 'opt_out_confirmed', { note, all: allDone(work, row) });
  work.outbox({ entity: 'opt_out', entityId: row.id, entityVersion: row.version + 1, operation: 'changed' });
}

/** Nothing of the case is under way any more, and nobody has said how its request ended. */
const allDone = (work: Work, { case_id }: OptOutRow): boolean =>
  case_id !== null && !isUnderWay(work.db, case_id) && asksAlready(work, case_id, 'opt_out');

function move({ db, now, hlc, touch }: Work, { id, version, case_id }: OptOutRow, state: OptOutState): void {
  updateOptOut(db, id, { state, state_at: now, version: version + 1, hlc });
  touch('consents');
  if (case_id !== null) touch('case', case_id);
}

function line(work: Work, { case_id }: OptOutRow, type: string, facts: Readonly<Record<string, unknown>>): void {
  if (case_id !== null) writeLine(work, case_id, type, facts);
}

function requireOptOut({ db }: Pick<Work, 'db'>, id: string): OptOutRow {
  const row = selectOptOut(db, id);
  if (row === undefined) throw new DeskError('not_found', 'There is no such opt-out on this desk.', { field: 'optOutId' });
  return row;
}
