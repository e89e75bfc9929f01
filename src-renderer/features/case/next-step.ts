import { needsApproval } from '../../../src-shared/cases/moves.ts';
import type { CaseDetail, CaseRequest } from '../../../src-shared/contract/cases.ts';
import type { Me } from '../../../src-shared/contract/session.ts';
import type { CaseStatus, RequestKind } from '../../../src-shared/vocabulary/case.ts';

/** What the one clear button does. Its words are `case:next.<step>`. */
export type NextStep =
  /** Say that what intake suggests (or a person entered) is what is asked. */
  | { readonly step: 'confirm'; readonly act: 'confirm' }
  /** Intake found no request that it can name: add one, or say that it is none. */
  | { readonly step: 'say_what'; readonly act: 'add_request' }
  | { readonly step: 'take'; readonly act: 'take' }
  | { readonly step: MoveStep; readonly act: 'move'; readonly to: CaseStatus; readonly approval: Approval }
  | { readonly step: 'set_outcome'; readonly act: 'set_outcome'; readonly requestId: string }
  | { readonly step: 'wait_for_manager'; readonly act: 'none' }
  | { readonly step: 'reopen'; readonly act: 'reopen' };

type MoveStep = 'ask_identity' | 'start' | 'identity_settled' | 'send_to_review' | 'requester_answered' | 'close' | 'approve_and_close';

/** `own`: a manager who decided this themselves closes it only with a reason. */
export type Approval = 'none' | 'another' | 'own';

/** The kinds whose answer needs to know who asks. Nobody may ask it for an opt-out; a concern's answer, where it holds data, is a step of its own. */
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
export function nextStep(detail: Pick<CaseDetail, 'row' | 'requests' | 'moves'>, me: Pick<Me, 'name' | 'staffId' | 'roles'>): NextStep {
  const { row, requests, moves } = detail;
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

  switch (row.status) {
    case 'triaged':
      if (!undecided && open('closed')) return close();
      if (needsIdentity(kinds)) return move('ask_identity', 'awaiting_identity');
      // An opt-out or a concern is done in one go: no work in between that a status would tell of.
      if (undecided && kinds.every((kind) => kind === 'opt_out'))
        return { step: 'set_outcome', act: 'set_outcome', requestId: undecided.id };
      return move('start', 'in_progress');
    case 'awaiting_identity':
      if (!undecided && open('closed')) return close();
      return move('identity_settled', 'in_progress');
    case 'awaiting_requester':
      if (!undecided && open('closed')) return close();
      return move('requester_answered', 'in_progress');
    case 'in_progress':
      if (undecided) return { step: 'set_outcome', act: 'set_outcome', requestId: undecided.id };
      return open('closed') && approval === 'none' ? close() : move('send_to_review', 'in_review');
    case 'in_review':
      if (undecided) return { step: 'set_outcome', act: 'set_outcome', requestId: undecided.id };
      return open('closed') ? close() : { step: 'wait_for_manager', act: 'none' };
  }
}
