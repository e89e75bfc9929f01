import { addMonths } from '../deadlines/days.ts';
import type { CalendarDate } from '../vocabulary/dates.ts';
import { CONTACT_CHANNELS, type ContactChannel, type PreferenceScope } from '../vocabulary/directory.ts';
import type { SendAnswer, SendQuestion, Suppression } from './types.ts';

/** What can be opted out of. `service` is not among them: mail that keeps a service running stays until the account is closed. */
export const OPT_OUT_SCOPES = [
  'marketing',
  'third_party_offers',
  'policy_changes',
  'any_contact',
  'sale_or_sharing',
  'limit_sensitive',
] as const satisfies readonly PreferenceScope[];

/** About what is done with data and not about who is written to: one on any channel holds on all, so one row of each is enough. */
const WITHOUT_CHANNEL: readonly PreferenceScope[] = ['sale_or_sharing', 'limit_sensitive'];
/** Any contact that the law lets us stop. The sale of data is no contact and has its own scope. */
const ANY_CONTACT: readonly PreferenceScope[] = ['any_contact', 'marketing', 'third_party_offers', 'policy_changes'];

/** Whether a scope knows no channels. */
export function isWithoutChannel(scope: PreferenceScope): boolean {
  return WITHOUT_CHANNEL.includes(scope);
}

/** All that an opt-out of this scope on this channel stops. Of `service` nothing is stopped. */
export function covering(scope: PreferenceScope, channel: ContactChannel): SendQuestion[] {
  if (scope === 'service') return [];
  if (isWithoutChannel(scope)) return CONTACT_CHANNELS.map((each) => ({ scope, channel: each }));
  const scopes = scope === 'any_contact' ? ANY_CONTACT : [scope];
  return scopes.map((each) => ({ scope: each, channel }));
}

/**
 * Whether this may be sent to a contact with these suppressions, and which of them stop it. Service mail is never stopped. A material change
 * of policy goes to those who opted out of marketing too (it is owed to all with recurring services), unless they opted out of
 * `policy_changes` or of `any_contact`.
 */
export function mayUse(question: SendQuestion, suppressions: readonly Suppression[]): SendAnswer {
  const because = suppressions.filter(({ scope, channel }) =>
    covering(scope, channel).some((stopped) => stopped.scope === question.scope && stopped.channel === question.channel),
  );
  return { maySend: because.length === 0, because };
}

/** Where somebody is, as far as anybody knows. */
export interface Whereabouts {
  readonly country: string | null;
  readonly region: string | null;
}

/**
 * The regime by which an opt-out must be done: its id in the catalogue. `suggestRegimes` proposes for a request of the kind `opt_out` every
 * regime of the place, for it knows nothing of scopes and channels; the case keeps all of those. This tells which one the opt-out itself is
 * under. An unknown place is taken for the United States, and an unknown state for California: the shorter time goes.
 */
export function clockOf({ scope, channel }: SendQuestion, { country, region }: Whereabouts): string {
  if (isWithoutChannel(scope)) return mayBeCalifornia(country, region) ? 'ccpa-opt-out' : 'house';
  if (scope === 'service') return 'house';
  const iso = isoOf(country);
  const commercial = scope !== 'policy_changes'; // a notice of a changed policy advertises nothing
  if (iso === 'US' && channel === 'email' && commercial) return 'can-spam';
  if (iso === 'US' && (channel === 'voice' || channel === 'sms')) return 'tcpa';
  if (iso === 'CA' && (channel === 'email' || channel === 'sms') && commercial) return 'casl';
  return 'house';
}

/** The first day on which somebody who opted out may be asked to opt in again: in California 12 months later; null where nothing is said. An unknown place is taken for California. */
export function notAskBefore(country: string | null, region: string | null, optOutOn: CalendarDate): CalendarDate | null {
  return mayBeCalifornia(country, region) ? addMonths(optOutOn, 12) : null;
}

const isoOf = (country: string | null): string => {
  const named = country?.trim().toUpperCase() || 'US';
  return named === 'USA' ? 'US' : named;
};

function mayBeCalifornia(country: string | null, region: string | null): boolean {
  const state = region?.trim().toUpperCase().replace(/^US-/, '') || 'CA';
  return isoOf(country) === 'US' && state === 'CA';
}
