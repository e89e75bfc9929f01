import type { CalendarDate, Instant } from '../vocabulary/dates.ts';
import type { AccountStatus, DataClass, GrantPermission, GrantState, RelationKind } from '../vocabulary/directory.ts';

export interface Observed {
  readonly source: string;
  /** When the CRM last said so. */
  readonly observedAt: Instant;
}

export interface AccountFact extends Observed {
  readonly id: string;
  readonly parentId: string | null;
  readonly status: AccountStatus;
}

interface Grant extends Observed {
  readonly id: string;
  readonly accountId: string;
  readonly permissions: readonly GrantPermission[];
  /** First day, and the last day on which it holds; null: open. */
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
  /** Who granted it, as a name or an id; null where the CRM does not say. */
  readonly by: string | null;
  readonly state: GrantState;
}

/** A person and an account. An owner needs no permissions; a billing contact has `invoices` without being granted it. */
export interface RelationFact extends Grant {
  readonly kind: RelationKind;
  readonly personId: string;
}

/** `accountId` (a subaccount) lets the owners of `toAccountId` (above it in the tree) see it. It does not reach further down or up. */
export interface SubaccountGrantFact extends Grant {
  readonly toAccountId: string;
}

/** All that bears on one account: itself, what stands above it, the person's relations to any of these, the grants on it, and its owners. */
export interface AccessFacts {
  readonly accounts: readonly AccountFact[];
  readonly relations: readonly RelationFact[];
  readonly grants: readonly SubaccountGrantFact[];
}

export interface Question {
  readonly personId: string;
  readonly accountId: string;
  readonly dataClass: DataClass;
  /** The day asked about, and today. A day after today is the caller's error (`RangeError`). */
  readonly at: CalendarDate;
  readonly today: CalendarDate;
  /** Facts seen more than so many days before `at` are stale. */
  readonly staleAfterDays: number;
}

/** Why, most telling first. `relationId` and `grantId` name the fact; for a path over an account above both its steps are named. */
export const ACCESS_REASONS = [
  'owner',
  'billing_contact',
  'granted',
  'subaccount_granted',
  'no_relation',
  'permission_missing',
  'not_granted_to_parent',
  'not_started',
  'ended',
  'suspended',
  'disputed',
  'account_suspended',
  'account_closed',
  'owner_only',
  'stale',
  'unknown_account',
  'broken_tree',
] as const;
export interface AccessReason {
  readonly code: (typeof ACCESS_REASONS)[number];
  /** The account that the reason lies at: for a subaccount's grant the one above, for a broken tree the one where it breaks. */
  readonly accountId: string | null;
  readonly relationId: string | null;
  readonly grantId: string | null;
  /** The day that the reason speaks of: since when, until when, last seen. */
  readonly on: CalendarDate | null;
}

export interface PathStep {
  readonly accountId: string;
  /** How this account is reached: the person's own relation to it, or a grant of the subaccount to the account before. */
  readonly by: 'relation' | 'grant';
  readonly id: string;
}

export interface Decision {
  readonly answer: 'allow' | 'deny' | 'unknown';
  readonly because: readonly AccessReason[];
  /** The path that decided; empty where there is none. For a denial, as far as the path of its first reason reaches. */
  readonly path: readonly PathStep[];
  /** What would have to be granted, or null: nothing is missing, or nothing can be granted. */
  readonly missing: { readonly permission: GrantPermission | null; readonly accountId: string } | null;
  /** Persons who could grant it: the owners in force of the account (and, for a subaccount, nobody above). */
  readonly grantors: readonly string[];
  /** Ids of the facts that decided. */
  readonly evidence: readonly string[];
  /** The oldest of those; null where there is none. */
  readonly observedAt: Instant | null;
}
