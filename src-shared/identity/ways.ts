import type { ProofType } from '../vocabulary/identity.ts';
import type { Step, Way, WayId } from './types.ts';

const proof = (type: Exclude<ProofType, 'match'>): Step => ({ type: 'proof', proof: type });
const matches = (count: number): Step => ({ type: 'matches', count });
const way = (id: WayId, ...steps: readonly Step[]): Way => ({ id, steps });

/**
 * What proves a person to a reasonably high degree. Source: 11 CCR §7061 (sign-in, repeated), 47 CFR 64.2010 (contact of record),
 * 11 CCR §7062 (three data points and a declaration).
 */
export const L2_WAYS: readonly Way[] = [
  way('portal', proof('portal_sign_in')),
  way('call_back_and_code', proof('call_back'), proof('code')),
  way('three_matches_and_declaration', matches(3), proof('declaration')),
];

/** To a reasonable degree: two data points (11 CCR §7062), or whatever proves more. */
export const L1_WAYS: readonly Way[] = [way('two_matches', matches(2)), ...L2_WAYS];

export const AGENT_IDENTITY: readonly Way[] = [way('agent_identity', proof('agent_identity'))];
export const AUTHORITY_DOCUMENT: readonly Way[] = [way('authority_document', proof('authority_document'))];
export const ACCOUNT_AUTHORISED: readonly Way[] = [way('account_authorised', { type: 'account_authorised' })];
export const ISSUER_AND_MANAGER: readonly Way[] = [way('issuer_and_manager', proof('issuer_contacted'), proof('manager_approved'))];

const WITH_PERMISSION: Readonly<Partial<Record<WayId, WayId>>> = {
  two_matches: 'permission_and_two_matches',
  portal: 'permission_and_portal',
  call_back_and_code: 'permission_and_call_back_and_code',
  three_matches_and_declaration: 'permission_and_three_matches_and_declaration',
};

/**
 * What proves that an agent acts for the subject: a power of attorney; or signed permission, and the subject confirms it or is proven at
 * the level of what is asked. Source: 11 CCR §7063; Probate Code §§4121–4130.
 */
export function representationWays(subject: readonly Way[]): Way[] {
  const permission = proof('signed_permission');
  return [
    way('power_of_attorney', proof('power_of_attorney')),
    way('permission_and_confirmation', permission, proof('subject_confirmed')),
    ...subject.flatMap(({ id, steps }) => {
      const named = WITH_PERMISSION[id];
      return named === undefined ? [] : [way(named, permission, ...steps)];
    }),
  ];
}
