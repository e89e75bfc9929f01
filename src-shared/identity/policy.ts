import type { RequesterRole } from '../vocabulary/case.ts';
import type { Asked, Part, Reason, Requirement } from './types.ts';
import {
  ACCOUNT_AUTHORISED,
  AGENT_IDENTITY,
  AUTHORITY_DOCUMENT,
  ISSUER_AND_MANAGER,
  L1_WAYS,
  L2_WAYS,
  representationWays,
} from './ways.ts';

interface Base {
  readonly level: 'L0' | 'L1' | 'L2';
  readonly reason: Reason;
}

/**
 * How sure the desk must be for what is asked, why, and the ways to become so.
 * Source: 11 CCR §7060 (method; nothing for an opt-out), §7061 (accounts), §7062 (degrees of certainty), §7063 (agents).
 *
 * `disputed` changes nothing here: it takes proofs away (`assess`), never a requirement.
 */
export function requirementOf(asked: Asked): Requirement {
  const base = baseOf(asked);
  // Whoever names an authority as the requester has a paper to check, whatever kind the request was filed under: matches prove no authority.
  const ofIssuer = base === 'issuer' || (base.level !== 'L0' && asked.requester === 'authority');
  if (ofIssuer) {
    // No account part: an authority is no user of the account, and what it may see is what the paper and the manager say.
    const parts: Part[] = [{ who: 'issuer', ways: ISSUER_AND_MANAGER }];
    return { level: 'issuer', reasons: ['legal_process'], parts, account: asked.account };
  }
  if (base.level === 'L0') {
    // An agent may be asked for signed permission, the subject for nothing (11 CCR §7063); no proof is waited for.
    const isAgent = asked.requester === 'authorised_agent' && OPT_OUTS.has(base.reason);
    return { level: 'L0', reasons: isAgent ? [base.reason, 'agent_opt_out'] : [base.reason], parts: [], account: asked.account };
  }
  const ofAccount = asked.account !== 'none';
  const level = ofAccount ? 'L2' : base.level;
  const { reason, parts } = byRequester(asked.requester, level);
  return {
    level,
    reasons: [base.reason, ...(reason === null ? [] : [reason]), ...(ofAccount ? (['account_data'] as const) : [])],
    parts: ofAccount ? [...parts, { who: 'account', ways: ACCOUNT_AUTHORISED }] : parts,
    account: asked.account,
  };
}

/** A marketing objection is an opt-out by another name. */
const OPT_OUTS: ReadonlySet<Reason> = new Set<Reason>(['opt_out_never_verified', 'marketing_objection_never_verified']);

/** A scope lowers or raises only the kind it belongs to: null, or one of another kind, is as if nobody had said. */
function baseOf({ kind, scope }: Asked): Base | 'issuer' {
  switch (kind) {
    case 'opt_out':
      return { level: 'L0', reason: 'opt_out_never_verified' };
    case 'objection':
      if (scope === 'marketing') return { level: 'L0', reason: 'marketing_objection_never_verified' };
      if (scope === 'recording') return { level: 'L0', reason: 'recording_objection_never_verified' };
      return { level: 'L1', reason: 'restriction_or_objection' };
    case 'concern':
      return scope === 'answer_with_data'
        ? { level: 'L2', reason: 'concern_answer_holds_data' }
        : { level: 'L0', reason: 'concern_taken_in' };
    case 'access':
      return scope === 'categories' ? { level: 'L1', reason: 'categories_only' } : { level: 'L2', reason: 'specific_pieces' };
    case 'correction':
      return scope === 'low_risk_field'
        ? { level: 'L1', reason: 'low_risk_correction' }
        : { level: 'L2', reason: 'contact_or_owner_correction' };
    case 'restriction':
      return { level: 'L1', reason: 'restriction_or_objection' };
    case 'deletion':
      return { level: 'L2', reason: 'deletion_is_final' };
    case 'portability':
      return { level: 'L2', reason: 'portability_hands_out_data' };
    case 'legal_process':
      return 'issuer';
  }
}

function byRequester(requester: RequesterRole, level: 'L1' | 'L2'): { reason: Reason | null; parts: Part[] } {
  const ways = level === 'L1' ? L1_WAYS : L2_WAYS;
  switch (requester) {
    case 'authorised_agent':
      return {
        reason: 'agent',
        parts: [
          { who: 'agent', ways: AGENT_IDENTITY },
          { who: 'representation', ways: representationWays(ways) },
        ],
      };
    case 'parent_or_guardian':
    case 'estate':
      return {
        reason: requester,
        parts: [
          { who: 'agent', ways },
          { who: 'representation', ways: AUTHORITY_DOCUMENT },
        ],
      };
    case 'subject':
    case 'account_holder':
    case 'authorised_user':
    case 'authority': // never comes here: `requirementOf` has sent it the issuer's way
      return { reason: null, parts: [{ who: 'subject', ways }] };
  }
}
