import { sql as raw, type Selectable, type SqlBool } from 'kysely';
import { DeskError } from '../../../src-shared/errors.ts';
import { canonicalFact } from '../../../src-shared/identity/normalise.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, change, sql } from '../database/query.ts';
import type { Tables } from '../database/tables.ts';
import { refuseCards } from './cards.ts';
import { MOST_MEMBERS } from './members.ts';

export type FactRecord = Selectable<Tables['person_fact']>;

/** More facts than this are never one person's. */
export const MOST_FACTS = 100;

/** A fact that may be stored: the form in which it is compared, and as it was written. */
export interface ReadFact {
  readonly kind: FactKind;
  readonly value: string;
  readonly shown: string;
}

const NOT_ONE: Readonly<Record<FactKind, string>> = {
  email: 'This is no e-mail address. Write it like name@company.example.',
  phone: 'This is no phone number that can be called. Write it with the country code: +1 and the number, or say the country.',
  customer_number: 'A customer number has letters or digits.',
  address: 'An address has letters or digits.',
  ticket: 'A ticket number has letters or digits.',
  product: 'Say which product.',
  date_of_birth: 'This date cannot be read for certain. Write year, month and day: 1980-05-06.',
};

/** Reads a fact as it was typed. `country` reads national phone numbers and dates. Throws `invalid` with `field`, without what was typed. */
export function readFact(kind: FactKind, typed: string, country: string | null, field: string): ReadFact {
  const value = canonicalFact(kind, typed, country);
  // a long number with its country code may have the check digit of a card by chance; no card's number is one that can be called
  const called = kind === 'phone' && value !== null && /^\s*(?:\+|00)/.test(typed);
  if (!called) refuseCards({ [field]: typed });
  if (value === null) throw new DeskError('invalid', NOT_ONE[kind], { field });
  return { kind, value, shown: typed.trim() };
}

/** Facts that hold today, of one entry or several. */
export const factsQuery = (personIds: readonly string[]) =>
  sql
    .selectFrom('person_fact')
    .selectAll()
    .where(raw<SqlBool>`person_id IN (SELECT value FROM json_each(${JSON.stringify(personIds)}))`)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .limit(MOST_FACTS * MOST_MEMBERS);
export const selectFacts = (db: Connection, personIds: readonly string[]): FactRecord[] => all(db, factsQuery(personIds));

export function insertFact(
  { db, newId }: Pick<Work, 'db' | 'newId'>,
  fact: ReadFact & {
    readonly personId: string;
    readonly source: string;
    readonly observedAt: Instant;
    readonly since: Instant;
    /** Who typed it; null where a source said so. */
    readonly byStaff: string | null;
  },
): string {
  const id = newId();
  const { kind, value, shown, personId, source, observedAt, since, byStaff } = fact;
  change(
    db,
    sql.insertInto('person_fact').values({
      id,
      person_id: personId,
      kind,
      value,
      shown,
      source,
      observed_at: observedAt,
      on_file_since: since,
      by_staff: byStaff,
      ended_at: null,
    }),
  );
  return id;
}

/** Writes down that whoever acts was shown a fact: they may not compare it for a while. */
export function noteSeen({ db, actor, now }: Pick<Work, 'db' | 'actor' | 'now'>, factId: string): void {
  change(
    db,
    sql
      .insertInto('fact_seen')
      .values({ staff_id: actor.staffId, fact_id: factId, at: now })
      .onConflict((conflict) => conflict.columns(['staff_id', 'fact_id']).doUpdateSet({ at: now })),
  );
}

export const endFact = (db: Connection, id: string, at: Instant) =>
  change(db, sql.updateTable('person_fact').set({ ended_at: at }).where('id', '=', id));
