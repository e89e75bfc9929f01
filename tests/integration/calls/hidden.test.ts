import { describe, expect, test } from 'vitest';
import { codeOf, refusalOf, type TestDesk } from '../../support/desk.ts';
import { deskWithMara, later, linesOf, MINUTE } from '../../support/on-file.ts';
import { nextOf } from '../../support/streams.ts';
import { callOn, closed, NOWHERE, said, seal } from './on-call.ts';

/** All that this reader is told of calls and consents of Mara. */
async function told(desk: TestDesk, personId: string) {
  const { calls } = await desk.desk.calls.list({ personId });
  const { records } = await desk.desk.consents.history({ personId });
  const { standings } = await desk.desk.consents.standing({ personId });
  return { calls, records, standings: standings.filter(({ standing }) => standing !== 'none') };
}
const NOTHING = { calls: [], records: [], standings: [] };

/** Support has a call with a consent on it, and a letter, on a case that is found to be legal process afterwards. */
async function sealedLater(desk: TestDesk & { personId: string }) {
  const call = await callOn(desk, { personId: desk.personId });
  const first = (await said(desk, call.id, { marketing_post: 'granted' })).record;
  const opened = await desk.desk.calls.openCase({ callId: call.id, requests: [{ kind: 'access' }] });
  await closed(desk, call);
  const caseId = opened.call.case!.id;
  later(desk, MINUTE);
  const answers = [{ purpose: 'marketing_email' as const, answer: 'granted' as const }];
  const letter = await desk.desk.consents.record({ personId: desk.personId, caseId, answers, method: 'written' });
  return { callId: call.id, caseId, first, letter };
}

test('a call and its consents on a case that is sealed later are gone for support, and there for the manager', async () => {
  await using desk = await deskWithMara();
  await desk.become('support');
  const { callId, caseId, first, letter } = await sealedLater(desk);
  const before = await told(desk, desk.personId);
  expect(before).toMatchObject({ calls: [{ id: callId }], records: [{ id: letter.id }, { id: first.id }] });
  await seal(desk, caseId);
  expect(await told(desk, desk.personId)).toEqual(NOTHING);

  const recordings = { system: 'pbx', externalId: 'x', sha256: 'a'.repeat(64) };
  for (const [hidden, missing] of [
    [() => desk.desk.consents.vcon({ callId }), () => desk.desk.consents.vcon({ callId: NOWHERE })],
    [
      () => desk.desk.calls.attachRecording({ callId, ...recordings }),
      () => desk.desk.calls.attachRecording({ callId: NOWHERE, ...recordings }),
    ],
    [() => desk.desk.calls.save({ callId, seq: 99 }), () => desk.desk.calls.save({ callId: NOWHERE, seq: 99 })],
    [() => desk.desk.calls.list({ caseId }), () => desk.desk.calls.list({ caseId: NOWHERE })],
    [() => desk.desk.consents.history({ caseId }), () => desk.desk.consents.history({ caseId: NOWHERE })],
    [
      () => desk.desk.consents.receipt({ recordId: first.id, format: 'json' }),
      () => desk.desk.consents.receipt({ recordId: NOWHERE, format: 'json' }),
    ],
  ] as const) {
    const refusal = await refusalOf(hidden());
    expect(refusal).toEqual(await refusalOf(missing()));
    expect(refusal.code).toBe('NOT_FOUND');
  }
  const text = (await desk.desk.consents.wholeHistory({ personId: desk.personId, format: 'text' })).data;
  expect(Buffer.from(text, 'base64').toString()).toContain('Nothing was ever asked or said.');

  const open = await desk.take();
  const moved = await refusalOf(desk.desk.calls.attachCase({ callId, caseId: open.id }));
  expect(moved.code).toBe('NOT_FOUND');

  // a later record does not name the hidden one as what it takes the place of
  later(desk, MINUTE);
  const answers = [{ purpose: 'marketing_email' as const, answer: 'withdrawn' as const }];
  const after = await desk.desk.consents.record({ personId: desk.personId, answers, method: 'written' });
  expect(after.supersedes).toBeNull();

  await desk.signOutAndIn();
  const manager = await told(desk, desk.personId);
  expect(manager.calls.map(({ id }) => id)).toEqual([callId]);
  expect(manager.records.map(({ id, supersedes }) => ({ id, supersedes }))).toEqual([
    { id: after.id, supersedes: letter.id },
    { id: letter.id, supersedes: null },
    { id: first.id, supersedes: null },
  ]);
  expect((await desk.desk.consents.history({ caseId })).records).toHaveLength(2);
});

test('pages are full: what is hidden takes no place in them', async () => {
  await using desk = await deskWithMara();
  await desk.become('support');
  const { caseId } = await sealedLater(desk);
  const seen = await closed(desk, await callOn(desk, { personId: desk.personId }));
  await sealedLater(desk).then((other) => seal(desk, other.caseId));
  await seal(desk, caseId);
  expect(await desk.desk.calls.list({ personId: desk.personId, limit: 1 })).toMatchObject({ more: false, calls: [{ id: seen.id }] });
  expect(await desk.desk.consents.history({ personId: desk.personId, limit: 1 })).toEqual({ more: false, records: [] });
});

describe('a call from which legal process was handed over', () => {
  test('goes on, answers and ends for who has it, and says nothing of where it went', async () => {
    await using desk = await deskWithMara();
    await desk.become('support');
    const call = await callOn(desk, { callerName: 'The clerk' });
    const stop = new AbortController();
    const heard = nextOf(await desk.desk.live.changes(undefined, { signal: stop.signal }));
    const opened = await desk.desk.calls.openCase({ callId: call.id, requests: [{ kind: 'legal_process' }] });
    expect(opened).toMatchObject({ handedOver: true, call: { case: null } });
    const { touched } = await heard;
    stop.abort();
    expect(touched.map(({ entity }) => entity)).not.toContain('case');
    later(desk, MINUTE);
    expect((await said(desk, call.id, { marketing_email: 'refused' })).record.caseId).toBeNull();
    expect((await desk.desk.calls.save({ callId: call.id, seq: 5, note: 'and more' })).note).toBe('and more');
    const again = desk.desk.calls.openCase({ callId: call.id, requests: [{ kind: 'concern' }] });
    expect(await codeOf(again)).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.calls.attachCase({ callId: call.id, caseId: (await desk.take()).id }))).toBe('NOT_ALLOWED');
    const end = await desk.desk.calls.close({ callId: call.id });
    // what was opted out of has a case of its own, which support may see
    expect(end.optOuts).toHaveLength(1);
    expect((await desk.desk.cases.get({ caseId: end.case!.id })).row.kinds).toEqual(['opt_out']);
    expect(end.call?.case).toBeNull();
    expect(await codeOf(desk.desk.consents.vcon({ callId: call.id }))).toBe('NOT_FOUND');

    await desk.signOutAndIn();
    const sealed = desk.db.prepare('SELECT case_id FROM phone_call').pluck().get() as string;
    expect((await desk.desk.cases.get({ caseId: sealed })).row).toMatchObject({ sealed: true, requesterName: 'The clerk' });
    const types = (await linesOf(desk, sealed, '')).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['called', 'consented']));
    expect((await desk.desk.calls.list({ caseId: sealed })).calls).toMatchObject([{ id: call.id }]);
  });
});

test('billing sees calls and consents of its own kinds of case, and those on none', async () => {
  await using desk = await deskWithMara();
  const call = await callOn(desk, { personId: desk.personId });
  await said(desk, call.id, { marketing_post: 'granted' });
  await desk.desk.calls.openCase({ callId: call.id, requests: [{ kind: 'access' }] });
  await closed(desk, call);
  const free = await callOn(desk, { personId: desk.personId });
  await said(desk, free.id, { marketing_sms: 'granted' });
  await closed(desk, free);
  await desk.become('billing');
  expect(await told(desk, desk.personId)).toMatchObject({
    calls: [{ id: free.id }],
    records: [{ callId: free.id }],
    standings: [{ purpose: 'marketing_sms', standing: 'granted' }],
  });
});
