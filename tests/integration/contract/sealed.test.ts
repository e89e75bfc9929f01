import { describe, expect, test } from 'vitest';
import { BUILT_IN_VIEWS, type CaseRow } from '../../../src-shared/contract/cases.ts';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { eml, readIn } from '../../support/mail.ts';
import { nextOf } from '../../support/streams.ts';
import { call, membersOf, procedures } from './procedures.ts';

/** An id that no row has, of the same form. */
const NOWHERE = '01920000-0000-7000-8000-000000000000';

interface Ids {
  readonly caseId: string;
  readonly requestId: string;
  readonly fileId: string;
  /** A file put onto the case, whose pieces are to come. */
  readonly begunId: string;
  readonly undoId: string;
  readonly eventId: string;
  readonly proposalId: string;
  /** Somebody on file, and a closed call: neither is on the case. */
  readonly personId: string;
  readonly callId: string;
}

const one = ({ caseId }: Ids) => ({ caseId, version: 1 });

/** Every procedure that is told of a case, a file or what hangs on one, with an input that would do for a case that one may see. */
const ASKED: Record<string, (ids: Ids) => unknown> = {
  'cases.get': ({ caseId }) => ({ caseId }),
  'cases.opened': ({ caseId }) => ({ caseId }),
  'cases.timeline': ({ caseId }) => ({ caseId }),
  'cases.messages': ({ caseId }) => ({ caseId }),
  'cases.filePiece': ({ fileId }) => ({ fileId, offset: 0 }),
  'cases.assign': (ids) => ({ cases: [one(ids)], assignee: null }),
  'cases.move': (ids) => ({ cases: [one(ids)], to: 'triaged' }),
  'cases.reopen': (ids) => ({ ...one(ids), reason: 'because' }),
  'cases.addRequest': (ids) => ({ ...one(ids), kind: 'opt_out' }),
  'cases.changeRequest': (ids) => ({ ...one(ids), requestId: ids.requestId, kind: 'opt_out' }),
  'cases.removeRequest': (ids) => ({ ...one(ids), requestId: ids.requestId }),
  'cases.setOutcome': (ids) => ({ ...one(ids), requestId: ids.requestId, outcome: 'withdrawn' }),
  'cases.changeRequester': (ids) => ({ ...one(ids), requester: { name: 'Somebody' } }),
  'cases.addNote': ({ caseId }) => ({ caseId, text: 'x' }),
  'cases.linkDuplicate': (ids) => ({ ...one(ids), of: ids.caseId }),
  'cases.unlinkDuplicate': one,
  'cases.reveal': ({ caseId }) => ({ caseId, field: 'email', reason: 'because' }),
  'cases.undo': ({ undoId }) => ({ undoId }),
  'deadlines.ofCase': ({ caseId }) => ({ caseId }),
  'deadlines.record': (ids) => ({ ...one(ids), type: 'acknowledged', on: '2026-09-03' }),
  'deadlines.withdraw': (ids) => ({ ...one(ids), eventId: ids.eventId, reason: 'because' }),
  'deadlines.proposeExtension': (ids) => ({ ...one(ids), requestId: ids.requestId, noticeOn: '2026-09-03', reason: 'because' }),
  'deadlines.decideExtension': (ids) => ({ ...one(ids), proposalId: ids.proposalId, approve: false, reason: 'because' }),
  'deadlines.changeRegimes': (ids) => ({ ...one(ids), requestId: ids.requestId, regimes: ['house'], reason: 'because' }),
  'deadlines.changeReceipt': (ids) => ({ ...one(ids), receivedAt: '2026-09-01T00:00:00Z', reason: 'because' }),
  'calls.attachCase': ({ caseId, callId }) => ({ callId, caseId }),
  'calls.list': ({ caseId }) => ({ caseId }),
  'consents.history': ({ caseId }) => ({ caseId }),
  'consents.record': ({ caseId, personId }) => ({
    personId,
    caseId,
    answers: [{ purpose: 'marketing_email', answer: 'granted' }],
    method: 'written',
  }),
  'optOuts.take': ({ caseId }) => ({
    who: { email: 'a@post.example' },
    optOuts: [{ scope: 'marketing', channels: ['email'] }],
    channel: 'phone',
    caseId,
  }),
  'optOuts.list': ({ caseId }) => ({ caseId }),
  'access.check': ({ caseId }) => ({ personId: NOWHERE, accountId: NOWHERE, dataClass: 'invoices', caseId }),
  'access.attach': ({ caseId }) => ({ checkId: NOWHERE, caseId }),
  'access.checks': ({ caseId }) => ({ caseId }),
  'files.list': ({ caseId }) => ({ caseId }),
  'files.begin': ({ caseId }) => ({ caseId, name: 'scan.pdf', bytes: 1 }),
  'files.piece': ({ begunId }) => ({ fileId: begunId, offset: 0, data: 'AA==' }),
  'identity.ofCase': ({ caseId }) => ({ caseId }),
  'identity.linkSubject': ({ caseId }) => ({ caseId, personId: null }),
  'identity.setScope': ({ caseId, requestId }) => ({ caseId, requestId, scope: null }),
  'identity.compare': ({ caseId }) => ({ caseId, factor: 'email', typed: 'mara@post.example' }),
  'identity.sendCode': ({ caseId }) => ({ caseId, factId: NOWHERE }),
  'identity.checkCode': ({ caseId }) => ({ caseId, codeId: NOWHERE, typed: '123456' }),
  'identity.startCallBack': ({ caseId }) => ({ caseId, factId: NOWHERE }),
  'identity.finishCallBack': ({ caseId }) => ({ caseId, factId: NOWHERE, result: 'confirmed' }),
  'identity.record': ({ caseId }) => ({ caseId, type: 'issuer_contacted' }),
  'identity.approveIssuer': ({ caseId }) => ({ caseId, note: 'genuine' }),
  'identity.withdraw': ({ caseId }) => ({ caseId, proofId: NOWHERE, reason: 'because' }),
  'identity.discardFile': ({ caseId }) => ({ caseId, proofId: NOWHERE }),
};
/** Only managers may ask this at all, and nothing is hidden from them. */
const MANAGERS_ONLY = ['deadlines.decideExtension', 'identity.approveIssuer'];
/** Whoever only has requests for which nobody may ask for identity is refused before anything is looked up. */
const mayVerify = (path: string): boolean => path === 'identity.ofCase' || !path.startsWith('identity.');

const NAMES_A_CASE = ['caseId', 'fileId', 'cases', 'undoId'];

test('every procedure that names a case or a file is tried below', () => {
  const naming = [...procedures()].filter(([, procedure]) => membersOf(procedure).some((member) => NAMES_A_CASE.includes(member)));
  expect(Object.keys(ASKED).sort()).toEqual(naming.map(([path]) => path).sort());
});

async function closedCall({ desk }: TestDesk): Promise<string> {
  const { id } = await desk.calls.open({ number: '+1 202 555 0142' });
  await desk.calls.close({ callId: id });
  return id;
}

/** A message with a file, taken in by support, then found to be legal process. Support made a change that it could have taken back. */
async function sealedCase(desk: TestDesk): Promise<Ids> {
  const file = { name: 'order.pdf', text: 'the order itself' };
  const batch = await readIn(desk, [eml({ from: 'clerk@court.example', subject: 'A matter of zymurgy', text: 'zymurgy forthwith', file })]);
  await desk.desk.intake.take({
    batchId: batch.id,
    items: (await desk.desk.intake.items({ batchId: batch.id })).items.map(({ id }) => id),
  });
  const { rows } = await desk.desk.cases.page({});
  const caseId = rows[0]!.id;
  const requestId = await desk.requestOf({ id: caseId });
  const { messages } = await desk.desk.cases.messages({ caseId });
  const me = await desk.staffId('support');
  const begun = await desk.desk.files.begin({ caseId, name: 'scan.pdf', bytes: 1 });
  const assigned = await desk.desk.cases.assign({ cases: [{ caseId, version: 1 }], assignee: me });
  const changed = await desk.desk.cases.changeRequest({ caseId, version: 2, requestId, kind: 'legal_process' });
  expect(changed).toEqual({ cases: [], undoId: null });
  return {
    caseId,
    requestId,
    fileId: messages[0]!.files[0]!.id,
    begunId: begun.fileId,
    undoId: assigned.undoId!,
    eventId: NOWHERE,
    proposalId: NOWHERE,
    personId: (await desk.desk.directory.create({ name: 'Mara Doe' })).id,
    callId: await closedCall(desk),
  };
}

describe.each([['support'], ['billing']] as const)('a sealed case, to %s', (role) => {
  test('answers as one that is not there, to every question', async () => {
    await using desk = await foundedDesk();
    await desk.become('support');
    const ids = await sealedCase(desk);
    if (role !== 'support') await desk.become(role);
    const missing: Ids = {
      caseId: NOWHERE,
      requestId: NOWHERE,
      fileId: NOWHERE,
      begunId: NOWHERE,
      undoId: NOWHERE,
      eventId: NOWHERE,
      proposalId: NOWHERE,
      personId: ids.personId,
      callId: ids.callId,
    };
    for (const [path, input] of Object.entries(ASKED)) {
      if (MANAGERS_ONLY.includes(path) || (role === 'billing' && !mayVerify(path))) continue;
      const hidden = await refusalOf(call(desk, path, input(ids)));
      expect(hidden, path).toEqual(await refusalOf(call(desk, path, input(missing))));
      expect(hidden.code, path).toBe('NOT_FOUND');
    }
  });

  test('is in no list, count, search or preview', async () => {
    await using desk = await foundedDesk();
    await desk.become('support');
    const { caseId } = await sealedCase(desk);
    await desk.signOutAndIn();
    const sealed = await desk.desk.cases.get({ caseId });
    expect(sealed.row.sealed).toBe(true);
    await desk.become(role);
    for (const view of BUILT_IN_VIEWS) {
      for (const filter of [{}, { kinds: ['legal_process' as const] }, { text: 'zymurgy' }, { assignee: await desk.staffId('support') }]) {
        expect((await desk.desk.cases.page({ view, filter })).rows, view).toEqual([]);
        expect(await desk.desk.cases.count({ view, filter }), view).toEqual({ count: 0, more: false });
      }
    }
    expect(Object.values((await desk.desk.cases.counts()).counts).every((count) => count === 0)).toBe(true);
    for (const text of ['zymurgy', sealed.row.reference, sealed.row.reference.slice(4), 'clerk@court.example', 'z', 'forthwith'])
      for (const order of ['newest', 'relevance'] as const)
        expect(await desk.desk.search.find({ text, order }), text).toEqual({ hits: [], more: false });
    const saved = await desk.desk.views.save({
      name: 'all',
      view: 'all',
      filter: { kinds: ['legal_process'] },
      sort: { by: 'due', direction: 'asc' },
    });
    expect(saved.count).toBe(0);
    expect((await desk.desk.deadlines.calendarFile()).text).not.toContain(sealed.row.reference);
  });
});

describe('what points to a sealed case', () => {
  /** Three cases of one sender: two that support sees, one sealed between them. */
  async function linked(desk: TestDesk) {
    const requester = { email: 'clerk@court.example' };
    const hidden = await desk.take({ requester, requests: [{ kind: 'legal_process' }] });
    const open = await desk.take({ requester });
    const [row] = (await desk.desk.cases.linkDuplicate({ caseId: open.id, version: 1, of: hidden.id })).cases;
    return { hidden, open: row! };
  }

  const without = (row: CaseRow | undefined) => expect(row?.duplicateOf).toBeNull();

  test('a link to it, a line about it and a likeness to it are not shown', async () => {
    await using desk = await foundedDesk();
    const { hidden, open } = await linked(desk);
    expect(open.duplicateOf).toBe(hidden.id);
    expect((await desk.desk.cases.get({ caseId: open.id })).related.map(({ id }) => id)).toEqual([hidden.id]);

    await desk.become('support');
    const seen = await desk.desk.cases.get({ caseId: open.id });
    expect(seen.related).toEqual([]);
    without(seen.row);
    without((await desk.desk.cases.page({})).rows[0]);
    without((await desk.desk.search.find({ text: open.reference })).hits[0]?.row);
    const { entries } = await desk.desk.cases.timeline({ caseId: open.id });
    expect(entries.map(({ type }) => type)).toEqual(['taken_in']);
    expect(JSON.stringify(entries)).not.toContain(hidden.reference);
    const [row] = (await desk.desk.cases.move({ cases: [{ caseId: open.id, version: 2 }], to: 'triaged' })).cases;
    without(row);
    const other = await desk.take();
    const toUnlinked = await refusalOf(desk.desk.cases.unlinkDuplicate({ caseId: other.id, version: 1 }));
    const toHidden = await refusalOf(desk.desk.cases.unlinkDuplicate({ caseId: open.id, version: 3 }));
    expect(toHidden.message.replace(open.reference, other.reference)).toBe(toUnlinked.message);
    expect((await refusalOf(desk.desk.cases.linkDuplicate({ caseId: other.id, version: 1, of: hidden.id }))).message).toBe(
      (await refusalOf(desk.desk.cases.linkDuplicate({ caseId: other.id, version: 1, of: NOWHERE }))).message,
    );
  });

  test('the same message sent in again does not say whose it is', async () => {
    await using desk = await foundedDesk();
    await desk.become('support');
    const { caseId } = await sealedCase(desk);
    const file = { name: 'order.pdf', text: 'the order itself' };
    const again = eml({ from: 'clerk@court.example', subject: 'A matter of zymurgy', text: 'zymurgy forthwith', file });
    const batch = await readIn(desk, [again]);
    const { items } = await desk.desk.intake.items({ batchId: batch.id });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ state: 'same', reference: null, subject: '', fromName: '', excerpt: '', fromEmail: null });
    await desk.signOutAndIn();
    const [seen] = (await desk.desk.intake.items({ batchId: batch.id })).items;
    expect(seen?.reference).toBe((await desk.desk.cases.get({ caseId })).row.reference);
  });

  test('the open pages are told of counts, never of the case', async () => {
    await using desk = await foundedDesk();
    await desk.become('support');
    const row = await desk.take();
    const stop = new AbortController();
    const changes = await desk.desk.live.changes(undefined, { signal: stop.signal });
    const heard = nextOf(changes);
    await desk.desk.cases.changeRequest({ caseId: row.id, version: 1, requestId: await desk.requestOf(row), kind: 'legal_process' });
    expect((await heard).touched).toEqual([{ entity: 'counts', id: null }]);
    const created = nextOf(changes);
    const { case: none, handedOver } = await desk.desk.cases.create({
      channel: 'letter',
      requester: {},
      requests: [{ kind: 'legal_process' }],
    });
    expect({ none, handedOver }).toEqual({ none: null, handedOver: true });
    expect((await created).touched).toEqual([{ entity: 'counts', id: null }]);
    stop.abort();
  });
});

test('a case that is handed over has no undo, and the manager who has it may not lift the seal', async () => {
  await using desk = await foundedDesk();
  await desk.become('support');
  const row = await desk.take({ requests: [{ kind: 'access' }] });
  await desk.desk.cases.addRequest({ caseId: row.id, version: 1, kind: 'legal_process' });
  expect(await codeOf(desk.desk.cases.get({ caseId: row.id }))).toBe('NOT_FOUND');
  await desk.signOutAndIn();
  const { requests, row: seen } = await desk.desk.cases.get({ caseId: row.id });
  const legal = requests.find(({ kind }) => kind === 'legal_process')!;
  const removed = await desk.desk.cases.removeRequest({ caseId: row.id, version: seen.version, requestId: legal.id });
  expect(removed.cases[0]).toMatchObject({ kinds: ['access'], sealed: true });
  await desk.desk.cases.undo({ undoId: removed.undoId! });
  await desk.become('support');
  expect(await codeOf(desk.desk.cases.get({ caseId: row.id }))).toBe('NOT_FOUND');
});
