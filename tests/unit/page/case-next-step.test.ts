import { describe, expect, test } from 'vitest';
import { approvalFor, needsIdentity, nextStep } from '../../../src-renderer/features/case/next-step.ts';
import { mayMove, movesFrom, needsApproval } from '../../../src-shared/cases/moves.ts';
import type { CaseDetail, CaseRequest, CaseRow } from '../../../src-shared/contract/cases.ts';
import type { CaseStatus, Outcome, RequestKind } from '../../../src-shared/vocabulary/case.ts';

const ME = { staffId: '01920000-0000-7000-8000-000000000001', name: 'Ana Pérez', roles: ['support'] as const };
const MANAGER = { staffId: '01920000-0000-7000-8000-000000000002', name: 'Max Berg', roles: ['manager'] as const };

function request(kind: RequestKind, outcome: Outcome | null = null, outcomeBy: string | null = ME.name): CaseRequest {
  return {
    id: `request-${kind}`,
    kind,
    detail: '',
    suggested: null,
    confirmed: true,
    outcome,
    denialReason: outcome === 'denied' ? 'no_match' : null,
    outcomeNote: '',
    outcomeBy: outcome ? outcomeBy : null,
  };
}

/** A case as the core would tell it to someone with these roles. */
function detail(
  status: CaseStatus,
  requests: CaseRequest[],
  { assignee = ME.name as string | null, manager = false, identity = 'not_needed' as CaseDetail['identity'] } = {},
) {
  const moves: CaseDetail['moves'] = movesFrom(status).map((to) => {
    const answer = mayMove(status, to, requests);
    if (!answer.allowed) return { to, allowed: false, because: answer.because === 'no_such_move' ? null : answer.because };
    const closed = to === 'closed' && needsApproval(requests) && !manager;
    return { to, allowed: !closed, because: closed ? 'approval' : null };
  });
  return { row: { status, assignee } as CaseRow, requests, moves, identity };
}
const stepOf = (...given: Parameters<typeof detail>) => nextStep(detail(...given), { ...ME, roles: [...ME.roles] }).step;

describe('the next step', () => {
  test('of a new case is to confirm what is asked, before anybody takes it', () => {
    expect(stepOf('new', [request('access')], { assignee: null })).toBe('confirm');
  });

  test('of a case in which nothing is asked yet is to say what is', () => {
    expect(stepOf('new', [])).toBe('say_what');
  });

  test('of a case that nobody works is to take it', () => {
    for (const status of ['triaged', 'in_progress', 'in_review'] as const)
      expect(stepOf(status, [request('access')], { assignee: null })).toBe('take');
  });

  test('is to verify who asks while that is open, and never for an opt-out', () => {
    for (const status of ['triaged', 'awaiting_identity', 'in_progress'] as const) {
      expect(stepOf(status, [request('deletion')], { identity: 'open' })).toBe('verify');
      expect(stepOf(status, [request('opt_out'), request('access')], { identity: 'open' })).toBe('verify');
      expect(stepOf(status, [request('legal_process')], { identity: 'open' })).toBe('verify');
    }
    expect(stepOf('triaged', [request('opt_out')])).toBe('set_outcome');
    expect(stepOf('triaged', [request('concern')])).toBe('start');
    expect(stepOf('triaged', [request('access')], { identity: 'settled' })).toBe('start');
    expect(stepOf('awaiting_identity', [request('access')], { identity: 'settled' })).toBe('identity_settled');
    expect(needsIdentity(['opt_out', 'concern', 'legal_process'])).toBe(false);
  });

  test('of an opt-out beside a request that was denied waits for nobody', () => {
    const requests = [request('access', 'denied'), request('opt_out')];
    expect(stepOf('in_progress', requests, { identity: 'open' })).toBe('set_outcome');
  });

  test('while the verification stands still is a manager’s', () => {
    const paused = detail('in_progress', [request('access')], { identity: 'paused' });
    expect(nextStep(paused, { ...ME, roles: [...ME.roles] })).toEqual({ step: 'verification_paused', act: 'none' });
    expect(nextStep(paused, { ...MANAGER, roles: [...MANAGER.roles] })).toEqual({ step: 'unlock', act: 'verify' });
  });

  test('of what was answered and is no longer settled is to verify again, not to wait for a manager', () => {
    const answered = detail('in_review', [request('access', 'fulfilled')], { identity: 'open' });
    const moves = answered.moves.map((move) =>
      move.to === 'closed' ? ({ to: 'closed', allowed: false, because: 'identity' } as const) : move,
    );
    expect(nextStep({ ...answered, moves }, { ...ME, roles: [...ME.roles] }).step).toBe('verify');
  });

  test('of an opt-out carried out is to close it, without a review', () => {
    const step = nextStep(detail('triaged', [request('opt_out', 'fulfilled')]), { ...ME, roles: [...ME.roles] });
    expect(step).toEqual({ step: 'close', act: 'move', to: 'closed', approval: 'none' });
  });

  test('of a case that waits is that the waiting ends', () => {
    expect(stepOf('awaiting_identity', [request('access')])).toBe('identity_settled');
    expect(stepOf('awaiting_requester', [request('access')])).toBe('requester_answered');
    expect(stepOf('awaiting_requester', [request('access', 'withdrawn')])).toBe('close');
  });

  test('in work: each outcome, then the review', () => {
    const first = nextStep(detail('in_progress', [request('access', 'fulfilled'), request('deletion')]), { ...ME, roles: [...ME.roles] });
    expect(first).toEqual({ step: 'set_outcome', act: 'set_outcome', requestId: 'request-deletion' });
    expect(stepOf('in_progress', [request('access', 'fulfilled')])).toBe('send_to_review');
    expect(stepOf('in_progress', [request('access', 'duplicate')])).toBe('close');
  });

  test('in review: whoever may closes it; for a denial that is a manager', () => {
    expect(stepOf('in_review', [request('access', 'fulfilled')])).toBe('close');
    expect(stepOf('in_review', [request('access', 'denied')])).toBe('wait_for_manager');
    const manager = { ...MANAGER, roles: [...MANAGER.roles] };
    expect(nextStep(detail('in_review', [request('access', 'denied')], { manager: true }), manager)).toEqual({
      step: 'approve_and_close',
      act: 'move',
      to: 'closed',
      approval: 'another',
    });
  });

  test('a manager who decided it themselves is told so', () => {
    const own = [request('deletion', 'fulfilled', MANAGER.name)];
    expect(approvalFor(own, MANAGER)).toBe('own');
    expect(approvalFor(own, ME)).toBe('another');
    expect(approvalFor([request('access', 'fulfilled')], MANAGER)).toBe('none');
  });

  test('of a closed case is to reopen it', () => {
    expect(stepOf('closed', [request('access', 'fulfilled')])).toBe('reopen');
  });

  test('every move that it offers is one the table allows', () => {
    const kinds: RequestKind[] = ['access', 'deletion', 'opt_out', 'concern', 'legal_process'];
    const outcomes: (Outcome | null)[] = [null, 'fulfilled', 'denied', 'withdrawn', 'duplicate', 'no_data_held'];
    for (const status of ['new', 'triaged', 'awaiting_identity', 'in_progress', 'awaiting_requester', 'in_review', 'closed'] as const)
      for (const kind of kinds)
        for (const outcome of outcomes)
          for (const manager of [false, true]) {
            const given = detail(status, [request(kind, outcome)], { manager });
            const step = nextStep(given, { ...ME, roles: [manager ? 'manager' : 'support'] });
            if (step.act === 'move') expect(given.moves).toContainEqual({ to: step.to, allowed: true, because: null });
          }
  });
});
