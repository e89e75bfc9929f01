import type { DataClass } from '../vocabulary/directory.ts';
import { covers, heldBy } from './permissions.ts';
import { byId, isBarred, standingOf } from './standing.ts';
import type { Climb } from './tree.ts';
import type { AccessFacts, AccessReason, AccountFact, PathStep, Question, RelationFact, SubaccountGrantFact } from './types.ts';

export type Fact = AccountFact | RelationFact | SubaccountGrantFact;
/** A path that would allow, nearest first in `distance`, and every fact that it stands on. */
export interface Way {
  readonly reason: AccessReason;
  readonly path: readonly PathStep[];
  readonly facts: readonly Fact[];
  readonly distance: number;
}
export interface Found {
  readonly ways: readonly Way[];
  /** Paths that would allow if the tree were whole. */
  readonly broken: readonly Way[];
  /** Why what was looked at does not allow. */
  readonly against: readonly AccessReason[];
  readonly looked: readonly Fact[];
}

const OWNER_ONLY: DataClass = 'call_recordings';

function reason(
  code: AccessReason['code'],
  accountId: string,
  relation: RelationFact | null,
  grant: SubaccountGrantFact | null,
  on: AccessReason['on'] = null,
): AccessReason {
  return { code, accountId, relationId: relation?.id ?? null, grantId: grant?.id ?? null, on };
}

function ofPerson(facts: AccessFacts, personId: string, accountId: string): RelationFact[] {
  return facts.relations.filter((one) => one.personId === personId && one.accountId === accountId).sort(byId);
}

/** A relation or grant that does not hold on the day: since when, until when. */
function notInForce(fact: RelationFact | SubaccountGrantFact, standing: 'not_started' | 'ended' | 'suspended' | 'disputed') {
  return { code: standing, on: standing === 'ended' ? fact.until : fact.from } as const;
}

const closedTo = (account: AccountFact) =>
  account.status === 'active' ? null : account.status === 'closed' ? 'account_closed' : 'account_suspended';

/** The person's own relations to the account, one reason each. The owner stays the data subject of a suspended or closed account; nobody else does. */
export function directly(question: Question, facts: AccessFacts, account: AccountFact): Found & { readonly barred: boolean } {
  const ways: Way[] = [];
  const against: AccessReason[] = [];
  const own = ofPerson(facts, question.personId, account.id);
  let barred = false;
  for (const relation of own) {
    const standing = standingOf(relation, question.at);
    if (standing !== 'in_force') {
      const { code, on } = notInForce(relation, standing);
      against.push(reason(code, account.id, relation, null, on));
      barred ||= isBarred(standing);
      continue;
    }
    const held = heldBy(relation, question.dataClass);
    const closed = relation.kind === 'owner' ? null : closedTo(account);
    if (held !== null && closed === null)
      ways.push({
        reason: reason(held, account.id, relation, null, relation.from),
        path: [{ accountId: account.id, by: 'relation', id: relation.id }],
        facts: [account, relation],
        distance: 0,
      });
    else if (question.dataClass === OWNER_ONLY) against.push(reason('owner_only', account.id, relation, null, relation.from));
    else against.push(reason(closed ?? 'permission_missing', account.id, relation, null, closed === null ? relation.from : null));
  }
  return { ways, broken: [], against, looked: [account, ...own], barred };
}

/**
 * Through accounts above that the person owns: only where this account granted exactly that one, one step, neither further down nor up.
 * A bar counts for the link it lies on: a relation of the person to that account, or a grant of this one to it.
 */
export function throughAbove(question: Question, facts: AccessFacts, account: AccountFact, line: Climb): Found {
  const found: Mutable = { ways: [], broken: [], against: [], looked: [] };
  line.above.forEach((above, index) => {
    const link = linkOver(question, facts, account, above.id);
    if (link === null) return;
    const chain = [account, ...line.above.slice(0, index + 1)];
    found.looked.push(...chain, ...link.own, ...link.grants);
    const against = reasonsAgainst(question, [account, above], above.id, link);
    if (against.length > 0) found.against.push(...against);
    else found.ways.push(...waysOver(question, account, above.id, link, chain, index + 1));
    if (against.length === 0 && !link.grants.some((grant) => opens(question, grant)))
      found.against.push(...link.grants.map((grant) => grantReason(question, above.id, link.inForce[0]!, grant)));
  });
  if (line.brokenAt !== null) found.broken.push(...overBreak(question, facts, account, line, line.brokenAt));
  return found;
}

interface Mutable {
  ways: Way[];
  broken: Way[];
  against: AccessReason[];
  looked: Fact[];
}

/** What lies between the person, an account that they own or owned, and the account asked about. */
interface Link {
  readonly own: readonly RelationFact[];
  readonly owning: readonly RelationFact[];
  readonly inForce: readonly RelationFact[];
  readonly barredOwn: readonly RelationFact[];
  readonly grants: readonly SubaccountGrantFact[];
}

function linkOver(question: Question, facts: AccessFacts, account: AccountFact, aboveId: string): Link | null {
  const own = ofPerson(facts, question.personId, aboveId);
  const owning = own.filter((one) => one.kind === 'owner');
  if (owning.length === 0) return null;
  return {
    own,
    owning,
    inForce: owning.filter((one) => standingOf(one, question.at) === 'in_force'),
    barredOwn: own.filter((one) => isBarred(standingOf(one, question.at))),
    grants: facts.grants.filter((one) => one.accountId === account.id && one.toAccountId === aboveId).sort(byId),
  };
}

/** What keeps the whole link from carrying anything; empty where only the grants decide. `ends` are the accounts at its ends, as far as they are known. */
function reasonsAgainst(question: Question, ends: readonly AccountFact[], aboveId: string, link: Link): AccessReason[] {
  const held = link.owning.filter((one) => ['in_force', 'suspended', 'disputed'].includes(standingOf(one, question.at)));
  const lame = held.length === 0 ? link.owning : link.barredOwn;
  if (lame.length > 0) return lame.map((one) => relationReason(question, aboveId, one));
  const first = link.inForce[0]!;
  if (question.dataClass === OWNER_ONLY) return [reason('owner_only', question.accountId, first, null, first.from)];
  const barred = link.grants.filter((grant) => isBarred(standingOf(grant, question.at)));
  if (barred.length > 0) return barred.map((grant) => grantReason(question, aboveId, first, grant));
  for (const one of ends) {
    const closed = closedTo(one);
    if (closed !== null) return [reason(closed, one.id, first, null)];
  }
  return link.grants.length === 0 ? [reason('not_granted_to_parent', aboveId, first, null)] : [];
}

const opens = (question: Question, grant: SubaccountGrantFact) =>
  standingOf(grant, question.at) === 'in_force' && covers(grant.permissions, question.dataClass);

function relationReason(question: Question, aboveId: string, relation: RelationFact): AccessReason {
  const standing = standingOf(relation, question.at);
  if (standing === 'in_force') throw new Error('a relation in force speaks against nothing');
  const { code, on } = notInForce(relation, standing);
  return reason(code, aboveId, relation, null, on);
}

function grantReason(question: Question, aboveId: string, relation: RelationFact, grant: SubaccountGrantFact): AccessReason {
  const standing = standingOf(grant, question.at);
  if (standing === 'in_force') return reason('permission_missing', aboveId, relation, grant, grant.from);
  const { code, on } = notInForce(grant, standing);
  return reason(code, aboveId, relation, grant, on);
}

function waysOver(
  question: Question,
  account: AccountFact,
  aboveId: string,
  link: Link,
  chain: readonly AccountFact[],
  distance: number,
): Way[] {
  return link.inForce.flatMap((relation) =>
    link.grants
      .filter((grant) => opens(question, grant))
      .map((grant) => ({
        reason: reason('subaccount_granted', aboveId, relation, grant, grant.from),
        path: [
          { accountId: aboveId, by: 'relation', id: relation.id },
          { accountId: account.id, by: 'grant', id: grant.id },
        ],
        facts: [...chain, relation, grant],
        distance,
      })),
  );
}

/** Grants to accounts that may or may not stand above: the line breaks before it says so. */
function overBreak(question: Question, facts: AccessFacts, account: AccountFact, line: Climb, brokenAt: string): Way[] {
  const sure = new Set([account.id, ...line.above.map((one) => one.id)]);
  const granted = new Set(facts.grants.filter((one) => one.accountId === account.id).map((one) => one.toAccountId));
  return [...granted.difference(sure)].sort().flatMap((aboveId) => {
    const link = linkOver(question, facts, account, aboveId);
    if (link === null) return [];
    const known = facts.accounts.find((one) => one.id === aboveId);
    if (reasonsAgainst(question, known === undefined ? [account] : [account, known], aboveId, link).length > 0) return [];
    const chain = known === undefined ? line.met : [...line.met, known];
    return waysOver(question, account, aboveId, link, chain, line.met.length).map((way) => ({
      ...way,
      reason: { ...way.reason, code: 'broken_tree' as const, accountId: brokenAt, on: null },
      path: [],
    }));
  });
}
