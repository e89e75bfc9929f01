/** Who may see what of an account's data: what other areas call. */
export { classesFor, mayDisclose } from './decide.ts';
export { PERMISSION_FOR } from './permissions.ts';
export { isStale, STALE_AFTER_DAYS } from './standing.ts';
export { climb } from './tree.ts';
export {
  ACCESS_REASONS,
  type AccessFacts,
  type AccessReason,
  type AccountFact,
  type Decision,
  type Observed,
  type PathStep,
  type Question,
  type RelationFact,
  type SubaccountGrantFact,
} from './types.ts';
