import type { Channel, RequesterRole, RequestKind } from '../../../src-shared/vocabulary/case.ts';

/** The fields that the form may show. */
export const FORM_FIELDS = ['name', 'email', 'phone', 'address', 'customerNumber', 'role', 'place'] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** What the form asks for, for this channel and these kinds. */
export interface FormPlan {
  readonly fields: readonly FormField[];
  /** The fields of which one must be given, so that the person can be reached, or found to be stopped. */
  readonly reach: readonly FormField[];
  /** Opt-outs: nobody may ask for identity, and the form says so. */
  readonly optOutOnly: boolean;
  /** Legal process: the case is sealed and handed to a manager. */
  readonly sealed: boolean;
  readonly role: RequesterRole;
}

/** How one reaches back to someone who came this way, first the likeliest. */
const REACH: Record<Channel, readonly FormField[]> = {
  phone: ['phone', 'email'],
  email: ['email'],
  portal: ['email', 'customerNumber'],
  web_form: ['email', 'phone'],
  letter: ['address', 'email'],
  in_person: ['email', 'phone'],
  agent: ['email', 'phone'],
  gpc_signal: ['email', 'customerNumber'],
};

/** An opt-out is carried out on what it names, so each way of marketing is a way to be found. */
const OPT_OUT_REACH: Record<Channel, readonly FormField[]> = {
  ...REACH,
  letter: ['address', 'email', 'phone'],
};

/** Decides what to ask. Channel first, then only what it and the kinds need. Pure. */
export function formPlan(channel: Channel, kinds: readonly RequestKind[]): FormPlan {
  const sealed = kinds.includes('legal_process');
  const optOutOnly = kinds.length > 0 && kinds.every((kind) => kind === 'opt_out');
  const role: RequesterRole = sealed ? 'authority' : channel === 'agent' ? 'authorised_agent' : 'subject';
  if (optOutOnly) return { fields: ['name', ...OPT_OUT_REACH[channel]], reach: OPT_OUT_REACH[channel], optOutOnly, sealed, role };

  const reach = sealed ? [...new Set<FormField>(['email', 'phone', ...REACH[channel]])] : REACH[channel];
  const fields = new Set<FormField>(['name', ...reach]);
  // The law that counts depends on where the person lives, except where an authority asks.
  if (kinds.length > 0 && !sealed) fields.add('place');
  if (kinds.length > 0 && !sealed && kinds.some((kind) => kind !== 'concern' && kind !== 'opt_out')) {
    fields.add('customerNumber');
    fields.add('role');
  }
  return { fields: FORM_FIELDS.filter((field) => fields.has(field)), reach, optOutOnly, sealed, role };
}

/** What is still missing before a case can be made, as keys of `intake:missing`. */
export function missing(
  plan: FormPlan,
  values: { readonly channel: Channel | null; readonly kinds: readonly RequestKind[] } & Readonly<Partial<Record<FormField, string>>>,
): ('channel' | 'kind' | 'reach')[] {
  const given = (field: FormField) => (values[field] ?? '').trim() !== '';
  return [
    ...(values.channel ? [] : (['channel'] as const)),
    ...(values.kinds.length > 0 ? [] : (['kind'] as const)),
    // A letter or a visit may leave nothing but a name; whoever is on the phone can be asked.
    ...(plan.reach.some(given) || given('name') ? [] : (['reach'] as const)),
  ];
}
