import { type Insertable, sql as raw, type Selectable, type SqlBool } from 'kysely';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { Tables } from '../database/tables.ts';

export type AccountRecord = Selectable<Tables['account']>;
/** With the entry that stands for its person. */
export type RelationRecord = Selectable<Tables['relation']> & { readonly canonical_id: string };
export type GrantRecord = Selectable<Tables['account_grant']>;
export type CheckRecord = Selectable<Tables['access_check']>;

/** A tree deeper than this is an error of whoever wrote it; what stands higher is not looked at. */
const MOST_LEVELS = 50;

/** The ids are one parameter: one statement, however many they are. */
const among = (column: string, ids: readonly string[]) =>
  raw<SqlBool>`${raw.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
/** The entry that stands for the person of a relation, whichever entry it hangs on. */
const CANONICAL = raw<string>`coalesce(person.merged_into, person.id)`;

/** The account and those above it, the lowest first. Each is met once, so a circle ends where it closes. */
export const lineQuery = (accountId: string) =>
  sql
    .withRecursive('line', (db) =>
      db
        .selectFrom('account')
        .selectAll()
        .where('id', '=', accountId)
        .union(db.selectFrom('account').innerJoin('line', 'line.parent_id', 'account.id').selectAll('account'))
        .limit(MOST_LEVELS + 1),
    )
    .selectFrom('line')
    .selectAll();
export const selectLine = (db: Connection, accountId: string): AccountRecord[] => all(db, lineQuery(accountId));

export const selectAccounts = (db: Connection, ids: readonly string[]): AccountRecord[] =>
  all(db, sql.selectFrom('account').selectAll().where(among('id', ids)).orderBy('id'));

const relations = sql.selectFrom('relation').innerJoin('person', 'person.id', 'relation.person_id').selectAll('relation');

/** Relations of these entries to these accounts, each under the entry that stands for its person. */
export const relationsQuery = (memberIds: readonly string[], accountIds: readonly string[]) =>
  relations
    .select(CANONICAL.as('canonical_id'))
    .where(among('relation.person_id', memberIds))
    .where(among('relation.account_id', accountIds))
    .orderBy('relation.id');
export const selectRelations = (db: Connection, memberIds: readonly string[], accountIds: readonly string[]): RelationRecord[] =>
  all(db, relationsQuery(memberIds, accountIds));

/** Who owns the account, and what is suspended or disputed on it: an owner who is disputed there can grant nothing. */
export const ownersQuery = (accountId: string) =>
  relations
    .select(CANONICAL.as('canonical_id'))
    .where('relation.account_id', '=', accountId)
    .where((on) => on.or([on('relation.kind', '=', 'owner'), on('relation.state', '<>', 'active')]))
    .orderBy('relation.id');
export const selectOwners = (db: Connection, accountId: string): RelationRecord[] => all(db, ownersQuery(accountId));

export const selectGrants = (db: Connection, accountId: string): GrantRecord[] =>
  all(db, sql.selectFrom('account_grant').selectAll().where('account_id', '=', accountId).orderBy('id'));

export const selectPersonNames = (db: Connection, ids: readonly string[]) =>
  all(db, sql.selectFrom('person').select(['id', 'name']).where(among('id', ids)));

/**
 * A tree from its top, children after their parent by number. Every account has one parent, so only the top could be met twice, where the
 * tree is a circle.
 */
const tree = (topId: string) =>
  sql.withRecursive('line', (db) =>
    db
      .selectFrom('account')
      .select(['id', 'number', raw<number>`0`.as('depth')])
      .where('id', '=', topId)
      .unionAll(
        db
          .selectFrom('account as below')
          .innerJoin('line', 'line.id', 'below.parent_id')
          .select(['below.id', 'below.number', raw<number>`line.depth + 1`.as('depth')])
          .where('below.id', '<>', topId),
      )
      .orderBy('depth', 'desc')
      .orderBy('number')
      .orderBy('id'),
  );
export const treeQuery = (topId: string, after: number, limit: number) =>
  tree(topId).selectFrom('line').select(['id', 'depth']).limit(limit).offset(after);
export const selectTree = (db: Connection, topId: string, after: number, limit: number) => all(db, treeQuery(topId, after, limit));
export const countTree = (db: Connection, topId: string): number =>
  first(db, tree(topId).selectFrom('line').select(raw<number>`count(*)`.as('n')))!.n;

/** The entries that were merged into these. */
export const mergedQuery = (ids: readonly string[]) => sql.selectFrom('person').select('id').where(among('merged_into', ids));
export const selectMerged = (db: Connection, ids: readonly string[]): string[] => all(db, mergedQuery(ids)).map(({ id }) => id);

/** The relations that an account's page lists: owners, billing contacts, then who is authorised; by name. */
export const selectPeople = (db: Connection, accountId: string, limit: number) =>
  all(
    db,
    relations
      .innerJoin('person as standing', (join) => join.on('standing.id', '=', CANONICAL))
      .select([CANONICAL.as('canonical_id'), 'standing.name as name'])
      .where('relation.account_id', '=', accountId)
      .orderBy(raw`CASE relation.kind WHEN 'owner' THEN 0 WHEN 'billing_contact' THEN 1 ELSE 2 END`)
      .orderBy('standing.name')
      .orderBy('relation.id')
      .limit(limit),
  );

/** Owners of the accounts that this one granted something to, with the grant. */
export const selectPeopleAbove = (db: Connection, accountId: string, today: CalendarDate, limit: number) =>
  all(
    db,
    sql
      .selectFrom('account_grant as granted')
      .innerJoin('relation', 'relation.account_id', 'granted.to_account_id')
      .innerJoin('person', 'person.id', 'relation.person_id')
      .innerJoin('person as standing', (join) => join.on('standing.id', '=', CANONICAL))
      .selectAll('granted')
      .select([CANONICAL.as('canonical_id'), 'standing.name as name'])
      .distinct()
      .where('granted.account_id', '=', accountId)
      .where('relation.kind', '=', 'owner')
      .where('relation.state', '=', 'active')
      .where((on) => on.or([on('relation.from_on', 'is', null), on('relation.from_on', '<=', today)]))
      .where((on) => on.or([on('relation.until_on', 'is', null), on('relation.until_on', '>=', today)]))
      .orderBy('standing.name')
      .orderBy('granted.id')
      .orderBy('canonical_id')
      .limit(limit),
  );

export const selectInvoices = (db: Connection, accountId: string, limit: number) =>
  all(
    db,
    sql
      .selectFrom('invoice')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('issued_on', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  );

/** Accounts that a person has a relation to, or that granted something to an account of theirs; by id. */
export const reachQuery = (memberIds: readonly string[], after: string | null, limit: number) =>
  sql
    .with('reached', (db) =>
      db
        .selectFrom('relation')
        .select(['account_id', raw<number>`1`.as('own')])
        .where(among('person_id', memberIds))
        .unionAll(
          db
            .selectFrom('relation')
            .innerJoin('account_grant', 'account_grant.to_account_id', 'relation.account_id')
            .select(['account_grant.account_id', raw<number>`0`.as('own')])
            .where(among('relation.person_id', memberIds))
            .where('relation.kind', '=', 'owner'),
        ),
    )
    .selectFrom('reached')
    .innerJoin('account', 'account.id', 'reached.account_id')
    .selectAll('account')
    .select((on) => on.fn.max('reached.own').as('own'))
    .groupBy('account.id')
    .$if(after !== null, (query) => query.where('account.id', '>', after as string))
    .orderBy('account.id')
    .limit(limit);
export const selectReach = (db: Connection, memberIds: readonly string[], after: string | null, limit: number) =>
  all(db, reachQuery(memberIds, after, limit));

/** Checks with the case that each lies on. */
const checks = sql
  .selectFrom('access_check')
  .leftJoin('dsr_case', 'dsr_case.id', 'access_check.case_id')
  .selectAll('access_check')
  .select(['dsr_case.reference', 'dsr_case.sealed', 'dsr_case.billing']);

export interface CheckFilter {
  readonly memberIds: readonly string[] | null;
  readonly accountId: string | null;
  readonly caseId: string | null;
  readonly byStaff: string | null;
}
export const checksQuery = ({ memberIds, accountId, caseId, byStaff }: CheckFilter, before: string | null, limit: number) =>
  checks
    .$if(memberIds !== null, (query) => query.where(among('access_check.person_id', memberIds as readonly string[])))
    .$if(accountId !== null, (query) => query.where('access_check.account_id', '=', accountId as string))
    .$if(caseId !== null, (query) => query.where('access_check.case_id', '=', caseId as string))
    .$if(byStaff !== null, (query) => query.where('access_check.by_staff', '=', byStaff as string))
    .$if(before !== null, (query) => query.where('access_check.id', '<', before as string))
    .orderBy('access_check.id', 'desc')
    .limit(limit);
export const selectChecks = (db: Connection, filter: CheckFilter, before: string | null, limit: number) =>
  all(db, checksQuery(filter, before, limit));
export type CheckRow = ReturnType<typeof selectChecks>[number];
export const selectCheck = (db: Connection, id: string): CheckRow | undefined => first(db, checks.where('access_check.id', '=', id));

export const insertCheck = (db: Connection, row: Insertable<Tables['access_check']>) =>
  change(db, sql.insertInto('access_check').values(row));
export const attachCheck = (db: Connection, id: string, caseId: string) =>
  change(db, sql.updateTable('access_check').set({ case_id: caseId }).where('id', '=', id));
