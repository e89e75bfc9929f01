import type Electron from 'electron';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bootedMain, settle } from '../../support/booted.ts';

afterEach(() => vi.useRealTimers());

describe('the core', () => {
  test('is opened for this host, with the data folder, the shipped resources and the reader bundle', async () => {
    using booted = await bootedMain();
    const [core] = booted.cores;
    expect(core!.path).toMatch(/core-process\.js$/);
    expect(core!.forkOptions).toMatchObject({ execArgv: [], serviceName: 'DSR Desk core' });
    expect(core!.received[0]).toMatchObject({
      type: 'open',
      start: {
        dataFolder: booted.dataFolder,
        host: 'electron',
        appVersion: '1.2.3',
        readerScript: expect.stringMatching(/^file:.*reader-worker\.js$/),
      },
    });
  });

  test('that cannot open ends the app with its sentence', async () => {
    using booted = await bootedMain();
    booted.cores[0]!.say({ type: 'failed', sentence: 'This queue was made by a newer DSR Desk.' });
    await settle();
    expect(booted.errors).toEqual(['This queue was made by a newer DSR Desk.']);
    expect(booted.app.ended).toBe(true);
  });

  test('that dies is replaced together with the pages; four times within a minute is too often', async () => {
    using booted = await bootedMain();
    for (let time = 0; time < 3; time += 1) {
      booted.cores.at(-1)!.emit('exit', 1);
      await settle();
    }
    expect([booted.cores.length, booted.windows.length, booted.errors]).toEqual([4, 4, []]);
    booted.pass(60_001);
    booted.cores.at(-1)!.emit('exit', 1);
    await settle();
    expect([booted.cores.length, booted.errors]).toEqual([5, []]);
    for (let time = 0; time < 3; time += 1) {
      booted.cores.at(-1)!.emit('exit', 1);
      await settle();
    }
    expect(booted.errors).toEqual([expect.stringMatching(/several times within a minute/)]);
    expect(booted.app.ended).toBe(true);
  });

  test('that does not end when it is told to is killed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    using booted = await bootedMain();
    const [core] = booted.cores;
    core!.heedsKill = false;
    core!.say({ type: 'event', event: { type: 'locked', reason: 'idle' } });
    await settle();
    expect([core!.killed, booted.killedHard]).toEqual([true, []]);
    vi.advanceTimersByTime(3_000);
    expect(booted.killedHard).toEqual([core!.pid]);
    core!.emit('exit', 9);
    await settle();
    expect(booted.cores).toHaveLength(2);
  });

  test('what an old one still says after the lock is not heard', async () => {
    using booted = await bootedMain();
    const [old] = booted.cores;
    old!.say({ type: 'event', event: { type: 'locked', reason: 'key' } });
    old!.say({ type: 'event', event: { type: 'locked', reason: 'idle' } });
    old!.say({ type: 'event', event: { type: 'badge', due: 9 } });
    await settle();
    expect([booted.cores.length, booted.app.badges]).toEqual([2, []]);
  });
});

describe('a page', () => {
  test('whose process died is replaced where it was', async () => {
    using booted = await bootedMain();
    booted.windows[0]!.bounds = { x: 1, y: 2, width: 1000, height: 700 };
    booted.windows[0]!.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    expect(booted.windows.map(({ destroyed }) => destroyed)).toEqual([true, false]);
    expect(booted.windows[1]!.options).toMatchObject({ x: 1, y: 2 });
    expect(booted.app.quits).toBe(0);
  });

  test('that dies again and again ends the app with a sentence', async () => {
    using booted = await bootedMain();
    for (let time = 0; time < 4; time += 1)
      booted.windows.at(-1)!.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 });
    await settle();
    expect(booted.windows).toHaveLength(4);
    expect(booted.errors).toEqual([expect.stringMatching(/Start DSR Desk again/)]);
  });

  test('is shown when it is painted', async () => {
    using booted = await bootedMain();
    const [window] = booted.windows;
    expect([window!.options.show, window!.options.backgroundColor, window!.shown]).toEqual([false, '#1a1b1e', false]);
    window!.emit('ready-to-show');
    expect(window!.shown).toBe(true);
  });
});

describe('the app', () => {
  test('comes to the front when it is started again', async () => {
    using booted = await bootedMain();
    booted.windows[0]!.state.minimized = true;
    booted.app.emit('second-instance', {}, ['desk'], '/');
    expect([booted.windows.length, booted.windows[0]!.state.minimized, booted.windows[0]!.shown]).toEqual([1, false, true]);
  });

  test('ends with its last window, except on macOS, and closes the queue before', async () => {
    using booted = await bootedMain();
    booted.windows[0]!.destroy();
    expect([booted.app.quits, booted.app.ended]).toEqual([1, false]);
    await settle();
    expect(booted.cores[0]!.received).toContainEqual({ type: 'close' });
    expect([booted.app.quits, booted.app.ended, booted.cores[0]!.killed]).toEqual([2, true, true]);

    using mac = await bootedMain({ platform: 'darwin' });
    mac.windows[0]!.destroy();
    expect(mac.app.quits).toBe(0);
    mac.app.emit('activate');
    expect(mac.windows).toHaveLength(2);
  });

  test('does not wait for ever for a core that does not close', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    using booted = await bootedMain();
    booted.cores[0]!.postMessage = () => {};
    booted.app.quit();
    await settle();
    expect(booted.app.ended).toBe(false);
    vi.advanceTimersByTime(5_000);
    await settle();
    expect(booted.app.ended).toBe(true);
  });
});

describe('the lock', () => {
  test('on Linux follows the screen by asking, once per time it is locked', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    using booted = await bootedMain({ platform: 'linux' });
    const locks = () => booted.cores.flatMap(({ received }) => received).filter(({ type }) => type === 'lock').length;
    vi.advanceTimersByTime(10_000);
    expect(locks()).toBe(0);
    booted.powerMonitor.idleState = 'locked';
    vi.advanceTimersByTime(15_000);
    expect(locks()).toBe(1);
    booted.powerMonitor.idleState = 'active';
    vi.advanceTimersByTime(5_000);
    booted.powerMonitor.idleState = 'locked';
    vi.advanceTimersByTime(5_000);
    expect(locks()).toBe(2);
  });

  test('is in the menu, with a new window and the way out', async () => {
    using booted = await bootedMain();
    const file = booted.menu[0]!.submenu as Electron.MenuItemConstructorOptions[];
    const click = (label: string) =>
      file.find((item) => item.label === label)!.click!({} as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
    click('Lock');
    expect(booted.cores[0]!.received).toContainEqual({ type: 'lock', reason: 'host' });
    click('New Window');
    expect(booted.windows).toHaveLength(2);
    expect(file.at(-1)).toEqual({ role: 'quit' });
  });
});

test('a reminder is shown by the system, and a click on it brings the desk to the front', async () => {
  using booted = await bootedMain();
  const told = { title: '2 cases are overdue', body: 'DSR-AAAA0000, DSR-AAAA0001' };
  booted.cores[0]!.say({ type: 'event', event: { type: 'notify', ...told } });
  expect(booted.notifications.map(({ options, shown }) => ({ ...options, shown }))).toEqual([{ ...told, shown: true }]);
  booted.windows[0]!.destroy();
  booted.notifications[0]!.emit('click');
  expect(booted.windows.filter(({ destroyed }) => !destroyed)).toHaveLength(1);
});

describe('the badge', () => {
  test('shows what is due on tray, app and windows, and keeps its last count while locked', async () => {
    using booted = await bootedMain();
    const [tray] = booted.trays;
    expect(tray!.tip).toBe('DSR Desk');
    booted.cores[0]!.say({ type: 'event', event: { type: 'badge', due: 3 } });
    expect([tray!.tip, tray!.images, booted.app.badges]).toEqual(['DSR Desk: 3 due', 1, [3]]);
    booted.cores[0]!.say({ type: 'event', event: { type: 'locked', reason: 'idle' } });
    await settle();
    expect([tray!.tip, booted.app.badges]).toEqual(['DSR Desk: 3 due', [3]]);
    booted.cores[1]!.say({ type: 'event', event: { type: 'badge', due: 0 } });
    expect(tray!.tip).toBe('DSR Desk: nothing due');
  });

  test('on Windows lies over the icons of the windows', async () => {
    using booted = await bootedMain({ platform: 'win32' });
    booted.cores[0]!.say({ type: 'event', event: { type: 'badge', due: 2 } });
    booted.cores[0]!.say({ type: 'event', event: { type: 'badge', due: 0 } });
    expect(booted.windows[0]!.overlays).toEqual(['2 due', 'nothing due']);
    expect(booted.app.appUserModelId).toBe('com.dsrdesk.app');
  });
});
