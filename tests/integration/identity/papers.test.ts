import { describe, expect, test } from 'vitest';
import { codeOf, refusalOf } from '../../support/desk.ts';
import { eml, readIn, takeIn } from '../../support/mail.ts';
import { caseOf, close, deskWithMara, fulfil, HOUR, later, linesOf, MARA, MINUTE, part } from '../../support/on-file.ts';
import { paper, settleIdentity } from '../../support/verified.ts';

describe('a sign-in to the portal', () => {
  test('is of now: after the request, not in the future, and no older than a day', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const received = (await desk.desk.cases.get({ caseId })).row.receivedAt;
    const record = (at: string | undefined) => desk.desk.identity.record({ caseId, type: 'portal_sign_in', at });
    const shifted = (from: string, by: number) => new Date(Date.parse(from) + by).toISOString();
    for (const at of [undefined, shifted(desk.clock.now, 1), shifted(received, -1)])
      expect(await refusalOf(record(at))).toMatchObject({ code: 'INVALID', data: { field: 'at' } });
    later(desk, 48 * HOUR);
    expect(await refusalOf(record(shifted(desk.clock.now, -24 * HOUR - 1)))).toMatchObject({ code: 'INVALID', data: { field: 'at' } });
    const { proofs, settled, methods } = await record(shifted(desk.clock.now, -24 * HOUR).replace('.000Z', 'Z'));
    expect(proofs).toMatchObject([{ type: 'portal_sign_in', at: shifted(desk.clock.now, -24 * HOUR), counts: true }]);
    expect({ settled, methods }).toEqual({ settled: true, methods: [] }); // nothing more is asked
  });

  test('is of somebody: nobody is linked yet', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access');
    const { methods, factors } = await desk.desk.identity.ofCase({ caseId });
    expect([methods, factors]).toEqual([[], []]);
    expect(await codeOf(desk.desk.identity.record({ caseId, type: 'portal_sign_in', at: desk.clock.now }))).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.identity.compare({ caseId, factor: 'email', typed: MARA.email }))).toBe('NOT_ALLOWED');
  });
});

describe('papers', () => {
  test('three matches and a signed declaration settle what a sign-in settles', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'deletion', desk);
    for (const factor of ['email', 'address', 'customer_number'] as const)
      await desk.desk.identity.compare({ caseId, factor, typed: MARA[factor] });
    const fileId = await paper(desk, caseId);
    expect((await desk.desk.identity.record({ caseId, type: 'declaration', fileId })).settled).toBe(false); // address and number are one
    const { settled } = (await desk.desk.identity.compare({ caseId, factor: 'ticket', typed: 't 4711' })).identity;
    expect(settled).toBe(true);
  });

  test('lie on this very case, whole', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const other = await caseOf(desk, 'access', desk);
    const record = (fileId: string | null) => desk.desk.identity.record({ caseId, type: 'declaration', fileId });
    expect(await refusalOf(record(null))).toMatchObject({ code: 'INVALID', data: { field: 'fileId' } });
    expect(await codeOf(record(await paper(desk, other.caseId)))).toBe('NOT_FOUND');
    const half = await desk.desk.files.begin({ caseId, name: 'half.pdf', bytes: 10 });
    expect(await codeOf(record(half.fileId))).toBe('NOT_FOUND');
    const fileId = await paper(desk, caseId, { name: 'declaration.pdf', text: 'I am she' });
    const { proofs } = await record(fileId);
    expect(proofs[0]).toMatchObject({ file: { id: fileId, name: 'declaration.pdf', bytes: 8, gone: false } });
  });

  test('may have come with a message of the case', async () => {
    await using desk = await deskWithMara();
    const file = { name: 'signed.pdf', text: 'signed' };
    await takeIn(desk, (await readIn(desk, [eml({ text: 'Show me my data.', date: 'Fri, 04 Sep 2026 10:00:00 +0000', file })])).id);
    const [row] = (await desk.desk.cases.page({})).rows;
    const caseId = row!.id;
    await desk.desk.cases.changeRequest({ caseId, version: 1, requestId: await desk.requestOf(row!), kind: 'access' });
    await desk.desk.identity.linkSubject({ caseId, personId: desk.personId });
    const [message] = (await desk.desk.cases.messages({ caseId })).messages;
    const { proofs } = await desk.desk.identity.record({ caseId, type: 'declaration', fileId: message!.files[0]!.id });
    expect(proofs[0]?.file).toMatchObject({ name: 'signed.pdf', gone: false });
    expect(await codeOf(desk.desk.identity.discardFile({ caseId, proofId: proofs[0]!.id }))).toBe('NOT_ALLOWED');
  });

  test('that were only taken to verify are gone once the case closes; that they were seen stays', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const kept = await paper(desk, caseId, { name: 'letter.pdf', purpose: 'case' });
    const unused = await paper(desk, caseId, { name: 'unused.pdf' });
    const fileId = await paper(desk, caseId, { name: 'declaration.pdf' });
    await desk.desk.identity.record({ caseId, type: 'declaration', fileId });
    await settleIdentity(desk, caseId);
    await fulfil(desk, caseId);
    await close(desk, caseId);
    expect((await desk.desk.files.list({ caseId })).files.map(({ id }) => id)).toEqual([kept]);
    for (const gone of [unused, fileId]) {
      expect(await codeOf(desk.desk.cases.filePiece({ fileId: gone, offset: 0 }))).toBe('NOT_FOUND');
      expect(desk.db.prepare('SELECT count(*) FROM file_piece WHERE file_id = ?').pluck().get(gone)).toBe(0);
    }
    const { proofs } = await desk.desk.identity.ofCase({ caseId });
    expect(proofs.find(({ type }) => type === 'declaration')?.file).toEqual({ id: fileId, name: 'declaration.pdf', bytes: 14, gone: true });
    expect((await linesOf(desk, caseId)).filter(({ type }) => type === 'identity_file_deleted').map(({ facts }) => facts)).toEqual([
      { name: 'unused.pdf' },
      { name: 'declaration.pdf' },
    ]);
    expect(desk.db.prepare('SELECT file_sha256 FROM identity_proof WHERE file_id = ?').pluck().get(fileId)).toMatch(/^[\da-f]{64}$/);
  });

  test('may be discarded before', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    const { proofs } = await desk.desk.identity.record({ caseId, type: 'declaration', fileId: await paper(desk, caseId) });
    const proofId = proofs[0]!.id;
    expect((await desk.desk.identity.discardFile({ caseId, proofId })).proofs[0]).toMatchObject({ file: { gone: true }, counts: true });
    expect(await codeOf(desk.desk.identity.discardFile({ caseId, proofId }))).toBe('NOT_ALLOWED');
  });
});

describe('others than the person', () => {
  test('an agent shows who they are, and a permission that the person confirms', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', { personId: desk.personId, role: 'authorised_agent' });
    const record = (type: 'agent_identity' | 'signed_permission' | 'subject_confirmed', fileId: string | null = null, note = 'by phone') =>
      desk.desk.identity.record({ caseId, type, fileId, note });
    for (const note of ['', 'ok', '  ok '])
      expect(await refusalOf(record('agent_identity', null, note))).toMatchObject({ code: 'INVALID', data: { field: 'note' } });
    expect(part(await record('agent_identity'), 'agent')?.settled).toBe(true);
    expect(await codeOf(record('agent_identity'))).toBe('NOT_ALLOWED'); // settled: asked no more
    expect((await record('signed_permission', await paper(desk, caseId))).settled).toBe(false);
    expect(await refusalOf(record('subject_confirmed', null, ''))).toMatchObject({ code: 'INVALID', data: { field: 'note' } });
    expect((await record('subject_confirmed')).settled).toBe(true);
    await desk.desk.identity.linkSubject({ caseId, personId: null });
    const unlinked = await desk.desk.identity.ofCase({ caseId });
    expect([part(unlinked, 'agent')?.settled, part(unlinked, 'representation')?.settled]).toEqual([true, false]);
  });

  test('what is not asked for is not recorded', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'access', desk);
    for (const type of ['agent_identity', 'subject_confirmed', 'issuer_contacted'] as const)
      expect(await refusalOf(desk.desk.identity.record({ caseId, type }))).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'type' } });
    expect(await codeOf(desk.desk.identity.approveIssuer({ caseId, note: 'genuine' }))).toBe('NOT_ALLOWED');
  });

  test('an authority: the issuer is reached, and another manager says yes', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'legal_process', { role: 'authority' });
    await desk.become('manager');
    await desk.signOutAndIn();
    const approve = () => desk.desk.identity.approveIssuer({ caseId, note: 'the clerk confirmed the number' });
    expect(await codeOf(approve())).toBe('NOT_ALLOWED');
    const silent = desk.desk.identity.record({ caseId, type: 'issuer_contacted' });
    expect(await refusalOf(silent)).toMatchObject({ code: 'INVALID', data: { field: 'note' } });
    await desk.desk.identity.record({ caseId, type: 'issuer_contacted', note: 'through the court’s own page' });
    expect((await refusalOf(approve())).message).toContain('another manager');
    await desk.become('manager');
    const { proofs, settled } = await approve();
    expect(settled).toBe(true);
    const contacted = proofs.find(({ type }) => type === 'issuer_contacted')!;
    later(desk, MINUTE);
    const withdrawn = await desk.desk.identity.withdraw({ caseId, proofId: contacted.id, reason: 'it was the number on the paper' });
    expect(withdrawn.proofs.map(({ type, counts }) => ({ type, counts }))).toEqual([
      { type: 'manager_approved', counts: false },
      { type: 'issuer_contacted', counts: false },
    ]);
    await desk.desk.identity.record({ caseId, type: 'issuer_contacted', note: 'the number in the register' });
    expect((await desk.desk.identity.ofCase({ caseId })).settled).toBe(false); // the yes was to another contact
  });
});

describe('an account', () => {
  test('takes an access check on this case that allows it, now', async () => {
    await using desk = await deskWithMara();
    const { caseId, requestId } = await caseOf(desk, 'access', desk);
    const accountId = '01920000-0000-7000-8001-000000000001';
    const at = desk.clock.now;
    desk.db
      .prepare(
        `INSERT INTO account (id, number, name, status, source, observed_at, version, hlc) VALUES (?, 'A-1', 'Acme', 'active', 'demo', ?, 1, '0')`,
      )
      .run(accountId, at);
    const unknown = { caseId, requestId, scope: null, accountId: caseId };
    expect(await refusalOf(desk.desk.identity.setScope(unknown))).toMatchObject({ code: 'NOT_FOUND', data: { field: 'accountId' } });
    const asked = await desk.desk.identity.setScope({ caseId, requestId, scope: null, accountId });
    expect(asked.requests[0]).toMatchObject({
      account: { number: 'A-1' },
      accountAllowed: false,
      reasons: ['specific_pieces', 'account_data'],
    });
    await settleIdentity(desk, caseId);
    const check = (n: number, answer: string, more: { on?: string; dataClass?: string; of?: string; person?: string } = {}) =>
      desk.db
        .prepare(
          `INSERT INTO access_check (id, at, by_staff, person_id, account_id, data_class, on_date, answer, record, case_id)
           VALUES (?, ?, 'x', ?, ?, ?, ?, ?, '{}', ?)`,
        )
        .run(
          `01920000-0000-7000-9000-00000000000${n}`,
          desk.clock.now,
          more.person ?? desk.personId,
          accountId,
          more.dataClass ?? 'invoices',
          more.on ?? at.slice(0, 10),
          answer,
          more.of ?? caseId,
        );
    const allowed = async () => (await desk.desk.identity.ofCase({ caseId })).requests[0]?.accountAllowed;
    check(1, 'allow', { on: '2020-01-01' });
    check(2, 'allow', { of: (await caseOf(desk, 'access', desk)).caseId });
    check(3, 'allow', { person: caseId });
    check(4, 'unknown');
    expect(await allowed()).toBe(false);
    expect(await codeOf(fulfil(desk, caseId))).toBe('NOT_ALLOWED');
    check(5, 'allow');
    expect(await allowed()).toBe(true);
    check(6, 'deny', { dataClass: 'tickets' });
    expect(await allowed()).toBe(true);
    await fulfil(desk, caseId);
    check(7, 'deny');
    expect(await allowed()).toBe(false);
    expect(await codeOf(close(desk, caseId))).toBe('NOT_ALLOWED');
  });

  test.each(['deletion', 'portability', 'correction'] as const)('for %s it takes the owner of that very account', async (kind) => {
    await using desk = await deskWithMara();
    const [above, accountId] = ['01920000-0000-7000-8001-000000000001', '01920000-0000-7000-8001-000000000002'] as const;
    for (const id of [above, accountId])
      desk.db
        .prepare(
          `INSERT INTO account (id, number, name, status, source, observed_at, version, hlc) VALUES (?, ?, 'Acme', 'active', 'demo', ?, 1, '0')`,
        )
        .run(id, id, desk.clock.now);
    const { caseId, requestId } = await caseOf(desk, kind, desk);
    await desk.desk.identity.setScope({ caseId, requestId, scope: null, accountId });
    const relate = (n: number, type: string, account: string) =>
      desk.db
        .prepare(
          `INSERT INTO relation (id, person_id, account_id, kind, permissions, state, source, observed_at, version, hlc)
           VALUES (?, ?, ?, ?, '["tickets"]', 'active', 'demo', ?, 1, '0')`,
        )
        .run(`01920000-0000-7000-8002-00000000000${n}`, desk.personId, account, type, desk.clock.now);
    const check = async (dataClass: 'invoices' | 'tickets') => {
      later(desk, MINUTE);
      const { answer } = await desk.desk.access.check({ personId: desk.personId, accountId, dataClass, caseId });
      return { answer, allowed: (await desk.desk.identity.ofCase({ caseId })).requests[0]?.accountAllowed };
    };
    relate(1, 'billing_contact', accountId);
    relate(2, 'owner', above);
    expect(await check('invoices')).toEqual({ answer: 'allow', allowed: false });
    relate(3, 'owner', accountId);
    expect(await check('tickets')).toEqual({ answer: 'allow', allowed: true });
    desk.db.prepare(`UPDATE relation SET state = 'suspended' WHERE id LIKE '%3'`).run();
    expect(await check('invoices')).toEqual({ answer: 'deny', allowed: false });
  });

  test('a scope belongs to the kind, and the request to the case', async () => {
    await using desk = await deskWithMara();
    const { caseId, requestId } = await caseOf(desk, 'access', desk);
    const other = await caseOf(desk, 'access', desk);
    const set = (input: { requestId: string; scope: 'marketing' | 'categories' }) => desk.desk.identity.setScope({ caseId, ...input });
    expect(await refusalOf(set({ requestId, scope: 'marketing' }))).toMatchObject({ code: 'INVALID', data: { field: 'scope' } });
    expect(await codeOf(set({ requestId: other.requestId, scope: 'categories' }))).toBe('NOT_FOUND');
    expect((await set({ requestId, scope: 'categories' })).requests[0]).toMatchObject({ scope: 'categories', level: 'L1' });
    expect(await linesOf(desk, caseId, 'scope')).toEqual([
      { type: 'scope_changed', facts: { kind: 'access', scope: 'categories', account: false } },
    ]);
  });
});

test('a file that was begun before the case closed comes no further', async () => {
  await using desk = await deskWithMara();
  const { caseId } = await caseOf(desk, 'opt_out');
  const begun = await desk.desk.files.begin({ caseId, name: 'letter.pdf', bytes: 3 });
  await fulfil(desk, caseId);
  await close(desk, caseId);
  const piece = { fileId: begun.fileId, offset: 0, data: Buffer.from('abc').toString('base64') };
  expect(await codeOf(desk.desk.files.piece(piece))).toBe('NOT_ALLOWED');
  expect((await desk.desk.files.list({ caseId })).files).toEqual([]);
});
