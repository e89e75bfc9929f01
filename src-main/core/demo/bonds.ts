import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import {
  type ContactChannel,
  GRANT_PERMISSIONS,
  type GrantPermission,
  type GrantState,
  type PreferenceScope,
  type PreferenceValue,
  type RelationKind,
} from '../../../src-shared/vocabulary/directory.ts';
import type { InventedAccount } from './accounts.ts';
import type { Entry } from './entries.ts';
import type { Material } from './material.ts';
import type { Random } from './random.ts';

interface Granted {
  readonly permissions: readonly GrantPermission[];
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
  readonly grantedBy: string | null;
  readonly state: GrantState;
}
export interface InventedRelation extends Granted {
  readonly entry: Entry;
  readonly account: InventedAccount;
  readonly kind: RelationKind;
}
export interface InventedGrant extends Granted {
  readonly account: InventedAccount;
  readonly to: InventedAccount;
}
export interface InventedPreference {
  readonly entry: Entry;
  readonly scope: PreferenceScope;
  readonly channel: ContactChannel;
  readonly value: PreferenceValue;
}

const DAY = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10) as CalendarDate;

/** What is usual to be granted together. */
const BUNDLES: readonly (readonly GrantPermission[])[] = [
  ['tickets'],
  ['tickets', 'products'],
  ['invoices'],
  ['invoices', 'orders'],
  ['domains', 'products'],
  ['profile', 'contacts', 'tickets'],
  ['orders', 'products', 'domains', 'tickets'],
  GRANT_PERMISSIONS,
];

/** When something holds that was granted at some time since `since`, and what was said of it. Most of it holds today. */
function span(random: Random, since: number, now: number): Pick<Granted, 'from' | 'until' | 'state'> {
  const begun = since + Math.floor(random.next() * Math.max(DAY, now - since - 60 * DAY));
  const [from, until] = random.weighted<readonly [number, number | null]>([
    [[begun, null], 75],
    [[begun, begun + Math.floor(random.next() * Math.max(DAY, now - begun - 2 * DAY))], 12],
    [[begun, now + (3 + random.below(300)) * DAY], 8],
    [[now + (2 + random.below(60)) * DAY, null], 5],
  ]);
  const state = random.weighted<GrantState>([
    ['active', 92],
    ['suspended', 5],
    ['disputed', 3],
  ]);
  return { from: random.chance(0.9) || from > now ? dayOf(from) : null, until: until === null ? null : dayOf(until), state };
}

/** Who has to do with which account: an owner each, sometimes two, and whom they let in. */
export function inventRelations(
  random: Random,
  { directory }: Material,
  accounts: readonly InventedAccount[],
  entries: readonly Entry[],
  now: number,
): InventedRelation[] {
  const relations: InventedRelation[] = [];
  const bound = new Set<string>();
  // one person is one thing to one account
  const add = (relation: InventedRelation) => {
    const both = `${relation.entry.externalId} ${relation.account.number}`;
    if (!bound.has(both)) relations.push(relation);
    bound.add(both);
  };
  for (const account of accounts) {
    const own = { account, kind: 'owner' as const, permissions: [], grantedBy: null };
    const disputed = random.chance(0.015);
    add({ ...own, entry: account.owner, from: dayOf(account.since), until: null, state: disputed ? 'disputed' : 'active' });
    if (random.chance(0.06)) add({ ...own, entry: random.pick(entries), ...span(random, account.since, now) });
    const users = random.weighted([
      [0, 40],
      [1, 30],
      [2, 18],
      [3, 9],
      [4, 3],
    ] as const);
    for (let user = 0; user < users; user += 1) {
      add({
        account,
        entry: random.pick(entries),
        kind: 'authorised_user',
        permissions: random.pick(BUNDLES),
        grantedBy: random.chance(0.75) ? account.owner.name : random.pick(directory.granters),
        ...span(random, account.since, now),
      });
    }
    if (random.chance(account.level === 0 ? 0.4 : 0.15)) {
      const by = { permissions: [], grantedBy: account.owner.name };
      add({ account, entry: random.pick(entries), kind: 'billing_contact', ...by, ...span(random, account.since, now) });
    }
  }
  return relations;
}

/** Subaccounts that are open to the owners of an account above: most to the next one, some to the top, some no more. */
export function inventGrants(random: Random, { directory }: Material, accounts: readonly InventedAccount[], now: number): InventedGrant[] {
  return accounts.flatMap((account) => {
    const { parent } = account;
    if (!parent || !random.chance(0.6)) return [];
    const targets = parent.parent && random.chance(0.4) ? [parent, parent.parent] : [parent];
    return targets.map((to) => ({
      account,
      to,
      permissions: random.pick(BUNDLES),
      grantedBy: random.chance(0.8) ? account.owner.name : random.pick(directory.granters),
      ...span(random, account.since, now),
    }));
  });
}

/** What people said of being contacted: most nothing. */
export function inventPreferences(random: Random, entries: readonly Entry[]): InventedPreference[] {
  return entries.flatMap((entry): InventedPreference[] => {
    if (!random.chance(0.35)) return [];
    const said = (scope: PreferenceScope, channels: readonly ContactChannel[], value: PreferenceValue) =>
      channels.map((channel) => ({ entry, scope, channel, value }));
    const wish = random.weighted<readonly InventedPreference[]>([
      [said('marketing', ['email'], 'opted_out'), 34],
      [said('marketing', ['email', 'voice', 'sms', 'post'], 'opted_out'), 16],
      [said('marketing', ['voice'], 'opted_out'), 8],
      [said('marketing', ['email'], 'opted_in'), 14],
      [said('third_party_offers', ['email', 'post'], 'opted_out'), 10],
      [said('any_contact', ['email', 'voice', 'sms', 'post', 'portal'], 'opted_out'), 5],
      [said('policy_changes', ['post'], 'opted_out'), 3],
      [said('service', ['sms'], 'opted_out'), 3],
      [said('sale_or_sharing', ['portal'], 'opted_out'), 4],
      [said('limit_sensitive', ['portal'], 'opted_out'), 3],
    ]);
    return [...wish];
  });
}
