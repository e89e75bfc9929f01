import { describe, expect, test } from 'vitest';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { OUTCOMES, REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import { codeOf, foundedDesk, NAME, refusalOf, type TestDesk } from '../../support/desk.ts';
import { settleIdentity } from '../../support/verified.ts';

const NOWHERE = '01920000-0000-7000-8000-000000000000';
const types = async ({ desk }: TestDesk, { id }: Pick<CaseRow, 'id'>) =>
  (await desk.cases.timeline({ caseId: id })).entries.map(({ type }) => type).reverse();

describe('requests of a case', () => {
  test('are added up to nine, in their order, and the kinds of the case follow', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take({ requests: [{ kind: 'access', detail: 'everything' }] });
    let version = 1;
    for (const kind of REQUEST_KINDS.slice(1, 8)) {
      const { cases } = await desk.desk.cases.addRequest({ caseId: row.id, version, kind, detail: `about ${kind}` });
      version = cases[0]!.version;
    }
    const again = await desk.desk.cases.addRequest({ caseId: row.id, version, kind: 'access' });
    expect(again.cases[0]?.kinds).toEqual(REQUEST_KINDS.slice(0, 8));
    const { requests } = await desk.desk.cases.get({ caseId: row.id });
    expect(requests.map(({ kind }) => kind)).toEqual([...REQUEST_KINDS.slice(0, 8), 'access']);
    expect(requests[2]).toMatchObject({ detail: 'about correction', confirmed: true, suggested: null, outcome: null });
    expect(await codeOf(desk.desk.cases.addRequest({ caseId: row.id, version: again.cases[0]!.version, kind: 'access' }))).toBe(
      'NOT_ALLOWED',
    );
    expect(await types(desk, row)).toEqual(['taken_in', ...Array.from({ length: 8 }, () => 'request_added')]);
  });

  test('are removed down to the last one', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take({ requests: [{ kind: 'access' }, { kind: 'concern' }] });
    const [first, second] = (await desk.desk.cases.get({ caseId: row.id })).requests;
    const removed = await desk.desk.cases.removeRequest({ caseId: row.id, version: 1, requestId: first!.id });
    expect(removed.cases[0]?.kinds).toEqual(['concern']);
    expect(await codeOf(desk.desk.cases.removeRequest({ caseId: row.id, version: 2, requestId: first!.id }))).toBe('NOT_FOUND');
    expect(await codeOf(desk.desk.cases.removeRequest({ caseId: row.id, version: 2, requestId: second!.id }))).toBe('NOT_ALLOWED');
  });

  test('where the first of nine is removed there is room for another', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take({
      requests: REQUEST_KINDS.slice(0, 8).flatMap((kind, nth) => (nth === 0 ? [{ kind }, { kind }] : [{ kind }])),
    });
    const [first] = (await desk.desk.cases.get({ caseId: row.id })).requests;
    await desk.desk.cases.removeRequest({ caseId: row.id, version: 1, requestId: first!.id });
    await desk.desk.cases.addRequest({ caseId: row.id, version: 2, kind: 'concern' });
    expect((await desk.desk.cases.get({ caseId: row.id })).requests).toHaveLength(9);
    expect(await codeOf(desk.desk.cases.addRequest({ caseId: row.id, version: 3, kind: 'concern' }))).toBe('NOT_ALLOWED');
  });

  test('another kind takes the outcome back, the same kind does not', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take();
    const requestId = await desk.requestOf(row);
    const one = (version: number) => ({ caseId: row.id, version, requestId });
    await desk.desk.cases.setOutcome({ ...one(1), outcome: 'denied', denialReason: 'no_match', note: 'nobody by that name' });
    await desk.desk.cases.changeRequest({ ...one(2), kind: 'access', detail: 'more exactly' });
    expect((await desk.desk.cases.get({ caseId: row.id })).requests[0]).toMatchObject({
      detail: 'more exactly',
      outcome: 'denied',
      denialReason: 'no_match',
      outcomeNote: 'nobody by that name',
      outcomeBy: NAME,
    });
    await desk.desk.cases.changeRequest({ ...one(3), kind: 'portability' });
    expect((await desk.desk.cases.get({ caseId: row.id })).requests[0]).toMatchObject({
      kind: 'portability',
      detail: 'more exactly',
      outcome: null,
      denialReason: null,
      outcomeNote: '',
      outcomeBy: null,
    });
  });

  test('every outcome can be given and taken back; a denial names its reason, nothing else has one', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take();
    await settleIdentity(desk, row.id);
    const requestId = await desk.requestOf(row);
    let version = 1;
    const set = async (outcome: (typeof OUTCOMES)[number] | null, denialReason: 'no_match' | null = null) => {
      const { cases } = await desk.desk.cases.setOutcome({ caseId: row.id, version, requestId, outcome, denialReason });
      version = cases[0]!.version;
      return (await desk.desk.cases.get({ caseId: row.id })).requests[0];
    };
    const bare = desk.desk.cases.setOutcome({ caseId: row.id, version, requestId, outcome: 'denied' });
    expect(await refusalOf(bare)).toMatchObject({ code: 'INVALID', data: { field: 'denialReason' } });
    for (const outcome of OUTCOMES) {
      const denied = outcome === 'denied';
      expect(await set(outcome, 'no_match')).toMatchObject({ outcome, denialReason: denied ? 'no_match' : null, outcomeBy: NAME });
    }
    expect(await set(null)).toMatchObject({ outcome: null, denialReason: null, outcomeBy: null });
  });

  test('one of another case is none of this', async () => {
    await using desk = await foundedDesk();
    const [row, other] = [await desk.take(), await desk.take()];
    const requestId = await desk.requestOf(other);
    const one = { caseId: row.id, version: 1 };
    for (const id of [requestId, NOWHERE]) {
      expect(await codeOf(desk.desk.cases.changeRequest({ ...one, requestId: id, kind: 'access' }))).toBe('NOT_FOUND');
      expect(await codeOf(desk.desk.cases.setOutcome({ ...one, requestId: id, outcome: 'withdrawn' }))).toBe('NOT_FOUND');
    }
    expect(await types(desk, other)).toEqual(['taken_in']);
  });
});

describe('the requester', () => {
  const requester = {
    name: 'Mara Doe',
    email: 'Mara.Doe@Post.Example',
    phone: '+1 555 0100',
    address: '12 Elm Street',
    customerNumber: 'C-1',
  };

  test('a change keeps what it does not name', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take({ requester: { ...requester, role: 'account_holder', country: 'US', region: 'CA' } });
    await desk.desk.cases.changeRequester({ caseId: row.id, version: 1, requester: { name: 'Mara Roe' } });
    expect((await desk.desk.cases.get({ caseId: row.id })).requester).toEqual({
      name: 'Mara Roe',
      role: 'account_holder',
      email: { value: 'mara.doe@post.example', masked: false },
      phone: { value: '+1 555 0100', masked: false },
      address: { value: '12 Elm Street', masked: false },
      customerNumber: { value: 'C-1', masked: false },
      country: 'US',
      region: 'CA',
    });
    await desk.desk.cases.changeRequester({ caseId: row.id, version: 2, requester: { phone: '', country: null, region: null } });
    expect((await desk.desk.cases.get({ caseId: row.id })).requester).toMatchObject({
      phone: null,
      country: null,
      address: { masked: false },
    });
    const [line] = (await desk.desk.cases.timeline({ caseId: row.id })).entries;
    expect(line).toMatchObject({ type: 'requester_changed', facts: { fields: 'country, phone, region' } });
  });

  test('where they live decides when the case is due', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take({ requester });
    expect(row.regime).toBe('house');
    const { cases } = await desk.desk.cases.changeRequester({ caseId: row.id, version: 1, requester: { country: 'DE' } });
    expect(cases[0]?.regime).not.toBeNull();
    expect((await desk.desk.deadlines.ofCase({ caseId: row.id })).requests[0]?.regimes.map(({ regime }) => regime)).toContain('eu-gdpr');
  });
});

describe('duplicates', () => {
  test('are linked, shown from both sides, and unlinked', async () => {
    await using desk = await foundedDesk();
    const [original, copy] = [await desk.take(), await desk.take()];
    const linked = await desk.desk.cases.linkDuplicate({ caseId: copy.id, version: 1, of: original.id });
    expect(linked.cases[0]).toMatchObject({ id: copy.id, duplicateOf: original.id, version: 2 });
    expect((await desk.desk.cases.get({ caseId: copy.id })).related).toMatchObject([{ id: original.id, relation: 'duplicate_of' }]);
    expect((await desk.desk.cases.get({ caseId: original.id })).related).toMatchObject([{ id: copy.id, relation: 'duplicate' }]);
    const unlinked = await desk.desk.cases.unlinkDuplicate({ caseId: copy.id, version: 2 });
    expect(unlinked.cases[0]?.duplicateOf).toBeNull();
    expect(await codeOf(desk.desk.cases.unlinkDuplicate({ caseId: copy.id, version: 3 }))).toBe('NOT_ALLOWED');
  });

  test('never go round in a circle, however long', async () => {
    await using desk = await foundedDesk();
    const rows = [await desk.take(), await desk.take(), await desk.take(), await desk.take()];
    const link = (from: number, to: number, version = 1) =>
      desk.desk.cases.linkDuplicate({ caseId: rows[from]!.id, version, of: rows[to]!.id });
    expect(await codeOf(link(0, 0))).toBe('NOT_ALLOWED');
    await link(0, 1);
    expect(await codeOf(link(1, 0))).toBe('NOT_ALLOWED');
    await link(1, 2);
    await link(2, 3);
    expect(await codeOf(link(3, 0))).toBe('NOT_ALLOWED');
    expect(await codeOf(link(3, 1))).toBe('NOT_ALLOWED');
  });

  test('nor does an undo make them', async () => {
    await using desk = await foundedDesk();
    const [one, other] = [await desk.take(), await desk.take()];
    await desk.desk.cases.linkDuplicate({ caseId: one.id, version: 1, of: other.id });
    const { undoId } = await desk.desk.cases.unlinkDuplicate({ caseId: one.id, version: 2 });
    await desk.desk.cases.linkDuplicate({ caseId: other.id, version: 1, of: one.id });
    expect(await codeOf(desk.desk.cases.undo({ undoId: undoId! }))).toBe('STALE');
    expect((await desk.desk.cases.get({ caseId: one.id })).row.duplicateOf).toBeNull();
  });

  test('of one sender are told of, the mail address in any case', async () => {
    await using desk = await foundedDesk();
    const one = await desk.take({ requester: { email: 'a@b.example' } });
    const other = await desk.take({ requester: { email: 'A@B.Example' } });
    await desk.take({ requester: { email: 'c@b.example' } });
    await desk.take();
    expect((await desk.desk.cases.get({ caseId: one.id })).related).toMatchObject([{ id: other.id, relation: 'same_sender' }]);
  });
});

describe('the form', () => {
  test('a case received in the future is refused, in the past is due from then', async () => {
    await using desk = await foundedDesk();
    const make = (receivedAt: string) => desk.take({ receivedAt: receivedAt as CaseRow['receivedAt'] });
    expect(await refusalOf(make('2026-09-03T14:00:01Z'))).toMatchObject({ code: 'INVALID', data: { field: 'receivedAt' } });
    const now = await make('2026-09-03T14:00:00Z');
    expect(now.receivedAt).toBe('2026-09-03T14:00:00.000Z');
    const earlier = await make('2026-08-01T12:00:00.5Z');
    expect(earlier.receivedAt).toBe('2026-08-01T12:00:00.500Z');
    expect(earlier.workByOn! < now.workByOn!).toBe(true);
    expect(earlier.band).toBe('overdue');
  });

  test('each case has a reference of its own, and nobody has opened it until somebody has', async () => {
    await using desk = await foundedDesk();
    const rows = await Promise.all(Array.from({ length: 20 }, () => desk.take()));
    expect(new Set(rows.map(({ reference }) => reference)).size).toBe(20);
    expect(rows[0]?.unread).toBe(true);
    await desk.desk.cases.opened({ caseId: rows[0]!.id });
    await desk.desk.cases.opened({ caseId: rows[0]!.id });
    expect((await desk.desk.cases.get({ caseId: rows[0]!.id })).row).toMatchObject({ unread: false, version: 1 });
    const looks = desk.db.prepare(`SELECT count(*) FROM ledger_entry WHERE action = 'case.opened'`).pluck().get();
    expect(looks).toBe(1);
  });

  test('notes are kept in their order and page by page', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take({ note: 'note 0' });
    for (let nth = 1; nth < 30; nth += 1) await desk.desk.cases.addNote({ caseId: row.id, text: ` note ${nth} ` });
    const seen: unknown[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const page: Awaited<ReturnType<typeof desk.desk.cases.timeline>> = await desk.desk.cases.timeline({
        caseId: row.id,
        before,
        limit: 7,
      });
      seen.push(...page.entries.map(({ type, facts }) => (type === 'note' ? facts['text'] : type)));
      before = page.entries.at(-1)?.id ?? null;
      more = page.more;
    }
    expect(seen).toEqual([...Array.from({ length: 30 }, (_, nth) => `note ${29 - nth}`), 'taken_in']);
    expect((await desk.desk.cases.get({ caseId: row.id })).row.version).toBe(1);
  });

  test('assigning: to who is here, to nobody, not to who has left or never was', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take();
    const me = await desk.staffId(NAME);
    const cases = (version: number) => [{ caseId: row.id, version }];
    expect((await desk.desk.cases.assign({ cases: cases(1), assignee: me })).cases[0]?.assignee).toBe(me);
    expect((await desk.desk.cases.page({ view: 'mine' })).rows).toHaveLength(1);
    expect((await desk.desk.cases.assign({ cases: cases(2), assignee: null })).cases[0]?.assignee).toBeNull();
    expect(await codeOf(desk.desk.cases.assign({ cases: cases(3), assignee: NOWHERE }))).toBe('NOT_FOUND');
    const bo = await desk.desk.staff.add({ name: 'Bo', roles: ['support'], passphrase: 'a dozen walrus eggs for supper' });
    await desk.desk.staff.remove({ staffId: bo.id, version: 1 });
    expect(await codeOf(desk.desk.cases.assign({ cases: cases(3), assignee: bo.id }))).toBe('NOT_ALLOWED');
  });
});
