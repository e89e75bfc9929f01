import type { ProofRecord } from '../../../src-shared/contract/identity.ts';
import type { VerifyAct } from './verify.ts';

/** What is open over a case about who asks. */
export type IdentityDialog =
  | VerifyAct
  | { readonly what: 'search' }
  | { readonly what: 'scope'; readonly requestId: string }
  | { readonly what: 'withdraw' | 'discard'; readonly proof: ProofRecord };
