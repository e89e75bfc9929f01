import type {
  AccessFacts,
  AccessReason,
  AccountFact,
  Decision,
  Question,
  RelationFact,
  SubaccountGrantFact,
} from '../../../src-shared/access/types.ts';

/**
 * The access rules a second time, written from their text and as plainly as can be: no helper of the product, every combination tried,
 * every question answered by going through everything again. Slow on purpose; it is what the real decision is compared with.
 */
type Fact = AccountFact | RelationFact | SubaccountGrantFact;
type Code = AccessReason['code'];

const NEEDS: Record<string, string[]> = {
  profile: ['profile'],
  contact_details: ['contacts'],
  billing_metadata: ['invoices'],
  invoices: ['invoices'],
  orders: ['orders'],
  tickets: ['tickets'],
  usage: ['products', 'domains'],
  call_recordings: [],
};
const MOST_TELLING: Code[] = [
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

interface Candidate {
  rank: number;
  reason: AccessReason;
  path: Decision['path'];
  facts: Fact[];
}

export function slowDecision(q: Question, facts: AccessFacts): Decision {
  const because: AccessReason[] = [];
  const say = (code: Code, accountId: string | null, relationId: string | null, grantId: string | null, on: AccessReason['on']) =>
    because.push({ code, accountId, relationId, grantId, on });
  const day = (text: string) => Math.round(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000);
  const old = (fact: Fact) => day(q.at) - day(fact.observedAt) > q.staleAfterDays;
  const dated = (one: { from: string | null; until: string | null }) =>
    day(one.from ?? '0001-01-01') <= day(q.at) && day(q.at) <= day(one.until ?? '9999-12-31');
  const holds = (one: RelationFact | SubaccountGrantFact) => dated(one) && one.state === 'active';
  const barred = (one: RelationFact | SubaccountGrantFact) => dated(one) && one.state !== 'active';
  const names = (one: { permissions: readonly string[] }) => one.permissions.some((permission) => NEEDS[q.dataClass]!.includes(permission));

  const account = facts.accounts.find((one) => one.id === q.accountId);
  if (account === undefined) {
    say('unknown_account', q.accountId, null, null, null);
    return { answer: 'unknown', because, path: [], missing: null, grantors: [], evidence: [], observedAt: null };
  }

  // The tree, by taking so and so many steps up from the start, again for every question.
  const stepsUp = (from: string, count: number): string | null => {
    let at: string | null = from;
    for (let step = 0; step < count && at !== null; step++) at = facts.accounts.find((one) => one.id === at)?.parentId ?? null;
    return at;
  };
  const many = facts.accounts.length + 2;
  const upTo = (limit: number) => Array.from({ length: limit }, (_, index) => index + 1);
  const onCircle = (id: string) => upTo(many).some((count) => stepsUp(id, count) === id);
  const known = (id: string) => facts.accounts.some((one) => one.id === id);
  const everUp = upTo(many).flatMap((count) => stepsUp(q.accountId, count) ?? []);
  const broken = everUp.some((id) => !known(id)) || [q.accountId, ...everUp].some(onCircle);
  const surelyAbove = (id: string) => everUp.includes(id) && known(id) && !onCircle(id) && id !== q.accountId;
  const distance = (id: string) => upTo(many).find((count) => stepsUp(q.accountId, count) === id) ?? 0;
  const accountsUpTo = (id: string) =>
    upTo(distance(id)).map((count) => facts.accounts.find((one) => one.id === stepsUp(q.accountId, count))!);
  const met = facts.accounts.filter((one) => one.id === q.accountId || everUp.includes(one.id));
  /** The account after which nothing is known, or the first on a circle. */
  const breaksAt = () => [q.accountId, ...everUp].find((id) => known(id) && (onCircle(id) || !known(stepsUp(id, 1) ?? id))) ?? null;

  const mine = facts.relations.filter((one) => one.personId === q.personId);
  const direct = mine.filter((one) => one.accountId === q.accountId);
  const candidates: Candidate[] = [];
  const torn: Candidate[] = [];
  const looked: Fact[] = [account, ...direct];
  const shut = (one: AccountFact): Code => (one.status === 'closed' ? 'account_closed' : 'account_suspended');
  const lame = (one: RelationFact | SubaccountGrantFact): [Code, AccessReason['on']] => {
    if (one.from !== null && day(q.at) < day(one.from)) return ['not_started', one.from];
    if (one.until !== null && day(q.at) > day(one.until)) return ['ended', one.until];
    return [one.state as Code, one.from];
  };

  // Every path of one step.
  for (const relation of direct) {
    if (!holds(relation)) {
      const [code, on] = lame(relation);
      say(code, q.accountId, relation.id, null, on);
      continue;
    }
    const allow = (code: Code, rank: number) =>
      candidates.push({
        rank,
        reason: { code, accountId: q.accountId, relationId: relation.id, grantId: null, on: relation.from },
        path: [{ accountId: q.accountId, by: 'relation', id: relation.id }],
        facts: [account, relation],
      });
    if (relation.kind === 'owner') allow('owner', 1);
    else if (q.dataClass === 'call_recordings') say('owner_only', q.accountId, relation.id, null, relation.from);
    else if (account.status !== 'active') say(shut(account), q.accountId, relation.id, null, null);
    else if (relation.kind === 'billing_contact' && (q.dataClass === 'billing_metadata' || q.dataClass === 'invoices'))
      allow('billing_contact', 2);
    else if (names(relation)) allow('granted', 3);
    else say('permission_missing', q.accountId, relation.id, null, relation.from);
  }

  // Every path of two steps: over any account that is or might be above.
  const others = new Set([...facts.accounts.map((one) => one.id), ...facts.grants.map((one) => one.toAccountId)]);
  others.delete(q.accountId);
  for (const id of others) {
    const there = mine.filter((one) => one.accountId === id);
    const owning = there.filter((one) => one.kind === 'owner');
    if (owning.length === 0) continue;
    const grants = facts.grants.filter((one) => one.accountId === q.accountId && one.toAccountId === id);
    const above = facts.accounts.find((one) => one.id === id);
    const carries =
      !there.some(barred) &&
      !grants.some(barred) &&
      q.dataClass !== 'call_recordings' &&
      account.status === 'active' &&
      (above === undefined || above.status === 'active');
    if (!surelyAbove(id)) {
      if (!broken || !carries) continue;
      for (const relation of owning.filter(holds))
        for (const grant of grants.filter((one) => holds(one) && names(one)))
          torn.push({
            rank: 0,
            reason: { code: 'broken_tree', accountId: breaksAt(), relationId: relation.id, grantId: grant.id, on: null },
            path: [],
            facts: [...met, ...(above === undefined ? [] : [above]), relation, grant],
          });
      continue;
    }
    const chain = [account, ...accountsUpTo(id)];
    looked.push(...chain, ...there, ...grants);
    if (!owning.some(dated)) {
      for (const relation of owning) say(lame(relation)[0], id, relation.id, null, lame(relation)[1]);
      continue;
    }
    if (there.some(barred)) {
      for (const relation of there.filter(barred)) say(relation.state as Code, id, relation.id, null, relation.from);
      continue;
    }
    const ids = owning.filter(holds).map((one) => one.id);
    const first = owning.find((one) => one.id === ids.sort()[0])!;
    if (q.dataClass === 'call_recordings') say('owner_only', q.accountId, first.id, null, first.from);
    else if (grants.some(barred)) for (const grant of grants.filter(barred)) say(grant.state as Code, id, first.id, grant.id, grant.from);
    else if (account.status !== 'active') say(shut(account), q.accountId, first.id, null, null);
    else if (above!.status !== 'active') say(shut(above!), id, first.id, null, null);
    else if (grants.length === 0) say('not_granted_to_parent', id, first.id, null, null);
    else if (!grants.some((one) => holds(one) && names(one)))
      for (const grant of grants) {
        const [code, on] = holds(grant) ? (['permission_missing', grant.from] as const) : lame(grant);
        say(code, id, first.id, grant.id, on);
      }
    else
      for (const relation of owning.filter(holds))
        for (const grant of grants.filter((one) => holds(one) && names(one)))
          candidates.push({
            rank: 3 + distance(id),
            reason: { code: 'subaccount_granted', accountId: id, relationId: relation.id, grantId: grant.id, on: grant.from },
            path: [
              { accountId: id, by: 'relation', id: relation.id },
              { accountId: q.accountId, by: 'grant', id: grant.id },
            ],
            facts: [...chain, relation, grant],
          });
  }

  const grantors = [...new Set(facts.relations.map((one) => one.personId))]
    .filter((person) => {
      const theirs = facts.relations.filter((one) => one.personId === person && one.accountId === q.accountId);
      return theirs.some((one) => one.kind === 'owner' && holds(one)) && !theirs.some(barred);
    })
    .sort();
  const ids = (reason: AccessReason) => `${reason.relationId} ${reason.grantId ?? ''}`;
  const better = (a: Candidate, b: Candidate) => a.rank - b.rank || (ids(a.reason) < ids(b.reason) ? -1 : 1);
  const evidence = (list: Fact[]) => ({
    evidence: [...new Set(list.map((one) => one.id))].sort(),
    observedAt: list.reduce((oldest, one) => (one.observedAt < oldest ? one.observedAt : oldest), list[0]!.observedAt),
  });
  const tooOld = (list: Fact[], reasons: AccessReason[], path: Decision['path']): Decision => {
    const oldest = list
      .filter(old)
      .reduce((a, b) => (b.observedAt < a.observedAt || (b.observedAt === a.observedAt && b.id < a.id) ? b : a));
    const reason: AccessReason = {
      code: 'stale',
      accountId: 'accountId' in oldest ? oldest.accountId : oldest.id,
      relationId: facts.relations.some((one) => one.id === oldest.id) ? oldest.id : null,
      grantId: facts.grants.some((one) => one.id === oldest.id) ? oldest.id : null,
      on: oldest.observedAt.slice(0, 10) as AccessReason['on'],
    };
    return { answer: 'unknown', because: [reason, ...reasons], path, missing: null, grantors, ...evidence(list) };
  };

  const open = direct.some(barred) ? [] : candidates.sort(better);
  const good = open.find((one) => !one.facts.some(old));
  if (good !== undefined)
    return { answer: 'allow', because: [good.reason], path: good.path, missing: null, grantors, ...evidence(good.facts) };
  if (open.length > 0) return tooOld(open[0]!.facts, [open[0]!.reason], open[0]!.path);

  const telling = (a: AccessReason, b: AccessReason) =>
    MOST_TELLING.indexOf(a.code) - MOST_TELLING.indexOf(b.code) || (ids(a) < ids(b) ? -1 : 1);
  if (!direct.some(barred) && torn.length > 0) {
    because.push(...torn.map((one) => one.reason));
    const all = [...looked, ...torn.flatMap((one) => one.facts)];
    return { answer: 'unknown', because: because.sort(telling), path: [], missing: null, grantors, ...evidence(all) };
  }
  if (because.length === 0) say('no_relation', q.accountId, null, null, null);
  because.sort(telling);
  const lead = because[0]!;
  const relation = facts.relations.find((one) => one.id === lead.relationId);
  const path: Decision['path'][number][] = [];
  if (relation !== undefined) path.push({ accountId: relation.accountId, by: 'relation', id: relation.id });
  if (lead.grantId !== null) path.push({ accountId: q.accountId, by: 'grant', id: lead.grantId });
  const firm = lead.code === 'disputed' || lead.code === 'suspended' || lead.code === 'ended';
  if (!firm && looked.some(old)) return tooOld(looked, because, path);
  const permission = NEEDS[q.dataClass]![0] as NonNullable<Decision['missing']>['permission'] | undefined;
  const grantable = ['permission_missing', 'not_granted_to_parent', 'no_relation'].includes(lead.code);
  const missing = grantable && permission !== undefined ? { permission, accountId: q.accountId } : null;
  return { answer: 'deny', because, path, missing, grantors, ...evidence(looked) };
}
