import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { BILLING_KINDS, type Role } from '../../../src-shared/vocabulary/permissions.ts';
import type { Actor } from '../command.ts';

/** What a person may know of: the part of the role table that depends on the row. */
export interface Sight {
  /** Cases that hold legal process. */
  readonly sealed: boolean;
  /** Only cases that hold nothing but opt-outs and concerns. */
  readonly billingOnly: boolean;
  /** Contact details are masked until revealed. */
  readonly masked: boolean;
}

/** What someone who holds `roles` may know of. The widest role decides. */
export function sightOf(roles: readonly Role[]): Sight {
  const has = (role: Role) => roles.includes(role);
  return { sealed: has('manager'), billingOnly: !has('manager') && !has('support'), masked: !has('support') && !has('billing') };
}

export const sight = (actor: Actor): Sight => sightOf(actor.roles);

/** Whether this person may know of a case. */
export function maySee(actor: Actor, row: { readonly sealed: number; readonly billing: number }): boolean {
  const { sealed, billingOnly } = sight(actor);
  return (row.sealed === 0 || sealed) && (row.billing === 1 || !billingOnly);
}

/** Whether a suggestion leaves open what a message is: its case is called a concern until a person says, and may be anything. */
export const isUnclear = (suggested: string): boolean => suggested === 'unsure' || suggested === 'not_a_request';

/** Whether a case that holds these kinds is billing's to see. */
export function isBillings(kinds: readonly RequestKind[]): boolean {
  const own: readonly string[] = BILLING_KINDS;
  return kinds.length > 0 && kinds.every((kind) => own.includes(kind));
}
