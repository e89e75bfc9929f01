import { DeskError } from '../../../src-shared/errors.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import {
  CONTACT_CHANNELS,
  type ContactChannel,
  GRANT_PERMISSIONS,
  GRANT_STATES,
  type GrantPermission,
  type GrantState,
  PREFERENCE_SCOPES,
  PREFERENCE_VALUES,
  type PreferenceScope,
  type PreferenceValue,
  RELATION_KINDS,
  type RelationKind,
} from '../../../src-shared/vocabulary/directory.ts';
import type { Work } from '../command.ts';
import { change, first, sql } from '../database/query.ts';
import { refuseCards } from './cards.ts';
import { type Put, requireDate, requireOneOf, requireSpan, requireText, type Said, saidAt } from './put-said.ts';

type Bound = Omit<Said, 'externalId'>;

/**
 * What is not said (`undefined`) stays as it is on file: a file without a column of ends ends nothing, and opens nothing that has ended. Of a
 * record that is new it is: no permissions, no first and last day, granted by nobody in particular, active.
 */
interface Granted {
  readonly permissions?: readonly GrantPermission[] | undefined;
  readonly from?: CalendarDate | null | undefined;
  readonly until?: CalendarDate | null | undefined;
  /** Who granted it, in the source's words. */
  readonly grantedBy?: string | null | undefined;
  readonly state?: GrantState | undefined;
}

/** What a person is to an account. Known again by source, person, account and kind. Ids are ours. */
export interface RelationSaid extends Bound, Granted {
  readonly personId: string;
  readonly accountId: string;
  readonly kind: RelationKind;
}

/** A subaccount opened to the owners of another account. Known again by source and the two accounts. Ids are ours. */
export interface GrantSaid extends Bound, Granted {
  readonly accountId: string;
  readonly toAccountId: string;
}

/** What a person said of being contacted. One per scope and channel, whoever said so last. */
export interface PreferenceSaid extends Bound {
  readonly personId: string;
  readonly scope: PreferenceScope;
  readonly channel: ContactChannel;
  readonly value: PreferenceValue;
}

/** Metadata of an invoice. Known again by source and number. */
export interface InvoiceSaid extends Bound {
  readonly number: string;
  readonly accountId: string;
  readonly issuedOn: CalendarDate;
  /** In the currency's smallest unit. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Not said: as it is on file, or unknown. */
  readonly status?: string | undefined;
}

/** Takes in what a source says of a person's relation to an account. */
export function putRelation(work: Work, said: RelationSaid): Put {
  const { db, hlc, now, newId, touch } = work;
  const { source, personId, accountId } = said;
  const kind = requireOneOf('kind', said.kind, RELATION_KINDS);
  const own = { ...grantedOf(said), observed_at: saidAt(said.observedAt, now) };
  requirePerson(work, personId);
  requireAccount(work, 'account', accountId);
  const before = first(
    db,
    sql
      .selectFrom('relation')
      .selectAll()
      .where('person_id', '=', personId)
      .where('account_id', '=', accountId)
      .where('kind', '=', kind)
      .where('source', '=', requireText('source', source)),
  );
  if (before === undefined) {
    const id = newId();
    change(
      db,
      sql
        .insertInto('relation')
        .values({ ...UNSAID, ...own, id, person_id: personId, account_id: accountId, kind, source, version: 1, hlc }),
    );
    touch('directory', personId);
    return { id, answer: 'created' };
  }
  const answer = answerTo(before, own);
  if (answer !== 'older') {
    requireKeptSpan(before, own);
    change(
      db,
      sql
        .updateTable('relation')
        .set({ ...own, ...(answer === 'changed' ? { version: before.version + 1, hlc } : {}) })
        .where('id', '=', before.id),
    );
  }
  if (answer === 'changed') touch('directory', personId);
  return { id: before.id, answer };
}

/** Takes in what a source says of a subaccount that is opened to another account. */
export function putGrant(work: Work, said: GrantSaid): Put {
  const { db, hlc, now, newId, touch } = work;
  const { source, accountId, toAccountId } = said;
  const own = { ...grantedOf(said), observed_at: saidAt(said.observedAt, now) };
  requireAccount(work, 'account', accountId);
  requireAccount(work, 'to_account', toAccountId);
  if (accountId === toAccountId) throw new DeskError('invalid', 'An account is not granted to itself.', { field: 'to_account' });
  const before = first(
    db,
    sql
      .selectFrom('account_grant')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('to_account_id', '=', toAccountId)
      .where('source', '=', requireText('source', source)),
  );
  if (before === undefined) {
    const id = newId();
    const ends = { account_id: accountId, to_account_id: toAccountId };
    change(db, sql.insertInto('account_grant').values({ ...UNSAID, ...own, ...ends, id, source, version: 1, hlc }));
    touch('directory', accountId);
    return { id, answer: 'created' };
  }
  const answer = answerTo(before, own);
  if (answer !== 'older') {
    requireKeptSpan(before, own);
    change(
      db,
      sql
        .updateTable('account_grant')
        .set({ ...own, ...(answer === 'changed' ? { version: before.version + 1, hlc } : {}) })
        .where('id', '=', before.id),
    );
  }
  if (answer === 'changed') touch('directory', accountId);
  return { id: before.id, answer };
}

/** Takes in a wish about being contacted. The last word counts, and of two at the same time the one that keeps us from it. `id` is the person's. */
export function putPreference(work: Work, said: PreferenceSaid): Put {
  const { db, now, touch } = work;
  const { personId, source } = said;
  requirePerson(work, personId);
  const key = {
    person_id: personId,
    scope: requireOneOf('scope', said.scope, PREFERENCE_SCOPES),
    channel: requireOneOf('channel', said.channel, CONTACT_CHANNELS),
  };
  const row = {
    value: requireOneOf('value', said.value, PREFERENCE_VALUES),
    source: requireText('source', source),
    observed_at: saidAt(said.observedAt, now),
  };
  const own = sql.selectFrom('preference').selectAll().where('person_id', '=', personId);
  const before = first(db, own.where('scope', '=', key.scope).where('channel', '=', key.channel));
  if (before !== undefined) {
    const both = before.observed_at === row.observed_at && before.value === 'opted_out' && row.value === 'opted_in';
    if (before.observed_at > row.observed_at || both) return { id: personId, answer: 'older' };
    const update = sql.updateTable('preference').set(row).where('person_id', '=', personId);
    change(db, update.where('scope', '=', key.scope).where('channel', '=', key.channel));
    if (before.value === row.value) return { id: personId, answer: 'same' };
  } else change(db, sql.insertInto('preference').values({ ...key, ...row }));
  touch('directory', personId);
  return { id: personId, answer: before === undefined ? 'created' : 'changed' };
}

/** Takes in an invoice's metadata: number, day, amount and status, never what was bought or how it was paid. */
export function putInvoice(work: Work, said: InvoiceSaid): Put {
  const { db, now, newId, touch } = work;
  const { source, accountId } = said;
  const number = requireText('number', said.number);
  requireAccount(work, 'account', accountId);
  requireDate('issued_on', said.issuedOn);
  if (!Number.isSafeInteger(said.amount))
    throw new DeskError('invalid', 'This is no amount. Write it in figures: 120.50.', { field: 'amount' });
  if (!/^[A-Z]{3}$/.test(said.currency))
    throw new DeskError('invalid', 'This is no currency code. Write it in three capital letters: USD.', { field: 'currency' });
  const row = {
    account_id: accountId,
    issued_on: said.issuedOn as string,
    amount: said.amount,
    currency: said.currency,
    ...(said.status === undefined ? {} : { status: requireText('status', said.status) }),
    observed_at: saidAt(said.observedAt, now),
  };
  refuseCards({ number, status: said.status });
  const before = first(db, sql.selectFrom('invoice').selectAll().where('source', '=', source).where('number', '=', number));
  if (before === undefined) {
    const id = newId();
    change(db, sql.insertInto('invoice').values({ status: 'unknown', ...row, id, number, source: requireText('source', source) }));
    touch('directory', accountId);
    return { id, answer: 'created' };
  }
  const answer = answerTo(before, row);
  if (answer !== 'older') change(db, sql.updateTable('invoice').set(row).where('id', '=', before.id));
  if (answer === 'changed') touch('directory', accountId);
  return { id: before.id, answer };
}

/** What a record that is new has where its source does not say. */
const UNSAID = { permissions: '[]', from_on: null, until_on: null, granted_by: null, state: 'active' };
type GrantedRow = { -readonly [column in keyof typeof UNSAID]: (typeof UNSAID)[column] | string };

/** The columns of what is said, and of nothing else. */
function grantedOf({ permissions, from, until, grantedBy, state }: Granted): Partial<GrantedRow> {
  for (const permission of permissions ?? []) requireOneOf('permissions', permission, GRANT_PERMISSIONS);
  requireSpan(from ?? null, until ?? null);
  const row: Partial<GrantedRow> = {};
  if (permissions !== undefined)
    row.permissions = JSON.stringify(GRANT_PERMISSIONS.filter((permission) => permissions.includes(permission)));
  if (from !== undefined) row.from_on = from;
  if (until !== undefined) row.until_on = until;
  if (grantedBy !== undefined) row.granted_by = grantedBy === null ? null : requireText('by', grantedBy);
  if (state !== undefined) row.state = requireOneOf('state', state, GRANT_STATES);
  refuseCards({ by: row.granted_by });
  return row;
}

/** One end may be said and the other kept: together they must still be a span. Told at the end that was said. */
function requireKeptSpan(before: Pick<GrantedRow, 'from_on' | 'until_on'>, said: Partial<GrantedRow>): void {
  const { from_on: from, until_on: until } = { ...before, ...said };
  if (from === null || until === null || from <= until) return;
  if (said.until_on !== undefined) throw new DeskError('invalid', 'It cannot end before it begins.', { field: 'until' });
  throw new DeskError('invalid', 'It had ended before this first day. Say until when it is now.', { field: 'from' });
}

/** Compares what is on file with what is said, column by column. */
function answerTo<R extends { readonly observed_at: string }>(before: R, said: Partial<R> & { readonly observed_at: string }) {
  if (before.observed_at > said.observed_at) return 'older';
  const { observed_at: _, ...row } = said;
  return (Object.keys(row) as (keyof R)[]).some((column) => before[column] !== (said as Partial<R>)[column]) ? 'changed' : 'same';
}

function requirePerson({ db }: Work, personId: string): void {
  if (!first(db, sql.selectFrom('person').select('id').where('id', '=', personId)))
    throw new DeskError('invalid', 'This person is not known. Take the people in first.', { field: 'person' });
}

function requireAccount({ db }: Work, field: string, accountId: string): void {
  if (!first(db, sql.selectFrom('account').select('id').where('id', '=', accountId)))
    throw new DeskError('invalid', 'This account is not known. Take the accounts in first.', { field });
}
