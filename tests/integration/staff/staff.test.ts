import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { codeOf, foundedDesk, NAME, PASSPHRASE, refusalOf, TestDesk } from '../../support/desk.ts';
import { ledgerOf } from '../../support/work.ts';

const BO_IN = { name: 'Bo Lind', passphrase: 'a dozen walrus eggs for supper' };
const BO = { ...BO_IN, roles: ['support' as const] };

describe('people on the desk', () => {
  test('are added with a passphrase of their own and sign in with their roles, each once', async () => {
    await using desk = await foundedDesk();
    const bo = await desk.desk.staff.add({ ...BO, roles: ['support', 'billing', 'support'] });
    expect(bo).toMatchObject({ name: 'Bo Lind', roles: ['support', 'billing'], state: 'active', version: 1, addedAt: desk.clock.now });
    expect(await codeOf(desk.desk.staff.add({ ...BO, name: 'BO LÍND' }))).toBe('CONFLICT');
    expect(await refusalOf(desk.desk.staff.add({ ...BO, name: 'Cleo', passphrase: 'password' }))).toMatchObject({
      code: 'INVALID',
      data: { field: 'passphrase' },
    });
    await desk.session.close();
    await desk.desk.session.signIn({ name: 'bo lind', passphrase: BO.passphrase });
    expect(await desk.desk.session.state()).toMatchObject({ me: { staffId: bo.id, name: 'Bo Lind', roles: ['support', 'billing'] } });
    expect(JSON.stringify(ledgerOf(desk.db))).not.toContain('walrus');
  });

  test('one who is removed does not come in any more, keeps their name in the history, and leaves the name free', async () => {
    await using desk = await foundedDesk();
    const bo = await desk.desk.staff.add(BO);
    await desk.session.close();
    await desk.desk.session.signIn(BO_IN);
    const row = await desk.take({ note: 'from Bo' });
    await desk.signOutAndIn();
    expect(await codeOf(desk.desk.staff.remove({ staffId: bo.id, version: 2 }))).toBe('STALE');
    expect(await desk.desk.staff.remove({ staffId: bo.id, version: 1 })).toMatchObject({ state: 'removed', version: 2 });
    expect(await codeOf(desk.desk.staff.remove({ staffId: bo.id, version: 2 }))).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.staff.resetPassphrase({ staffId: bo.id, passphrase: BO.passphrase }))).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.staff.changeRoles({ staffId: bo.id, roles: ['manager'], version: 2 }))).toBe('NOT_ALLOWED');
    expect((await desk.desk.cases.timeline({ caseId: row.id })).entries[0]?.actor).toBe('Bo Lind');
    const again = await desk.desk.staff.add({ ...BO, passphrase: 'eleven otters in a rowing boat' });
    expect(again.id).not.toBe(bo.id);
    await desk.session.close();
    expect(await codeOf(desk.desk.session.signIn(BO_IN))).toBe('WRONG_PASSPHRASE');
  });

  test('a passphrase that is changed as the desk locks is on the ledger, by whom', async () => {
    await using desk = await foundedDesk({ passphraseCost: { memoryKiB: 65_536, passes: 2, lanes: 1 } }); // long enough to lock meanwhile
    const bo = await desk.desk.staff.add(BO);
    const begun = `SELECT actor FROM ledger_entry WHERE action = 'staff.reset_passphrase.begun' AND subject = ?`;
    const next = 'eleven otters in a rowing boat';
    const asked = codeOf(desk.desk.staff.resetPassphrase({ staffId: bo.id, passphrase: next }));
    await vi.waitFor(() => expect(desk.db.prepare(begun).get(bo.id)).toBeDefined(), { interval: 0 });
    desk.session.lock('key');
    expect(await asked).toBe('LOCKED');
    await desk.signIn();
    expect(desk.db.prepare(begun).pluck().all(bo.id)).toEqual([await desk.staffId(NAME)]);
    await desk.session.close();
    await desk.desk.session.signIn({ ...BO_IN, passphrase: next });
  });

  test('the last administrator stays, whoever asks and however', async () => {
    await using desk = await foundedDesk();
    const ana = await desk.staffId(NAME);
    expect(await codeOf(desk.desk.staff.remove({ staffId: ana, version: 1 }))).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.staff.changeRoles({ staffId: ana, roles: ['manager'], version: 1 }))).toBe('NOT_ALLOWED');
    const bo = await desk.desk.staff.add({ ...BO, roles: ['administrator'] });
    expect(await codeOf(desk.desk.staff.remove({ staffId: ana, version: 1 })), 'nobody removes themselves').toBe('NOT_ALLOWED');
    await desk.session.close();
    await desk.desk.session.signIn(BO_IN);
    await desk.desk.staff.remove({ staffId: ana, version: 1 });
    expect(await codeOf(desk.desk.staff.changeRoles({ staffId: bo.id, roles: ['support'], version: 1 }))).toBe('NOT_ALLOWED');
  });

  test('roles that are changed hold at once, one’s own too', async () => {
    await using desk = await foundedDesk();
    await desk.desk.staff.add({ ...BO, roles: ['administrator'] });
    const ana = await desk.staffId(NAME);
    await desk.desk.staff.changeRoles({ staffId: ana, roles: ['administrator'], version: 1 });
    expect(await desk.desk.session.state()).toMatchObject({ me: { roles: ['administrator'] } });
    expect(await codeOf(desk.desk.cases.page({}))).toBe('FORBIDDEN');
    await desk.desk.staff.changeRoles({ staffId: ana, roles: ['support'], version: 2 });
    expect(await codeOf(desk.desk.staff.add({ ...BO, name: 'Cleo' }))).toBe('FORBIDDEN');
    expect((await desk.desk.cases.page({})).rows).toEqual([]);
    await desk.signOutAndIn();
    expect(await desk.desk.session.state()).toMatchObject({ me: { roles: ['support'] } });
  });
});

describe('one’s own passphrase', () => {
  test('is changed by who knows the old one; the old one opens nothing then', async () => {
    await using desk = await foundedDesk();
    const next = 'eleven otters in a rowing boat';
    expect(await refusalOf(desk.desk.session.changePassphrase({ current: 'not it at all', next }))).toMatchObject({
      code: 'WRONG_PASSPHRASE',
      data: { field: 'current' },
    });
    desk.clock.now = '2026-09-03T15:00:00.000Z' as typeof desk.clock.now;
    expect(await refusalOf(desk.desk.session.changePassphrase({ current: PASSPHRASE, next: 'ana prieto' }))).toMatchObject({
      code: 'INVALID',
      data: { field: 'next' },
    });
    await desk.desk.session.changePassphrase({ current: PASSPHRASE, next });
    await desk.session.close();
    expect(await codeOf(desk.signIn())).toBe('WRONG_PASSPHRASE');
    desk.clock.now = '2026-09-03T16:00:00.000Z' as typeof desk.clock.now;
    await desk.desk.session.signIn({ name: NAME, passphrase: next });
  });

  test('recovery has none', async () => {
    await using desk = await foundedDesk();
    const { recoveryKey } = await desk.desk.staff.replaceRecoveryKey();
    await desk.session.close();
    await desk.desk.session.recover({ recoveryKey });
    expect(await codeOf(desk.desk.session.changePassphrase({ current: PASSPHRASE, next: BO.passphrase }))).toBe('NOT_FOUND');
  });
});

describe('a crash between vault and queue', () => {
  /** Puts a file, or all but it, back as it was before the work: what a crash in between leaves. */
  async function putBack(desk: TestDesk, which: RegExp, work: () => Promise<unknown>): Promise<TestDesk> {
    await desk.session.close();
    const folder = path.join(desk.folder, 'desk');
    const names = readdirSync(folder).filter((name) => which.test(name));
    for (const name of names) copyFileSync(path.join(folder, name), path.join(desk.folder, name));
    await desk.signIn();
    await work();
    await desk.session.close();
    for (const name of names) copyFileSync(path.join(desk.folder, name), path.join(folder, name));
    return new TestDesk(desk.folder, {}, desk.clock);
  }

  test('while somebody is added: the slot that belongs to nobody goes at the next sign-in, and the name is free', async () => {
    await using desk = await foundedDesk();
    await using later = await putBack(desk, /^queue/, () => desk.desk.staff.add(BO));
    expect(await codeOf(later.desk.session.signIn(BO_IN))).toBe('FORBIDDEN');
    expect(later.session.open).toBeNull();
    await later.signIn();
    expect(await later.desk.staff.add(BO)).toMatchObject({ state: 'active' });
  });

  test('while somebody is removed: they are shut out already, and removed at the next sign-in', async () => {
    await using desk = await foundedDesk();
    const bo = await desk.desk.staff.add(BO);
    await using later = await putBack(desk, /^queue/, () => desk.desk.staff.remove({ staffId: bo.id, version: 1 }));
    expect(await codeOf(later.desk.session.signIn(BO_IN))).toBe('WRONG_PASSPHRASE');
    later.clock.now = '2026-09-03T15:00:00.000Z' as typeof later.clock.now;
    await later.signIn();
    expect((await later.desk.staff.list()).staff.find(({ id }) => id === bo.id)).toMatchObject({ state: 'removed' });
    expect(await later.desk.staff.add(BO)).toMatchObject({ state: 'active' });
  });
});
