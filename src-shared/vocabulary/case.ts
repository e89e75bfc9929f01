import * as z from 'zod';

/** The closed lists of vocabulary that cases, requests, reports and adapters share. The order is the order on the screen. */
export const REQUEST_KINDS = [
  'access',
  'portability',
  'correction',
  'deletion',
  'restriction',
  'objection',
  'opt_out',
  'concern',
  'legal_process',
] as const;
export const RequestKind = z.enum(REQUEST_KINDS);
export type RequestKind = z.infer<typeof RequestKind>;

/** What intake may suggest of a message: a kind of request, none, or that a person must say. */
export const SUGGESTED_KINDS = [...REQUEST_KINDS, 'not_a_request', 'unsure'] as const;
export const SuggestedKind = z.enum(SUGGESTED_KINDS);
export type SuggestedKind = z.infer<typeof SuggestedKind>;

export const CHANNELS = ['phone', 'email', 'portal', 'web_form', 'letter', 'in_person', 'agent', 'gpc_signal'] as const;
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;

export const CASE_STATUSES = ['new', 'triaged', 'awaiting_identity', 'in_progress', 'awaiting_requester', 'in_review', 'closed'] as const;
export const CaseStatus = z.enum(CASE_STATUSES);
export type CaseStatus = z.infer<typeof CaseStatus>;

export const OUTCOMES = [
  'fulfilled',
  'partly_fulfilled',
  'denied',
  'withdrawn',
  'duplicate',
  'no_data_held',
  'not_a_request',
  'expired',
] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** The Data Rights Protocol's reasons, then our own. */
export const DENIAL_REASONS = [
  'suspected_fraud',
  'insufficient_verification',
  'no_match',
  'claim_not_covered',
  'outside_jurisdiction',
  'too_many_requests',
  'other',
  'excessive_or_unfounded',
  'exempt_retention',
  'conflicts_with_law',
  'not_authorised_for_account',
] as const;
export const DenialReason = z.enum(DENIAL_REASONS);
export type DenialReason = z.infer<typeof DenialReason>;

export const REQUESTER_ROLES = [
  'subject',
  'parent_or_guardian',
  'estate',
  'authorised_agent',
  'account_holder',
  'authorised_user',
  'authority',
] as const;
export const RequesterRole = z.enum(REQUESTER_ROLES);
export type RequesterRole = z.infer<typeof RequesterRole>;

/** ISO 639-1, lower case. */
export const Language = z.string().regex(/^[a-z]{2}$/, 'is a two-letter language code');
