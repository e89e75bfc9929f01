import type { AccountFact } from './types.ts';

export interface Climb {
  /** The accounts that surely stand above, nearest first. */
  readonly above: readonly AccountFact[];
  /** Where the tree breaks: the account whose parent is not among the facts, or the first one on a circle. Null: the line reaches its top. */
  readonly brokenAt: string | null;
  /** Every account that was met on the way, the lowest first, those on a circle too. */
  readonly met: readonly AccountFact[];
}

/** The line from an account up to its root. On a circle nobody stands above anybody, so an account on one is not surely above. */
export function climb(account: AccountFact, accounts: ReadonlyMap<string, AccountFact>): Climb {
  const met = [account];
  const places = new Map([[account.id, 0]]);
  for (let current = account; current.parentId !== null; ) {
    const circleFrom = places.get(current.parentId);
    if (circleFrom !== undefined) return { above: met.slice(1, Math.max(1, circleFrom)), brokenAt: current.parentId, met };
    const parent = accounts.get(current.parentId);
    if (parent === undefined) return { above: met.slice(1), brokenAt: current.id, met };
    places.set(parent.id, met.length);
    met.push(parent);
    current = parent;
  }
  return { above: met.slice(1), brokenAt: null, met };
}
