import type { DataClass, GrantPermission } from '../vocabulary/directory.ts';
import type { RelationFact } from './types.ts';

/** Any one of these lets somebody see a class. Call recordings hold a voice and whatever was said: the owner of that very account alone. */
export const PERMISSION_FOR: Readonly<Record<DataClass, readonly GrantPermission[]>> = {
  profile: ['profile'],
  contact_details: ['contacts'],
  billing_metadata: ['invoices'],
  invoices: ['invoices'],
  orders: ['orders'],
  tickets: ['tickets'],
  usage: ['products', 'domains'],
  call_recordings: [],
};

/** Whether these permissions let somebody see the class. */
export function covers(permissions: readonly GrantPermission[], dataClass: DataClass): boolean {
  return PERMISSION_FOR[dataClass].some((permission) => permissions.includes(permission));
}

/** By what a relation in force lets its person see the class of that account, or null. */
export function heldBy(relation: RelationFact, dataClass: DataClass): 'owner' | 'billing_contact' | 'granted' | null {
  if (relation.kind === 'owner') return 'owner';
  if (relation.kind === 'billing_contact' && covers(['invoices'], dataClass)) return 'billing_contact';
  return covers(relation.permissions, dataClass) ? 'granted' : null;
}
