import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { codeOf, foundedDesk, NAME, PASSPHRASE, refusalOf, TestDesk } from '../../support/desk.ts';
import { ledgerOf } from '../../support/work.ts';

const WRONG = 'wrong walrus paints seven doors';

const pass = (desk: TestDesk, seconds: number) => {
  desk.clock.now = new Date(Date.parse(desk.clock.now) + seconds * 1000).toISOString() as Instant;
};

describe('signing in', () => {
  test('the name counts without case and accents, the passphrase to the letter', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    await desk.signIn('  ána PRIETO ');
    await desk.session.close();
    expect(await codeOf(desk.desk.session.signIn({ name: NAME, passphrase: PASSPHRASE.toUpperCase() }))).toBe('WRONG_PASSPHRASE');
  });

  test('a name that nobody has and a wrong passphrase are refused alike', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    const unknown = await refusalOf(desk.desk.session.signIn({ name: 'Nobody At All', passphrase: WRONG }));
    const wrong = await refusalOf(desk.desk.session.signIn({ name: NAME, passphrase: WRONG }));
    expect(unknown.code).toBe('WRONG_PASSPHRASE');
    expect(wrong).toEqual(unknown);
    expect(desk.session.open).toBeNull();
  });

  test('after ten wrong ones the slot is shut to the right one too, until an administrator lifts it', async () => {
    await using desk = await foundedDesk();
    await desk.desk.staff.add({ name: 'Bo', roles: ['support'], passphrase: PASSPHRASE });
    const bo = await desk.staffId('Bo');
    await desk.session.close();
    for (let times = 0; times < 10; times += 1) {
      pass(desk, 600);
      await refusalOf(desk.desk.session.signIn({ name: 'Bo', passphrase: WRONG }));
    }
    pass(desk, 600);
    expect(await codeOf(desk.signIn('Bo'))).toBe('SLOT_LOCKED');
    await desk.signIn();
    expect((await desk.desk.staff.list()).staff.find(({ id }) => id === bo)?.state).toBe('locked_out');
    const again = 'seven doors paint one walrus';
    expect(await desk.desk.staff.resetPassphrase({ staffId: bo, passphrase: again })).toMatchObject({ state: 'active' });
    await desk.session.close();
    await desk.desk.session.signIn({ name: 'Bo', passphrase: again });
    expect(await desk.desk.session.state()).toMatchObject({ me: { staffId: bo, roles: ['support'] } });
  });

  test('one person at a time: to switch is to lock', async () => {
    await using desk = await foundedDesk();
    expect(await codeOf(desk.signIn())).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.desk.session.recover({ recoveryKey: 'whatever-it-is' }))).toBe('NOT_ALLOWED');
  });

  test('a second one while one is being checked is told to wait', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    const first = desk.signIn();
    expect(await refusalOf(desk.signIn())).toMatchObject({ code: 'TOO_SOON', data: { detail: { waitSeconds: 1 } } });
    await first;
    expect(desk.session.open).not.toBeNull();
  });

  test('locked by the host while it is checked, it opens nothing', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    const { now } = desk.clock;
    const atTheNextLook = () => {
      Object.defineProperty(desk.clock, 'now', { value: now, writable: true, configurable: true });
      desk.session.lock('host');
      return now;
    };
    Object.defineProperty(desk.clock, 'now', { get: atTheNextLook, configurable: true });
    expect(await codeOf(desk.signIn())).toBe('CANCELLED');
    expect(desk.session.open).toBeNull();
    await desk.signIn();
  });
});

describe('what failed at the locked door', () => {
  const folded = (desk: TestDesk) =>
    ledgerOf(desk.db)
      .filter(({ action }) => action === 'session.failed_attempts')
      .flatMap(({ payload }) => (JSON.parse(payload!) as { attempts: { kind: string; times: number }[] }).attempts);

  test('is on the ledger once, after the next sign-in, and stays there once', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    await codeOf(desk.desk.session.signIn({ name: NAME, passphrase: WRONG }));
    await codeOf(desk.desk.cases.counts());
    await codeOf(desk.desk.cases.page({}));
    pass(desk, 600);
    await desk.signIn();
    expect(folded(desk).map(({ kind, times }) => ({ kind, times }))).toEqual([
      { kind: 'sign_in', times: 1 },
      { kind: 'refused_while_locked', times: 2 },
    ]);
    expect(JSON.stringify(folded(desk))).not.toContain('walrus');
    await desk.signOutAndIn();
    expect(folded(desk)).toHaveLength(2);
  });

  test('though the desk dies between the two', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    await codeOf(desk.desk.session.signIn({ name: NAME, passphrase: WRONG }));
    const vault = path.join(desk.folder, 'desk');
    const names = readdirSync(vault).filter((name) => !name.startsWith('queue'));
    for (const name of names) copyFileSync(path.join(vault, name), path.join(desk.folder, name));
    pass(desk, 600);
    await desk.signIn();
    await desk.session.close();
    // the vault as it was before it was told that the ledger has it
    for (const name of names) copyFileSync(path.join(desk.folder, name), path.join(vault, name));
    await using later = new TestDesk(desk.folder, {}, desk.clock);
    pass(later, 600);
    await later.signIn();
    expect(folded(later).map(({ kind }) => kind)).toEqual(['sign_in']);
  });
});
