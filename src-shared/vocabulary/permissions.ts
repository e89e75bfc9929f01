import * as z from 'zod';

/** The roles a member of staff may hold, several at once. */
export const STAFF_ROLES = ['support', 'billing', 'manager', 'administrator'] as const;
export const StaffRole = z.enum(STAFF_ROLES);
export type StaffRole = z.infer<typeof StaffRole>;

/** `recovery` is nobody's: it opens with the recovery key and may only set up an administrator. */
export const ROLES = [...STAFF_ROLES, 'recovery'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What each permission is for, and who holds it: the one table that the router, the pages and the tests read.
 * It says what a role alone decides; what depends on the row (billing's kinds, a seal, one's own denial) the service decides.
 */
export const PERMISSIONS = {
  /** Who am I, lock, touch, change my own passphrase. */
  'session.own': ['support', 'billing', 'manager', 'administrator', 'recovery'],
  'recovery.set_up': ['recovery'],
  'organisation.read': ['support', 'billing', 'manager', 'administrator'],
  'organisation.manage': ['administrator'],
  'staff.read': ['support', 'billing', 'manager', 'administrator'],
  'staff.manage': ['administrator'],
  /** Queue, search, counts, open a case. Billing: own kinds; sealed cases: managers. */
  'case.read': ['support', 'billing', 'manager'],
  /** Triage, assign, move, note, close. Billing: opt-outs and concerns only. */
  'case.work': ['support', 'billing', 'manager'],
  'case.take_in': ['support', 'billing', 'manager'],
  /** Take in whole mailboxes, in which any kind may lie. */
  'intake.import': ['support', 'manager'],
  /** Approve more time. */
  'deadline.approve': ['manager'],
  /** The directory: persons by name, contact details masked as everywhere. */
  'person.read': ['support', 'billing', 'manager'],
  'person.edit': ['support', 'manager'],
  'person.merge': ['support', 'manager'],
  /** Who may import need not be who may read: previews are masked unless a manager is signed in. */
  'directory.import': ['manager', 'administrator'],
  /** Accounts, their tree and who may see what; support asks for the answer only. */
  'account.read': ['billing', 'manager'],
  'access.check': ['support', 'billing', 'manager'],
  /** Verify who asks. Billing alone has only requests for which nobody may ask. */
  'identity.verify': ['support', 'manager'],
  /** Let a paused verification go on; approve an authority's paper. */
  'identity.unlock': ['manager'],
  /** Calls and consents. Billing opens cases for opt-outs and concerns only. */
  'call.take': ['support', 'billing', 'manager'],
  'consent.read': ['support', 'billing', 'manager'],
  'consent.export': ['support', 'manager'],
  'opt_out.take': ['support', 'billing', 'manager'],
  'suppression.check': ['support', 'billing', 'manager'],
  'suppression.manage': ['manager'],
  'retention.run': ['manager'],
  'script.read': ['support', 'billing', 'manager', 'administrator'],
  'script.write': ['administrator'],
  'script.approve': ['manager'],
  /** House policy, calendars, versions of the rules. */
  'policy.manage': ['administrator'],
  'contact.reveal': ['support', 'billing', 'manager'],
  'ledger.read': ['manager', 'administrator'],
  'demo.fill': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether someone who holds `roles` has `permission`. */
export function may(roles: readonly Role[], permission: Permission): boolean {
  const holders: readonly Role[] = PERMISSIONS[permission];
  return roles.some((role) => holders.includes(role));
}

/** The kinds that billing alone may see and work. */
export const BILLING_KINDS = ['opt_out', 'concern'] as const;
