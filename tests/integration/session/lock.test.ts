import { afterEach, describe, expect, test, vi } from 'vitest';
import { realWorld } from '../../../src-main/core/world.ts';
import { codeOf, foundedDesk, type TestDesk } from '../../support/desk.ts';
import { eml } from '../../support/mail.ts';
import { allOf, nextOf } from '../../support/streams.ts';

afterEach(() => {
  vi.useRealTimers();
});

const lockedEvents = (desk: TestDesk) => desk.events.filter((event) => event.type === 'locked');

async function expectLocked(desk: TestDesk, key: Uint8Array): Promise<void> {
  expect(desk.session.open).toBeNull();
  expect(await codeOf(desk.desk.cases.page({}))).toBe('LOCKED');
  expect(await codeOf(desk.desk.session.touch())).toBe('LOCKED');
  expect(await desk.desk.session.state()).toMatchObject({ phase: 'locked', me: null, organisation: null });
  await vi.waitFor(() => expect(lockedEvents(desk)).toHaveLength(1), { timeout: 15_000 });
  expect([...key]).toEqual(new Array(32).fill(0));
}

describe('locking closes the queue, wipes the key and tells the host once', () => {
  test('by a key', async () => {
    await using desk = await foundedDesk();
    const { key, db } = desk;
    expect(await desk.desk.session.lock()).toEqual({ locked: true });
    expect(db.open).toBe(false);
    await expectLocked(desk, key);
    expect(lockedEvents(desk)).toEqual([{ type: 'locked', reason: 'key' }]);
  });

  test('by the host, twice', async () => {
    await using desk = await foundedDesk();
    const { key } = desk;
    desk.session.lock('host');
    desk.session.lock('host');
    await expectLocked(desk, key);
    expect(lockedEvents(desk)).toEqual([{ type: 'locked', reason: 'host' }]);
  });

  test('by nobody being there for as long as it is set, and not while somebody is', async () => {
    await using desk = await foundedDesk();
    await desk.desk.organisation.change({ version: 1, idleLockMinutes: 7 });
    await desk.session.close();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await desk.signIn();
    const { key } = desk;
    for (let times = 0; times < 3; times += 1) {
      vi.advanceTimersByTime(7 * 60_000 - 1);
      expect(desk.session.open).not.toBeNull();
      expect(await desk.desk.session.touch()).toEqual({ lockAfterSeconds: 420 });
    }
    vi.advanceTimersByTime(7 * 60_000 - 1);
    await desk.desk.cases.counts(); // asking is not touching: a page asks by itself
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await expectLocked(desk, key);
    expect(lockedEvents(desk)).toEqual([{ type: 'locked', reason: 'idle' }]);
  });

  test('and no timer is left that would lock the next session', async () => {
    await using desk = await foundedDesk();
    await desk.session.close();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await desk.signIn();
    vi.advanceTimersByTime(4 * 60_000);
    await desk.session.close();
    await desk.signIn();
    vi.advanceTimersByTime(4 * 60_000);
    expect(desk.session.open).not.toBeNull();
  });
});

describe('what is under way when the desk locks', () => {
  test('live streams end', async () => {
    await using desk = await foundedDesk();
    const streams = await Promise.all([desk.desk.live.changes(), desk.desk.live.changes()]);
    const ended = Promise.all(streams.map((stream) => allOf(stream)));
    await desk.take();
    desk.session.lock('key');
    await ended;
  });

  test('a batch that is watched ends, one that is being read stays ready', async () => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.intake.open({
      files: [
        { name: 'a.eml', bytes: 10 },
        { name: 'b.eml', bytes: 10 },
      ],
    });
    const data = eml({}).toString('base64');
    await desk.desk.intake.piece({ batchId: id, file: 0, offset: 0, data, last: true });
    const watched = await desk.desk.intake.watch({ batchId: id });
    await nextOf(watched);
    const rest = allOf(watched);
    const half = data.slice(0, 40);
    await desk.desk.intake.piece({ batchId: id, file: 1, offset: 0, data: half, last: false });
    desk.session.lock('key');
    await rest;
    expect(await codeOf(desk.desk.intake.piece({ batchId: id, file: 1, offset: 30, data: half, last: false }))).toBe('LOCKED');
    await desk.signIn();
    expect((await desk.desk.intake.list({})).batches[0]).toMatchObject({ id, state: 'ready' });
  });

  test('a page that is being read beside, a passphrase that is being checked: told that it is locked', async () => {
    await using desk = await foundedDesk();
    const passphrase = 'a dozen walrus eggs for supper';
    const asked = [
      desk.desk.cases.count({ view: 'all', filter: {} }),
      desk.desk.search.find({ text: 'x', order: 'relevance' }),
      desk.desk.staff.add({ name: 'Bo', roles: ['support'], passphrase }),
      desk.desk.staff.replaceRecoveryKey(),
    ];
    const codes = Promise.all(asked.map((one) => codeOf(one)));
    desk.session.lock('key');
    expect(await codes).toEqual(['LOCKED', 'LOCKED', 'LOCKED', 'LOCKED']);
    await desk.signIn();
    expect((await desk.desk.staff.list()).staff).toHaveLength(1);
    await desk.desk.staff.add({ name: 'Bo', roles: ['support'], passphrase });
  });

  test('locking in the middle of anything opens nothing again', async () => {
    let atTheNextDraw = () => {};
    const randomBytes = (count: number) => {
      atTheNextDraw();
      return realWorld.randomBytes(count);
    };
    await using desk = await foundedDesk({ world: { randomBytes } });
    const recoveryKey = (await desk.desk.staff.replaceRecoveryKey()).recoveryKey;
    await desk.session.close();
    await desk.desk.session.recover({ recoveryKey });
    atTheNextDraw = () => desk.session.lock('host');
    const passphrase = 'four lanterns under the old pier';
    expect(await codeOf(desk.desk.session.setUpAdministrator({ name: 'Cleo', passphrase }))).toBe('LOCKED');
    atTheNextDraw = () => {};
    expect(desk.session.open).toBeNull();
    expect(await codeOf(desk.desk.cases.counts())).toBe('LOCKED');
    await desk.signIn();
  });
});
