import * as z from 'zod';

/** What a person may be asked to agree to on a call. The first three are about recording that call. */
export const CONSENT_PURPOSES = [
  'quality',
  'training',
  'protection',
  'marketing_email',
  'marketing_phone',
  'marketing_sms',
  'marketing_post',
  'third_party_sharing',
] as const;
export const ConsentPurpose = z.enum(CONSENT_PURPOSES);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

export const RECORDING_PURPOSES = ['quality', 'training', 'protection'] as const satisfies readonly ConsentPurpose[];

/** `withdrawn` ends what was granted before; it weighs like `refused` and says that there was something to take back. */
export const CONSENT_ANSWERS = ['granted', 'refused', 'withdrawn'] as const;
export const ConsentAnswer = z.enum(CONSENT_ANSWERS);
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

/** How it was said. `continued_after_notice` may be noted; it covers no recording by our staff. */
export const CONSENT_METHODS = ['verbal_yes', 'verbal_no', 'continued_after_notice', 'keypress', 'written'] as const;
export const ConsentMethod = z.enum(CONSENT_METHODS);
export type ConsentMethod = z.infer<typeof ConsentMethod>;

export const CALL_DIRECTIONS = ['inbound', 'outbound'] as const;
export const CallDirection = z.enum(CALL_DIRECTIONS);
export type CallDirection = z.infer<typeof CallDirection>;

export const CALL_STATES = ['open', 'parked', 'closed'] as const;
export const CallState = z.enum(CALL_STATES);
export type CallState = z.infer<typeof CallState>;

/** How the caller's place is known. A number's area says nothing sure of where somebody is. */
export const PLACE_SOURCES = ['said', 'on_file', 'number', 'unknown'] as const;
export const PlaceSource = z.enum(PLACE_SOURCES);
export type PlaceSource = z.infer<typeof PlaceSource>;

/** What a script is read for. */
export const SCRIPT_PURPOSES = [
  'recording_consent',
  'recording_refused',
  'opt_out_confirmed',
  'service_mail',
  'consent_withdrawn',
  'identity_needed',
] as const;
export const ScriptPurpose = z.enum(SCRIPT_PURPOSES);
export type ScriptPurpose = z.infer<typeof ScriptPurpose>;

export const SCRIPT_STATES = ['draft', 'approved', 'superseded', 'withdrawn'] as const;
export const ScriptState = z.enum(SCRIPT_STATES);
export type ScriptState = z.infer<typeof ScriptState>;

/** An opt-out on its way: to be told the CRM · told, not confirmed · the CRM says so · the CRM refused and a person must look. */
export const OPT_OUT_STATES = ['queued', 'sent', 'confirmed', 'failed'] as const;
export const OptOutState = z.enum(OPT_OUT_STATES);
export type OptOutState = z.infer<typeof OptOutState>;
