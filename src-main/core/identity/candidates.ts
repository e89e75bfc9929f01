import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import { canonicalFact } from '../../../src-shared/identity/index.ts';
import { mask } from '../../../src-shared/mask.ts';
import type { CaseRecord } from '../cases/rows.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, sql } from '../database/query.ts';
import { maskedName, nameWords } from '../directory/names.ts';
import { canonicalId, matchOf } from '../directory/service.ts';

const MOST_CANDIDATES = 5;
const MOST_FOUND = 50;

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
export function candidatesFor(db: Connection, actor: Actor, record: CaseRecord, country: string | null): PersonMatch[] {
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
    const value = written === '' ? null : canonicalFact(kind, written, record.country ?? country);
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
    .map(([personId, matched]) => personMatch(db, actor, personId, [...matched]));
}

/** A contact says more than a name that many have. */
const weight = (matched: ReadonlySet<Matched>): number => [...matched].reduce((sum, one) => sum + (one === 'name' ? 2 : 3), 0);

/** A person as the directory shows them to this reader, and masked whatever their role: what is on file must not be read out to a caller. */
export function personMatch(db: Connection, actor: Actor, personId: string, matched: PersonMatch['matched']): PersonMatch {
  const match = matchOf(db, actor, personId, matched);
  if (match === null) throw new Error('a case is linked to a person who is not there');
  return { ...match, name: maskedName(match.name), email: masked(match.email), customerNumber: masked(match.customerNumber) };
}

const masked = (contact: PersonMatch['email']): PersonMatch['email'] =>
  contact === null || contact.masked ? contact : { value: mask(contact.value), masked: true };
