import type { RequesterRole, RequestKind } from '../vocabulary/case.ts';
import type { Instant } from '../vocabulary/dates.ts';
import type { Factor, Level, ProofType, RequestScope } from '../vocabulary/identity.ts';

/** What is asked, as far as it decides how sure one must be. */
export interface Asked {
  readonly kind: RequestKind;
  /** Null, or a scope of another kind: nobody said; the first of the kind holds (`SCOPES_OF`). */
  readonly scope: RequestScope | null;
  readonly requester: RequesterRole;
  /** Whether data of an account or a subaccount are asked for, and if so whether an access check allowed it. */
  readonly account: 'none' | 'allowed' | 'not_allowed' | 'unchecked';
  /** The facts that are in dispute (a correction of the address): they prove nothing here. */
  readonly disputed: readonly Factor[];
}

/** Why the level is what it is: the page has the sentences. */
export const REASONS = [
  'opt_out_never_verified',
  'recording_objection_never_verified',
  'marketing_objection_never_verified',
  'concern_taken_in',
  'concern_answer_holds_data',
  'categories_only',
  'specific_pieces',
  'low_risk_correction',
  'contact_or_owner_correction',
  'deletion_is_final',
  'portability_hands_out_data',
  'restriction_or_objection',
  'account_data',
  'agent',
  'agent_opt_out',
  'parent_or_guardian',
  'estate',
  'legal_process',
] as const;
export type Reason = (typeof REASONS)[number];

/** One thing to be done. `matches`: so many that are independent of each other. */
export type Step =
  | { readonly type: 'matches'; readonly count: number }
  | { readonly type: 'proof'; readonly proof: Exclude<ProofType, 'match'> }
  | { readonly type: 'account_authorised' };

/** Ways are alternatives; all steps of one way are needed. */
export interface Way {
  readonly id: WayId;
  readonly steps: readonly Step[];
}
export const WAY_IDS = [
  'portal',
  'call_back_and_code',
  'three_matches_and_declaration',
  'two_matches',
  'agent_identity',
  'power_of_attorney',
  'permission_and_confirmation',
  'permission_and_portal',
  'permission_and_call_back_and_code',
  'permission_and_three_matches_and_declaration',
  'permission_and_two_matches',
  'authority_document',
  'account_authorised',
  'issuer_and_manager',
] as const;
export type WayId = (typeof WAY_IDS)[number];

/** Who is to be proven; every part must be settled. */
export interface Part {
  readonly who: 'subject' | 'agent' | 'representation' | 'account' | 'issuer';
  readonly ways: readonly Way[];
}

export interface Requirement {
  readonly level: Level;
  readonly reasons: readonly Reason[];
  /** Empty for L0: there is nothing that anybody may ask for. */
  readonly parts: readonly Part[];
  /** As it was asked: the step `account_authorised` is done when it is `allowed`. */
  readonly account: Asked['account'];
}

/** A proof as it counts for one request: about the person that the case is linked to, and since the request was last asked anew. */
export interface Proof {
  readonly type: ProofType;
  /** Set for `match`. For `code` and `call_back` the contact that was used: `email` or `phone`. */
  readonly factor: Factor | null;
  readonly at: Instant;
}

export interface StepState {
  readonly step: Step;
  readonly done: boolean;
  /** For `matches`: how many independent ones there are. */
  readonly count?: number;
}
export interface Assessment {
  readonly settled: boolean;
  /** The level of the subject's own proofs so far: what could be answered with them. */
  readonly reached: 'L0' | 'L1' | 'L2';
  readonly parts: readonly {
    readonly who: Part['who'];
    readonly settled: boolean;
    readonly ways: readonly { readonly id: WayId; readonly done: boolean; readonly steps: readonly StepState[] }[];
  }[];
  /** Not enough for specific pieces, but for categories: 11 CCR §7024(a). */
  readonly answerAs: 'categories' | null;
}

/** A try that was counted. */
export interface Attempt {
  readonly at: Instant;
  readonly failed: boolean;
  readonly caseId: string;
  readonly personId: string | null;
  readonly staffId: string;
}

/** What stands still, and until when. */
export interface Pause {
  readonly because: 'case' | 'person' | 'staff';
  readonly until: Instant;
}
