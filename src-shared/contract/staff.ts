import * as z from 'zod';
import { Instant } from '../vocabulary/dates.ts';
import { StaffRole } from '../vocabulary/permissions.ts';
import { procedure } from './procedure.ts';
import { Passphrase, PersonName } from './session.ts';

export const StaffMember = z.object({
  id: z.uuidv7(),
  name: z.string(),
  roles: z.array(StaffRole),
  /** `locked_out`: ten wrong passphrases in a row. `removed`: the key slot is gone, the name stays for the history. */
  state: z.enum(['active', 'locked_out', 'removed']),
  addedAt: Instant,
  version: z.int(),
});
export type StaffMember = z.infer<typeof StaffMember>;

const Roles = z.array(StaffRole).min(1).max(4);

export const staff = {
  /** Everyone who is or was on the desk, for names and assignment: at most 200. */
  list: procedure({ permission: 'staff.read' }).output(z.object({ staff: z.array(StaffMember) })),

  /** Adds a person with a first passphrase, which they should change. */
  add: procedure({ permission: 'staff.manage' })
    .input(z.strictObject({ name: PersonName, roles: Roles, passphrase: Passphrase }))
    .output(StaffMember),

  changeRoles: procedure({ permission: 'staff.manage' })
    .input(z.strictObject({ staffId: z.uuidv7(), roles: Roles, version: z.int() }))
    .output(StaffMember),

  /** Gives someone a new passphrase and lifts a lock-out. */
  resetPassphrase: procedure({ permission: 'staff.manage' })
    .input(z.strictObject({ staffId: z.uuidv7(), passphrase: Passphrase }))
    .output(StaffMember),

  /** Takes the key slot away. The last administrator stays. */
  remove: procedure({ permission: 'staff.manage' })
    .input(z.strictObject({ staffId: z.uuidv7(), version: z.int() }))
    .output(StaffMember),

  /** Makes a new recovery key; the old one opens nothing any more. Shown once. */
  replaceRecoveryKey: procedure({ permission: 'staff.manage' }).output(z.object({ recoveryKey: z.string() })),
};
