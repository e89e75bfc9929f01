import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk } from '../../support/desk.ts';
import { caseOf, close, deskWithMara, later, linesOf, MARA, MINUTE, onFile } from '../../support/on-file.ts';
import { nextOf } from '../../support/streams.ts';

describe('who may be the one', () => {
  test('is found by what the request gives, the best fit first, masked', async () => {
    await using desk = await deskWithMara();
    await onFile(desk, 'Mara Doe', [{ kind: 'email', value: 'other@post.example' }]);
    await onFile(desk, 'Quincy Roe', [{ kind: 'customer_number', value: 'C-1' }]);
    const row = await desk.take({
      requester: { name: 'doe, MARA', email: MARA.email, phone: '701 555 0142', customerNumber: 'c1' },
      requests: [{ kind: 'access' }],
    });
    const { candidates, subject } = await desk.desk.identity.ofCase({ caseId: row.id });
    expect(subject).toBeNull();
    expect(candidates.map(({ name, matched }) => ({ name, matched: [...matched].sort() }))).toEqual([
      { name: 'Mara Doe', matched: ['email', 'name', 'phone'] },
      { name: 'Quincy Roe', matched: ['customer_number'] },
      { name: 'Mara Doe', matched: ['name'] },
    ]);
    expect(candidates[0]).toMatchObject({ id: desk.personId, email: { value: 'm•••@p•••.example', masked: true } });
    const linked = await desk.desk.identity.linkSubject({ caseId: row.id, personId: desk.personId });
    expect(linked).toMatchObject({ candidates: [], subject: { id: desk.personId, matched: [] } });
    const back = await desk.desk.identity.linkSubject({ caseId: row.id, personId: null });
    expect(back.candidates).toHaveLength(3);
    expect(await linesOf(desk, row.id, 'subject')).toEqual([
      { type: 'subject_linked', facts: {} },
      { type: 'subject_unlinked', facts: {} },
    ]);
  });

  test('is nobody for a name of one word, and at most five', async () => {
    await using desk = await foundedDesk();
    for (let n = 0; n < 7; n += 1) await onFile(desk, 'Mara Doe', [{ kind: 'ticket', value: `T-${n}` }]);
    const named = async (name: string) => {
      const row = await desk.take({ requester: { name }, requests: [{ kind: 'access' }] });
      return (await desk.desk.identity.ofCase({ caseId: row.id })).candidates.length;
    };
    expect(await named('Mara')).toBe(0);
    expect(await named('Mara Doe')).toBe(5);
  });

  test('must be on file', async () => {
    await using desk = await foundedDesk();
    const { caseId } = await caseOf(desk, 'access');
    expect(await codeOf(desk.desk.identity.linkSubject({ caseId, personId: caseId }))).toBe('NOT_FOUND');
    expect(await codeOf(desk.desk.identity.linkSubject({ caseId, personId: null }))).toBe('NOT_ALLOWED');
  });
});

test('what is offered: only what is on file and can reach the level, with the reasons', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const identity = await desk.desk.identity.ofCase({ caseId });
  expect(identity).toMatchObject({
    needed: true,
    settled: false,
    methods: ['match', 'code', 'call_back', 'portal_sign_in', 'declaration'],
    factors: ['email', 'phone', 'address', 'customer_number', 'ticket', 'product'],
    requests: [{ kind: 'access', level: 'L2', reasons: ['specific_pieces'], scopes: ['specific_pieces', 'categories'], reached: 'L0' }],
  });
});

test('where nobody may be asked, what exactly is asked is still listed, and can be taken back', async () => {
  await using desk = await deskWithMara();
  const row = await desk.take({
    requester: { name: MARA.name, email: MARA.email },
    requests: [{ kind: 'objection' }, { kind: 'opt_out' }],
  });
  const before = await desk.desk.identity.ofCase({ caseId: row.id });
  expect(before).toMatchObject({ needed: true, requests: [{ kind: 'objection', level: 'L1' }, { kind: 'opt_out' }] });
  const set = (scope: 'marketing' | 'other_uses') =>
    desk.desk.identity.setScope({ caseId: row.id, requestId: before.requests[0]!.requestId, scope });
  const never = {
    needed: false,
    settled: true,
    subject: null,
    candidates: [],
    methods: [],
    factors: [],
    codeTo: [],
    callTo: [],
    proofs: [],
  };
  const marketing = await set('marketing');
  expect(marketing).toMatchObject(never);
  expect(marketing.requests).toMatchObject([
    { kind: 'objection', scope: 'marketing', scopes: ['other_uses', 'marketing', 'recording'], level: 'L0', parts: [], answerAs: null },
  ]);
  expect(await desk.desk.identity.ofCase({ caseId: row.id })).toEqual(marketing);
  expect(await set('other_uses')).toMatchObject({ needed: true, candidates: [{ id: desk.personId }], requests: [{ level: 'L1' }, {}] });

  const concern = await caseOf(desk, 'concern');
  expect(await desk.desk.identity.ofCase({ caseId: concern.caseId })).toMatchObject({
    ...never,
    requests: [{ kind: 'concern', scope: null, level: 'L0' }],
  });
  const optOut = await caseOf(desk, 'opt_out');
  expect(await desk.desk.identity.ofCase({ caseId: optOut.caseId })).toMatchObject({ ...never, requests: [] });
});

test('to billing, who may ask nobody for identity, a concern shows how it stands and nothing to do', async () => {
  await using desk = await deskWithMara();
  const { caseId, requestId } = await caseOf(desk, 'concern', desk);
  await desk.desk.identity.setScope({ caseId, requestId, scope: 'answer_with_data' });
  const { codeTo } = await desk.desk.identity.compare({ caseId, factor: 'email', typed: MARA.email }).then(({ identity }) => identity);
  await desk.desk.identity.sendCode({ caseId, factId: codeTo[0]!.factId });
  await desk.become('billing');
  const seen = await desk.desk.identity.ofCase({ caseId });
  expect(seen).toMatchObject({
    needed: true,
    settled: false,
    methods: [],
    factors: [],
    codeTo: [],
    callTo: [],
    candidates: [],
    openCode: null,
  });
  expect(seen.subject?.email).toEqual({ value: 'm•••@p•••.example', masked: true });
});

test('a closed case is opened again before anybody verifies on it', async () => {
  await using desk = await deskWithMara();
  const { caseId, requestId } = await caseOf(desk, 'access', desk);
  await desk.desk.cases.setOutcome({ caseId, version: 1, requestId, outcome: 'withdrawn' });
  await close(desk, caseId);
  const tries = [
    () => desk.desk.identity.compare({ caseId, factor: 'email', typed: MARA.email }),
    () => desk.desk.identity.linkSubject({ caseId, personId: null }),
    () => desk.desk.identity.record({ caseId, type: 'portal_sign_in', at: desk.clock.now }),
    () => desk.desk.files.begin({ caseId, name: 'a.pdf', bytes: 1 }),
  ];
  for (const tried of tries) expect(await codeOf(tried())).toBe('NOT_ALLOWED');
});

test('every act tells the open pages which case it was', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'access', desk);
  const stop = new AbortController();
  const changes = await desk.desk.live.changes(undefined, { signal: stop.signal });
  const heard = nextOf(changes);
  later(desk, MINUTE);
  await desk.desk.identity.compare({ caseId, factor: 'email', typed: MARA.email });
  expect((await heard).touched).toContainEqual({ entity: 'case', id: caseId });
  stop.abort();
});
