import { scryptSync, timingSafeEqual } from 'node:crypto';
import { DeskError } from '../../../src-shared/errors.ts';
import { CODE_DIGITS, CODE_MINUTES, CODE_TRIES, readCode } from '../../../src-shared/identity/index.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { tellOnCase } from '../cases/line.ts';
import type { Work } from '../command.ts';
import { first } from '../database/query.ts';
import { noteSeen } from '../directory/service.ts';
import type { World } from '../options.ts';
import { contactOf, prove, requireSubject, underWay } from './acts.ts';
import { noteAttempt, refuseWhilePaused } from './attempts.ts';
import { closeCodes, codeQuery, countTry, insertCode } from './store.ts';
import { offeredIn } from './view.ts';

export type CodeResult = 'match' | 'no_match' | 'expired' | 'used';

/** Small: a code lives ten minutes and three tries. It keeps the code itself out of the file. */
const COST = { N: 1 << 12, r: 8, p: 1 };
const hashOf = (code: string, salt: string): Buffer => scryptSync(code, Buffer.from(salt, 'hex'), 32, COST);

/** Six digits, each number as likely as any other: what lies beyond the last whole million is drawn again. */
export function newCode(randomBytes: World['randomBytes']): string {
  const codes = 10 ** CODE_DIGITS;
  const whole = Math.floor(2 ** 32 / codes) * codes;
  for (;;) {
    const drawn = Buffer.from(randomBytes(4)).readUInt32BE(0);
    if (drawn < whole) return String(drawn % codes).padStart(CODE_DIGITS, '0');
  }
}

/** Makes a code for a contact on file; those before it hold no more. The code is answered to who sends it, and kept as a hash. */
export function makeCode(
  work: Work,
  randomBytes: World['randomBytes'],
  caseId: string,
  factId: string,
): { codeId: string; code: string; to: string; reference: string; language: string | null } {
  const { db, now, newId, actor } = work;
  const { state, person, counted } = underWay(work, caseId);
  requireSubject(state, 'factId');
  refuseWhilePaused(work, counted);
  const contact = contactOf(person, factId, 'email');
  if (!offeredIn(state, person).methods.includes('code'))
    throw new DeskError('not_allowed', 'A code proves nothing of what is asked here. Choose one of the ways that are offered.', {
      field: 'factId',
    });
  const code = newCode(randomBytes);
  const codeId = newId();
  const salt = Buffer.from(randomBytes(16)).toString('hex');
  closeCodes(db, caseId, now);
  insertCode(db, {
    id: codeId,
    case_id: caseId,
    person_id: contact.personId,
    fact_id: contact.id,
    salt,
    hash: hashOf(code, salt).toString('hex'),
    created_at: now,
    expires_at: instantOf(Date.parse(now) + CODE_MINUTES * 60_000),
    tries: 0,
    closed_at: null,
    by_staff: actor.staffId,
  });
  noteSeen(work, contact.id);
  tellOnCase(work, caseId, 'identity_code_sent', { kind: contact.kind });
  const { reference, language } = state.record;
  return { codeId, code, to: contact.value, reference, language };
}

/**
 * Whether it is the code that was sent for this very case. A guess, a code that was used or replaced, and one of another case count as
 * failed tries; one that is too old does not. `null`: there is no such code on this case, which is counted all the same.
 */
export function checkCode(work: Work, caseId: string, codeId: string, typed: string): CodeResult | null {
  const { db, now } = work;
  const { state, counted } = underWay(work, caseId);
  if (typed.trim() === '') throw new DeskError('invalid', 'Type the code that was read to you: six digits.', { field: 'typed' });
  refuseWhilePaused(work, counted);
  const row = first(db, codeQuery(caseId, codeId));
  const result = row === undefined ? null : row.closed_at !== null ? 'used' : row.expires_at <= now ? 'expired' : null;
  if (row === undefined || result !== null) {
    if (result !== 'expired') noteAttempt(work, counted, { method: 'code', factor: 'email', failed: true });
    return result;
  }
  requireSubject(state, 'codeId');
  const code = readCode(typed);
  const same = timingSafeEqual(hashOf(code ?? '', row.salt), Buffer.from(row.hash, 'hex')) && code !== null;
  const tries = row.tries + 1;
  countTry(db, codeId, tries, same || tries >= CODE_TRIES ? now : null);
  noteAttempt(work, counted, { method: 'code', factor: 'email', failed: !same });
  if (!same) return 'no_match';
  prove(work, caseId, { type: 'code', factor: 'email', factId: row.fact_id, personId: row.person_id });
  return 'match';
}
