import type { PersonFact } from '../../../src-shared/contract/directory.ts';
import { mask } from '../../../src-shared/mask.ts';
import type { FactKind } from '../../../src-shared/vocabulary/directory.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { first, sql } from '../database/query.ts';
import { maskedName } from './names.ts';

/**
 * What a role sees of a person in the directory. The widest role decides.
 *
 * |                                     | support      | billing                              | manager      |
 * |-------------------------------------|--------------|--------------------------------------|--------------|
 * | contact details                     | masked       | clear of who has to do with an account | masked     |
 * | finds by an identifier              | the whole    | its beginning where clear, else whole | the whole   |
 * | who has to do with which account    | –            | yes                                  | yes          |
 * | tickets, products, date of birth    | never        | never                                | never        |
 *
 * Masked means revealed one by one, with a reason. What is never shown is there to be compared with what a caller says.
 */
export interface Sight {
  readonly clear: boolean;
  readonly relations: boolean;
}

export const sight = ({ roles }: Pick<Actor, 'roles'>): Sight => ({
  clear: roles.includes('billing'),
  relations: may(roles, 'account.read'),
});

/** Facts that are there to be compared: nobody is shown them, whatever the reason. */
export const isHidden = (kind: FactKind): boolean => kind === 'ticket' || kind === 'product' || kind === 'date_of_birth';

/** A fact as it is shown. `clear`: to who sees this person's contact details. */
export function shownFact(kind: FactKind, shown: string, clear: boolean): PersonFact['value'] {
  if (isHidden(kind)) return { value: '•••', masked: true };
  return clear ? { value: shown, masked: false } : { value: mask(shown), masked: true };
}

export const shownName = (name: string, clear: boolean): string => (clear ? name : maskedName(name));

export const anyRelationQuery = (personId: string) => sql.selectFrom('relation').select('id').where('person_id', '=', personId).limit(1);

/** Whether this reader sees the contact details of a person, who is given with all their entries. */
export const seesClear = (db: Connection, { clear }: Sight, members: readonly string[]): boolean =>
  clear && members.some((id) => first(db, anyRelationQuery(id)) !== undefined);
