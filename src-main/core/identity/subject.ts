import { DeskError } from '../../../src-shared/errors.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { type Factor, type RequestScope, SCOPES_OF } from '../../../src-shared/vocabulary/identity.ts';
import { tellOnCase } from '../cases/line.ts';
import type { Work } from '../command.ts';
import { first, sql } from '../database/query.ts';
import { canonicalId } from '../directory/service.ts';
import { underWay } from './acts.ts';
import { closeCodes, replaceSubject, saveScope } from './store.ts';

/** Says whom on file the case is about; null takes it back. A code that was sent to somebody else holds no more. */
export function linkSubject(work: Work, caseId: string, personId: string | null): void {
  const { db, actor, now } = work;
  const { state } = underWay(work, caseId);
  const canonical = personId === null ? null : canonicalId(db, personId);
  if (personId !== null && canonical === null)
    throw new DeskError('not_found', 'There is no such person on file. Find them anew.', { field: 'personId' });
  if (canonical === null && state.subjectId === null)
    throw new DeskError('not_allowed', `Nobody on file is linked to ${state.record.reference}.`, { field: 'personId' });
  if (canonical !== null && state.members[0] === canonical) return; // the same person, by whichever entry
  closeCodes(db, caseId, now);
  const row = canonical === null ? null : { case_id: caseId, person_id: canonical, linked_by: actor.staffId, linked_at: now };
  replaceSubject(db, row, caseId);
  tellOnCase(work, caseId, canonical === null ? 'subject_unlinked' : 'subject_linked');
}

export interface Said {
  readonly requestId: string;
  readonly scope: RequestScope | null;
  readonly accountId: string | null;
  readonly disputed: readonly Factor[];
}

/** What exactly is asked in one request, of which account, and what is in dispute. */
export function setScope(work: Work, caseId: string, { requestId, scope, accountId, disputed }: Said): void {
  const { db } = work;
  const { state } = underWay(work, caseId);
  const request = state.requests.find((candidate) => candidate.request.id === requestId)?.request;
  if (!request) throw new DeskError('not_found', 'There is no such request on this case.', { field: 'requestId' });
  const scopes: readonly RequestScope[] = SCOPES_OF[request.kind as RequestKind];
  if (scope !== null && !scopes.includes(scope))
    throw new DeskError('invalid', 'This cannot be asked in a request of this kind. Choose one of those offered.', { field: 'scope' });
  if (accountId !== null && !first(db, sql.selectFrom('account').select('id').where('id', '=', accountId)))
    throw new DeskError('not_found', 'There is no such account on file. Find it anew.', { field: 'accountId' });
  saveScope(db, {
    request_id: requestId,
    case_id: caseId,
    scope,
    account_id: accountId,
    disputed: JSON.stringify([...new Set(disputed)].sort()),
    asked_since: null,
  });
  tellOnCase(work, caseId, 'scope_changed', { kind: request.kind, scope, account: accountId !== null });
}
