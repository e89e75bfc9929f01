import { describe, expect, test } from 'vitest';
import { MOVES, mayMove, movesFrom, needsApproval } from '../../../src-shared/cases/moves.ts';
import {
  CASE_STATUSES,
  type CaseStatus,
  OUTCOMES,
  type Outcome,
  REQUEST_KINDS,
  type RequestKind,
} from '../../../src-shared/vocabulary/case.ts';

/**
 * The table by hand: what a case may do from each status. `open`: always. `settled`: closes when nothing is left to answer (withdrawn,
 * duplicate, not a request, expired). `quick`: the same, or when it holds only opt-outs and concerns, none of them denied. `reviewed`:
 * closes with any outcomes.
 */
const TABLE: Record<CaseStatus, Partial<Record<CaseStatus, 'open' | 'settled' | 'quick' | 'reviewed'>>> = {
  new: { triaged: 'open', closed: 'settled' },
  triaged: { awaiting_identity: 'open', in_progress: 'open', closed: 'quick' },
  awaiting_identity: { in_progress: 'open', closed: 'settled' },
  in_progress: { awaiting_identity: 'open', awaiting_requester: 'open', in_review: 'open', closed: 'quick' },
  awaiting_requester: { in_progress: 'open', in_review: 'open', closed: 'settled' },
  in_review: { in_progress: 'open', closed: 'reviewed' },
  closed: {},
};

const WITHOUT_ANSWER: readonly Outcome[] = ['withdrawn', 'duplicate', 'not_a_request', 'expired'];
const QUICK: readonly RequestKind[] = ['opt_out', 'concern'];

type Facts = readonly { readonly kind: RequestKind; readonly outcome: Outcome | null }[];

function expected(rule: 'open' | 'settled' | 'quick' | 'reviewed' | undefined, requests: Facts): boolean {
  if (rule === undefined) return false;
  if (rule === 'open') return true;
  if (requests.length === 0 || requests.some(({ outcome }) => outcome === null)) return false;
  if (rule === 'reviewed') return true;
  const settled = requests.every(({ outcome }) => WITHOUT_ANSWER.includes(outcome!));
  return settled || (rule === 'quick' && requests.every(({ kind, outcome }) => QUICK.includes(kind) && outcome !== 'denied'));
}

const SINGLE: Facts[] = REQUEST_KINDS.flatMap((kind) => [null, ...OUTCOMES].map((outcome) => [{ kind, outcome }]));
/** Two requests: every pair of outcomes, of kinds that are quick and that are not. */
const DOUBLE: Facts[] = [null, ...OUTCOMES].flatMap((one) =>
  [null, ...OUTCOMES].flatMap((other) =>
    (['access', 'opt_out'] as const).flatMap((kind) =>
      (['deletion', 'concern'] as const).map((second) => [
        { kind, outcome: one },
        { kind: second, outcome: other },
      ]),
    ),
  ),
);

describe('the table of moves', () => {
  test.each(CASE_STATUSES)('from %s, to every status, with every outcome', (from) => {
    let tried = 0;
    for (const to of CASE_STATUSES) {
      for (const requests of [[], ...SINGLE, ...DOUBLE]) {
        const answer = mayMove(from, to, requests);
        expect(answer.allowed, `${from} → ${to} with ${JSON.stringify(requests)}`).toBe(expected(TABLE[from][to], requests));
        if (!answer.allowed && TABLE[from][to] === undefined) expect(answer.because).toBe('no_such_move');
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(2000);
  });

  test('offers what it allows, each once', () => {
    for (const from of CASE_STATUSES) expect([...movesFrom(from)].sort()).toEqual(Object.keys(TABLE[from]).sort());
    expect(new Set(MOVES.map(({ from, to }) => `${from} ${to}`)).size).toBe(MOVES.length);
  });

  test('says what is missing', () => {
    const because = (from: CaseStatus, requests: Facts) => {
      const answer = mayMove(from, 'closed', requests);
      return answer.allowed ? null : answer.because;
    };
    expect(because('new', [{ kind: 'access', outcome: null }])).toBe('outcomes');
    expect(because('new', [{ kind: 'access', outcome: 'fulfilled' }])).toBe('settled_without_answer');
    expect(because('triaged', [{ kind: 'access', outcome: 'fulfilled' }])).toBe('quick_kinds');
    expect(because('triaged', [{ kind: 'opt_out', outcome: null }])).toBe('outcomes');
    expect(because('triaged', [{ kind: 'opt_out', outcome: 'denied' }])).toBe('quick_kinds');
    expect(because('in_review', [{ kind: 'access', outcome: null }])).toBe('outcomes');
    expect(because('closed', [{ kind: 'access', outcome: 'withdrawn' }])).toBe('no_such_move');
  });
});

test('a manager approves every denial, and every deletion that was carried out, in whole or in part', () => {
  for (const kind of REQUEST_KINDS) {
    for (const outcome of [null, ...OUTCOMES]) {
      const needs = outcome === 'denied' || (kind === 'deletion' && (outcome === 'fulfilled' || outcome === 'partly_fulfilled'));
      expect(needsApproval([{ kind, outcome }]), `${kind} ${outcome}`).toBe(needs);
      expect(
        needsApproval([
          { kind: 'access', outcome: 'fulfilled' },
          { kind, outcome },
        ]),
        `access and ${kind} ${outcome}`,
      ).toBe(needs);
    }
  }
  expect(needsApproval([])).toBe(false);
});
