import { createContext, use } from 'react';
import type { Me, SessionState } from '../../src-shared/contract/session.ts';
import { may, type Permission } from '../../src-shared/vocabulary/permissions.ts';

export interface SignedIn {
  readonly me: Me;
  readonly state: SessionState;
}

const MeContext = createContext<SignedIn | null>(null);
export const MeProvider = MeContext;

/** Who is signed in, and what they may do: what a role may not do is not offered. */
export function useMe(): SignedIn & { readonly may: (permission: Permission) => boolean } {
  const signedIn = use(MeContext);
  if (!signedIn) throw new Error('useMe is used outside the session');
  return { ...signedIn, may: (permission) => may(signedIn.me.roles, permission) };
}
