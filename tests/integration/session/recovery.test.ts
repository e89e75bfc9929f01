import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk, NAME, PASSPHRASE, refusalOf } from '../../support/desk.ts';
import { ledgerOf } from '../../support/work.ts';

const NEXT = 'four lanterns under the old pier';

async function recovering() {
  const desk = await foundedDesk();
  const { recoveryKey } = await desk.desk.staff.replaceRecoveryKey();
  await desk.session.close();
  return { desk, recoveryKey, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() };
}

describe('the recovery key', () => {
  test('opens as recovery, which may set up an administrator and look at no case', async () => {
    await using at = await recovering();
    const { desk } = at.desk;
    expect(await desk.session.recover({ recoveryKey: at.recoveryKey })).toMatchObject({ phase: 'unlocked', me: { roles: ['recovery'] } });
    expect(await codeOf(desk.cases.page({}))).toBe('FORBIDDEN');
    expect(await codeOf(desk.staff.list())).toBe('FORBIDDEN');
    const { recoveryKey, state } = await desk.session.setUpAdministrator({ name: 'Cleo', passphrase: NEXT });
    expect(state).toMatchObject({ phase: 'unlocked', me: { name: 'Cleo', roles: ['administrator'] } });
    expect(recoveryKey).not.toBe(at.recoveryKey);
    expect((await desk.staff.list()).staff.map(({ name }) => name).sort()).toEqual([NAME, 'Cleo']);
    expect(await codeOf(desk.session.setUpAdministrator({ name: 'Dora', passphrase: NEXT }))).toBe('FORBIDDEN');
    const actions = ledgerOf(at.desk.db).map(({ action, actor }) => `${action} by ${actor}`);
    expect(actions).toContain('recovery.add_administrator by recovery');
    expect(actions).toContain('staff.replace_recovery_key by recovery');

    await at.desk.session.close();
    expect(await codeOf(desk.session.recover({ recoveryKey: at.recoveryKey }))).toBe('WRONG_PASSPHRASE');
    await desk.session.signIn({ name: 'Cleo', passphrase: NEXT });
    await at.desk.signOutAndIn();
    await at.desk.session.close();
    at.desk.clock.now = '2026-09-04T00:00:00.000Z' as typeof at.desk.clock.now;
    expect(await desk.session.recover({ recoveryKey })).toMatchObject({ me: { roles: ['recovery'] } });
  });

  test('gives somebody on the desk a new passphrase, keeps their roles, lifts their lock-out', async () => {
    await using at = await recovering();
    const { desk } = at.desk;
    for (let times = 0; times < 10; times += 1) {
      at.desk.clock.now = new Date(Date.parse(at.desk.clock.now) + 600_000).toISOString() as typeof at.desk.clock.now;
      await codeOf(desk.session.signIn({ name: NAME, passphrase: 'wrong walrus' }));
    }
    at.desk.clock.now = new Date(Date.parse(at.desk.clock.now) + 600_000).toISOString() as typeof at.desk.clock.now;
    expect(await codeOf(at.desk.signIn())).toBe('SLOT_LOCKED');
    await desk.session.recover({ recoveryKey: at.recoveryKey });
    const { state } = await desk.session.setUpAdministrator({ name: 'ana prieto', passphrase: NEXT });
    expect(state.me).toMatchObject({ name: NAME, roles: ['administrator', 'manager', 'support'] });
    expect((await desk.staff.list()).staff).toHaveLength(1);
    await at.desk.session.close();
    expect(await codeOf(desk.session.signIn({ name: NAME, passphrase: PASSPHRASE }))).toBe('WRONG_PASSPHRASE');
    at.desk.clock.now = new Date(Date.parse(at.desk.clock.now) + 600_000).toISOString() as typeof at.desk.clock.now;
    await desk.session.signIn({ name: NAME, passphrase: NEXT });
  });

  test('mistyped is told by its group and costs no try', async () => {
    await using at = await recovering();
    const [first = '', ...rest] = at.recoveryKey.split('-');
    const swapped = [first.slice(0, -1) + (first.endsWith('A') ? 'B' : 'A'), ...rest].join('-');
    expect(await refusalOf(at.desk.desk.session.recover({ recoveryKey: swapped }))).toMatchObject({
      code: 'INVALID',
      data: { detail: { group: 1 } },
    });
    await at.desk.desk.session.recover({ recoveryKey: at.recoveryKey.toLowerCase() });
  });

  test('a weak passphrase is refused and the key stays good', async () => {
    await using at = await recovering();
    await at.desk.desk.session.recover({ recoveryKey: at.recoveryKey });
    expect(await codeOf(at.desk.desk.session.setUpAdministrator({ name: 'Cleo', passphrase: 'password1' }))).toBe('INVALID');
    await at.desk.session.close();
    await at.desk.desk.session.recover({ recoveryKey: at.recoveryKey });
  });
});
