/*
 * One test for each of the house rules for Electron, all in this one file so that the list of rules can be held beside it. The main process
 * is the real one, booted whole; only Electron is not.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Electron from 'electron';
import { describe, expect, test } from 'vitest';
import { type Booted, bootedMain, settle } from '../support/booted.ts';
import { FakeContents, FakeFrame } from '../support/electron-fake.ts';

/** Fires an event as Electron does and answers whether it was held up. */
function heldUp(
  emitter: { emit(name: string, ...args: unknown[]): boolean },
  name: string,
  details: object = {},
  ...args: unknown[]
): boolean {
  let held = false;
  emitter.emit(name, Object.assign(details, { preventDefault: () => (held = true) }), ...args);
  return held;
}
const answerOf = async (booted: Booted, url: string, method = 'GET') => {
  const handler = booted.session.handlers.get('app')!;
  return handler({ url, method } as Request);
};
const askForPort = (booted: Booted, sender: FakeContents, senderFrame: FakeFrame | null) =>
  booted.ipcMain.emit('dsr-desk:want-port', { sender, senderFrame, ports: [] });

describe('the page comes from app://desk and nowhere else', () => {
  test('the scheme is standard and secure, and nothing more', async () => {
    using booted = await bootedMain();
    expect(booted.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    expect([...booted.session.handlers.keys()]).toEqual(['app']);
    expect(booted.windows.map(({ webContents }) => webContents.url)).toEqual(['app://desk/#/']);
  });

  test('its policy lets it call nobody, and has a nonce of its own each time', async () => {
    using booted = await bootedMain();
    const [first, second] = [await answerOf(booted, 'app://desk/'), await answerOf(booted, 'app://desk/index.html')];
    const policies = [first, second].map((answer) => answer.headers.get('content-security-policy') ?? '');
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe|http:|https:|\*/);
    }
    expect(policies[0]).not.toBe(policies[1]);
    const nonce = /'nonce-([^']+)'/.exec(policies[0]!)?.[1];
    expect(await first.text()).toContain(`nonce="${nonce}"`);
    expect(Object.fromEntries(first.headers)).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  test.each([
    'app://desk/../../package.json',
    'app://desk/%2e%2e/%2e%2e/package.json',
    'app://desk/..%2f..%2fpackage.json',
    'app://desk/..%5c..%5cpackage.json',
    'app://desk//etc/passwd',
    'app://other/index.html',
    'app://desk.example/index.html',
    'app://desk/nothing',
    'not an address',
  ])('%s is not there', async (url) => {
    using booted = await bootedMain();
    const answer = await answerOf(booted, url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('outside');
  });

  test('only reading is answered', async () => {
    using booted = await bootedMain();
    expect((await answerOf(booted, 'app://desk/', 'POST')).status).toBe(404);
  });

  test.each([
    ['app://desk/main.js', true],
    ['blob:app://desk/6a1f', true],
    ['data:image/png;base64,AA', true],
    ['https://example.test/', false],
    ['http://127.0.0.1:9/', false],
    ['ws://example.test/', false],
    ['file:///etc/passwd', false],
    ['ftp://example.test/', false],
    ['app://desk.example/', false],
    ['blob:https://example.test/6a1f', false],
    ['chrome://gpu', false],
  ])('a request for %s goes on: %s', async (url, goesOn) => {
    using booted = await bootedMain();
    let cancelled: boolean | undefined;
    booted.session.beforeRequest!({ url } as Parameters<NonNullable<typeof booted.session.beforeRequest>>[0], ({ cancel }) => {
      cancelled = cancel;
    });
    expect(cancelled).toBe(!goesOn);
  });
});

describe('the page has no power', () => {
  test('sandboxed, isolated, without Node, with one preload', async () => {
    using booted = await bootedMain();
    expect(booted.windows[0]!.options.webPreferences).toEqual({
      preload: join(booted.folder, 'out', 'main', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: true,
      spellcheck: false,
    });
  });

  test('installed, it has no developer tools either', async () => {
    const installed = (fake: { app: { isPackaged: boolean } }) => {
      fake.app.isPackaged = true;
    };
    using booted = await bootedMain({ before: installed });
    expect(booted.windows[0]!.options.webPreferences?.devTools).toBe(false);
    expect(JSON.stringify(booted.menu)).not.toContain('toggleDevTools');
  });

  test('no word list is fetched from the network: only macOS has a spell checker of its own', async () => {
    using linux = await bootedMain();
    using mac = await bootedMain({ platform: 'darwin' });
    expect([linux.session.spellChecker, mac.session.spellChecker]).toEqual([false, true]);
    expect(mac.windows[0]!.options.webPreferences?.spellcheck).toBe(true);
  });

  test('every permission and every device is denied', async () => {
    using booted = await bootedMain();
    const { session } = booted;
    const asked = [
      'clipboard-read',
      'clipboard-sanitized-write',
      'notifications',
      'media',
      'geolocation',
      'fileSystem',
      'unknown',
    ] as const;
    const contents = {} as Parameters<NonNullable<typeof session.permissionRequest>>[0];
    for (const permission of asked) {
      const answers: boolean[] = [];
      session.permissionRequest!(contents, permission, (granted) => answers.push(granted), {} as never);
      expect([permission, answers]).toEqual([permission, [false]]);
      expect(session.permissionCheck!(null, permission, 'app://desk', {} as never)).toBe(false);
    }
    expect(session.devicePermission!({} as never)).toBe(false);
    expect(session.usbClasses!({ protectedClasses: ['audio', 'hid'] })).toEqual(['audio', 'hid']);
    const given: unknown[] = [];
    session.displayMedia!({} as never, (streams) => given.push(streams));
    session.pairing!({} as never, (answer) => given.push(answer));
    expect(given).toEqual([null, { confirmed: false }]);
    const chosen: unknown[] = [];
    expect(heldUp(session, 'select-hid-device', {}, {}, (id: unknown) => chosen.push(id))).toBe(true);
    expect(heldUp(session, 'select-serial-port', {}, [], {}, (id: unknown) => chosen.push(id))).toBe(true);
    expect(heldUp(session, 'select-usb-device', {}, {}, (id: unknown) => chosen.push(id))).toBe(true);
    expect(chosen).toEqual([null, '', undefined]);
  });
});

describe('the page stays where it is', () => {
  test.each([
    'https://example.test/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'app://desk/other.html',
    'app://desk.example/',
    'app://desk:80/',
    'app://user@desk/',
    'app://desk/?x=1',
    'about:blank',
    '',
  ])('it does not go to %j, nor opens a window there', async (url) => {
    using booted = await bootedMain();
    const { webContents } = booted.windows[0]!;
    expect(heldUp(webContents, 'will-navigate', { url })).toBe(true);
    expect(heldUp(webContents, 'will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    expect(webContents.windowOpen!({ url } as never)).toEqual({ action: 'deny' });
    expect(booted.windows).toHaveLength(1);
    expect(booted.opened).toEqual([]);
  });

  test('no frame goes anywhere, no redirect is followed, no webview is attached', async () => {
    using booted = await bootedMain();
    const { webContents } = booted.windows[0]!;
    expect(heldUp(webContents, 'will-frame-navigate', { url: 'app://desk/', isMainFrame: false })).toBe(true);
    expect(heldUp(webContents, 'will-redirect', { url: 'app://desk/' })).toBe(true);
    expect(heldUp(webContents, 'will-attach-webview')).toBe(true);
  });

  test('it may reload itself', async () => {
    using booted = await bootedMain();
    expect(heldUp(booted.windows[0]!.webContents, 'will-navigate', { url: 'app://desk/#/queue' })).toBe(false);
  });

  test('a page that Electron made otherwise is held in the same way', async () => {
    using booted = await bootedMain();
    const stranger = new FakeContents();
    booted.app.emit('web-contents-created', {}, stranger);
    expect(heldUp(stranger, 'will-navigate', { url: 'https://example.test/' })).toBe(true);
    expect(stranger.windowOpen!({ url: 'https://example.test/' } as never)).toEqual({ action: 'deny' });
  });

  test('a window of our own address is denied too; the host opens one of its own at that place', async () => {
    using booted = await bootedMain();
    const { webContents } = booted.windows[0]!;
    expect(webContents.windowOpen!({ url: 'app://desk/#/case/DSR-7K3QX2FM' } as never)).toEqual({ action: 'deny' });
    expect(booted.windows.map((window) => window.webContents.url)).toEqual(['app://desk/#/', 'app://desk/#/case/DSR-7K3QX2FM']);
    expect(booted.windows[1]!.options.webPreferences).toEqual(booted.windows[0]!.options.webPreferences);
  });
});

describe('one way out', () => {
  test('an address that the shipped resources cite opens in the browser', async () => {
    using booted = await bootedMain();
    booted.windows[0]!.webContents.windowOpen!({ url: 'https://law.example/regulation?article=12' } as never);
    expect(booted.opened).toEqual(['https://law.example/regulation?article=12']);
  });

  test.each([
    'https://law.example/',
    'https://law.example/regulation?article=12&name=Maria',
    'https://law.example/regulation?article=12#Maria',
    'http://law.example/regulation?article=12',
    'file:///usr/bin/true',
    'mailto:somebody@example.test',
    'ms-msdt:/id',
    'smb://host/share',
  ])('%s does not', async (url) => {
    using booted = await bootedMain();
    booted.windows[0]!.webContents.windowOpen!({ url } as never);
    expect(booted.opened).toEqual([]);
  });

  test('openExternal has one caller, and openPath and the like none', () => {
    const folder = fileURLToPath(new URL('../../src-main/electron', import.meta.url));
    const sources = sourcesIn(folder);
    expect(sources.filter(({ text }) => /shell\.openExternal\(/.test(text)).map(({ name }) => name)).toEqual(['external.ts']);
    expect(sources.filter(({ text }) => /openPath|showItemInFolder|\.executeJavaScript|\.loadFile/.test(text))).toEqual([]);
  });

  test('the only links that the app is offered for are telephone numbers', () => {
    const sources = sourcesIn(fileURLToPath(new URL('../../src-main/electron', import.meta.url)));
    const offers = sources.flatMap(({ name, text }) =>
      (text.match(/setAsDefaultProtocolClient\(.*/g) ?? []).map((call) => `${name}: ${call}`),
    );
    expect(offers).toEqual(["calls.ts: setAsDefaultProtocolClient('tel');"]);
  });
});

describe('the port', () => {
  test('goes to the main frame of our window at our origin', async () => {
    using booted = await bootedMain();
    const { webContents } = booted.windows[0]!;
    askForPort(booted, webContents, webContents.mainFrame);
    expect(webContents.mainFrame.posted).toEqual([{ channel: 'dsr-desk:port', ports: 1 }]);
    expect(booted.cores[0]!.ports).toBe(1);
  });

  test('goes to nobody else', async () => {
    using booted = await bootedMain();
    const own = booted.windows[0]!.webContents;
    const stranger = new FakeContents();
    const inside = new FakeFrame('app://desk', own.mainFrame);
    const detached = new FakeFrame('app://desk');
    for (const [sender, frame] of [
      [own, inside],
      [own, detached],
      [own, null],
      [own, stranger.mainFrame],
      [stranger, stranger.mainFrame],
      [stranger, own.mainFrame],
    ] as const) {
      askForPort(booted, sender, frame);
    }
    own.mainFrame.origin = 'https://example.test';
    askForPort(booted, own, own.mainFrame);
    own.mainFrame.origin = 'null';
    askForPort(booted, own, own.mainFrame);
    expect([own.mainFrame, inside, detached, stranger.mainFrame].flatMap(({ posted }) => posted)).toEqual([]);
    expect(booted.cores[0]!.ports).toBe(0);
  });

  test('is all that the preload hands over', () => {
    const preload = readFileSync(new URL('../../src-main/electron/preload.ts', import.meta.url), 'utf8');
    expect(preload).not.toMatch(/contextBridge|exposeIn|\.invoke\(|sendSync/);
    expect(preload.match(/ipcRenderer\.\w+/g)).toEqual(['ipcRenderer.once', 'ipcRenderer.send']);
  });
});

describe('what the page saves', () => {
  const item = (url: string, name = 'report.csv') => {
    const options: unknown[] = [];
    return { options, getURL: () => url, getFilename: () => name, setSaveDialogOptions: (given: unknown) => options.push(given) };
  };

  test('is what it made itself, where the person says', async () => {
    using booted = await bootedMain();
    const own = item('blob:app://desk/6a1f', '..\\..\\startup/report.csv');
    expect(heldUp(booted.session, 'will-download', {}, own)).toBe(false);
    expect(own.options).toEqual([{ defaultPath: 'report.csv' }]);
  });

  test.each(['https://example.test/a.exe', 'blob:https://example.test/6a1f', 'data:text/html,x', 'app://desk/index.html'])(
    'is not %s',
    async (url) => {
      using booted = await bootedMain();
      expect(heldUp(booted.session, 'will-download', {}, item(url))).toBe(true);
    },
  );
});

describe('the keystore', () => {
  test('keeps a secret of 32 bytes that every start of the desk gets', async () => {
    using booted = await bootedMain();
    const { secret } = booted.cores[0]!;
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    const again = await booted.boot();
    expect(again.cores[0]!.secret).toBe(secret);
    expect(readFileSync(join(booted.dataFolder, 'electron', 'device-secret'), 'utf8')).toMatch(/^sealed:/);
  });

  test.each(['basic_text', 'unknown'] as const)('that is %s is none', async (backend) => {
    using booted = await bootedMain({ before: ({ keystore }) => Object.assign(keystore, { backend }) });
    expect(booted.cores[0]!.secret).toBeNull();
  });

  test('that is not available is none', async () => {
    using booted = await bootedMain({ platform: 'win32', before: ({ keystore }) => Object.assign(keystore, { available: false }) });
    expect(booted.cores[0]!.secret).toBeNull();
  });

  test('that does not open today is none today, and loses nothing', async () => {
    using booted = await bootedMain();
    const { secret } = booted.cores[0]!;
    const closed = await booted.boot(({ keystore }) => Object.assign(keystore, { opens: false }));
    expect(closed.cores[0]!.secret).toBeNull();
    expect((await booted.boot()).cores[0]!.secret).toBe(secret);
  });

  test('the host keeps no copy once the core has it', async () => {
    using booted = await bootedMain();
    const [open] = booted.cores[0]!.received;
    expect(open).toMatchObject({ type: 'open', start: { deviceSecret: new Uint8Array(32) } });
  });
});

describe('nothing is left lying about', () => {
  test('crash dumps are off', async () => {
    using booted = await bootedMain();
    expect(booted.app.switches).toEqual(expect.arrayContaining(['disable-breakpad', 'disable-crash-reporter']));
    for (const { text } of sourcesIn(fileURLToPath(new URL('../../src-main/electron', import.meta.url))))
      expect(text).not.toMatch(/crashReporter\s*\.\s*start/);
  });

  test('a second instance on the same data ends at once', async () => {
    using booted = await bootedMain({ before: ({ app }) => Object.assign(app, { firstInstance: false }) });
    expect([booted.app.quits, booted.windows.length, booted.cores.length]).toEqual([1, 0, 0]);
    expect(booted.app.paths.get('userData')).toBe(join(booted.dataFolder, 'electron'));
  });

  test('content protection can be set, holds for every window, and outlasts a start', async () => {
    using booted = await bootedMain();
    expect(booted.windows[0]!.protection).toBe(false);
    const view = booted.menu.find(({ label }) => label === '&View')!.submenu as Electron.MenuItemConstructorOptions[];
    view.find(({ type }) => type === 'checkbox')!.click!({ checked: true } as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
    booted.windows[0]!.webContents.windowOpen!({ url: 'app://desk/' } as never);
    expect(booted.windows.map(({ protection }) => protection)).toEqual([true, true]);
    expect((await booted.boot()).windows[0]!.protection).toBe(true);
  });
});

describe('locking', () => {
  test('ends the core and every page, starts a locked core, and puts fresh pages where the old ones were', async () => {
    using booted = await bootedMain();
    booted.windows[0]!.webContents.windowOpen!({ url: 'app://desk/#/case/DSR-7K3QX2FM' } as never);
    const [first, second] = booted.windows;
    second!.bounds = { x: 50, y: 60, width: 1000, height: 700 };
    second!.state.maximized = true;
    booted.cores[0]!.say({ type: 'event', event: { type: 'locked', reason: 'key' } });
    await settle();
    expect(booted.cores.map(({ killed }) => killed)).toEqual([true, false]);
    expect(booted.cores[1]!.received[0]).toMatchObject({ type: 'open' });
    expect([first!.destroyed, second!.destroyed]).toEqual([true, true]);
    const fresh = booted.windows.slice(2);
    expect(fresh.map(({ webContents }) => webContents.url)).toEqual(['app://desk/#/', 'app://desk/#/']);
    expect(fresh[1]!.options).toMatchObject({ x: 50, y: 60, width: 1000, height: 700 });
    fresh[1]!.emit('ready-to-show');
    expect([fresh[1]!.shown, fresh[1]!.state.maximized]).toEqual([true, true]);
    expect(booted.app.quits).toBe(0);
  });

  test.each(['lock-screen', 'suspend'])('%s of the system locks the desk', async (event) => {
    using booted = await bootedMain({ platform: 'win32' });
    booted.powerMonitor.emit(event);
    expect(booted.cores[0]!.received).toContainEqual({ type: 'lock', reason: 'host' });
  });

  test('a page of before the lock gets no port of the new core', async () => {
    using booted = await bootedMain();
    const old = booted.windows[0]!.webContents;
    booted.cores[0]!.say({ type: 'event', event: { type: 'locked', reason: 'idle' } });
    await settle();
    askForPort(booted, old, old.mainFrame);
    expect(old.mainFrame.posted).toEqual([]);
    expect(booted.cores[1]!.ports).toBe(0);
  });
});

function sourcesIn(folder: string): { name: string; text: string }[] {
  return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
