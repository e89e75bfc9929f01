import type { DeadlineEventType, PauseKind } from '../../../src-shared/deadlines/index.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';

/** Kinds for which nobody may ask identity: opting out and voicing a concern are anyone's to do. */
const NEVER_IDENTIFIED: readonly string[] = ['opt_out', 'concern'];

/** Which question an event asks or answers. */
const PAUSE_OF: Partial<Record<DeadlineEventType, PauseKind>> = {
  identity_requested: 'identity',
  identity_received: 'identity',
  fee_requested: 'fee',
  fee_paid: 'fee',
  clarification_requested: 'clarification',
  clarification_received: 'clarification',
};

/** Whether somebody who makes a request of this kind may be asked who they are. */
export const mayIdentify = (kind: string): boolean => !NEVER_IDENTIFIED.includes(kind);

/** Whether a request of this kind can wait for a clarification under these rules: in the United Kingdom only access can (Art. 12A(5)). */
export const mayClarify = (regime: string, kind: string): boolean => regime !== 'uk-gdpr' || kind === 'access';

/** Whether waiting for this can stop the clock of a request of this kind at all, whatever the regime says of the pause. */
export function mayWait(pause: PauseKind, regime: string, kind: string): boolean {
  if (pause === 'identity') return mayIdentify(kind);
  return pause !== 'clarification' || mayClarify(regime, kind);
}

/**
 * Whether an event counts for one request under one regime. What happened to the whole case does not stop what may not be stopped: who
 * asks for access and opts out in one letter may be asked who they are for the one, and the other's clock runs on.
 */
export function touches(
  event: { readonly request_id: string | null; readonly regime: string | null; readonly type: string },
  pin: { readonly request_id: string; readonly regime: string },
  kind: RequestKind,
): boolean {
  if (event.request_id !== null && event.request_id !== pin.request_id) return false;
  if (event.regime !== null && event.regime !== pin.regime) return false;
  const pause = PAUSE_OF[event.type as DeadlineEventType];
  return pause === undefined || mayWait(pause, pin.regime, kind);
}
