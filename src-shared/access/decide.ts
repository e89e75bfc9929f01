import type { CalendarDate, Instant } from '../vocabulary/dates.ts';
import { DATA_CLASSES, type DataClass } from '../vocabulary/directory.ts';
import { PERMISSION_FOR } from './permissions.ts';
import { byId, isBarred, isStale, seenOn, standingOf } from './standing.ts';
import { climb } from './tree.ts';
import type { AccessFacts, AccessReason, AccountFact, Decision, PathStep, Question } from './types.ts';
import { directly, type Fact, throughAbove, type Way } from './ways.ts';

/** Most telling first, for an allowance and for a denial: what somebody has said "no" to, then what holds but does not reach, then what does not hold. */
const ORDER: readonly AccessReason['code'][] = [
  'stale',
  'owner',
  'billing_contact',
  'granted',
  'subaccount_granted',
  'broken_tree',
  'disputed',
  'suspended',
  'account_closed',
  'account_suspended',
  'owner_only',
  'permission_missing',
  'not_granted_to_parent',
  'not_started',
  'ended',
  'no_relation',
];
/** What stays a denial however old: somebody ended, suspended or disputed it, and only a new word of the CRM could undo that. */
const FIRM: readonly AccessReason['code'][] = ['disputed', 'suspended', 'ended'];
const GRANTABLE: readonly AccessReason['code'][] = ['permission_missing', 'not_granted_to_parent', 'no_relation'];

/**
 * May this person see this class of this account's data? Everything but `allow` means: do not disclose.
 *
 * - The owner sees all; a billing contact invoices and their metadata; an authorised user what was granted. The owner of an account above
 *   sees what this account granted to that very account. Several facts: one that allows suffices, save that
 * - a disputed or suspended relation of the person to the account denies whatever else allows: who that person is to this account is then
 *   open, and what was read out cannot be taken back. One on the link over an account above closes that link alone: an owner does not lose
 *   sight of their own account because they dispute what it granted to the one above.
 * - A suspended or closed account shows itself to its owner, who stays the data subject, and to nobody else; nor does one show those below it.
 * - A path of which any fact is stale allows nothing: `unknown`. So is a denial that rests on a stale fact, unless it is firm.
 * - Status and state are as last seen, also for a day in the past: the CRM dates its grants and not its disputes.
 *
 * Ids are unique within each list of facts. Throws `RangeError` for a day after today or a negative age.
 */
export function mayDisclose(question: Question, facts: AccessFacts): Decision {
  if (question.at > question.today) throw new RangeError('access can be asked for today or a day before, not for a day to come');
  if (!(question.staleAfterDays >= 0)) throw new RangeError('facts cannot be stale after fewer than 0 days');
  const accounts = new Map(facts.accounts.map((one) => [one.id, one]));
  const account = accounts.get(question.accountId);
  if (account === undefined) return unknownAccount(question.accountId);
  const grantors = grantorsOf(question, facts);
  const own = directly(question, facts, account);
  const over = throughAbove(question, facts, account, climb(account, accounts));
  const ways = own.barred ? [] : [...own.ways, ...over.ways].sort(nearest);
  const fresh = ways.find((way) => !way.facts.some((fact) => isStale(fact, question)));
  if (fresh !== undefined)
    return { answer: 'allow', because: [fresh.reason], path: fresh.path, missing: null, grantors, ...seen(fresh.facts) };
  if (ways[0] !== undefined) return stale(ways[0].facts, [ways[0].reason], ways[0].path, question, grantors);
  const broken = own.barred ? [] : over.broken;
  const looked = [...own.looked, ...over.looked];
  const against = [...own.against, ...over.against].sort(telling);
  if (broken.length > 0) {
    const because = [...broken.map((way) => way.reason).sort(telling), ...against];
    return { answer: 'unknown', because, path: [], missing: null, grantors, ...seen([...looked, ...broken.flatMap((way) => way.facts)]) };
  }
  return denial(question, facts, account, against, looked, grantors);
}

/** The answer for every class, for a tree or a person's page. */
export function classesFor(
  personId: string,
  accountId: string,
  facts: AccessFacts,
  at: CalendarDate,
  today: CalendarDate,
  staleAfterDays: number,
): Record<DataClass, Decision['answer']> {
  const answers = DATA_CLASSES.map((dataClass) => {
    const { answer } = mayDisclose({ personId, accountId, dataClass, at, today, staleAfterDays }, facts);
    return [dataClass, answer] as const;
  });
  return Object.fromEntries(answers) as Record<DataClass, Decision['answer']>;
}

function denial(
  question: Question,
  facts: AccessFacts,
  account: AccountFact,
  against: readonly AccessReason[],
  looked: readonly Fact[],
  grantors: readonly string[],
): Decision {
  const nothing: AccessReason = { code: 'no_relation', accountId: account.id, relationId: null, grantId: null, on: null };
  const because = against.length > 0 ? against : [nothing];
  const first = because[0]!;
  const path = pathOf(first, facts, account.id);
  if (!FIRM.includes(first.code) && looked.some((fact) => isStale(fact, question))) return stale(looked, because, path, question, grantors);
  const permission = PERMISSION_FOR[question.dataClass][0];
  const missing = permission !== undefined && GRANTABLE.includes(first.code) ? { permission, accountId: account.id } : null;
  return { answer: 'deny', because, path, missing, grantors, ...seen(looked) };
}

function unknownAccount(accountId: string): Decision {
  const because = [{ code: 'unknown_account', accountId, relationId: null, grantId: null, on: null }] as const;
  return { answer: 'unknown', because, path: [], missing: null, grantors: [], evidence: [], observedAt: null };
}

/** `stale` names the fact that was seen longest ago, and the day. */
function stale(
  facts: readonly Fact[],
  because: readonly AccessReason[],
  path: readonly PathStep[],
  question: Question,
  grantors: readonly string[],
): Decision {
  const oldest = facts.filter((fact) => isStale(fact, question)).sort((a, b) => later(a.observedAt, b.observedAt) || byId(a, b))[0]!;
  const reason: AccessReason = {
    code: 'stale',
    accountId: 'accountId' in oldest ? oldest.accountId : oldest.id,
    relationId: 'personId' in oldest ? oldest.id : null,
    grantId: 'toAccountId' in oldest ? oldest.id : null,
    on: seenOn(oldest),
  };
  return { answer: 'unknown', because: [reason, ...because], path, missing: null, grantors, ...seen(facts) };
}

/** For a denial, the path that its first reason speaks of, as far as it reaches. */
function pathOf(first: AccessReason, facts: AccessFacts, accountId: string): PathStep[] {
  const relation = facts.relations.find((one) => one.id === first.relationId);
  if (relation === undefined) return [];
  const step: PathStep = { accountId: relation.accountId, by: 'relation', id: relation.id };
  return first.grantId === null ? [step] : [step, { accountId, by: 'grant', id: first.grantId }];
}

/** Owners in force of the account; not one whose standing there is itself disputed or suspended. */
function grantorsOf({ accountId, at }: Question, facts: AccessFacts): string[] {
  const here = facts.relations.filter((one) => one.accountId === accountId);
  const barred = new Set(here.filter((one) => isBarred(standingOf(one, at))).map((one) => one.personId));
  const owners = here.filter((one) => one.kind === 'owner' && standingOf(one, at) === 'in_force').map((one) => one.personId);
  return [...new Set(owners).difference(barred)].sort();
}

function seen(facts: readonly Fact[]): { evidence: string[]; observedAt: Instant | null } {
  const oldest = facts.map((fact) => fact.observedAt).sort(later)[0] ?? null;
  return { evidence: [...new Set(facts.map((fact) => fact.id))].sort(), observedAt: oldest };
}

/** Instants may be written with or without milliseconds, so they are compared as moments; as text where they are the same one. */
function later(a: Instant, b: Instant): number {
  return Date.parse(a) - Date.parse(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function telling(a: AccessReason, b: AccessReason): number {
  return ORDER.indexOf(a.code) - ORDER.indexOf(b.code) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

const nearest = (a: Way, b: Way): number => a.distance - b.distance || telling(a.reason, b.reason);
const key = (one: AccessReason) => JSON.stringify([one.relationId ?? '', one.grantId ?? '', one.accountId ?? '']);
