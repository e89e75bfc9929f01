import type { Selectable } from 'kysely';
import { DeskError } from '../../../src-shared/errors.ts';
import type { StaffRole } from '../../../src-shared/vocabulary/permissions.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import type { Tables } from '../database/tables.ts';

export type StaffRecord = Selectable<Tables['staff']>;

/** Who is on the desk: names for the timeline, people to assign to. Reads only. */
export class StaffDirectory {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  all(): StaffRecord[] {
    return all(this.#db, sql.selectFrom('staff').selectAll().orderBy('id').limit(200));
  }

  bySlot(slotId: string): StaffRecord | undefined {
    return first(this.#db, sql.selectFrom('staff').selectAll().where('slot_id', '=', slotId));
  }

  find(staffId: string): StaffRecord {
    const record = first(this.#db, sql.selectFrom('staff').selectAll().where('id', '=', staffId));
    if (!record) throw new DeskError('not_found', 'There is no such member of staff.', { field: 'staffId' });
    return record;
  }

  /** Someone who can be given work. */
  active(staffId: string): StaffRecord {
    const record = this.find(staffId);
    if (record.slot_id === null)
      throw new DeskError('not_allowed', `${record.name} has left the desk. Choose somebody else.`, { field: 'assignee' });
    return record;
  }

  /** Another manager than this one, who could approve what this one decided; null where there is none. */
  secondApprover(staffId: string): StaffRecord | null {
    return this.all().find((record) => record.id !== staffId && record.slot_id !== null && rolesOf(record).includes('manager')) ?? null;
  }

  /** What to call an actor of the ledger or the timeline. */
  nameOf = (staffId: string): string => first(this.#db, sql.selectFrom('staff').select('name').where('id', '=', staffId))?.name ?? staffId;
}

export const rolesOf = (record: StaffRecord): StaffRole[] => JSON.parse(record.roles) as StaffRole[];
