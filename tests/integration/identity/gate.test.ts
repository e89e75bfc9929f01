import { describe, expect, test } from 'vitest';
import type { StaffRole } from '../../../src-shared/vocabulary/permissions.ts';
import { codeOf, foundedDesk, NAME, refusalOf } from '../../support/desk.ts';
import { caseOf, close, deskWithMara, fulfil, HOUR, later, MARA, MINUTE, onFile } from '../../support/on-file.ts';
import { settleIdentity } from '../../support/verified.ts';

describe('whoever asks, nothing is given before it is settled who it is for', () => {
  test.each<{ roles: StaffRole[] }>([
    { roles: ['support'] },
    { roles: ['manager'] },
    { roles: ['support', 'billing'] },
    { roles: ['manager', 'administrator'] },
    { roles: ['support', 'billing', 'manager', 'administrator'] },
  ])('to $roles', async ({ roles }) => {
    await using desk = await foundedDesk();
    await desk.become(...roles);
    for (const kind of ['access', 'portability', 'correction', 'deletion', 'restriction', 'objection'] as const) {
      const { caseId, requestId } = await caseOf(desk, kind);
      for (const outcome of ['fulfilled', 'partly_fulfilled'] as const) {
        const refused = await refusalOf(desk.desk.cases.setOutcome({ caseId, version: 1, requestId, outcome }));
        expect(refused, kind).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'outcome', detail: { because: 'identity' } } });
      }
      expect((await desk.desk.cases.get({ caseId })).identity).toBe('open');
      await settleIdentity(desk, caseId);
      expect((await desk.desk.cases.get({ caseId })).identity).toBe('settled');
      await fulfil(desk, caseId);
    }
  });

  test.each<{ roles: StaffRole[] }>([
    { roles: ['support'] },
    { roles: ['manager'] },
    { roles: ['support', 'billing', 'manager', 'administrator'] },
  ])('a case whose proof was withdrawn after it was answered does not close, to $roles', async ({ roles }) => {
    await using desk = await deskWithMara();
    await desk.become(...roles);
    const { caseId } = await caseOf(desk, 'access', desk);
    await settleIdentity(desk, caseId);
    await fulfil(desk, caseId);
    const { proofs } = await desk.desk.identity.ofCase({ caseId });
    await desk.desk.identity.withdraw({ caseId, proofId: proofs[0]!.id, reason: 'it was her sister' });
    expect((await refusalOf(close(desk, caseId))).data).toMatchObject({ detail: { because: 'identity' } });
    expect((await desk.desk.cases.get({ caseId })).moves.find(({ to }) => to === 'closed')).toMatchObject({
      allowed: false,
      because: 'identity',
    });
    expect((await desk.desk.identity.ofCase({ caseId })).proofs[0]).toMatchObject({ withdrawn: true, counts: false });
    await settleIdentity(desk, caseId);
    await close(desk, caseId);
  });
});

test('billing answers a concern without data, and not one with data', async () => {
  await using desk = await deskWithMara();
  const { caseId, requestId } = await caseOf(desk, 'concern', desk);
  await desk.desk.identity.setScope({ caseId, requestId, scope: 'answer_with_data' });
  await desk.become('billing');
  expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
  expect((await desk.desk.cases.get({ caseId })).identity).toBe('open');
});

describe('what was proven counts no more', () => {
  test('after the kind was changed, and not after that was taken back either', async () => {
    await using desk = await deskWithMara();
    const { caseId, requestId } = await caseOf(desk, 'restriction', desk);
    await settleIdentity(desk, caseId);
    later(desk, MINUTE);
    const changed = await desk.desk.cases.changeRequest({ caseId, version: 1, requestId, kind: 'access' });
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
    const asked = await desk.desk.identity.ofCase({ caseId });
    expect(asked).toMatchObject({ settled: false, requests: [{ level: 'L2', askedSince: desk.clock.now }], proofs: [{ counts: false }] });
    await desk.desk.cases.undo({ undoId: changed.undoId! });
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
    await settleIdentity(desk, caseId);
    await fulfil(desk, caseId);
  });

  test('after it was said that somebody else asks, in another role', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'deletion', { ...desk, role: 'estate' });
    await settleIdentity(desk, caseId);
    await fulfil(desk, caseId);
    later(desk, MINUTE);
    const { row } = await desk.desk.cases.get({ caseId });
    await desk.desk.cases.changeRequester({ caseId, version: row.version, requester: { role: 'subject' } });
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
    expect((await refusalOf(close(desk, caseId))).data).toMatchObject({ detail: { because: 'identity' } });
    await settleIdentity(desk, caseId);
    await close(desk, caseId);
  });

  test('after the case was reopened', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    await settleIdentity(desk, caseId);
    await fulfil(desk, caseId);
    await close(desk, caseId);
    later(desk, HOUR);
    const { row } = await desk.desk.cases.get({ caseId });
    await desk.desk.cases.reopen({ caseId, version: row.version, reason: 'they wrote again' });
    expect((await desk.desk.cases.get({ caseId })).identity).toBe('open');
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
    expect(await codeOf(close(desk, caseId))).toBe('NOT_ALLOWED'); // with the outcome of then
    await settleIdentity(desk, caseId);
    await close(desk, caseId);
  });

  test('of another person than the case is linked to, or of nobody', async () => {
    await using desk = await deskWithMara();
    const other = await onFile(desk, 'Quincy Roe');
    const { caseId } = await caseOf(desk, 'access', desk);
    await settleIdentity(desk, caseId);
    await desk.desk.identity.linkSubject({ caseId, personId: null });
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
    await desk.desk.identity.linkSubject({ caseId, personId: other });
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
    await desk.desk.identity.linkSubject({ caseId, personId: desk.personId });
    await fulfil(desk, caseId);
  });

  test('of an entry that was merged by mistake', async () => {
    await using desk = await deskWithMara();
    const stranger = await onFile(desk, 'Mara D.', [
      { kind: 'ticket', value: 'T-9999' },
      { kind: 'product', value: 'Mail' },
    ]);
    later(desk, HOUR);
    const { caseId } = await caseOf(desk, 'restriction', desk);
    const versionOf = async (personId: string) => ({ personId, version: (await desk.desk.directory.get({ personId })).version });
    await desk.desk.directory.merge({ keep: await versionOf(desk.personId), drop: await versionOf(stranger), reason: 'look alike' });
    for (const [factor, typed] of [
      ['ticket', 'T-9999'],
      ['product', 'mail'],
    ] as const)
      expect((await desk.desk.identity.compare({ caseId, factor, typed })).result).toBe('match');
    expect((await desk.desk.identity.ofCase({ caseId })).settled).toBe(true);
    const [merge] = (await desk.desk.directory.get({ personId: desk.personId })).merges;
    await desk.desk.directory.unmerge({ mergeId: merge!.id, reason: 'they are two' });
    expect((await desk.desk.identity.ofCase({ caseId })).settled).toBe(false);
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
  });

  test('but of the same person under another entry it does', async () => {
    await using desk = await deskWithMara();
    const other = await onFile(desk, 'M. Doe');
    const { caseId } = await caseOf(desk, 'access', { personId: other });
    await settleIdentity(desk, caseId);
    const versionOf = async (personId: string) => ({ personId, version: (await desk.desk.directory.get({ personId })).version });
    await desk.desk.directory.merge({ keep: await versionOf(desk.personId), drop: await versionOf(other), reason: 'the same' });
    expect(await desk.desk.identity.ofCase({ caseId })).toMatchObject({ settled: true, subject: { id: desk.personId, name: MARA.name } });
    await fulfil(desk, caseId);
  });

  test('of the case that this one is a duplicate of', async () => {
    await using desk = await deskWithMara();
    const first = await caseOf(desk, 'access', desk);
    await settleIdentity(desk, first.caseId);
    const second = await caseOf(desk, 'access', desk);
    await desk.desk.cases.linkDuplicate({ caseId: second.caseId, version: 1, of: first.caseId });
    expect(await codeOf(fulfil(desk, second.caseId))).toBe('NOT_ALLOWED');
  });

  test('where what is asked, or who asks, takes more', async () => {
    await using desk = await deskWithMara();
    const { caseId, requestId } = await caseOf(desk, 'access', desk);
    const asked = { caseId, requestId };
    await desk.desk.identity.setScope({ ...asked, scope: 'categories' });
    for (const factor of ['email', 'customer_number'] as const) await desk.desk.identity.compare({ caseId, factor, typed: MARA[factor] });
    expect((await desk.desk.identity.ofCase({ caseId })).settled).toBe(true);
    const disputed = await desk.desk.identity.setScope({ ...asked, scope: 'categories', disputed: ['email'] });
    expect(disputed).toMatchObject({ settled: false, factors: expect.not.arrayContaining(['email']) });
    const specific = await desk.desk.identity.setScope({ ...asked, scope: 'specific_pieces' });
    expect(specific).toMatchObject({ settled: false, requests: [{ level: 'L2', reached: 'L1', answerAs: 'categories' }] });
    await desk.desk.identity.setScope({ ...asked, scope: 'categories' });
    await desk.desk.cases.changeRequester({ caseId, version: 1, requester: { role: 'authorised_agent' } });
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
    await settleIdentity(desk, caseId);
    await fulfil(desk, caseId);
  });
});

describe('nobody is asked who they are', () => {
  test.each(['opt_out', 'concern'] as const)('for %s, also by billing', async (kind) => {
    await using desk = await foundedDesk();
    for (const name of [NAME, 'billing']) {
      if (name === 'billing') await desk.become('billing');
      const { caseId } = await caseOf(desk, kind);
      expect((await desk.desk.cases.get({ caseId })).identity).toBe('not_needed');
      expect(await desk.desk.identity.ofCase({ caseId })).toMatchObject({
        needed: false,
        settled: true,
        subject: null,
        candidates: [],
        requests: kind === 'opt_out' ? [] : [{ kind, level: 'L0', parts: [] }],
        methods: [],
        factors: [],
        codeTo: [],
        callTo: [],
        proofs: [],
      });
      await fulfil(desk, caseId);
      await close(desk, caseId);
    }
  });

  test('for an objection to marketing, and nothing may be recorded there', async () => {
    await using desk = await deskWithMara();
    const { caseId, requestId } = await caseOf(desk, 'objection', desk);
    expect((await desk.desk.identity.setScope({ caseId, requestId, scope: 'marketing' })).needed).toBe(false);
    const tries = [
      desk.desk.identity.compare({ caseId, factor: 'email', typed: MARA.email }),
      desk.desk.identity.record({ caseId, type: 'portal_sign_in', at: desk.clock.now }),
      desk.desk.identity.record({ caseId, type: 'agent_identity' }),
    ];
    for (const tried of tries) expect(await codeOf(tried)).toBe('NOT_ALLOWED');
    await fulfil(desk, caseId);
    await close(desk, caseId);
  });
});
