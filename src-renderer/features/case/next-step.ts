import { needsApproval } from '../../../src-shared/cases/moves.ts';
import type { CaseDetail, CaseRequest } from '../../../src-shared/contract/cases.ts';
import type { Me } from '../../../src-shared/contract/session.ts';
import type { CaseStatus, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';

/** What the one clear button does. Its words are `case:next.<step>`. */
export type NextStep =
  /** Say that what intake suggests (or a person entered) is what is asked. */
  | { readonly step: 'confirm'; readonly act: 'confirm' }
  /** Intake found no request that it can name: add one, or say that it is none. */
  | { readonly step: 'say_what'; readonly act: 'add_request' }
  | { readonly step: 'take'; readonly act: 'take' }
  /** Opens the best way to find out who asks; where that stands still, lets it go on. */
  | { readonly step: 'verify' | 'unlock'; readonly act: 'verify' }
  | { readonly step: MoveStep; readonly act: 'move'; readonly to: CaseStatus; readonly approval: Approval }
  | { readonly step: 'set_outcome'; readonly act: 'set_outcome'; readonly requestId: string }
  | { readonly step: 'wait_for_manager' | 'verification_paused'; readonly act: 'none' }
  | { readonly step: 'reopen'; readonly act: 'reopen' };

type MoveStep = 'start' | 'identity_settled' | 'send_to_review' | 'requester_answered' | 'close' | 'approve_and_close';

/** `own`: a manager who decided this themselves closes it only with a reason. */
export type Approval = 'none' | 'another' | 'own';

/** The kinds whose answer always needs to know who asks, as far as the kind alone can say: for lists, where no more is known of a case. */
const NEEDS_IDENTITY: readonly RequestKind[] = ['access', 'portability', 'correction', 'deletion', 'restriction', 'objection'];

export function needsIdentity(kinds: readonly RequestKind[]): boolean {
  return kinds.some((kind) => NEEDS_IDENTITY.includes(kind));
}

/** Whether closing this case is approving something, and whose decision it was. */
export function approvalFor(requests: readonly CaseRequest[], me: Pick<Me, 'name' | 'staffId'>): Approval {
  if (!needsApproval(requests)) return 'none';
  const own = requests.some(({ outcomeBy }) => outcomeBy !== null && (outcomeBy === me.name || outcomeBy === me.staffId));
  return own ? 'own' : 'another';
}

/**
 * What comes next for this case, for this person: one thing. Pure: the case as the core tells it, and who looks at it.
 * First the case gets somebody who works it, then what is asked is settled, then it is answered, reviewed, closed.
 */
export function nextStep(
  detail: Pick<CaseDetail, 'row' | 'requests' | 'moves' | 'identity'>,
  me: Pick<Me, 'name' | 'staffId' | 'roles'>,
): NextStep {
  const { row, requests, moves, identity } = detail;
  if (row.status === 'closed') return { step: 'reopen', act: 'reopen' };
  if (requests.length === 0) return { step: 'say_what', act: 'add_request' };
  if (row.status === 'new') return { step: 'confirm', act: 'confirm' };
  if (row.assignee === null) return { step: 'take', act: 'take' };

  const approval = approvalFor(requests, me);
  const open = (to: CaseStatus) => moves.find((move) => move.to === to)?.allowed === true;
  const move = (step: MoveStep, to: CaseStatus): NextStep => ({ step, act: 'move', to, approval: to === 'closed' ? approval : 'none' });
  const close = () => move(approval === 'none' ? 'close' : 'approve_and_close', 'closed');
  const undecided = requests.find((request) => request.outcome === null);
  const kinds = requests.map((request) => request.kind);
  const unknown = identity === 'open' || identity === 'paused';
  const verify = (): NextStep => {
    if (identity === 'open') return { step: 'verify', act: 'verify' };
    return may(me.roles, 'identity.unlock') ? { step: 'unlock', act: 'verify' } : { step: 'verification_paused', act: 'none' };
  };
  // An opt-out waits for nobody's identity, whatever else the case holds.
  const waits = unknown && requests.some(({ outcome, kind }) => outcome === null && kind !== 'opt_out');
  const answeredUnknown = moves.some(({ because }) => because === 'identity');

  switch (row.status) {
    case 'triaged':
      if (!undecided && open('closed')) return close();
      if (waits || answeredUnknown) return verify();
      // An opt-out or a concern is done in one go: no work in between that a status would tell of.
      if (undecided && kinds.every((kind) => kind === 'opt_out'))
        return { step: 'set_outcome', act: 'set_outcome', requestId: undecided.id };
      return move('start', 'in_progress');
    case 'awaiting_identity':
      if (!undecided && open('closed')) return close();
      if (waits || answeredUnknown) return verify();
      return move('identity_settled', 'in_progress');
    case 'awaiting_requester':
      if (!undecided && open('closed')) return close();
      return move('requester_answered', 'in_progress');
    case 'in_progress':
      if (waits || answeredUnknown) return verify();
      if (undecided) return { step: 'set_outcome', act: 'set_outcome', requestId: undecided.id };
      return open('closed') && approval === 'none' ? close() : move('send_to_review', 'in_review');
    case 'in_review':
      if (answeredUnknown) return verify();
      if (undecided) return { step: 'set_outcome', act: 'set_outcome', requestId: undecided.id };
      return open('closed') ? close() : { step: 'wait_for_manager', act: 'none' };
  }
}
