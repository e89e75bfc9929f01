import { describe, expect, test, vi } from 'vitest';
import { callIn } from '../../../src-main/host/call-argument.ts';
import { splitHanded } from '../../../src-shared/handed-number.ts';
import { bootedMain, settle } from '../../support/booted.ts';
import { hostUnderTest } from '../../support/host-under-test.ts';

const numberIn = (address: string) => splitHanded(new URL(address).hash.slice(1))?.number;

describe('a number that a softphone hands over', () => {
  test('at the start opens the first window with it', async () => {
    using booted = await bootedMain({ args: ['.', '--call=tel:+1-212-555-0142'] });
    expect(booted.windows.map(({ webContents }) => numberIn(webContents.url))).toEqual(['tel:+1-212-555-0142']);
  });

  test('by another start goes to the window that was used last, and leaves it where it was', async () => {
    using booted = await bootedMain();
    const [window] = booted.windows;
    window!.webContents.url = 'app://desk/#/case/DSR-7K3QX2FM?id=1';
    window!.state.minimized = true;
    booted.app.emit('second-instance', {}, ['desk', '--call=+12125550142'], '/');
    await settle();
    expect(booted.windows).toHaveLength(1);
    expect(window!.webContents.url).toBe('app://desk/#/case/DSR-7K3QX2FM?id=1&call=%2B12125550142');
    expect([window!.shown, window!.state.minimized]).toEqual([true, false]);
    booted.app.emit('second-instance', {}, ['desk', 'tel:+13105550100'], '/');
    expect(numberIn(window!.webContents.url)).toBe('tel:+13105550100');
  });

  test('that nobody has taken yet goes on with the page that takes the place of a locked one', async () => {
    using booted = await bootedMain();
    booted.app.emit('second-instance', {}, ['desk', '--call=+12125550142'], '/');
    booted.cores[0]!.say({ type: 'event', event: { type: 'locked', reason: 'idle' } });
    await settle();
    expect(booted.windows.map(({ destroyed }) => destroyed)).toEqual([true, false]);
    expect(numberIn(booted.windows[1]!.webContents.url)).toBe('+12125550142');
    booted.windows[1]!.webContents.url = 'app://desk/#/queue'; // taken
    booted.cores[1]!.say({ type: 'event', event: { type: 'locked', reason: 'idle' } });
    await settle();
    expect(booted.windows[2]!.webContents.url).toBe('app://desk/#/');
  });

  test('as a link on macOS is taken before the app is ready, the newest of several; other links are not followed', async () => {
    using booted = await bootedMain({
      platform: 'darwin',
      before: ({ app }) =>
        void vi
          .waitUntil(() => app.listenerCount('open-url') > 0, { interval: 0 })
          .then(() => {
            for (const link of ['tel:1', 'tel:+12125550142', 'app://desk/#/settings']) app.emit('open-url', { preventDefault() {} }, link);
          }),
    });
    await settle();
    const preventDefault = vi.fn();
    booted.app.emit('open-url', { preventDefault }, 'https://law.example/');
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(numberIn(booted.windows[0]!.webContents.url)).not.toBe('https://law.example/');
    booted.app.emit('open-url', { preventDefault }, 'TEL:+13105550100');
    expect(numberIn(booted.windows[0]!.webContents.url)).toBe('TEL:+13105550100');
    expect(booted.opened).toEqual([]);
  });

  test('is offered to the system by the installed app only', async () => {
    using started = await bootedMain();
    expect(started.app.protocols).toEqual([]);
    using installed = await bootedMain({ before: ({ app }) => Object.assign(app, { isPackaged: true }) });
    expect(installed.app.protocols).toEqual(['tel']);
  });

  test('stands in the browser host’s address encoded, beside the token', async () => {
    await using under = await hostUnderTest();
    const fragment = new URLSearchParams(new URL(under.host.newUrl('/?call=%26token%3Dx')).hash.slice(1));
    expect(fragment.getAll('token')).toHaveLength(1);
    expect(splitHanded(fragment.get('to') ?? '')).toEqual({ place: '/', number: '&token=x' });
  });
});

const HOSTILE = [
  `--call="><img src=x onerror=alert(1)>`,
  `--call='; DROP TABLE phone_call; --`,
  '--call=-- --no-sandbox --remote-debugging-port=1',
  '--call=javascript:alert(1)//+12125550142',
  '--call=+1212\r\n5550142\u0000',
  '--call=\u202e2410555\u2066\u200f',
  '--call=#/settings?call=%00&token=abc',
  '--call=../../../etc/passwd?x=y#z',
  `--call=${'9'.repeat(100_000)}`,
  '--call=\ud800%E0%A4%A',
];

describe('hostile text', () => {
  test.each(HOSTILE)('%j is text in one place of the address, and nothing else', async (arg) => {
    const number = callIn([arg]) ?? '';
    expect(number.length).toBeLessThanOrEqual(200);
    expect(number).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    using booted = await bootedMain();
    const [window] = booted.windows;
    window!.webContents.url = 'app://desk/#/case/DSR-7K3QX2FM?id=1';
    booted.app.emit('second-instance', {}, ['desk', arg], '/');
    const url = new URL(window!.webContents.url);
    expect([url.protocol, url.host, url.pathname, url.search]).toEqual(['app:', 'desk', '/', '']);
    expect(splitHanded(url.hash.slice(1))).toEqual({ place: '/case/DSR-7K3QX2FM?id=1', number });
    expect([booted.windows.length, booted.opened, booted.app.quits]).toEqual([1, [], 0]);
  });

  test('without a number in it opens nothing', () => {
    expect(['--call=', '--call=\u0000\u202e ', '--calling=1', 'call=1', '-call=1', 'x tel:1'].map((arg) => callIn([arg]))).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });
});
