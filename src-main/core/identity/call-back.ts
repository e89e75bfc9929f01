import { sql as raw, type SqlBool } from 'kysely';
import { DeskError } from '../../../src-shared/errors.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { tellOnCase } from '../cases/line.ts';
import type { Work } from '../command.ts';
import { first, sql } from '../database/query.ts';
import { noteSeen } from '../directory/service.ts';
import { contactOf, prove, requireSubject, type UnderWay, underWay } from './acts.ts';
import { noteAttempt, refuseWhilePaused } from './attempts.ts';
import type { Contact } from './on-file.ts';
import { offeredIn } from './view.ts';

const CALL_HOURS = 2;

export type CallResult = 'confirmed' | 'no_answer' | 'another_person';

function callable(work: Work, caseId: string, factId: string): UnderWay & { readonly contact: Contact } {
  const found = underWay(work, caseId);
  requireSubject(found.state, 'factId');
  refuseWhilePaused(work, found.counted);
  return { ...found, contact: contactOf(found.person, factId, 'phone') };
}

/** The number on file, to be dialled now. */
export function startCallBack(work: Work, caseId: string, factId: string): string {
  const { state, person, contact } = callable(work, caseId, factId);
  if (!offeredIn(state, person).methods.includes('call_back'))
    throw new DeskError('not_allowed', 'A call back proves nothing of what is asked here. Choose one of the ways that are offered.', {
      field: 'factId',
    });
  noteSeen(work, contact.id);
  tellOnCase(work, caseId, 'identity_called', { factId });
  return contact.shown;
}

/** How the call went. One start has one end, by the same person of staff and soon: nobody confirms a call that was not made. */
export function finishCallBack(work: Work, caseId: string, factId: string, result: CallResult, note: string): void {
  const { counted, contact } = callable(work, caseId, factId);
  if (!isUnderWay(work, caseId, factId))
    throw new DeskError('not_allowed', 'Start the call back first, then say how it went.', { field: 'factId' });
  noteAttempt(work, counted, { method: 'call_back', factor: 'phone', failed: result === 'another_person' });
  if (result === 'confirmed') prove(work, caseId, { type: 'call_back', factor: 'phone', factId, personId: contact.personId, note });
  else work.touch('case', caseId);
}

export const startedQuery = (caseId: string, staffId: string, factId: string, since: string) =>
  sql
    .selectFrom('timeline_entry')
    .select('id')
    .where('case_id', '=', caseId)
    .where('type', '=', 'identity_called')
    .where('actor', '=', staffId)
    .where('at', '>=', since)
    .where(raw<SqlBool>`json_extract(facts, '$.factId') = ${factId}`)
    .orderBy('id', 'desc');

function isUnderWay({ db, actor, now }: Work, caseId: string, factId: string): boolean {
  const since = instantOf(Date.parse(now) - CALL_HOURS * 3_600_000);
  const started = first(db, startedQuery(caseId, actor.staffId, factId, since));
  return started !== undefined && first(db, finishedQuery(caseId, actor.staffId, started.id)) === undefined;
}

export const finishedQuery = (caseId: string, staffId: string, since: string) =>
  sql
    .selectFrom('identity_attempt')
    .select('id')
    .where('case_id', '=', caseId)
    .where('method', '=', 'call_back')
    .where('staff_id', '=', staffId)
    .where('id', '>', since);
