import type { StaffMember } from '../../../src-shared/contract/staff.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { StaffRole } from '../../../src-shared/vocabulary/permissions.ts';
import { type Actor, type Command, SYSTEM, type Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { change, sql } from '../database/query.ts';
import { requireGoodPassphrase } from '../vault/passphrase.ts';
import { foldName, type Vault } from '../vault/vault.ts';
import { rolesOf, StaffDirectory, type StaffRecord } from './directory.ts';

/**
 * Who is on the desk. A person is a row here and a key slot in the vault. The slot is made before the row and taken away before it:
 * a crash between the two leaves a slot without a person, which opens nothing, never a person without a lock.
 */
export class StaffService {
  readonly directory: StaffDirectory;
  readonly #command: Command;
  readonly #vault: Vault;
  /** The queue's key while the desk is unlocked; the session wipes it. */
  readonly #key: () => Uint8Array;

  constructor(db: Connection, command: Command, vault: Vault, key: () => Uint8Array) {
    this.directory = new StaffDirectory(db);
    this.#command = command;
    this.#vault = vault;
    this.#key = key;
  }

  list(): StaffMember[] {
    const slots = new Map(this.#vault.slots().map((slot) => [slot.slotId, slot]));
    return this.directory.all().map((record) => ({
      id: record.id,
      name: record.name,
      roles: rolesOf(record),
      state: record.slot_id === null ? 'removed' : slots.get(record.slot_id)?.lockedOut ? 'locked_out' : 'active',
      addedAt: record.added_at as StaffMember['addedAt'],
      version: record.version,
    }));
  }

  async add(actor: Actor, name: string, roles: readonly StaffRole[], passphrase: string): Promise<StaffMember> {
    await requireGoodPassphrase(passphrase, name);
    const { slotId } = await this.#vault.addSlot(this.#key(), name, passphrase);
    try {
      return this.#command(actor, { action: 'staff.add', subject: slotId, input: { name, roles } }, (work) =>
        this.#member(insertStaff(work, { name, roles, slotId })),
      );
    } catch (error) {
      this.#vault.removeSlot(slotId);
      throw error;
    }
  }

  changeRoles(actor: Actor, staffId: string, roles: readonly StaffRole[], version: number): StaffMember {
    return this.#command(actor, { action: 'staff.change_roles', subject: staffId, input: { roles } }, (work) => {
      const record = this.#current(staffId, version);
      if (record.slot_id === null) throw new DeskError('not_allowed', `${record.name} has been removed. Add them again instead.`);
      if (!roles.includes('administrator')) this.#keepOneAdministrator(staffId);
      this.#update(work, record, { roles: JSON.stringify([...new Set(roles)]) });
      return this.#member(staffId);
    });
  }

  async resetPassphrase(actor: Actor, staffId: string, passphrase: string): Promise<StaffMember> {
    const record = this.directory.active(staffId);
    await requireGoodPassphrase(passphrase, record.name);
    this.#announce(actor, 'staff.reset_passphrase', staffId);
    await this.#vault.rewrapSlot(this.#key(), record.slot_id!, passphrase, record.name);
    return this.#command(actor, { action: 'staff.reset_passphrase', subject: staffId, input: {} }, (work) => {
      work.touch('staff', staffId);
      return this.#member(staffId);
    });
  }

  /** Takes the slot away first: if the desk dies before the row says so, the person is already shut out. */
  remove(actor: Actor, staffId: string, version: number): StaffMember {
    const record = this.#current(staffId, version);
    if (record.slot_id === null) throw new DeskError('not_allowed', `${record.name} has been removed already.`);
    if (staffId === actor.staffId) throw new DeskError('not_allowed', 'Nobody removes themselves. Ask another administrator.');
    this.#keepOneAdministrator(staffId);
    this.#vault.removeSlot(record.slot_id);
    return this.#command(actor, { action: 'staff.remove', subject: staffId, input: {} }, (work) => {
      this.#update(work, record, { slot_id: null });
      return this.#member(staffId);
    });
  }

  /**
   * Finishes what a crash cut off between vault and queue: a slot that belongs to nobody goes (its name is free again), and who has lost
   * their slot is removed. Called at sign-in, when nothing else is under way.
   */
  finishInterrupted(): void {
    const slots = this.#vault.slots().filter((slot) => slot.kind === 'staff');
    for (const { slotId } of slots) if (!this.directory.bySlot(slotId)) this.#vault.removeSlot(slotId);
    for (const record of this.directory.all()) {
      if (record.slot_id === null || slots.some(({ slotId }) => slotId === record.slot_id)) continue;
      this.#command(SYSTEM, { action: 'staff.remove', subject: record.id, input: {} }, (work) => {
        this.#update(work, record, { slot_id: null });
      });
    }
  }

  async replaceRecoveryKey(actor: Actor): Promise<string> {
    this.#announce(actor, 'staff.replace_recovery_key', 'recovery');
    const recoveryKey = await this.#vault.replaceRecovery(this.#key());
    this.#command(actor, { action: 'staff.replace_recovery_key', subject: 'recovery', input: {} }, () => {});
    return recoveryKey;
  }

  async changeOwnPassphrase(actor: Actor, current: string, next: string): Promise<void> {
    const record = this.directory.active(actor.staffId);
    await requireGoodPassphrase(next, record.name, 'next');
    if (!(await this.#vault.checkPassphrase(record.slot_id!, current))) {
      throw new DeskError('wrong_passphrase', 'This is not your passphrase of today.', { field: 'current' });
    }
    this.#announce(actor, 'staff.change_passphrase', actor.staffId);
    await this.#vault.rewrapSlot(this.#key(), record.slot_id!, next, record.name);
    this.#command(actor, { action: 'staff.change_passphrase', subject: actor.staffId, input: {} }, () => {});
  }

  /** What the recovery key is for: makes the person an administrator who can sign in, whoever had been locked out. */
  async setUpAdministrator(actor: Actor, name: string, passphrase: string): Promise<{ slotId: string; staffId: string }> {
    await requireGoodPassphrase(passphrase, name);
    const folded = foldName(name);
    const record = this.directory.all().find((candidate) => candidate.slot_id !== null && foldName(candidate.name) === folded);
    if (!record?.slot_id) {
      const { slotId } = await this.#vault.addSlot(this.#key(), name, passphrase);
      const staffId = this.#command(actor, { action: 'recovery.add_administrator', subject: slotId, input: { name } }, (work) =>
        insertStaff(work, { name, roles: ['administrator'], slotId }),
      );
      return { slotId, staffId };
    }
    this.#announce(actor, 'recovery.reset_administrator', record.id);
    await this.#vault.rewrapSlot(this.#key(), record.slot_id, passphrase, record.name);
    this.#command(actor, { action: 'recovery.reset_administrator', subject: record.id, input: {} }, (work) =>
      this.#update(work, record, { roles: JSON.stringify([...new Set([...rolesOf(record), 'administrator'])]) }),
    );
    return { slotId: record.slot_id, staffId: record.id };
  }

  /**
   * What changes a slot changes another file than the queue. It is on the ledger before it begins as well as after: a desk that locks or
   * dies in between has not changed a passphrase untold.
   */
  #announce(actor: Actor, action: string, subject: string): void {
    this.#command(actor, { action: `${action}.begun`, subject, input: {} }, () => {});
  }

  #current(staffId: string, version: number): StaffRecord {
    const record = this.directory.find(staffId);
    if (record.version !== version)
      throw new DeskError('stale', 'Somebody changed this person meanwhile. Look again and repeat your change.');
    return record;
  }

  #keepOneAdministrator(leaving: string): void {
    const others = this.directory
      .all()
      .filter((record) => record.id !== leaving && record.slot_id !== null && rolesOf(record).includes('administrator'));
    if (others.length === 0)
      throw new DeskError('not_allowed', 'The desk keeps at least one administrator. Make somebody else one first.', { field: 'roles' });
  }

  #update(work: Work, record: StaffRecord, patch: Partial<Pick<StaffRecord, 'roles' | 'slot_id'>>): void {
    const version = record.version + 1;
    change(
      work.db,
      sql
        .updateTable('staff')
        .set({ ...patch, version, hlc: work.hlc })
        .where('id', '=', record.id),
    );
    work.outbox({ entity: 'staff', entityId: record.id, entityVersion: version, operation: 'changed' });
    work.touch('staff', record.id);
  }

  #member(staffId: string): StaffMember {
    const member = this.list().find((candidate) => candidate.id === staffId);
    if (!member) throw new DeskError('not_found', 'There is no such member of staff.', { field: 'staffId' });
    return member;
  }
}

/** Puts a person's row in. Also how the first person comes in, on the first run. Returns the id. */
export function insertStaff(
  work: Work,
  { name, roles, slotId }: { readonly name: string; readonly roles: readonly StaffRole[]; readonly slotId: string },
): string {
  const id = work.newId();
  change(
    work.db,
    sql
      .insertInto('staff')
      .values({ id, name, roles: JSON.stringify([...new Set(roles)]), slot_id: slotId, added_at: work.now, version: 1, hlc: work.hlc }),
  );
  work.outbox({ entity: 'staff', entityId: id, entityVersion: 1, operation: 'created' });
  work.touch('staff', id);
  return id;
}
