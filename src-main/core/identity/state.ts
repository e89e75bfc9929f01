import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import { type Assessment, assess, type Proof, type Requirement, requirementOf, usableProofs } from '../../../src-shared/identity/index.ts';
import type { RequesterRole, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Factor, ProofType, RequestScope } from '../../../src-shared/vocabulary/identity.ts';
import type { CaseRecord, RequestRecord } from '../cases/rows.ts';
import type { Connection } from '../database/open.ts';
import { all, sql } from '../database/query.ts';
import { membersOf } from '../directory/service.ts';
import { mayProve } from './on-file.ts';
import { type CheckRow, type ProofRow, type ScopeRow, selectChecks, selectProofs, selectScopes, selectSubject } from './store.ts';

/** About an agent or an authority, of whom nothing is on file. All other proofs are about the person whom the case is linked to. */
export const ABOUT_NOBODY_ON_FILE: readonly ProofType[] = ['agent_identity', 'issuer_contacted', 'manager_approved'];

/** To see some of an account's data is one thing; these are its owner's alone. */
const OWNERS_ALONE: readonly RequestKind[] = ['deletion', 'portability', 'correction'];

/** One request: how sure one must be, and how far it is. */
export interface RequestState {
  readonly request: RequestRecord;
  readonly scope: ScopeRow | null;
  readonly disputed: readonly Factor[];
  readonly requirement: Requirement;
  readonly assessment: Assessment;
  /** Ids of the proofs that count for it. */
  readonly counting: ReadonlySet<string>;
}

export interface CaseState {
  readonly record: CaseRecord;
  /** As it was linked; `members` are all entries of that person, the canonical one first. Empty: nobody. */
  readonly subjectId: string | null;
  readonly members: readonly string[];
  /** Newest first, withdrawn ones too. */
  readonly proofs: readonly ProofRow[];
  readonly requests: readonly RequestState[];
  /** Whether any request asks for identity at all. */
  readonly needed: boolean;
  readonly settled: boolean;
}

/** What is proven of who asks in a case, for the requests given. Read from this case alone: a duplicate's proofs never count. */
export function stateOf(db: Connection, record: CaseRecord, requests: readonly RequestRecord[]): CaseState {
  const subjectId = selectSubject(db, record.id);
  const members = subjectId === null ? [] : membersOf(db, subjectId);
  const scopes = new Map(selectScopes(db, record.id).map((scope) => [scope.request_id, scope]));
  const proofs = selectProofs(db, record.id);
  const checks = selectChecks(db, record.id);
  const standing = proofs.filter(standsFor(db, record, members, proofs));
  const states = requests.map((request): RequestState => {
    const scope = scopes.get(request.id) ?? null;
    const disputed = scope === null ? [] : (JSON.parse(scope.disputed) as Factor[]);
    const since = scope?.asked_since ?? null;
    const requirement = requirementOf({
      kind: request.kind as RequestKind,
      scope: (scope?.scope ?? null) as RequestScope | null,
      requester: record.requester_role as RequesterRole,
      account: accountOf(request.kind as RequestKind, scope, checks, members, record),
      disputed,
    });
    const counting = standing.filter(({ at }) => since === null || at >= since);
    return {
      request,
      scope,
      disputed,
      requirement,
      assessment: assess(requirement, counting.map(proofOf), disputed),
      counting: new Set(usableProofs(counting.map(named), disputed).map(({ id }) => id)),
    };
  });
  return {
    record,
    subjectId,
    members,
    proofs,
    requests: states,
    needed: states.some(({ requirement }) => requirement.level !== 'L0'),
    settled: states.every(({ assessment }) => assessment.settled),
  };
}

export const proofOf = ({ type, factor, at }: ProofRow): Proof => ({
  type: type as ProofType,
  factor: factor as Factor | null,
  at: at as Instant,
});

const named = (row: ProofRow) => ({ id: row.id, ...proofOf(row) });

/** Whether a proof is about whom the case is linked to now, and rests on a contact that may prove it. */
function standsFor(
  db: Connection,
  record: CaseRecord,
  members: readonly string[],
  proofs: readonly ProofRow[],
): (proof: ProofRow) => boolean {
  const used = proofs.flatMap(({ fact_id }) => (fact_id === null ? [] : [fact_id]));
  const facts =
    used.length === 0
      ? []
      : all(db, sql.selectFrom('person_fact').select(['id', 'on_file_since', 'by_staff']).where('id', 'in', used).limit(used.length));
  const factOf = new Map(facts.map((fact) => [fact.id, fact]));
  return ({ type, person_id, fact_id, withdrawn_at, by_staff }) => {
    if (withdrawn_at !== null) return false;
    if (ABOUT_NOBODY_ON_FILE.includes(type as ProofType)) return true;
    if (person_id === null || !members.includes(person_id)) return false;
    if (type !== 'code' && type !== 'call_back') return true;
    const contact = fact_id === null ? undefined : factOf.get(fact_id);
    return contact !== undefined && mayProve(contact, record.received_at, by_staff);
  };
}

/**
 * Whether access checks on this case allow this person the account whose data are asked for: of one class at least the last answer is yes.
 * What takes, moves or changes an account's data takes its owner.
 * A check of a day before the request came in, or from before it was asked anew, says nothing of today.
 */
function accountOf(
  kind: RequestKind,
  scope: ScopeRow | null,
  checks: readonly CheckRow[],
  members: readonly string[],
  record: CaseRecord,
): Requirement['account'] {
  const accountId = scope?.account_id ?? null;
  if (scope === null || accountId === null) return 'none';
  // the office's day may be one behind the day in UTC
  const earliest = new Date(Date.parse(record.received_at) - 86_400_000).toISOString().slice(0, 10);
  const own = checks.filter(
    (check) =>
      check.account_id === accountId &&
      members.includes(check.person_id) &&
      check.on_date >= earliest &&
      (scope.asked_since === null || check.at >= scope.asked_since),
  );
  if (own.length === 0) return 'unchecked';
  if (OWNERS_ALONE.includes(kind)) return isOwner(own) ? 'allowed' : 'not_allowed';
  const last = new Map(own.map(({ data_class, answer }) => [data_class, answer])); // oldest first: the last of a class stays
  return [...last.values()].includes('allow') ? 'allowed' : 'not_allowed';
}

/** Whether a check found them to own that very account, and none after it said no: an owner is allowed every class. Oldest first. */
function isOwner(checks: readonly CheckRow[]): boolean {
  const found = checks.findLastIndex(({ answer, account_id, record }) => {
    if (answer !== 'allow') return false;
    const { because } = JSON.parse(record) as Pick<AccessCheck, 'because'>;
    return because.some(({ code, account }) => code === 'owner' && account?.id === account_id);
  });
  return found >= 0 && checks.slice(found).every(({ answer }) => answer === 'allow');
}
