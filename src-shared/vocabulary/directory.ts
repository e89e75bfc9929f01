import * as z from 'zod';

/** What a record of a person holds besides the name. The first four are what a person is found by; all are what may be compared. */
export const FACT_KINDS = ['email', 'phone', 'customer_number', 'address', 'ticket', 'product', 'date_of_birth'] as const;
export const FactKind = z.enum(FACT_KINDS);
export type FactKind = z.infer<typeof FactKind>;

export const IDENTIFIER_KINDS = ['email', 'phone', 'customer_number', 'address'] as const satisfies readonly FactKind[];

export const ACCOUNT_STATUSES = ['active', 'suspended', 'closed'] as const;
export const AccountStatus = z.enum(ACCOUNT_STATUSES);
export type AccountStatus = z.infer<typeof AccountStatus>;

export const RELATION_KINDS = ['owner', 'authorised_user', 'billing_contact'] as const;
export const RelationKind = z.enum(RELATION_KINDS);
export type RelationKind = z.infer<typeof RelationKind>;

/** What an authorised user may be granted, as hosting billers name it (WHMCS, GetUserPermissions). */
export const GRANT_PERMISSIONS = ['profile', 'contacts', 'invoices', 'orders', 'tickets', 'products', 'domains'] as const;
export const GrantPermission = z.enum(GRANT_PERMISSIONS);
export type GrantPermission = z.infer<typeof GrantPermission>;

/** Ended is a date (`until`); these are what somebody said of a grant. */
export const GRANT_STATES = ['active', 'suspended', 'disputed'] as const;
export const GrantState = z.enum(GRANT_STATES);
export type GrantState = z.infer<typeof GrantState>;

export const DATA_CLASSES = [
  'profile',
  'contact_details',
  'billing_metadata',
  'invoices',
  'orders',
  'tickets',
  'usage',
  'call_recordings',
] as const;
/** Card data is no class: it is never disclosed. */
export const DataClass = z.enum(DATA_CLASSES);
export type DataClass = z.infer<typeof DataClass>;

export const PREFERENCE_SCOPES = [
  'marketing',
  'third_party_offers',
  'policy_changes',
  'service',
  'any_contact',
  'sale_or_sharing',
  'limit_sensitive',
] as const;
export const PreferenceScope = z.enum(PREFERENCE_SCOPES);
export type PreferenceScope = z.infer<typeof PreferenceScope>;

export const CONTACT_CHANNELS = ['email', 'voice', 'sms', 'post', 'portal'] as const;
export const ContactChannel = z.enum(CONTACT_CHANNELS);
export type ContactChannel = z.infer<typeof ContactChannel>;

export const PREFERENCE_VALUES = ['opted_in', 'opted_out'] as const;
export const PreferenceValue = z.enum(PREFERENCE_VALUES);
export type PreferenceValue = z.infer<typeof PreferenceValue>;
