import { oc } from '@orpc/contract';
import type { Permission } from '../vocabulary/permissions.ts';

/**
 * What the router must know of a procedure before it runs: who may call it. `anyone` is for what a page needs before sign-in, and only
 * that carries `whileLocked`.
 */
export interface Guard {
  readonly permission: Permission | 'anyone';
  readonly whileLocked?: boolean;
}

/** Starts a procedure of the contract. There is no way to start one without a guard. */
export const procedure = (guard: Guard) => oc.$meta<Guard>(guard);
