import type { CaseStatus, Outcome, RequestKind } from '../vocabulary/case.ts';

/** What a move to `closed` must find. */
export type Need =
  /** Every request has an outcome. */
  | 'outcomes'
  /** No outcome that decides on the substance: only withdrawn, duplicate, not a request, expired. */
  | 'settled_without_answer'
  /** Only requests that nobody may ask identity for (opt-outs), or whose answer needs no review (concerns). */
  | 'quick_kinds';

export interface Move {
  readonly from: CaseStatus;
  readonly to: CaseStatus;
  /** Alternatives: one of the groups must hold. None: the move is always open. */
  readonly needs?: readonly (readonly Need[])[];
}

const SETTLED: readonly (readonly Need[])[] = [['outcomes', 'settled_without_answer']];
const SETTLED_OR_QUICK: readonly (readonly Need[])[] = [...SETTLED, ['outcomes', 'quick_kinds']];

/**
 * The one table of what a case may do. Reopening is an act, not a status: it returns a closed case to `in_progress` and asks for a reason.
 * new → triaged → awaiting_identity ⇄ in_progress ⇄ awaiting_requester → in_review → closed
 */
export const MOVES: readonly Move[] = [
  { from: 'new', to: 'triaged' },
  { from: 'new', to: 'closed', needs: SETTLED },
  { from: 'triaged', to: 'awaiting_identity' },
  { from: 'triaged', to: 'in_progress' },
  { from: 'triaged', to: 'closed', needs: SETTLED_OR_QUICK },
  { from: 'awaiting_identity', to: 'in_progress' },
  { from: 'awaiting_identity', to: 'closed', needs: SETTLED },
  { from: 'in_progress', to: 'awaiting_identity' },
  { from: 'in_progress', to: 'awaiting_requester' },
  { from: 'in_progress', to: 'in_review' },
  { from: 'in_progress', to: 'closed', needs: SETTLED_OR_QUICK },
  { from: 'awaiting_requester', to: 'in_progress' },
  { from: 'awaiting_requester', to: 'in_review' },
  { from: 'awaiting_requester', to: 'closed', needs: SETTLED },
  { from: 'in_review', to: 'in_progress' },
  { from: 'in_review', to: 'closed', needs: [['outcomes']] },
];

export interface RequestFacts {
  readonly kind: RequestKind;
  readonly outcome: Outcome | null;
}

const WITHOUT_ANSWER: readonly Outcome[] = ['withdrawn', 'duplicate', 'not_a_request', 'expired'];
const QUICK_KINDS: readonly RequestKind[] = ['opt_out', 'concern'];

const MEETS: Record<Need, (requests: readonly RequestFacts[]) => boolean> = {
  outcomes: (requests) => requests.length > 0 && requests.every((request) => request.outcome !== null),
  settled_without_answer: (requests) => requests.every((request) => request.outcome !== null && WITHOUT_ANSWER.includes(request.outcome)),
  quick_kinds: (requests) => requests.every((request) => QUICK_KINDS.includes(request.kind) && request.outcome !== 'denied'),
};

export type MoveAnswer = { readonly allowed: true } | { readonly allowed: false; readonly because: 'no_such_move' | Need };

/** Whether a case with these requests may go from `from` to `to`, and if not, what is missing. */
export function mayMove(from: CaseStatus, to: CaseStatus, requests: readonly RequestFacts[]): MoveAnswer {
  const move = MOVES.find((candidate) => candidate.from === from && candidate.to === to);
  if (!move) return { allowed: false, because: 'no_such_move' };
  if (!move.needs) return { allowed: true };
  let because: Need = 'outcomes';
  for (const group of move.needs) {
    const missing = group.find((need) => !MEETS[need](requests));
    if (!missing) return { allowed: true };
    if (missing !== 'outcomes') because = missing;
  }
  return { allowed: false, because };
}

/** The statuses that the table offers from here, in its order. */
export function movesFrom(from: CaseStatus): readonly CaseStatus[] {
  return MOVES.filter((move) => move.from === from).map((move) => move.to);
}

/** Whether closing a case with these requests is a manager's to approve: a denial, or a deletion that was carried out. */
export function needsApproval(requests: readonly RequestFacts[]): boolean {
  return requests.some(
    (request) =>
      request.outcome === 'denied' ||
      (request.kind === 'deletion' && (request.outcome === 'fulfilled' || request.outcome === 'partly_fulfilled')),
  );
}
