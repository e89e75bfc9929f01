import { sql as raw, type SqlBool } from 'kysely';
import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import type { FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { type FactRecord, selectFacts } from './facts.ts';
import { membersOf } from './members.ts';
import { seesClear, shownFact, shownName, sight } from './sight.ts';

/** Accounts that tell two of one name apart. */
const FIRST_ACCOUNTS = 3;

export const personQuery = (id: string) => sql.selectFrom('person').selectAll().where('id', '=', id);

export const accountsQuery = (members: readonly string[]) =>
  sql
    .selectFrom('relation')
    .innerJoin('account', 'account.id', 'relation.account_id')
    .select(['account.id', 'account.number', 'account.name'])
    .distinct()
    .where(raw<SqlBool>`relation.person_id IN (SELECT value FROM json_each(${JSON.stringify(members)}))`)
    .orderBy('account.number')
    .orderBy('account.id')
    .limit(FIRST_ACCOUNTS);

/** A person as a list shows them to this reader; null where there is none of this id. An id of any of their entries will do. */
export function matchOf(db: Connection, actor: Actor, personId: string, matched: PersonMatch['matched']): PersonMatch | null {
  const members = membersOf(db, personId);
  const [id] = members;
  const record = id === undefined ? undefined : first(db, personQuery(id));
  if (record === undefined) return null;
  const sees = sight(actor);
  const clear = seesClear(db, sees, members);
  const facts = ownFirst(selectFacts(db, members), members);
  const one = (kind: FactKind) => {
    const fact = facts.find((candidate) => candidate.kind === kind);
    return fact === undefined ? null : shownFact(kind, fact.shown, clear);
  };
  return {
    id: record.id,
    name: shownName(record.name, clear),
    matched,
    email: one('email'),
    customerNumber: one('customer_number'),
    accounts: sees.relations ? all(db, accountsQuery(members)) : [],
  };
}

/** Facts in the order of a person's entries, the canonical one's first, and within one as they came in. */
export function ownFirst(facts: readonly FactRecord[], members: readonly string[]): FactRecord[] {
  const place = new Map(members.map((id, index) => [id, index]));
  return [...facts].sort((a, b) => place.get(a.person_id)! - place.get(b.person_id)! || (a.id < b.id ? -1 : 1));
}
