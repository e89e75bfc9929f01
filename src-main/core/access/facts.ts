import type { AccessFacts, AccountFact, RelationFact, SubaccountGrantFact } from '../../../src-shared/access/index.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { AccountStatus, GrantPermission, GrantState, RelationKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Connection } from '../database/open.ts';
import {
  type AccountRecord,
  type GrantRecord,
  type RelationRecord,
  selectAccounts,
  selectGrants,
  selectLine,
  selectOwners,
  selectRelations,
} from './store.ts';

/**
 * All that bears on one account for these persons, who are given by all of their entries: the account, what stands above it, what it
 * granted to whom, their relations to any of these, and its owners. Relations name the entry that stands for the person.
 */
export function gatherFacts(db: Connection, memberIds: readonly string[], accountId: string): AccessFacts {
  const line = selectLine(db, accountId);
  const grants = selectGrants(db, accountId);
  const known = new Set(line.map((one) => one.id));
  // an account that was granted something and is not above, or not within the levels that are looked at
  const elsewhere = [...new Set(grants.map((one) => one.to_account_id)).difference(known)];
  const accounts = elsewhere.length === 0 ? line : [...line, ...selectAccounts(db, elsewhere)];
  const relations = [
    ...selectRelations(
      db,
      memberIds,
      accounts.map((one) => one.id),
    ),
    ...selectOwners(db, accountId),
  ];
  return {
    accounts: accounts.map(accountFact),
    relations: [...new Map(relations.map((one) => [one.id, one])).values()].map(relationFact),
    grants: grants.map(grantFact),
  };
}

export const accountFact = (record: AccountRecord): AccountFact => ({
  id: record.id,
  parentId: record.parent_id,
  status: record.status as AccountStatus,
  source: record.source,
  observedAt: record.observed_at as Instant,
});

const granted = (record: RelationRecord | GrantRecord) => ({
  id: record.id,
  accountId: record.account_id,
  permissions: JSON.parse(record.permissions) as GrantPermission[],
  from: record.from_on as CalendarDate | null,
  until: record.until_on as CalendarDate | null,
  by: record.granted_by,
  state: record.state as GrantState,
  source: record.source,
  observedAt: record.observed_at as Instant,
});

const relationFact = (record: RelationRecord): RelationFact => ({
  ...granted(record),
  kind: record.kind as RelationKind,
  personId: record.canonical_id,
});

const grantFact = (record: GrantRecord): SubaccountGrantFact => ({ ...granted(record), toAccountId: record.to_account_id });
