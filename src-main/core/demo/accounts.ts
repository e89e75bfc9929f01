import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { AccountStatus } from '../../../src-shared/vocabulary/directory.ts';
import type { Entry } from './entries.ts';
import type { Material } from './material.ts';
import type { Random } from './random.ts';

/** An account of the directory. */
export interface InventedAccount {
  readonly number: string;
  readonly name: string;
  /** The one above, which comes before it in every list. */
  readonly parent: InventedAccount | null;
  readonly level: number;
  readonly status: AccountStatus;
  readonly owner: Entry;
  readonly since: number;
  /** Whether the source has said nothing of it for so long that nobody may rely on it. */
  readonly stale: boolean;
}

const LEVELS: readonly number[] = [430, 320, 150];
export const ACCOUNTS = LEVELS.reduce((sum, count) => sum + count, 0);
/** How many nothing was heard of for too long. Whole trees, so that every way to them is as old. */
export const STALE_ACCOUNTS = 40;
/** Above this, a parent has as many subaccounts as a person can look through. */
const MOST_BELOW = 12;

/** Trees of accounts, up to three levels, those above before those below. The first are those of `first`, who should have one. */
export function inventAccounts(random: Random, material: Material, entries: readonly Entry[], first: readonly Entry[]): InventedAccount[] {
  const { trades, branches } = material.directory;
  const customers = entries.filter(({ customerNumber }) => customerNumber !== null);
  const all: InventedAccount[] = [];
  const owned = new Map<Entry, number>();
  const below = new Map<InventedAccount, number>();
  const firstCustomers = first.filter(({ customerNumber }) => customerNumber !== null);
  for (let index = 0; index < LEVELS[0]!; index += 1) {
    const owner = firstCustomers[index] ?? random.pick(customers);
    const nth = (owned.get(owner) ?? 0) + 1;
    owned.set(owner, nth);
    all.push({
      number: nth === 1 ? owner.customerNumber! : `${owner.customerNumber}.${nth}`,
      name: `${owner.name.split(' ').at(-1)} ${random.pick(trades)}`,
      parent: null,
      level: 0,
      status: statusOf(random),
      owner,
      since: owner.since,
      stale: false,
    });
  }
  for (const [level, count] of LEVELS.entries()) {
    if (level === 0) continue;
    const parents = all.filter((account) => account.level === level - 1);
    // a few resellers have most of the subaccounts
    const busy = parents.slice(0, Math.ceil(parents.length / 3));
    for (let index = 0; index < count; index += 1) {
      let parent = random.pick(random.chance(0.7) ? busy : parents);
      while ((below.get(parent) ?? 0) >= MOST_BELOW) parent = random.pick(parents);
      const nth = (below.get(parent) ?? 0) + 1;
      below.set(parent, nth);
      all.push({
        number: `${parent.number}-${String(nth).padStart(2, '0')}`,
        name: level === 1 ? `${random.pick(branches)}, ${parent.name}` : `${random.pick(trades)} (${parent.name})`,
        parent,
        level,
        status: parent.status === 'active' ? statusOf(random) : parent.status,
        owner: random.chance(0.35) ? parent.owner : random.pick(entries),
        since: parent.since,
        stale: false,
      });
    }
  }
  return withStale(all);
}

const statusOf = (random: Random): AccountStatus =>
  random.weighted<AccountStatus>([
    ['active', 88],
    ['suspended', 5],
    ['closed', 7],
  ]);

/** Marks whole trees, from the last one on, until enough accounts are stale. */
function withStale(all: readonly InventedAccount[]): InventedAccount[] {
  const treeOf = (account: InventedAccount): InventedAccount => (account.parent ? treeOf(account.parent) : account);
  const trees = Map.groupBy(all, treeOf);
  const stale = new Set<InventedAccount>();
  for (const tree of [...trees.values()].reverse()) if (stale.size + tree.length <= STALE_ACCOUNTS) for (const one of tree) stale.add(one);
  const marked = new Map<InventedAccount, InventedAccount>();
  for (const account of all) {
    const parent = account.parent ? marked.get(account.parent)! : null;
    marked.set(account, { ...account, parent, stale: stale.has(account) });
  }
  return [...marked.values()];
}

/** Metadata of an invoice. */
export interface InventedInvoice {
  readonly number: string;
  readonly account: InventedAccount;
  readonly issuedOn: CalendarDate;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
}

const DAY = 86_400_000;
const EURO = ['DE', 'FR', 'ES', 'IT', 'NL'];

/** About three invoices for each account, in the money of its owner's country. */
export function inventInvoices(random: Random, accounts: readonly InventedAccount[], now: number): InventedInvoice[] {
  const drafts = accounts.flatMap((account) => {
    const { country } = account.owner;
    const currency = country === 'GB' ? 'GBP' : EURO.includes(country ?? '') ? 'EUR' : 'USD';
    const price = 900 + random.below(24_000);
    return Array.from({ length: 1 + random.below(5) }, (_, index) => ({
      account,
      currency,
      at: now - (5 + random.below(25) + 30 * index) * DAY,
      amount: random.chance(0.8) ? price : price + random.below(9000),
      status: random.weighted<string>([
        ['paid', index === 0 ? 60 : 92],
        ['open', index === 0 ? 30 : 1],
        ['overdue', 5],
        ['refunded', 2],
      ]),
    }));
  });
  drafts.sort((a, b) => a.at - b.at);
  return drafts.map(({ at, ...draft }, index) => {
    const issuedOn = new Date(at).toISOString().slice(0, 10) as CalendarDate;
    return { ...draft, issuedOn, number: `INV-${issuedOn.slice(0, 4)}-${String(20_000 + index)}` };
  });
}
