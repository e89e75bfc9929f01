import type {
  AccessFacts,
  AccessReason,
  AccountFact,
  Decision,
  RelationFact,
  SubaccountGrantFact,
} from '../../../src-shared/access/index.ts';
import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import type { AccountName, PersonName } from '../../../src-shared/contract/directory.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { maySee } from '../cases/sight.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { maskedName } from '../directory/service.ts';
import { type CheckRow, selectAccounts, selectPersonNames } from './store.ts';

type Reason = AccessCheck['because'][number];

/** A check as it is kept: names and facts as they were then, whatever becomes of them. */
export interface KeptCheck {
  readonly person: PersonName;
  readonly account: AccountName;
  readonly because: readonly Reason[];
  readonly path: AccessCheck['path'];
  readonly missing: AccessCheck['missing'];
  readonly grantors: readonly PersonName[];
  readonly observedAt: AccessCheck['observedAt'];
  /** How old a fact might be. */
  readonly staleAfterDays: number;
  readonly evidence: readonly (AccountFact | RelationFact | SubaccountGrantFact)[];
}

/** Those who could grant something are named up to this many: nobody calls more. */
const MOST_GRANTORS = 20;

/** The decision with the names and facts that it speaks of. */
export function keep(
  db: Connection,
  person: PersonName,
  accountId: string,
  decision: Decision,
  facts: AccessFacts,
  staleAfterDays: number,
): KeptCheck {
  const { because, path, missing, grantors, observedAt } = decision;
  const ids = [accountId, ...because.flatMap((one) => one.accountId ?? []), ...path.map((step) => step.accountId)];
  const accounts = new Map(selectAccounts(db, ids).map(({ id, number, name }) => [id, { id, number, name }]));
  const accountOf = (id: string) => {
    const account = accounts.get(id);
    if (account === undefined) throw new Error('a decision names an account that is not in the directory');
    return account;
  };
  const evidence = new Set(decision.evidence);
  return {
    person,
    account: accountOf(accountId),
    because: because.map((one) => ({
      code: one.code,
      account: one.accountId === null ? null : accountOf(one.accountId),
      relation: relationOf(one, facts),
      on: one.on,
    })),
    path: path.map((step) => ({ account: accountOf(step.accountId), by: step.by })),
    missing: missing === null ? null : { permission: missing.permission, account: accountOf(missing.accountId) },
    grantors: selectPersonNames(db, grantors.slice(0, MOST_GRANTORS)),
    observedAt,
    staleAfterDays,
    evidence: [...facts.accounts, ...facts.relations, ...facts.grants].filter((fact) => evidence.has(fact.id)),
  };
}

/** The grant of the subaccount where the reason speaks of one, else the person's relation. */
function relationOf({ relationId, grantId }: AccessReason, facts: AccessFacts): Reason['relation'] {
  const relation = facts.relations.find((one) => one.id === relationId);
  const fact = facts.grants.find((one) => one.id === grantId) ?? relation;
  if (fact === undefined) return null;
  const { permissions, from, until, by, state } = fact;
  return { kind: 'kind' in fact ? fact.kind : null, permissions: [...permissions], from, until, by, state };
}

/** Whether somebody gets answers without the data behind them. */
export const isWithheldFrom = (actor: Actor): boolean => !may(actor.roles, 'account.read');

/** A name as in the directory: some put an address of theirs there, and billing alone sees it. */
export const nameFor = (actor: Actor, name: string): string => (actor.roles.includes('billing') ? name : maskedName(name));

/** A check as this reader may see it. Who gets the answer alone learns of no other account, no date and nobody's grant. */
export function shownCheck(actor: Actor, row: CheckRow, staffName: (staffId: string) => string): AccessCheck {
  const kept = JSON.parse(row.record) as KeptCheck;
  const withheld = isWithheldFrom(actor);
  const named = ({ id, name }: PersonName): PersonName => ({ id, name: nameFor(actor, name) });
  return {
    id: row.id,
    at: row.at as AccessCheck['at'],
    by: staffName(row.by_staff),
    person: named(kept.person),
    account: kept.account,
    dataClass: row.data_class as AccessCheck['dataClass'],
    on: row.on_date as AccessCheck['on'],
    answer: row.answer as AccessCheck['answer'],
    because: withheld ? kept.because.map((one) => withoutData(one, kept.account.id)) : [...kept.because],
    path: withheld ? [] : kept.path,
    missing: kept.missing,
    grantors: withheld ? [] : kept.grantors.map(named),
    observedAt: kept.observedAt,
    case: caseOf(actor, row),
    withheld,
  };
}

function withoutData({ code, account }: Reason, askedId: string): Reason {
  return { code, account: account?.id === askedId ? account : null, relation: null, on: null };
}

/** The case that the check lies on, if this reader may know of it. */
export function caseOf(actor: Actor, { case_id: id, reference, sealed, billing }: CheckRow): AccessCheck['case'] {
  if (id === null || reference === null || sealed === null || billing === null) return null;
  return maySee(actor, { sealed, billing }) ? { id, reference: reference as Reference } : null;
}
