import type { Connection } from '../database/open.ts';
import { change, sql } from '../database/query.ts';
import { accountWords, nameWords } from './names.ts';

/** Writes anew what a person is found by. Called inside the command that wrote the name. */
export function writePersonWords(db: Connection, personId: string, name: string): void {
  change(db, sql.deleteFrom('person_word').where('person_id', '=', personId));
  const rows = nameWords(name).map((word) => ({ word, person_id: personId }));
  if (rows.length > 0) change(db, sql.insertInto('person_word').values(rows));
}

/** Writes anew what an account is found by. Called inside the command that wrote name or number. */
export function writeAccountWords(db: Connection, accountId: string, name: string, number: string): void {
  change(db, sql.deleteFrom('account_word').where('account_id', '=', accountId));
  const rows = accountWords(name, number).map((word) => ({ word, account_id: accountId }));
  if (rows.length > 0) change(db, sql.insertInto('account_word').values(rows));
}
