import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import { canonicalFact } from '../../../src-shared/identity/index.ts';
import { mask } from '../../../src-shared/mask.ts';
import type { CaseRecord } from '../cases/rows.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { maskedName, nameWords } from '../directory/names.ts';
import { canonicalId, membersOf } from '../directory/service.ts';

const MOST_CANDIDATES = 5;
const MOST_FOUND = 50;
const MOST_ACCOUNTS = 3;

type Matched = PersonMatch['matched'][number];

export const byValueQuery = (kind: string, value: string) =>
  sql
    .selectFrom('person_fact')
    .select('person_id')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .where('ended_at', 'is', null)
    .limit(MOST_FOUND);

/** Entries whose name has all these words. */
export const byNameQuery = (words: readonly string[]) =>
  sql
    .selectFrom('person_word')
    .select('person_id')
    .where('word', 'in', words)
    .groupBy('person_id')
    .having((having) => having.fn.countAll(), '=', words.length)
    .limit(MOST_FOUND);

/** Persons on file who may be the one that asks, what fits best first. One word alone is no name to go by. */
export function candidatesFor(db: Connection, record: CaseRecord): PersonMatch[] {
  const found = new Map<string, Set<Matched>>();
  const add = (matched: Matched, personIds: readonly string[]) => {
    for (const personId of personIds) {
      const canonical = canonicalId(db, personId);
      if (canonical !== null) found.set(canonical, (found.get(canonical) ?? new Set<Matched>()).add(matched));
    }
  };
  for (const [kind, written] of [
    ['email', record.email],
    ['phone', record.phone],
    ['customer_number', record.customer_number],
  ] as const) {
    const value = written === '' ? null : canonicalFact(kind, written, record.country);
    if (value !== null)
      add(
        kind,
        all(db, byValueQuery(kind, value)).map((row) => row.person_id),
      );
  }
  const words = nameWords(record.requester_name);
  if (words.length > 1)
    add(
      'name',
      all(db, byNameQuery(words)).map((row) => row.person_id),
    );
  return [...found]
    .sort(([, a], [, b]) => weight(b) - weight(a))
    .slice(0, MOST_CANDIDATES)
    .map(([personId, matched]) => personMatch(db, personId, [...matched]));
}

/** A contact says more than a name that many have. */
const weight = (matched: ReadonlySet<Matched>): number => [...matched].reduce((sum, one) => sum + (one === 'name' ? 2 : 3), 0);

/** A person as whoever verifies may see them: masked, whatever their role, for here nothing on file is read out. */
export function personMatch(db: Connection, personId: string, matched: PersonMatch['matched']): PersonMatch {
  const members = membersOf(db, personId);
  const person = first(
    db,
    sql
      .selectFrom('person')
      .select(['id', 'name'])
      .where('id', '=', members[0] ?? personId),
  );
  if (!person) throw new Error('a case is linked to a person who is not there');
  const fact = (kind: string) => {
    const row = first(
      db,
      sql
        .selectFrom('person_fact')
        .select('shown')
        .where('person_id', 'in', members)
        .where('kind', '=', kind)
        .where('ended_at', 'is', null)
        .orderBy('id'),
    );
    return row === undefined ? null : { value: mask(row.shown), masked: true };
  };
  const accounts = all(
    db,
    sql
      .selectFrom('relation')
      .innerJoin('account', 'account.id', 'relation.account_id')
      .select(['account.id', 'account.number', 'account.name'])
      .distinct()
      .where('relation.person_id', 'in', members)
      .orderBy('account.number')
      .limit(MOST_ACCOUNTS),
  );
  return { id: person.id, name: maskedName(person.name), matched, email: fact('email'), customerNumber: fact('customer_number'), accounts };
}
