import { type Insertable, sql as raw, type Selectable, type SqlBool } from 'kysely';
import type { OptOutState } from '../../../src-shared/vocabulary/consent.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { ContactChannel, FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { Tables } from '../database/tables.ts';

export type OptOutRecord = Selectable<Tables['opt_out']>;
export type SuppressionRecord = Selectable<Tables['suppression']>;

/** More persons than this do not share one contact; more wishes than this one person does not have. */
const MOST_SHARING = 500;
const MOST_WISHES = 500;

const among = (column: string, ids: readonly string[]) =>
  raw<SqlBool>`${raw.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** Opt-outs with the case that each lies on. */
const optOuts = sql
  .selectFrom('opt_out')
  .leftJoin('dsr_case', 'dsr_case.id', 'opt_out.case_id')
  .selectAll('opt_out')
  .select(['dsr_case.reference', 'dsr_case.sealed', 'dsr_case.billing', 'dsr_case.work_by_on']);

export interface OptOutFilter {
  readonly ids?: readonly string[];
  readonly memberIds?: readonly string[];
  readonly caseId?: string;
  readonly state?: OptOutState;
  /** Those on sealed cases too. */
  readonly sealed: boolean;
}

export const optOutsQuery = ({ ids, memberIds, caseId, state, sealed }: OptOutFilter, before: string | null, limit: number) =>
  optOuts
    .$if(ids !== undefined, (query) => query.where(among('opt_out.id', ids!)))
    .$if(memberIds !== undefined, (query) => query.where(among('opt_out.person_id', memberIds!)))
    .$if(caseId !== undefined, (query) => query.where('opt_out.case_id', '=', caseId!))
    .$if(state !== undefined, (query) => query.where('opt_out.state', '=', state!))
    .$if(!sealed, (query) => query.where((on) => on.or([on('dsr_case.sealed', 'is', null), on('dsr_case.sealed', '=', 0)])))
    .$if(before !== null, (query) => query.where('opt_out.id', '<', before as string))
    .orderBy('opt_out.id', 'desc')
    .limit(limit);
export const selectOptOuts = (db: Connection, filter: OptOutFilter, before: string | null, limit: number) =>
  all(db, optOutsQuery(filter, before, limit));
export type OptOutRow = ReturnType<typeof selectOptOuts>[number];
export const selectOptOut = (db: Connection, id: string): OptOutRow | undefined => first(db, optOuts.where('opt_out.id', '=', id));

export const insertOptOut = (db: Connection, row: Insertable<Tables['opt_out']>) => change(db, sql.insertInto('opt_out').values(row));
export const updateOptOut = (
  db: Connection,
  id: string,
  patch: { readonly state: OptOutState; readonly state_at: Instant; readonly version: number; readonly hlc: string },
) => change(db, sql.updateTable('opt_out').set(patch).where('id', '=', id));

/** Whether anything on the case is not confirmed yet. */
export const isUnderWay = (db: Connection, caseId: string): boolean =>
  first(db, sql.selectFrom('opt_out').select('id').where('case_id', '=', caseId).where('state', '<>', 'confirmed').limit(1)) !== undefined;

/** Puts a contact on the list. One that is there keeps the older date, and where that came from. Whether anything is different now. */
export const suppress = (db: Connection, row: Insertable<Tables['suppression']>): boolean =>
  change(
    db,
    sql
      .insertInto('suppression')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['channel', 'value', 'scope'])
          .doUpdateSet((on) => ({
            since: on.ref('excluded.since'),
            source: on.ref('excluded.source'),
            country: on.ref('excluded.country'),
            region: on.ref('excluded.region'),
          }))
          .whereRef('excluded.since', '<', 'suppression.since'),
      ),
  ) > 0;

export const suppressionsQuery = (values: readonly string[]) =>
  sql.selectFrom('suppression').selectAll().where('channel', 'in', CHANNELS_WITH_CONTACT).where(among('value', values)).orderBy('id');
const CHANNELS_WITH_CONTACT = ['email', 'voice', 'sms', 'post'] as const satisfies readonly ContactChannel[];
/** All entries about one contact, in whatever channel: what is done with data holds on all of them. */
export const selectSuppressions = (db: Connection, values: readonly string[]): SuppressionRecord[] => all(db, suppressionsQuery(values));

export const isSuppressed = (db: Connection, channel: string, value: string, scope: string): boolean =>
  first(
    db,
    sql.selectFrom('suppression').select('id').where('channel', '=', channel).where('value', '=', value).where('scope', '=', scope),
  ) !== undefined;

export const suppressionPageQuery = (channel: ContactChannel | undefined, before: string | null, limit: number) =>
  sql
    .selectFrom('suppression')
    .selectAll()
    .$if(channel !== undefined, (query) => query.where('channel', '=', channel!))
    .$if(before !== null, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit);
export const selectSuppressionPage = (db: Connection, channel: ContactChannel | undefined, before: string | null, limit: number) =>
  all(db, suppressionPageQuery(channel, before, limit));

export const countSuppressions = (db: Connection, channel: ContactChannel | undefined): number =>
  first(
    db,
    sql
      .selectFrom('suppression')
      .select((on) => on.fn.countAll<number>().as('n'))
      .$if(channel !== undefined, (query) => query.where('channel', '=', channel!)),
  )!.n;

/** The list from its beginning, for whoever takes it away whole. */
export const suppressionsAfterQuery = (after: string, limit: number) =>
  sql.selectFrom('suppression').selectAll().where('id', '>', after).orderBy('id').limit(limit);
export const selectSuppressionsAfter = (db: Connection, after: string, limit: number): SuppressionRecord[] =>
  all(db, suppressionsAfterQuery(after, limit));

/** The entries of persons on file who have this contact today. */
export const havingQuery = (kinds: readonly FactKind[], values: readonly string[]) =>
  sql
    .selectFrom('person_fact')
    .select('person_id')
    .distinct()
    .where('kind', 'in', kinds)
    .where(among('value', values))
    .where('ended_at', 'is', null)
    .limit(MOST_SHARING);
export const selectHaving = (db: Connection, kinds: readonly FactKind[], values: readonly string[]): string[] =>
  all(db, havingQuery(kinds, values)).map(({ person_id }) => person_id);

/** What these entries opted out of: said to us, and as their sources have it. */
export const wishesQuery = (memberIds: readonly string[]) =>
  sql
    .selectFrom('opt_out')
    .select(['id', 'scope', 'channel', 'taken_at as since', 'country', 'region'])
    .where(among('person_id', memberIds))
    .orderBy('id', 'desc')
    .limit(MOST_WISHES);
export const preferencesQuery = (memberIds: readonly string[]) =>
  sql
    .selectFrom('preference')
    .innerJoin('person', 'person.id', 'preference.person_id')
    .select(['person_id', 'scope', 'channel', 'preference.observed_at as since', 'preference.source', 'person.country', 'person.region'])
    .where(among('person_id', memberIds))
    .where('value', '=', 'opted_out')
    .limit(MOST_WISHES);
export const selectWishes = (db: Connection, memberIds: readonly string[]) => all(db, wishesQuery(memberIds));
export const selectPreferences = (db: Connection, memberIds: readonly string[]) => all(db, preferencesQuery(memberIds));

/** When somebody with this contact last opted out, after an instant: the list keeps the first time only. */
export const lastSaidQuery = (values: readonly string[], after: string) =>
  sql
    .selectFrom('opt_out')
    .select(['id', 'scope', 'channel', 'taken_at as since', 'country', 'region'])
    .where('taken_at', '>', after)
    .where(
      raw<SqlBool>`EXISTS (SELECT 1 FROM json_each(opt_out.contacts) AS contact WHERE contact.value ->> 'value' IN (SELECT value FROM json_each(${JSON.stringify(values)})))`,
    )
    .orderBy('taken_at', 'desc')
    .limit(MOST_WISHES);
export const selectLastSaid = (db: Connection, values: readonly string[], after: string) => all(db, lastSaidQuery(values, after));
