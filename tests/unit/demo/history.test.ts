import { describe, expect, test } from 'vitest';
import { type Colleague, inventHistory, type Wanted, workersFor } from '../../../src-main/core/demo/history.ts';
import { Random } from '../../../src-main/core/demo/random.ts';
import { mayMove, needsApproval } from '../../../src-shared/cases/moves.ts';
import { CASE_STATUSES, type CaseStatus, type Outcome, REQUEST_KINDS, type RequestKind } from '../../../src-shared/vocabulary/case.ts';

const manager: Colleague = { id: 'm', name: 'Manager', roles: ['manager'] };
const support: Colleague = { id: 's', name: 'Support', roles: ['support'] };
const billing: Colleague = { id: 'b', name: 'Billing', roles: ['billing'] };
const administrator: Colleague = { id: 'a', name: 'Administrator', roles: ['administrator'] };
const DAY = 86_400_000;
const from = Date.parse('2026-01-05T09:00:00.000Z');
const until = from + 20 * DAY;

const histories = CASE_STATUSES.flatMap((status) =>
  REQUEST_KINDS.flatMap((kind) =>
    [[manager, support, billing, administrator], [manager], [support, billing]].flatMap((staff) =>
      Array.from({ length: 6 }, (_, seed) => {
        const kinds: RequestKind[] = seed % 2 === 0 ? [kind] : [kind, 'access'];
        const wanted: Wanted = { status, kinds, from, until, staff, assigned: status !== 'new', spoken: seed > 3, notes: 1 };
        return { wanted, steps: inventHistory(new Random(`${status} ${kind} ${staff.length} ${seed}`), wanted) };
      }),
    ),
  ),
);

describe('every history', () => {
  test('goes only where the table of moves allows, and ends where it is wanted', () => {
    for (const { wanted, steps } of histories) {
      const outcomes: (Outcome | null)[] = wanted.kinds.map(() => null);
      let status: CaseStatus = 'new';
      for (const step of steps) {
        if (step.does === 'outcome') outcomes[step.request] = step.outcome;
        if (step.does !== 'moved') continue;
        const requests = wanted.kinds.map((kind, index) => ({ kind, outcome: outcomes[index]! }));
        expect(step.from).toBe(status);
        expect(mayMove(step.from, step.to, requests), `${step.from} to ${step.to} with ${JSON.stringify(requests)}`).toEqual({
          allowed: true,
        });
        if (step.to === 'closed' && needsApproval(requests)) expect(step.by.roles).toContain('manager');
        status = step.to;
      }
      if (steps.length > 0) expect(status).toBe(wanted.status);
    }
  });

  test('lies between its beginning and its end, in order', () => {
    for (const { steps } of histories) {
      const times = steps.map((step) => step.at);
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      for (const at of times) {
        expect(at).toBeGreaterThan(from);
        expect(at).toBeLessThanOrEqual(until);
      }
    }
  });

  test('is done by people who may work on it', () => {
    for (const { wanted, steps } of histories) {
      const allowed = workersFor(wanted.staff, wanted.kinds);
      for (const step of steps) expect(allowed).toContain(step.by);
    }
  });

  test('gives every denial its reason', () => {
    const outcomes = histories.flatMap(({ steps }) => steps.flatMap((step) => (step.does === 'outcome' ? [step] : [])));
    expect(outcomes.some((step) => step.outcome === 'denied')).toBe(true);
    for (const { outcome, denialReason } of outcomes) expect(denialReason === null).toBe(outcome !== 'denied');
  });
});

test('who may work on what follows the roles', () => {
  const all = [manager, support, billing, administrator];
  expect(workersFor(all, ['access'])).toEqual([manager, support]);
  expect(workersFor(all, ['opt_out', 'concern'])).toEqual([manager, support, billing]);
  expect(workersFor(all, ['legal_process'])).toEqual([manager]);
  expect(inventHistory(new Random('x'), { ...histories[0]!.wanted, staff: [administrator] })).toEqual([]);
});
