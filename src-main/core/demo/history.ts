import { needsApproval } from '../../../src-shared/cases/moves.ts';
import type { CaseStatus, DenialReason, Outcome, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { StaffRole } from '../../../src-shared/vocabulary/permissions.ts';
import { isBillings } from '../cases/sight.ts';
import type { Random } from './random.ts';

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
}

/** One thing that somebody did to a case, `at` in milliseconds since 1970. */
export type Step = { readonly at: number; readonly by: Colleague } & (
  | { readonly does: 'opened' }
  | { readonly does: 'assigned'; readonly to: Colleague }
  | { readonly does: 'moved'; readonly from: CaseStatus; readonly to: CaseStatus; readonly approval: Readonly<Record<string, unknown>> }
  | { readonly does: 'note' }
  | { readonly does: 'dated'; readonly event: 'acknowledged' | 'identity_requested' | 'identity_received' }
  | {
      readonly does: 'outcome';
      readonly request: number;
      readonly kind: RequestKind;
      readonly outcome: Outcome;
      readonly denialReason: DenialReason | null;
    }
);
type Deed = Step extends infer S ? (S extends Step ? Omit<S, 'at' | 'by'> : never) : never;

export interface Wanted {
  readonly status: CaseStatus;
  readonly kinds: readonly RequestKind[];
  /** When it came in, and the last moment that the history may reach. */
  readonly from: number;
  readonly until: number;
  readonly staff: readonly Colleague[];
  /** Whether somebody has it. */
  readonly assigned: boolean;
  /** Whether the person was told on the spot that the request has arrived. */
  readonly spoken: boolean;
  readonly notes: number;
  /** False: nobody like that is on file, so whoever asks for something of theirs gets none. */
  readonly onFile?: boolean;
}

/** Who may work on a case with these kinds: sealed ones managers, the others by their role. */
export function workersFor(staff: readonly Colleague[], kinds: readonly RequestKind[]): Colleague[] {
  return staff.filter(({ roles }) => {
    if (roles.includes('manager')) return true;
    if (kinds.includes('legal_process')) return false;
    return roles.includes('support') || (roles.includes('billing') && isBillings(kinds));
  });
}

/**
 * What happened to a case until it stands where it is wanted: every move is one that the table of moves allows, and who did it may do it.
 * Empty where nobody on the desk may work on it; the case is then left as it came.
 */
export function inventHistory(random: Random, wanted: Wanted): Step[] {
  const { status, kinds, staff } = wanted;
  const workers = workersFor(staff, kinds);
  if (workers.length === 0) return [];
  const worker = random.pick(workers);
  const managers = workers.filter(({ roles }) => roles.includes('manager'));
  const outcomes =
    status === 'closed' || status === 'in_review' ? inventOutcomes(random, kinds, managers.length > 0, wanted.onFile ?? true) : [];
  const path = pathTo(random, status, kinds, outcomes);
  const deeds: { readonly by: Colleague; readonly deed: Deed }[] = [];
  const add = (deed: Deed, by = worker) => deeds.push({ by, deed });
  if (status !== 'new' || wanted.assigned) add({ does: 'opened' });
  if (wanted.assigned) add({ does: 'assigned', to: worker });
  if (status !== 'new' && !wanted.spoken && !(status === 'closed' && isSettled(outcomes))) add({ does: 'dated', event: 'acknowledged' });
  let from: CaseStatus = 'new';
  let early = deeds.length;
  for (const [index, to] of path.entries()) {
    if (to === 'in_review' || (to === 'closed' && from !== 'in_review')) addOutcomes(add, outcomes);
    if (to === 'awaiting_identity') add({ does: 'dated', event: 'identity_requested' });
    if (from === 'awaiting_identity' && to === 'in_progress') add({ does: 'dated', event: 'identity_received' });
    const approver = to === 'closed' && needsApproval(outcomes) ? (managers.find((one) => one.id !== worker.id) ?? managers[0]) : undefined;
    add({ does: 'moved', from, to, approval: approver ? approvalBy(approver, worker) : {} }, approver);
    if (to === 'awaiting_identity' || (index === 0 && to === 'triaged')) early = deeds.length;
    if (index === 0 && to !== 'closed') for (let note = 0; note < wanted.notes; note += 1) add({ does: 'note' });
    from = to;
  }
  const times = inventTimes(random, wanted, early, deeds.length);
  return deeds.map(({ by, deed }, index) => ({ ...deed, by, at: times[index]! }));
}

const EARLY_DAYS = 4;
const DAY = 86_400_000;

/** When each of `count` deeds was done: the first `early` of them within days, before any date is over, the others until the end. */
function inventTimes(random: Random, { from, until }: Wanted, early: number, count: number): number[] {
  const between = (start: number, end: number, n: number) =>
    Array.from({ length: n }, () => Math.floor(start + random.next() * Math.max(0, end - start))).sort((a, b) => a - b);
  const noon = Math.min(until, from + EARLY_DAYS * DAY);
  return [...between(Math.min(from + 60_000, until), noon, early), ...between(noon, until, count - early)];
}

interface Decision {
  readonly kind: RequestKind;
  readonly outcome: Outcome;
  readonly denialReason: DenialReason | null;
}

function addOutcomes(add: (deed: Deed) => void, decisions: readonly Decision[]): void {
  decisions.forEach(({ kind, outcome, denialReason }, request) => {
    add({ does: 'outcome', request, kind, outcome, denialReason });
  });
}

const WITHOUT_ANSWER: readonly Outcome[] = ['withdrawn', 'duplicate', 'not_a_request', 'expired'];
const isSettled = (decisions: readonly Decision[]) => decisions.every(({ outcome }) => WITHOUT_ANSWER.includes(outcome));

function pathTo(random: Random, status: CaseStatus, kinds: readonly RequestKind[], decisions: readonly Decision[]): CaseStatus[] {
  const identity: CaseStatus[] = random.chance(0.4) && !isBillings(kinds) ? ['awaiting_identity'] : [];
  const waiting: CaseStatus[] = random.chance(0.2) ? ['awaiting_requester', 'in_progress'] : [];
  switch (status) {
    case 'new':
      return [];
    case 'triaged':
      return ['triaged'];
    case 'awaiting_identity':
      return ['triaged', 'awaiting_identity'];
    case 'in_progress':
      return ['triaged', ...identity, 'in_progress', ...waiting];
    case 'awaiting_requester':
      return ['triaged', ...identity, 'in_progress', 'awaiting_requester'];
    case 'in_review':
      return ['triaged', ...identity, 'in_progress', ...waiting, 'in_review'];
    case 'closed':
      if (isSettled(decisions)) return random.chance(0.5) ? ['closed'] : ['triaged', 'closed'];
      if (isBillings(kinds) && !needsApproval(decisions)) return ['triaged', 'closed'];
      return ['triaged', ...identity, 'in_progress', ...waiting, 'in_review', 'closed'];
  }
}

/** One decision for each kind: all settle the case without an answer, or all answer it. */
function inventOutcomes(random: Random, kinds: readonly RequestKind[], denials: boolean, onFile: boolean): Decision[] {
  if (random.chance(0.12)) {
    const outcome = random.weighted<Outcome>([
      ['withdrawn', 3],
      ['duplicate', 3],
      ['not_a_request', 3],
      ['expired', 2],
    ]);
    return kinds.map((kind) => ({ kind, outcome, denialReason: null }));
  }
  return kinds.map((kind) => {
    if (!onFile && !isBillings([kind]) && kind !== 'legal_process') return { kind, outcome: 'no_data_held', denialReason: null };
    // what only a manager may close needs one
    const careful = denials || (kind !== 'deletion' && kind !== 'legal_process');
    const outcome = random.weighted<Outcome>([
      ['fulfilled', careful ? 70 : 0],
      ['partly_fulfilled', careful && (kind === 'access' || kind === 'deletion') ? 14 : 0],
      ['no_data_held', kind === 'opt_out' || kind === 'concern' ? 0 : 8],
      ['denied', denials && kind !== 'opt_out' ? 6 : 0],
    ]);
    const denialReason =
      outcome === 'denied'
        ? random.pick<DenialReason>(['insufficient_verification', 'no_match', 'not_authorised_for_account', 'exempt_retention'])
        : null;
    return { kind, outcome, denialReason };
  });
}

/** As `CaseChanges.move` writes it: another's decision is approved, one's own with a reason. */
function approvalBy(approver: Colleague, decider: Colleague): Record<string, unknown> {
  return approver.id === decider.id ? { approved: true, ownDecision: true, reason: 'Nobody else was at the desk.' } : { approved: true };
}
