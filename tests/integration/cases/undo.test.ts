import { describe, expect, test } from 'vitest';
import type { CaseDetail, CaseRow, Changed } from '../../../src-shared/contract/cases.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { codeOf, foundedDesk, NAME, type TestDesk } from '../../support/desk.ts';

const NOWHERE = '01920000-0000-7000-8000-000000000000';

interface Ready {
  readonly desk: TestDesk;
  readonly row: CaseRow;
  readonly first: string;
  readonly second: string;
  readonly other: CaseRow;
}

/** A case with two requests, decided in part, beside another. */
async function ready(desk: TestDesk): Promise<Ready> {
  const requester = { name: 'Mara Doe', email: 'mara@post.example', country: 'GB' };
  const other = await desk.take();
  const made = await desk.take({ requester, requests: [{ kind: 'access', detail: 'all of it' }, { kind: 'concern' }] });
  const [first, second] = (await desk.desk.cases.get({ caseId: made.id })).requests.map(({ id }) => id);
  const set = {
    caseId: made.id,
    version: 1,
    requestId: first!,
    outcome: 'denied' as const,
    denialReason: 'no_match' as const,
    note: 'none',
  };
  const row = (await desk.desk.cases.setOutcome(set)).cases[0]!;
  return { desk, row, first: first!, second: second!, other };
}

const one = ({ row }: Ready) => ({ caseId: row.id, version: row.version });

/** Every change that can be taken back. */
const CHANGES: Record<string, (at: Ready) => Promise<Changed>> = {
  assign: async (at) => at.desk.desk.cases.assign({ cases: [one(at)], assignee: await at.desk.staffId(NAME) }),
  move: (at) => at.desk.desk.cases.move({ cases: [one(at)], to: 'triaged' }),
  'add a request': (at) => at.desk.desk.cases.addRequest({ ...one(at), kind: 'deletion', detail: 'all' }),
  'change a request': (at) => at.desk.desk.cases.changeRequest({ ...one(at), requestId: at.first, kind: 'portability', detail: 'some' }),
  'remove a request': (at) => at.desk.desk.cases.removeRequest({ ...one(at), requestId: at.first }),
  'give an outcome': (at) => at.desk.desk.cases.setOutcome({ ...one(at), requestId: at.second, outcome: 'fulfilled', note: 'done' }),
  'take an outcome back': (at) => at.desk.desk.cases.setOutcome({ ...one(at), requestId: at.first, outcome: null }),
  'change the requester': (at) =>
    at.desk.desk.cases.changeRequester({ ...one(at), requester: { name: 'Other', email: '', country: 'US', region: 'CA' } }),
  'link a duplicate': (at) => at.desk.desk.cases.linkDuplicate({ ...one(at), of: at.other.id }),
};

/** A case without what a change and its undo both leave: version, time of the last change. */
function asItWas({ row, ...detail }: CaseDetail) {
  const { version: _version, updatedAt: _updatedAt, ...rest } = row;
  return { row: rest, ...detail };
}

describe('a change that is taken back leaves the case as it was, in a new version, with a line that says so', () => {
  test.each(Object.keys(CHANGES))('%s', async (name) => {
    await using desk = await foundedDesk();
    const at = await ready(desk);
    const before = await desk.desk.cases.get({ caseId: at.row.id });
    const found = async () => (await desk.desk.search.find({ text: 'mara' })).hits.length;
    const counts = await desk.desk.cases.counts();
    const { cases, undoId } = await CHANGES[name]!(at);
    expect(asItWas(await desk.desk.cases.get({ caseId: at.row.id }))).not.toEqual(asItWas(before));
    const undone = await desk.desk.cases.undo({ undoId: undoId! });
    expect(undone).toMatchObject({ undoId: null, cases: [{ id: at.row.id, version: cases[0]!.version + 1 }] });
    expect(asItWas(await desk.desk.cases.get({ caseId: at.row.id }))).toEqual(asItWas(before));
    expect(await desk.desk.cases.counts()).toEqual(counts);
    expect(await found()).toBe(1);
    expect((await desk.desk.cases.timeline({ caseId: at.row.id })).entries[0]?.type).toBe('undone');
    expect(await codeOf(desk.desk.cases.undo({ undoId: undoId! }))).toBe('NOT_FOUND');
  });

  test('one after the other, back to the beginning', async () => {
    await using desk = await foundedDesk();
    const at = await ready(desk);
    const before = await desk.desk.cases.get({ caseId: at.row.id });
    const moved = await desk.desk.cases.move({ cases: [one(at)], to: 'triaged' });
    const assignee = await desk.staffId(NAME);
    const assigned = await desk.desk.cases.assign({ cases: [{ caseId: at.row.id, version: moved.cases[0]!.version }], assignee });
    await desk.desk.cases.undo({ undoId: assigned.undoId! });
    await desk.desk.cases.undo({ undoId: moved.undoId! });
    expect(asItWas(await desk.desk.cases.get({ caseId: at.row.id }))).toEqual(asItWas(before));
  });

  test('unlink a duplicate, and many at once', async () => {
    await using desk = await foundedDesk();
    const rows = [await desk.take(), await desk.take(), await desk.take()];
    await desk.desk.cases.linkDuplicate({ caseId: rows[0]!.id, version: 1, of: rows[1]!.id });
    const unlinked = await desk.desk.cases.unlinkDuplicate({ caseId: rows[0]!.id, version: 2 });
    const relinked = await desk.desk.cases.undo({ undoId: unlinked.undoId! });
    expect(relinked.cases[0]).toMatchObject({ duplicateOf: rows[1]!.id, version: 4 });
    const all = [4, 1, 1].map((version, index) => ({ caseId: rows[index]!.id, version }));
    const moved = await desk.desk.cases.move({ cases: all, to: 'triaged' });
    const back = await desk.desk.cases.undo({ undoId: moved.undoId! });
    expect(back.cases.map(({ status }) => status)).toEqual(['new', 'new', 'new']);
  });
});

describe('it is refused, and nothing is changed', () => {
  test("somebody else's", async () => {
    await using desk = await foundedDesk();
    const at = await ready(desk);
    const { undoId } = await CHANGES['move']!(at);
    await desk.become('support', 'manager');
    expect(await codeOf(desk.desk.cases.undo({ undoId: undoId! }))).toBe('NOT_FOUND');
    expect((await desk.desk.cases.get({ caseId: at.row.id })).row.status).toBe('triaged');
    await desk.signOutAndIn();
    await desk.desk.cases.undo({ undoId: undoId! });
  });

  test('where the case was changed since, were it one of many', async () => {
    await using desk = await foundedDesk();
    const rows = [await desk.take(), await desk.take()];
    const { undoId } = await desk.desk.cases.move({ cases: rows.map(({ id }) => ({ caseId: id, version: 1 })), to: 'triaged' });
    await desk.desk.cases.addRequest({ caseId: rows[1]!.id, version: 2, kind: 'concern' });
    expect(await codeOf(desk.desk.cases.undo({ undoId: undoId! }))).toBe('STALE');
    for (const { id } of rows) expect((await desk.desk.cases.get({ caseId: id })).row.status).toBe('triaged');
  });

  test('a note or a look since is no change', async () => {
    await using desk = await foundedDesk();
    const at = await ready(desk);
    const { undoId } = await CHANGES['assign']!(at);
    await desk.desk.cases.addNote({ caseId: at.row.id, text: 'A note.' });
    await desk.desk.cases.opened({ caseId: at.row.id });
    expect((await desk.desk.cases.undo({ undoId: undoId! })).cases[0]).toMatchObject({ assignee: null, unread: false });
    expect((await desk.desk.cases.timeline({ caseId: at.row.id })).entries.map(({ type }) => type)).toContain('note');
  });

  test('closing, reopening and taking in are not undone', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take();
    const requestId = await desk.requestOf(row);
    await desk.desk.cases.setOutcome({ caseId: row.id, version: 1, requestId, outcome: 'withdrawn' });
    const closed = await desk.desk.cases.move({ cases: [{ caseId: row.id, version: 2 }], to: 'closed' });
    expect(closed.undoId).toBeNull();
    expect((await desk.desk.cases.reopen({ caseId: row.id, version: 3, reason: 'because' })).undoId).toBeNull();
    expect(await codeOf(desk.desk.cases.undo({ undoId: NOWHERE }))).toBe('NOT_FOUND');
  });

  test('after a day, once there is something newer to take back', async () => {
    await using desk = await foundedDesk();
    const at = await ready(desk);
    const { undoId } = await CHANGES['move']!(at);
    desk.clock.now = '2026-09-04T15:00:00.000Z' as Instant;
    await desk.desk.cases.move({ cases: [{ caseId: at.other.id, version: 1 }], to: 'triaged' });
    expect(await codeOf(desk.desk.cases.undo({ undoId: undoId! }))).toBe('NOT_FOUND');
  });
});
