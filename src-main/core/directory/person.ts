import { sql as raw, type SqlBool } from 'kysely';
import type { Person } from '../../../src-shared/contract/directory.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { FACT_KINDS, type FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { type FactRecord, selectFacts } from './facts.ts';
import { ownFirst, personQuery } from './match.ts';
import { membersOf } from './members.ts';
import { isHidden, seesClear, shownFact, shownName, sight } from './sight.ts';

/** More relations than this are told by the account page, page by page. */
const MOST_RELATIONS = 200;
const MOST_MERGES = 200;

/** The cases of a person that a reader may know of; cases stand above the directory, so the desk hands it in. */
export type CasesOf = (actor: Actor, personIds: readonly string[]) => Person['cases'];

export interface Readers {
  readonly casesOf: CasesOf;
  readonly staffName: (staffId: string) => string;
}

/** The canonical entry of a person and the ids of all. Throws `not_found` with the field. */
export function findPerson(db: Connection, personId: string, field = 'personId') {
  const members = membersOf(db, personId);
  const record = members[0] === undefined ? undefined : first(db, personQuery(members[0]));
  if (record === undefined) throw new DeskError('not_found', 'There is no such person on this desk.', { field });
  return { record, members };
}

const among = (members: readonly string[]) => raw<SqlBool>`person_id IN (SELECT value FROM json_each(${JSON.stringify(members)}))`;

export const relationsQuery = (members: readonly string[]) =>
  sql
    .selectFrom('relation')
    .innerJoin('account', 'account.id', 'relation.account_id')
    .selectAll('relation')
    .select(['account.number', 'account.name', 'account.status'])
    .where(among(members))
    .orderBy('relation.id')
    .limit(MOST_RELATIONS);

export const preferencesQuery = (members: readonly string[]) =>
  sql.selectFrom('preference').selectAll().where(among(members)).orderBy('scope').orderBy('channel').limit(MOST_RELATIONS);

/** What went into this entry and can be taken out again, the newest first. */
export const mergesQuery = (personId: string) =>
  sql
    .selectFrom('person_merge')
    .innerJoin('person', 'person.id', 'person_merge.dropped_id')
    .select(['person_merge.id', 'person_merge.at', 'person_merge.by_staff', 'person_merge.reason', 'person.id as other_id', 'person.name'])
    .where('kept_id', '=', personId)
    .where('undone_at', 'is', null)
    .orderBy('person_merge.id', 'desc')
    .limit(MOST_MERGES);

/** A person with all that is known, as this reader may see it. */
export function personFor(db: Connection, actor: Actor, personId: string, { casesOf, staffName }: Readers): Person {
  const { record, members } = findPerson(db, personId);
  const sees = sight(actor);
  const clear = seesClear(db, sees, members);
  return {
    id: record.id,
    name: shownName(record.name, clear),
    language: record.language,
    country: record.country,
    region: record.region,
    source: record.source,
    observedAt: record.observed_at as Instant,
    facts: eachOnce(ownFirst(selectFacts(db, members), members)).map((fact) => ({
      id: fact.id,
      kind: fact.kind as FactKind,
      value: shownFact(fact.kind as FactKind, fact.shown, clear),
      onFileSince: fact.on_file_since as Instant,
      source: fact.source,
      observedAt: fact.observed_at as Instant,
    })),
    relations: sees.relations ? relationsOf(db, members) : [],
    preferences: preferencesOf(db, members),
    merges: all(db, mergesQuery(record.id)).map(({ id, at, by_staff, reason, other_id, name }) => ({
      id,
      at: at as Instant,
      by: staffName(by_staff),
      reason,
      other: { id: other_id, name: shownName(name, clear) },
    })),
    cases: casesOf(actor, members),
    version: record.version,
  };
}

/** What two entries of one person both say is told once, by its oldest; of what is never shown each, for once would tell that they agree. Sorted by kind. */
function eachOnce(facts: readonly FactRecord[]): FactRecord[] {
  const oldest = new Map<string, FactRecord>();
  for (const fact of facts) {
    const key = isHidden(fact.kind as FactKind) ? fact.id : `${fact.kind} ${fact.value}`;
    const other = oldest.get(key);
    if (other === undefined || fact.on_file_since < other.on_file_since) oldest.set(key, fact);
  }
  const place = (fact: FactRecord) => FACT_KINDS.indexOf(fact.kind as FactKind);
  return [...oldest.values()].sort((a, b) => place(a) - place(b));
}

function relationsOf(db: Connection, members: readonly string[]): Person['relations'] {
  return all(db, relationsQuery(members)).map((row) => ({
    id: row.id,
    account: {
      id: row.account_id,
      number: row.number,
      name: row.name,
      status: row.status as Person['relations'][number]['account']['status'],
    },
    kind: row.kind as Person['relations'][number]['kind'],
    permissions: JSON.parse(row.permissions) as Person['relations'][number]['permissions'],
    from: row.from_on as Person['relations'][number]['from'],
    until: row.until_on as Person['relations'][number]['until'],
    by: row.granted_by,
    state: row.state as Person['relations'][number]['state'],
    source: row.source,
    observedAt: row.observed_at as Instant,
  }));
}

/** One wish per scope and channel: of several entries' the last, and of two at the same time the one that keeps us from it. */
function preferencesOf(db: Connection, members: readonly string[]): Person['preferences'] {
  const last = new Map<string, Person['preferences'][number]>();
  for (const { scope, channel, value, source, observed_at } of all(db, preferencesQuery(members))) {
    const other = last.get(`${scope} ${channel}`);
    const later = other === undefined || observed_at > other.observedAt || (observed_at === other.observedAt && value === 'opted_out');
    if (later) last.set(`${scope} ${channel}`, { scope, channel, value, source, observedAt: observed_at } as Person['preferences'][number]);
  }
  return [...last.values()];
}
