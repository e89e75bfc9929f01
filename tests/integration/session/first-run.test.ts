import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { realWorld } from '../../../src-main/core/world.ts';
import { codeOf, foundedDesk, NAME, PASSPHRASE, refusalOf, TestDesk, testFolder } from '../../support/desk.ts';
import { ledgerOf } from '../../support/work.ts';

const FOUNDING = {
  organisation: 'Example Hosting',
  timeZone: 'America/New_York',
  calendar: 'us-federal',
  name: NAME,
  passphrase: PASSPHRASE,
};

test('a first run answers unlocked, with the first person as administrator, manager and support', async () => {
  using place = testFolder();
  await using desk = new TestDesk(place.folder);
  expect(await desk.desk.session.state()).toMatchObject({ phase: 'first_run', me: null, problem: null });
  const { recoveryKey, state } = await desk.desk.session.firstRun(FOUNDING);
  expect(recoveryKey).toMatch(/^[0-9A-Z]{4,}(-[0-9A-Z]+)+$/);
  expect(state).toMatchObject({
    phase: 'unlocked',
    organisation: 'Example Hosting',
    me: { name: NAME, roles: ['administrator', 'manager', 'support'] },
  });
  expect(desk.events.map(({ type }) => type)).toContain('unlocked');
  expect(await desk.desk.organisation.read()).toMatchObject({ timeZone: 'America/New_York', calendar: 'us-federal', idleLockMinutes: 5 });
  expect(ledgerOf(desk.db).map(({ action }) => action)).toEqual(['desk.found', 'script.ship', 'session.sign_in']);
  expect(readdirSync(place.folder)).toEqual(['desk']);
  await desk.session.close();
  await desk.signIn();
  expect(await desk.desk.session.state()).toMatchObject({ phase: 'unlocked' });
});

test('a second first run is refused, open or locked, and changes nothing', async () => {
  await using desk = await foundedDesk();
  expect(await codeOf(desk.desk.session.firstRun(FOUNDING))).toBe('NOT_ALLOWED');
  await desk.session.close();
  expect(await codeOf(desk.desk.session.firstRun({ ...FOUNDING, passphrase: 'another walrus paints nine doors' }))).toBe('NOT_ALLOWED');
  await desk.signIn();
});

describe('what is refused leaves nothing', () => {
  test.each([
    ['a weak passphrase', { passphrase: 'password' }, 'INVALID', 'passphrase'],
    ['a passphrase out of the name', { passphrase: 'Ana Prieto Ana Prieto' }, 'INVALID', 'passphrase'],
    ['no such calendar', { calendar: 'atlantis' }, 'INVALID', 'calendar'],
    ['no such zone', { timeZone: 'Europe/Atlantis' }, 'BAD_REQUEST', undefined],
    ['no name', { name: '  ' }, 'BAD_REQUEST', undefined],
  ])('%s', async (_, wrong, code, field) => {
    using place = testFolder();
    await using desk = new TestDesk(place.folder);
    const refused = await refusalOf(desk.desk.session.firstRun({ ...FOUNDING, ...wrong }));
    expect(refused.code).toBe(code);
    if (field) expect(refused.data).toMatchObject({ field });
    expect(existsSync(path.join(place.folder, 'desk'))).toBe(false);
    expect(await desk.desk.session.state()).toMatchObject({ phase: 'first_run' });
  });
});

describe('cut off in the middle, a first run leaves nothing or a whole desk', () => {
  test('at each of its random draws', async () => {
    let phase = '';
    for (let draws = 0; phase !== 'unlocked'; draws += 1) {
      using place = testFolder();
      let left = draws;
      const randomBytes = (count: number) => {
        if (left-- <= 0) throw new Error('the power is out');
        return realWorld.randomBytes(count);
      };
      await using broken = new TestDesk(place.folder, { world: { randomBytes } });
      await broken.desk.session.firstRun(FOUNDING).catch((error: unknown) => expect(String(error)).toContain('the power is out'));
      phase = (await broken.desk.session.state()).phase;
      if (phase === 'unlocked') expect(draws).toBeGreaterThan(5);
      await broken.session.close();

      await using desk = new TestDesk(place.folder);
      if ((await desk.desk.session.state()).phase === 'first_run') await desk.found();
      else await desk.signIn(); // it had its name already: the passphrase that was typed opens it
      expect(ledgerOf(desk.db).filter(({ action }) => action === 'desk.found')).toHaveLength(1);
      expect(readdirSync(place.folder)).toEqual(['desk']);
    }
  });

  test('whatever it left aside is cleared away', async () => {
    using place = testFolder();
    const aside = path.join(place.folder, 'desk-unfinished');
    mkdirSync(aside);
    writeFileSync(path.join(aside, 'queue.db'), 'half a queue');
    writeFileSync(path.join(aside, 'vault.json'), '{');
    await using desk = new TestDesk(place.folder);
    expect(await desk.desk.session.state()).toMatchObject({ phase: 'first_run' });
    await desk.found();
    expect(existsSync(aside)).toBe(false);
  });
});

describe('a desk that cannot be asked for a passphrase says so, and is never made over', () => {
  test.each([
    ['no vault', (folder: string) => writeFileSync(path.join(folder, 'queue.db'), 'x')],
    ['an unreadable vault', (folder: string) => writeFileSync(path.join(folder, 'vault.json'), '{"half":')],
    ['an empty folder', () => {}],
  ])('%s', async (_, spoil) => {
    using place = testFolder();
    mkdirSync(path.join(place.folder, 'desk'));
    spoil(path.join(place.folder, 'desk'));
    const before = readdirSync(path.join(place.folder, 'desk'));
    await using desk = new TestDesk(place.folder);
    const state = await desk.desk.session.state();
    expect(state.phase).toBe('damaged');
    expect(state.problem).toMatch(/\w/);
    expect(await codeOf(desk.desk.session.firstRun(FOUNDING))).toBe('NOT_ALLOWED');
    expect(await codeOf(desk.signIn())).not.toMatch(/INTERNAL/);
    expect(readdirSync(path.join(place.folder, 'desk'))).toEqual(before);
  });

  test('a vault without its queue', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    rmSync(path.join(desk.folder, 'desk', 'queue.db'));
    expect(await desk.desk.session.state()).toMatchObject({ phase: 'damaged', problem: expect.stringContaining('missing') });
    expect(await codeOf(desk.signIn())).toBe('DAMAGED');
    expect(existsSync(path.join(desk.folder, 'desk', 'queue.db'))).toBe(false);
    expect(desk.session.open).toBeNull();
  });
});
