import * as z from 'zod';

/** How sure the desk must be of who asks. `issuer`: of an authority, through a contact found independently. */
export const LEVELS = ['L0', 'L1', 'L2', 'issuer'] as const;
export const Level = z.enum(LEVELS);
export type Level = z.infer<typeof Level>;

/** What of a kind is asked, where that changes how sure one must be. The first of a kind is what holds until a person says otherwise. */
export const SCOPES_OF = {
  access: ['specific_pieces', 'categories'],
  portability: [],
  correction: ['contact_or_owner', 'low_risk_field'],
  deletion: [],
  restriction: [],
  objection: ['other_uses', 'marketing', 'recording'],
  opt_out: [],
  concern: ['answer_without_data', 'answer_with_data'],
  legal_process: [],
} as const;
export const REQUEST_SCOPES = [
  'specific_pieces',
  'categories',
  'contact_or_owner',
  'low_risk_field',
  'other_uses',
  'marketing',
  'recording',
  'answer_without_data',
  'answer_with_data',
] as const;
export const RequestScope = z.enum(REQUEST_SCOPES);
export type RequestScope = z.infer<typeof RequestScope>;

/** What the caller says and the core compares. `invoice_*` come from the invoices of the person's own accounts. */
export const FACTORS = [
  'email',
  'phone',
  'address',
  'customer_number',
  'invoice_number',
  'invoice_amount',
  'ticket',
  'product',
  'date_of_birth',
] as const;
export const Factor = z.enum(FACTORS);
export type Factor = z.infer<typeof Factor>;

/** What was done or seen to prove who asks; `match` carries its factor. */
export const PROOF_TYPES = [
  'match',
  'code',
  'call_back',
  'portal_sign_in',
  'declaration',
  'agent_identity',
  'signed_permission',
  'subject_confirmed',
  'power_of_attorney',
  'authority_document',
  'issuer_contacted',
  'manager_approved',
] as const;
export const ProofType = z.enum(PROOF_TYPES);
export type ProofType = z.infer<typeof ProofType>;

/** What never proves anything, said on the page so that nobody is tempted. Source: 11 CCR §7060; NIST SP 800-63A. */
export const NEVER_ACCEPTED = [
  'caller_id',
  'national_number',
  'card_digits',
  'date_of_birth_alone',
  'maiden_name',
  'spoken_password',
  'read_out_first',
  'urgency',
] as const;
