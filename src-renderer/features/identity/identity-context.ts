import { createContext, use } from 'react';
import type { CaseDetail } from '../../../src-shared/contract/cases.ts';
import type { CaseIdentity } from '../../../src-shared/contract/identity.ts';
import type { ProofType } from '../../../src-shared/vocabulary/identity.ts';
import type { IdentityDialog } from './dialog.ts';
import type { IdentityAct } from './use-identity-acts.ts';
import type { VerifyAct } from './verify.ts';

export interface Identity {
  readonly detail: CaseDetail;
  /** Undefined for the few milliseconds until it is here. */
  readonly identity: CaseIdentity | undefined;
  readonly error: unknown;
  /** Whether this person may verify on this case, which is open. */
  readonly mayVerify: boolean;
  readonly mayUnlock: boolean;
  /** The methods that are buttons now. */
  readonly offered: readonly ProofType[];
  /** What `verify` opens; null where nothing can be done here. */
  readonly next: VerifyAct | null;
  readonly verify: () => void;
  readonly open: (dialog: IdentityDialog) => void;
  readonly act: IdentityAct;
  readonly link: (personId: string | null) => Promise<void>;
  /** Somebody looked, and the person is not on file. */
  readonly notOnFile: boolean;
  readonly setNotOnFile: (missing: boolean) => void;
}

export const IdentityContext = createContext<Identity | null>(null);

/** Who asks on the case that is shown, and the dialogs that find it out. */
export function useIdentity(): Identity {
  const identity = use(IdentityContext);
  if (!identity) throw new Error('useIdentity is used outside IdentityProvider');
  return identity;
}
