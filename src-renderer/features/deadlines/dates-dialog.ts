import type { DeadlineEventView, ExtensionProposal } from '../../../src-shared/contract/deadlines.ts';
import type { ClockPlace, DeadlineAct } from './dates.ts';

/** What is open over the case's page about its dates. */
export type DatesDialog =
  | { readonly what: 'why'; readonly at: ClockPlace }
  | { readonly what: 'acts' }
  | { readonly what: 'act'; readonly act: DeadlineAct }
  | { readonly what: 'extend'; readonly requestId: string }
  | { readonly what: 'decide'; readonly proposal: ExtensionProposal; readonly approve: boolean }
  | { readonly what: 'withdraw'; readonly event: DeadlineEventView }
  | { readonly what: 'rules' }
  | { readonly what: 'receipt' };
