import { DeskError } from '../../../src-shared/errors.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import type { ProofType } from '../../../src-shared/vocabulary/identity.ts';
import { findCase } from '../cases/change.ts';
import { tellOnCase } from '../cases/line.ts';
import type { CaseRecord } from '../cases/rows.ts';
import type { Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { first, sql } from '../database/query.ts';
import { removeFile } from '../files/service.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import { type NewProof, prove, requireSubject, underWay } from './acts.ts';
import { ABOUT_NOBODY_ON_FILE } from './state.ts';
import { type ProofRow, selectProofs, withdrawProof } from './store.ts';
import { offeredIn } from './view.ts';

/** What somebody must have in hand. */
const ON_PAPER: readonly ProofType[] = ['declaration', 'signed_permission', 'power_of_attorney', 'authority_document'];
/** What nobody can look at afterwards: how it was done must be said. */
const TOLD: readonly ProofType[] = ['agent_identity', 'subject_confirmed', 'issuer_contacted'];
const LEAST_NOTE = 3;
/** A sign-in is "now": the session of whoever sat there yesterday proves nobody today. */
const SIGN_IN_HOURS = 24;

export interface Seen {
  readonly type: ProofType;
  readonly at: Instant | undefined;
  readonly fileId: string | null;
  readonly note: string;
}

/** Writes down a fact that somebody saw, where it is asked for. */
export function record(work: Work, caseId: string, { type, at, fileId, note }: Seen): void {
  const { state, person } = underWay(work, caseId);
  const aboutNobody = ABOUT_NOBODY_ON_FILE.includes(type);
  const personId = aboutNobody ? null : requireSubject(state, 'type');
  if (!offeredIn(state, person).methods.includes(type))
    throw new DeskError(
      'not_allowed',
      'This is not asked for here: it proves nothing that is still open. Choose one of the ways that are offered.',
      {
        field: 'type',
      },
    );
  if (TOLD.includes(type) && note.trim().length < LEAST_NOTE)
    throw new DeskError('invalid', `Write down how, in at least ${LEAST_NOTE} characters: whom you reached, and by which contact.`, {
      field: 'note',
    });
  if (ON_PAPER.includes(type) && fileId === null)
    throw new DeskError('invalid', 'Put the paper on the case first, then record it.', { field: 'fileId' });
  prove(work, caseId, {
    type,
    personId,
    at: seenAt(type, at, state.record, work.now),
    note,
    ...(fileId === null ? {} : { file: fileOn(work.db, caseId, fileId) }),
  });
}

function seenAt(type: ProofType, at: Instant | undefined, { received_at }: CaseRecord, now: Instant): Instant {
  if (at === undefined) {
    if (type === 'portal_sign_in') throw new DeskError('invalid', 'Say when they signed in.', { field: 'at' });
    return now;
  }
  const moment = Date.parse(at);
  if (moment > Date.parse(now)) throw new DeskError('invalid', 'This lies in the future. Check the time.', { field: 'at' });
  if (moment < Date.parse(received_at))
    throw new DeskError('invalid', 'This was before the request came in: it proves nothing of who sent it.', { field: 'at' });
  if (type === 'portal_sign_in' && moment < Date.parse(now) - SIGN_IN_HOURS * 3_600_000)
    throw new DeskError('invalid', `A sign-in counts for ${SIGN_IN_HOURS} hours. Let them sign in again.`, { field: 'at' });
  return instantOf(moment);
}

/** A whole file that lies on this case, or came with one of its messages. */
function fileOn(db: Connection, caseId: string, fileId: string): NonNullable<NewProof['file']> {
  const file = first(
    db,
    sql
      .selectFrom('file')
      .leftJoin('message', 'message.id', 'file.message_id')
      .select(['file.id', 'file.name', 'file.bytes', 'file.sha256'])
      .where('file.id', '=', fileId)
      .where('file.sha256', '<>', '')
      .where((where) => where.or([where('file.case_id', '=', caseId), where('message.case_id', '=', caseId)])),
  );
  if (!file) throw new DeskError('not_found', 'There is no such file on this case. Put it there first.', { field: 'fileId' });
  return file;
}

/** A manager says yes to an authority whose issuer was reached. */
export function approveIssuer(work: Work, staff: StaffDirectory, caseId: string, note: string): void {
  const { state, person } = underWay(work, caseId);
  const reached = state.proofs.find(
    ({ id, type }) => type === 'issuer_contacted' && state.requests.some(({ counting }) => counting.has(id)),
  );
  if (!reached) throw new DeskError('not_allowed', 'Reach the issuer first, through a contact that is not from the paper, and record it.');
  if (!offeredIn(state, person).methods.includes('manager_approved'))
    throw new DeskError('not_allowed', `There is nothing to approve in ${state.record.reference}.`);
  const other = reached.by_staff === work.actor.staffId ? staff.secondApprover(work.actor.staffId) : null;
  if (other) throw new DeskError('not_allowed', `You reached the issuer yourself. ${other.name} or another manager approves.`);
  prove(work, caseId, { type: 'manager_approved', personId: null, note });
}

function proofOn(db: Connection, caseId: string, proofId: string): { proof: ProofRow; proofs: ProofRow[] } {
  const proofs = selectProofs(db, caseId);
  const proof = proofs.find(({ id }) => id === proofId);
  if (!proof) throw new DeskError('not_found', 'There is no such proof on this case.', { field: 'proofId' });
  return { proof, proofs };
}

/** A proof was wrong: it stays, and counts no more. What a manager approved on the strength of it goes with it. */
export function withdraw(work: Work, caseId: string, proofId: string, reason: string): void {
  const { db, actor, now } = work;
  findCase(db, actor, caseId);
  const { proof, proofs } = proofOn(db, caseId, proofId);
  if (proof.withdrawn_at !== null) throw new DeskError('not_allowed', 'This was withdrawn already.', { field: 'proofId' });
  const resting = proof.type === 'issuer_contacted' ? proofs.filter(({ type }) => type === 'manager_approved') : [];
  for (const { id, type, factor, withdrawn_at } of [proof, ...resting]) {
    if (withdrawn_at !== null) continue;
    withdrawProof(db, id, now);
    tellOnCase(work, caseId, 'identity_withdrawn', { type, factor, reason });
  }
}

/** Deletes a paper that was only taken to verify; that it was seen stays. */
export function discardFile(work: Work, caseId: string, proofId: string): void {
  const { db, actor } = work;
  findCase(db, actor, caseId);
  const { proof } = proofOn(db, caseId, proofId);
  const file =
    proof.file_id === null
      ? undefined
      : first(db, sql.selectFrom('file').select(['id', 'name', 'purpose', 'case_id']).where('id', '=', proof.file_id));
  if (!file) throw new DeskError('not_allowed', 'There is no paper any more with this proof.', { field: 'proofId' });
  if (file.purpose !== 'verification' || file.case_id !== caseId)
    throw new DeskError('not_allowed', 'This file belongs to the case and was not taken only to verify: it stays.', { field: 'proofId' });
  removeFile(db, file.id);
  tellOnCase(work, caseId, 'identity_file_deleted', { name: file.name });
}
