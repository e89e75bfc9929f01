import type { IdentityGate } from '../../src-main/core/cases/identity-gate.ts';

/** For tests and benches of cases alone: as if who asks were always known. */
export const OPEN_GATE: IdentityGate = {
  standing: () => 'not_needed',
  unsettled: () => new Set(),
  askAgain: () => {},
  closed: () => {},
};
