import { sql as raw, type SqlBool } from 'kysely';
import type { Person } from '../../../src-shared/contract/directory.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, sql } from '../database/query.ts';
import { maySee, sight } from './sight.ts';

const MOST_CASES = 50;

export function casesOfQuery(actor: Actor, personIds: readonly string[]) {
  const { sealed, billingOnly } = sight(actor);
  return sql
    .selectFrom('case_subject')
    .innerJoin('dsr_case', 'dsr_case.id', 'case_subject.case_id')
    .select(['dsr_case.id', 'reference', 'status', 'received_at', 'sealed', 'billing'])
    .where(raw<SqlBool>`case_subject.person_id IN (SELECT value FROM json_each(${JSON.stringify(personIds)}))`)
    .$if(!sealed, (query) => query.where('sealed', '=', 0))
    .$if(billingOnly, (query) => query.where('billing', '=', 1))
    .orderBy('received_at', 'desc')
    .orderBy('dsr_case.id', 'desc')
    .limit(MOST_CASES);
}

/** The cases of a person, given with all their entries, that this reader may know of: newest first. */
export function casesOfPerson(db: Connection, actor: Actor, personIds: readonly string[]): Person['cases'] {
  return all(db, casesOfQuery(actor, personIds))
    .filter((row) => maySee(actor, row))
    .map(({ id, reference, status, received_at }) => ({ id, reference, status, receivedAt: received_at }) as Person['cases'][number]);
}
