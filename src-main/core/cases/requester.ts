import type { Updateable } from 'kysely';
import type { ContactField, RequesterInput } from '../../../src-shared/contract/cases.ts';
import type { CaseTable } from '../database/tables.ts';

export type RequesterPatch = { readonly [K in keyof RequesterInput]?: RequesterInput[K] | undefined };

/** Where each contact detail lies. */
export const CONTACT_COLUMN = {
  email: 'email',
  phone: 'phone',
  address: 'address',
  customerNumber: 'customer_number',
} as const satisfies Record<ContactField, keyof CaseTable>;

const COLUMN = {
  ...CONTACT_COLUMN,
  name: 'requester_name',
  role: 'requester_role',
  country: 'country',
  region: 'region',
} as const satisfies Record<keyof RequesterInput, keyof CaseTable>;

/** The columns that a change of the requester touches. Addresses of mail are kept in lower case, so that one sender is one. */
export function requesterColumns(patch: RequesterPatch): Updateable<CaseTable> {
  const columns: Record<string, string | null> = {};
  for (const [field, column] of Object.entries(COLUMN)) {
    const value = patch[field as keyof RequesterInput];
    if (value !== undefined) columns[column] = field === 'email' && value !== null ? value.toLowerCase() : value;
  }
  return columns;
}
