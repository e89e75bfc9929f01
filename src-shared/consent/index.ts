/** What was agreed to, what may be recorded and sent, and how long that is kept: what other areas and the page call. */
export { clockOf, covering, isWithoutChannel, mayUse, notAskBefore, OPT_OUT_SCOPES, type Whereabouts } from './opt-outs.ts';
export { retentionOf } from './retention.ts';
export { RecordingRules, ruleFor } from './rules.ts';
export { render, SCRIPT_VARIABLES, type ScriptValues, type ScriptVariable, secondsToRead, unknownVariables } from './script-text.ts';
export { covers, standingAt, standingOfCall, standingsAt } from './standing.ts';
export type {
  ConsentFact,
  ConsentStanding,
  RecordingCover,
  RecordingRule,
  RecordingRuleFound,
  Retainable,
  Retention,
  SendAnswer,
  SendQuestion,
  Suppression,
} from './types.ts';
