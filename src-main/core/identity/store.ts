import type { Insertable, Selectable } from 'kysely';
import type { IdentityProofTable } from '../database/directory-tables.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { Tables } from '../database/tables.ts';

export type ProofRow = Selectable<Tables['identity_proof']>;
export type ScopeRow = Selectable<Tables['request_scope']>;
export type PauseRow = Selectable<Tables['identity_pause']>;
export type CodeRow = Selectable<Tables['one_time_code']>;
export type AttemptRow = Selectable<Tables['identity_attempt']>;
export type CheckRow = Pick<
  Selectable<Tables['access_check']>,
  'id' | 'at' | 'person_id' | 'account_id' | 'data_class' | 'on_date' | 'answer' | 'record'
>;

/** More than anybody does on one case. What lies beyond counts as not done. */
const MOST = 1000;

export const selectSubject = (db: Connection, caseId: string): string | null =>
  first(db, sql.selectFrom('case_subject').select('person_id').where('case_id', '=', caseId))?.person_id ?? null;

export function replaceSubject(db: Connection, row: Insertable<Tables['case_subject']> | null, caseId: string): void {
  change(db, sql.deleteFrom('case_subject').where('case_id', '=', caseId));
  if (row !== null) change(db, sql.insertInto('case_subject').values(row));
}

export const scopesQuery = (caseId: string) => sql.selectFrom('request_scope').selectAll().where('case_id', '=', caseId).limit(MOST);
export const selectScopes = (db: Connection, caseId: string): ScopeRow[] => all(db, scopesQuery(caseId));

/** Writes what a person said of a request. Since when it is asked stays. */
export function saveScope(db: Connection, { asked_since: _, ...row }: ScopeRow): void {
  const { request_id, case_id, ...said } = row;
  change(
    db,
    sql
      .insertInto('request_scope')
      .values({ ...row, asked_since: null })
      .onConflict((conflict) => conflict.column('request_id').doUpdateSet(said)),
  );
}

/** For this request, only later proofs count. */
export function saveAskedSince(db: Connection, caseId: string, requestId: string, at: string): void {
  change(
    db,
    sql
      .insertInto('request_scope')
      .values({ request_id: requestId, case_id: caseId, scope: null, account_id: null, disputed: '[]', asked_since: at })
      .onConflict((conflict) => conflict.column('request_id').doUpdateSet({ asked_since: at })),
  );
}

export const proofsQuery = (caseId: string) =>
  sql.selectFrom('identity_proof').selectAll().where('case_id', '=', caseId).orderBy('id', 'desc').limit(MOST);
/** A case's proofs, newest first, withdrawn ones too. */
export const selectProofs = (db: Connection, caseId: string): ProofRow[] => all(db, proofsQuery(caseId));

export function insertProof(db: Connection, row: Insertable<IdentityProofTable>): void {
  change(db, sql.insertInto('identity_proof').values(row));
}

export function withdrawProof(db: Connection, proofId: string, at: string): void {
  change(db, sql.updateTable('identity_proof').set({ withdrawn_at: at }).where('id', '=', proofId));
}

/** Access checks that are attached to a case, oldest first. */
export const checksQuery = (caseId: string) =>
  sql
    .selectFrom('access_check')
    .select(['id', 'at', 'person_id', 'account_id', 'data_class', 'on_date', 'answer', 'record'])
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(MOST);
export const selectChecks = (db: Connection, caseId: string): CheckRow[] => all(db, checksQuery(caseId)).reverse();

export function insertAttempt(db: Connection, row: AttemptRow): void {
  change(db, sql.insertInto('identity_attempt').values(row));
}

/** The newest failed tries of a case, about a person or by a member of staff, since then. */
export const failuresQuery = (whose: 'case_id' | 'person_id' | 'staff_id', id: string, since: string) =>
  sql
    .selectFrom('identity_attempt')
    .selectAll()
    .where(whose, '=', id)
    .where('at', '>=', since)
    .where('failed', '=', 1)
    .orderBy('at', 'desc')
    .limit(MOST);

/** Failed tries: of the case all, of the person and the member of staff those since. */
export function selectFailures(
  db: Connection,
  of: {
    readonly caseId: string;
    readonly members: readonly string[];
    readonly staffId: string;
    readonly personSince: string;
    readonly staffSince: string;
  },
): AttemptRow[] {
  const rows = [
    ...all(db, failuresQuery('case_id', of.caseId, '')),
    ...of.members.flatMap((member) => all(db, failuresQuery('person_id', member, of.personSince))),
    ...all(db, failuresQuery('staff_id', of.staffId, of.staffSince)),
  ];
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

export function insertPause(db: Connection, row: PauseRow): void {
  change(db, sql.insertInto('identity_pause').values(row));
}

export const pauseQuery = (id: string) => sql.selectFrom('identity_pause').selectAll().where('id', '=', id);

export const casePausesQuery = (caseId: string) =>
  sql.selectFrom('identity_pause').selectAll().where('because', '=', 'case').where('case_id', '=', caseId).limit(MOST);
export const personPausesQuery = (personId: string) =>
  sql.selectFrom('identity_pause').selectAll().where('because', '=', 'person').where('person_id', '=', personId).limit(MOST);
export const staffPausesQuery = (staffId: string) =>
  sql
    .selectFrom('identity_pause')
    .selectAll()
    .where('because', '=', 'staff')
    .where('staff_id', '=', staffId)
    .orderBy('until', 'desc')
    .limit(MOST);

/** Failed tries of somebody on the case or about the person that a pause is of, up to it. */
export const ownFailuresQuery = ({ because, case_id, person_id, since }: PauseRow, staffId: string) =>
  sql
    .selectFrom('identity_attempt')
    .select('id')
    .where('staff_id', '=', staffId)
    .where('at', '<=', since)
    .where('failed', '=', 1)
    .$if(because === 'case', (query) => query.where('case_id', '=', case_id))
    .$if(because !== 'case', (query) => query.where('person_id', '=', person_id))
    .limit(1);

/** Pauses in force, newest first. */
export const openPausesQuery = (now: string, before: string | null, limit: number) =>
  sql
    .selectFrom('identity_pause')
    .selectAll()
    .where('until', '>', now)
    .where('unlocked_at', 'is', null)
    .$if(before !== null, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit);

export function unlockPause(
  db: Connection,
  id: string,
  by: { readonly at: string; readonly staffId: string; readonly reason: string },
): void {
  change(
    db,
    sql.updateTable('identity_pause').set({ unlocked_at: by.at, unlocked_by: by.staffId, unlock_reason: by.reason }).where('id', '=', id),
  );
}

export function insertCode(db: Connection, row: CodeRow): void {
  change(db, sql.insertInto('one_time_code').values(row));
}

/** The code with this id, if it was made for this very case. */
export const codeQuery = (caseId: string, codeId: string) =>
  sql.selectFrom('one_time_code').selectAll().where('id', '=', codeId).where('case_id', '=', caseId);

export const openCodeQuery = (caseId: string, now: string) =>
  sql
    .selectFrom('one_time_code')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(1);

export function closeCodes(db: Connection, caseId: string, at: string): void {
  change(db, sql.updateTable('one_time_code').set({ closed_at: at }).where('case_id', '=', caseId).where('closed_at', 'is', null));
}

export function countTry(db: Connection, codeId: string, tries: number, closedAt: string | null): void {
  change(db, sql.updateTable('one_time_code').set({ tries, closed_at: closedAt }).where('id', '=', codeId));
}
