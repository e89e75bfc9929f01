import { sql as raw, type SqlBool } from 'kysely';
import { maySee, sight } from '../cases/sight.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { first, sql } from '../database/query.ts';

/** Which cases hide what lies on them from a reader: the part of their sight that a query can tell. */
export interface Hiding {
  readonly sealed: boolean;
  readonly notBillings: boolean;
}

export function hidingOf(actor: Actor): Hiding {
  const { sealed, billingOnly } = sight(actor);
  return { sealed: !sealed, notBillings: billingOnly };
}

/** Whether none of these columns, each the id of a case or null, names a case that is hidden. Within the query, so that pages are full. */
export function hidesNothing({ sealed, notBillings }: Hiding, ...columns: readonly string[]) {
  const ids = raw.join(columns.map((column) => raw.ref(column)));
  return raw<SqlBool>`NOT EXISTS (SELECT 1 FROM dsr_case AS hiding WHERE hiding.id IN (${ids})
    AND ((hiding.sealed = 1 AND ${sealed ? 1 : 0}) OR (hiding.billing = 0 AND ${notBillings ? 1 : 0})))`;
}

/** Whether this reader may know of a case. */
export function mayKnowCase(db: Connection, actor: Actor, caseId: string): boolean {
  const row = first(db, sql.selectFrom('dsr_case').select(['sealed', 'billing']).where('id', '=', caseId));
  return row !== undefined && maySee(actor, row);
}
