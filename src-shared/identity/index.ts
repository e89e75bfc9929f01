/** How sure the desk must be of who asks, and what makes it so: what other areas and the page call. */
export { assess } from './assess.ts';
export {
  type About,
  CASE_FAILURES,
  caseFailures,
  PAUSE_HOURS,
  PERSON_DAYS,
  PERSON_FAILURES,
  pausesAfter,
  STAFF_FAILURES,
  STAFF_HOURS,
  type UnlockedSince,
} from './attempts.ts';
export { CODE_DIGITS, CODE_MINUTES, CODE_TRIES, formatCode, readCode } from './codes.ts';
export { GROUP_OF, independentMatches, usableProofs } from './factors.ts';
export { type OnFile, offeredFactors, offeredMethods } from './methods.ts';
export { canonicalFact, LONGEST_FACT } from './normalise.ts';
export { requirementOf } from './policy.ts';
export {
  type Asked,
  type Assessment,
  type Attempt,
  type Part,
  type Pause,
  type Proof,
  REASONS,
  type Reason,
  type Requirement,
  type Step,
  type StepState,
  WAY_IDS,
  type Way,
  type WayId,
} from './types.ts';
