import { describe, expect, test } from 'vitest';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { CASE_STATUSES, type CaseStatus, type Outcome, type RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { codeOf, foundedDesk, NAME, PASSPHRASE, refusalOf, type TestDesk } from '../../support/desk.ts';
import { settleIdentity } from '../../support/verified.ts';

/** The way to each status, for a case with an access request. */
const WAY: Record<CaseStatus, readonly CaseStatus[]> = {
  new: [],
  triaged: ['triaged'],
  awaiting_identity: ['triaged', 'awaiting_identity'],
  in_progress: ['triaged', 'in_progress'],
  awaiting_requester: ['triaged', 'in_progress', 'awaiting_requester'],
  in_review: ['triaged', 'in_progress', 'in_review'],
  closed: ['triaged', 'in_progress', 'in_review', 'closed'],
};
/** Where one may go from each without an outcome, by hand. */
const OPEN: Record<CaseStatus, readonly CaseStatus[]> = {
  new: ['triaged'],
  triaged: ['awaiting_identity', 'in_progress'],
  awaiting_identity: ['in_progress'],
  in_progress: ['awaiting_identity', 'awaiting_requester', 'in_review'],
  awaiting_requester: ['in_progress', 'in_review'],
  in_review: ['in_progress'],
  closed: [],
};

async function decided(desk: TestDesk, kind: RequestKind, outcome: Outcome | null): Promise<CaseRow> {
  const row = await desk.take({ requests: [{ kind }] });
  if (outcome === null) return row;
  if (outcome === 'fulfilled' || outcome === 'partly_fulfilled') await settleIdentity(desk, row.id);
  const denialReason = outcome === 'denied' ? ('no_match' as const) : null;
  const requestId = await desk.requestOf(row);
  return (await desk.desk.cases.setOutcome({ caseId: row.id, version: 1, requestId, outcome, denialReason })).cases[0]!;
}

async function walk(desk: TestDesk, row: CaseRow, way: readonly CaseStatus[]): Promise<CaseRow> {
  let at = row;
  for (const to of way) at = (await desk.desk.cases.move({ cases: [{ caseId: at.id, version: at.version }], to })).cases[0]!;
  return at;
}

test('from every status to every status: what the table allows is done and offered, the rest is refused and not offered', async () => {
  await using desk = await foundedDesk();
  for (const from of CASE_STATUSES) {
    for (const to of CASE_STATUSES) {
      const at = await walk(desk, await decided(desk, 'access', from === 'closed' ? 'no_data_held' : null), WAY[from]);
      const { moves } = await desk.desk.cases.get({ caseId: at.id });
      const offered = moves.find((move) => move.to === to);
      const move = desk.desk.cases.move({ cases: [{ caseId: at.id, version: at.version }], to });
      const allowed = OPEN[from].includes(to);
      expect(offered?.allowed ?? false, `${from} → ${to}`).toBe(allowed);
      if (allowed) expect((await move).cases[0]).toMatchObject({ status: to, version: at.version + 1 });
      else {
        expect(await refusalOf(move), `${from} → ${to}`).toMatchObject({
          code: 'NOT_ALLOWED',
          message: expect.stringContaining(at.reference),
        });
        expect((await desk.desk.cases.get({ caseId: at.id })).row).toMatchObject({ status: from, version: at.version });
      }
    }
  }
});

test('closing writes when, takes the case out of every band, and reopening takes it back, with its reason', async () => {
  await using desk = await foundedDesk();
  const closed = await walk(desk, await decided(desk, 'access', 'no_data_held'), WAY.closed);
  expect(closed).toMatchObject({ status: 'closed', band: 'none' });
  expect(await desk.desk.cases.get({ caseId: closed.id })).toMatchObject({ closedAt: desk.clock.now, moves: [] });
  expect((await desk.desk.cases.page({ view: 'closed' })).rows).toHaveLength(1);
  expect((await desk.desk.cases.page({ view: 'all' })).rows).toEqual([]);

  const one = { caseId: closed.id, version: closed.version };
  expect(await codeOf(desk.desk.cases.addRequest({ ...one, kind: 'access' }))).toBe('NOT_ALLOWED');
  expect(await codeOf(desk.desk.cases.setOutcome({ ...one, requestId: await desk.requestOf(closed), outcome: null }))).toBe('NOT_ALLOWED');
  expect(await codeOf(desk.desk.cases.reopen({ ...one, reason: '  ' }))).toBe('BAD_REQUEST');
  const { cases, undoId } = await desk.desk.cases.reopen({ ...one, reason: 'They wrote again.' });
  expect(undoId).toBeNull();
  expect(cases[0]).toMatchObject({ status: 'in_progress' });
  expect(cases[0]?.band).not.toBe('none');
  const detail = await desk.desk.cases.get({ caseId: closed.id });
  expect(detail.closedAt).toBeNull();
  expect(detail.requests[0]?.outcome).toBe('no_data_held');
  expect((await desk.desk.cases.timeline({ caseId: closed.id })).entries[0]).toMatchObject({
    type: 'reopened',
    facts: { reason: 'They wrote again.' },
  });
  expect(await codeOf(desk.desk.cases.reopen({ caseId: closed.id, version: cases[0]!.version, reason: 'again' }))).toBe('NOT_ALLOWED');
});

describe('who closes what', () => {
  const APPROVED: readonly [RequestKind, Outcome][] = [
    ['access', 'denied'],
    ['opt_out', 'denied'],
    ['deletion', 'fulfilled'],
    ['deletion', 'partly_fulfilled'],
  ];
  const FREE: readonly [RequestKind, Outcome][] = [
    ['access', 'fulfilled'],
    ['deletion', 'withdrawn'],
    ['deletion', 'no_data_held'],
    ['concern', 'partly_fulfilled'],
  ];

  test('support closes all but denials and deletions that were carried out; those wait for a manager', async () => {
    await using desk = await foundedDesk();
    await desk.become('support');
    for (const [kind, outcome] of FREE) {
      const at = await walk(desk, await decided(desk, kind, outcome), WAY.closed);
      expect(at.status, `${kind} ${outcome}`).toBe('closed');
    }
    const waiting: CaseRow[] = [];
    for (const [kind, outcome] of APPROVED) {
      const at = await walk(desk, await decided(desk, kind, outcome), WAY.in_review);
      expect(await codeOf(walk(desk, at, ['closed'])), `${kind} ${outcome}`).toBe('NOT_ALLOWED');
      const close = (await desk.desk.cases.get({ caseId: at.id })).moves.find(({ to }) => to === 'closed');
      expect(close).toEqual({ to: 'closed', allowed: false, because: 'approval' });
      waiting.push(at);
    }
    await desk.become('manager');
    for (const at of waiting) {
      expect((await walk(desk, at, ['closed'])).status).toBe('closed');
      const [line] = (await desk.desk.cases.timeline({ caseId: at.id })).entries;
      expect(line).toMatchObject({ type: 'moved', facts: { from: 'in_review', to: 'closed', approved: true } });
      expect(line?.facts).not.toHaveProperty('ownDecision');
    }
  });

  test('a manager who decided it approves their own with a reason, which stays marked', async () => {
    await using desk = await foundedDesk();
    for (const [kind, outcome] of APPROVED) {
      const at = await walk(desk, await decided(desk, kind, outcome), WAY.in_review);
      const close = { cases: [{ caseId: at.id, version: at.version }], to: 'closed' as const };
      expect(await refusalOf(desk.desk.cases.move(close))).toMatchObject({ code: 'INVALID', data: { field: 'approvalReason' } });
      expect(await codeOf(desk.desk.cases.move({ ...close, approvalReason: ' x ' }))).toBe('INVALID');
      await desk.desk.cases.move({ ...close, approvalReason: 'Nobody else is here this week.' });
      const [line] = (await desk.desk.cases.timeline({ caseId: at.id })).entries;
      expect(line).toMatchObject({ actor: NAME, facts: { approved: true, ownDecision: true, reason: 'Nobody else is here this week.' } });
    }
  });

  test('and not at all while there is another manager, who then closes it', async () => {
    await using desk = await foundedDesk();
    const at = await walk(desk, await decided(desk, 'access', 'denied'), WAY.in_review);
    const close = {
      cases: [{ caseId: at.id, version: at.version }],
      to: 'closed' as const,
      approvalReason: 'Nobody else is here this week.',
    };
    await desk.desk.staff.add({ name: 'manager', roles: ['manager'], passphrase: PASSPHRASE });
    expect(await refusalOf(desk.desk.cases.move(close))).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('manager'),
    });
    await desk.become('manager');
    expect((await walk(desk, at, ['closed'])).status).toBe('closed');
  });

  test('what somebody else decided needs none; what one decided oneself among several does', async () => {
    await using desk = await foundedDesk();
    await desk.become('support');
    const row = await desk.take({ requests: [{ kind: 'access' }, { kind: 'deletion' }] });
    await settleIdentity(desk, row.id);
    const { requests } = await desk.desk.cases.get({ caseId: row.id });
    const set = (version: number, requestId: string) =>
      desk.desk.cases.setOutcome({ caseId: row.id, version, requestId, outcome: 'fulfilled' });
    await set(1, requests[0]!.id);
    await desk.signOutAndIn();
    await set(2, requests[1]!.id);
    const at = await walk(desk, (await desk.desk.cases.get({ caseId: row.id })).row, WAY.in_review);
    expect(await codeOf(walk(desk, at, ['closed']))).toBe('INVALID');
  });
});

describe('many at once', () => {
  test('all of them, or none where one may not, naming it', async () => {
    await using desk = await foundedDesk();
    const rows = [await desk.take(), await desk.take(), await desk.take()];
    const all = rows.map(({ id }) => ({ caseId: id, version: 1 }));
    const moved = await desk.desk.cases.move({ cases: all, to: 'triaged' });
    expect(moved.cases.map(({ id, status, version }) => ({ id, status, version }))).toEqual(
      rows.map(({ id }) => ({ id, status: 'triaged', version: 2 })),
    );
    await walk(desk, moved.cases[1]!, ['awaiting_identity']);
    const before = (await desk.desk.cases.page({})).rows;
    const versions = [2, 3, 2];
    const mixed = rows.map(({ id }, index) => ({ caseId: id, version: versions[index]! }));
    const refused = await refusalOf(desk.desk.cases.move({ cases: mixed, to: 'awaiting_identity' }));
    expect(refused).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining(rows[1]!.reference) });
    expect((await desk.desk.cases.page({})).rows).toEqual(before);
  });

  test('a stale one among them, the same one twice, too many, none', async () => {
    await using desk = await foundedDesk();
    const rows = [await desk.take(), await desk.take()];
    const one = (index: number, version = 1) => ({ caseId: rows[index]!.id, version });
    expect(await codeOf(desk.desk.cases.assign({ cases: [one(0), one(1, 2)], assignee: null }))).toBe('STALE');
    expect(await codeOf(desk.desk.cases.move({ cases: [one(0), one(0)], to: 'triaged' }))).toBe('STALE');
    expect(await codeOf(desk.desk.cases.move({ cases: [], to: 'triaged' }))).toBe('BAD_REQUEST');
    expect(await codeOf(desk.desk.cases.move({ cases: Array.from({ length: 201 }, () => one(0)), to: 'triaged' }))).toBe('BAD_REQUEST');
    for (const { id } of rows) expect((await desk.desk.cases.get({ caseId: id })).row).toMatchObject({ version: 1, status: 'new' });
  });
});
