import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PRELOAD, processConfig } from '../../build/bundle.ts';
import { launchChromium } from '../support/chromium.ts';
import { hostUnderTest } from '../support/host-under-test.ts';

/** The page's side of the tie, in a real browser, against the real host and a fake core. */
let browser: Browser;
let pageFolder: string;
let preloadFolder: string;
beforeAll(async () => {
  pageFolder = mkdtempSync(join(tmpdir(), 'dsr-desk-page-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./page', import.meta.url)),
    base: './',
    logLevel: 'error',
    build: { outDir: pageFolder, emptyOutDir: true, target: 'chrome140', modulePreload: { polyfill: false } },
  });
  preloadFolder = mkdtempSync(join(tmpdir(), 'dsr-desk-preload-'));
  await build(processConfig(PRELOAD, preloadFolder));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  for (const folder of [pageFolder, preloadFolder]) rmSync(folder, { recursive: true });
});

const withHost = () => hostUnderTest({ pageFolder });

async function open(url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page;
}
const reaches = (page: Page, state: string) => page.locator('#state', { hasText: new RegExp(`^${state}$`) }).waitFor({ timeout: 10_000 });
/** Runs an expression in the page. */
const run = (page: Page, expression: string): Promise<unknown> => page.evaluate(expression);

test('text, files both ways and streams cross the bridge', async () => {
  await using under = await withHost();
  const page = await open(under.host.newUrl());
  await reaches(page, 'open');
  expect(await run(page, "desk.echo('Åkesson')")).toBe('Åkesson');
  expect(await run(page, 'desk.fileBytes(100000)')).toBe(100_000);
  expect(await run(page, 'desk.sizeOf(250000)')).toEqual({ bytes: 250_000, last: 0 });
  expect(await run(page, 'desk.counted(300)')).toBe(300);
});

test('the token is out of the address at once, and the secret is nowhere a disk could keep it', async () => {
  await using under = await withHost();
  const page = await open(under.host.newUrl());
  await reaches(page, 'open');
  expect(await run(page, 'hashAtStart')).toBe('#/');
  expect(page.url()).toBe(`${under.host.origin}/#/`);
  expect(await run(page, 'JSON.stringify([localStorage, sessionStorage, document.cookie])')).toBe('[{},{},""]');
});

test('an address that was used, or has no token, says what to do', async () => {
  await using under = await withHost();
  const url = under.host.newUrl();
  await reaches(await open(url), 'open');
  await reaches(await open(url), 'token_refused');
  await reaches(await open(under.host.origin), 'no_token');
});

test('a reload goes on, and leaves nothing behind', async () => {
  await using under = await withHost();
  const page = await open(under.host.newUrl());
  for (let time = 0; time < 3; time += 1) {
    await reaches(page, 'open');
    await page.reload();
  }
  await reaches(page, 'open');
  expect(await run(page, "desk.echo('still here')")).toBe('still here');
  expect(await run(page, 'sessionStorage.length')).toBe(0);
});

test('a tab that was duplicated has nothing to open the desk with', async () => {
  await using under = await withHost();
  const page = await open(under.host.newUrl());
  await reaches(page, 'open');
  const copy = await page.context().newPage();
  await copy.goto(page.url());
  await reaches(copy, 'no_token');
});

test('the lock replaces the page by a fresh one that is tied to the new core', async () => {
  await using under = await withHost();
  const page = await open(under.host.newUrl());
  await reaches(page, 'open');
  const replaced = page.waitForEvent('load');
  await run(page, 'void (window.old = true, desk.lock().catch(() => "replaced before it is answered"))');
  await replaced;
  await reaches(page, 'open');
  expect(await run(page, 'window.old')).toBeUndefined();
  expect(await run(page, "desk.echo('new core')")).toBe('new core');
  expect(page.url()).toBe(`${under.host.origin}/#/`);
});

test('a second window opens at its place, with a session of its own', async () => {
  await using under = await withHost();
  const page = await open(under.host.newUrl());
  await reaches(page, 'open');
  const opened = page.context().waitForEvent('page');
  await run(page, "openSecondWindow('/case/DSR-7K3QX2FM')");
  const second = await opened;
  await reaches(second, 'open');
  expect(second.url()).toBe(`${under.host.origin}/#/case/DSR-7K3QX2FM`);
  expect(await run(second, 'window.opener')).toBeNull();
  await page.close();
  expect(await run(second, "desk.echo('on its own')")).toBe('on its own');
});

test('when the desk ends, the page says so, and what it was asked is refused', async () => {
  const under = await withHost();
  const page = await open(under.host.newUrl());
  await reaches(page, 'open');
  const asked = run(page, 'desk.never().then(() => "answered", () => "refused")');
  await under[Symbol.asyncDispose]();
  await reaches(page, 'gone');
  expect(await asked).toBe('refused');
});

describe('in Electron', () => {
  /** The real preload, over an `ipcRenderer` that notes what is said to it. With `answers` a port comes back, behind which numbers are doubled. */
  const preload = (answers: boolean) => `{
    const said = (globalThis.said = []);
    let listener;
    const ipcRenderer = {
      once: (channel, given) => { said.push('once ' + channel); listener = given; },
      send: (channel) => {
        said.push('send ' + channel);
        if (!${answers}) return;
        const { port1, port2 } = new MessageChannel();
        port2.onmessage = ({ data }) => port2.postMessage(data * 2);
        listener({ ports: [port1] });
      },
    };
    ((require) => { ${readFileSync(join(preloadFolder, 'preload.cjs'), 'utf8')} })(() => ({ ipcRenderer }));
  }`;

  async function openAsInElectron(origin: string, answers: boolean): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.clock.install();
    await page.addInitScript(preload(answers));
    await page.goto(`${origin}/#as-in-electron`);
    return page;
  }

  test('the preload hands over one port, once, and nothing else', async () => {
    await using under = await withHost();
    const page = await openAsInElectron(under.host.origin, true);
    await reaches(page, 'open');
    expect(await run(page, 'said')).toEqual(['once dsr-desk:port', 'send dsr-desk:want-port']);
    expect(await run(page, 'new Promise((resolve) => { port.onmessage = ({ data }) => resolve(data); port.postMessage(21); })')).toBe(42);
    // Whoever asks again, or pretends to be the host, gets nothing.
    await run(page, "window.postMessage('dsr-desk:want-port', location.origin)");
    await run(page, 'new Promise((resolve) => setTimeout(resolve, 100))');
    expect(await run(page, 'said.length')).toBe(2);
  });

  test('a port that closes without the page being replaced means that the desk is gone', async () => {
    await using under = await withHost();
    const page = await openAsInElectron(under.host.origin, true);
    await reaches(page, 'open');
    // Electron fires this event when the other end closes; browsers have no such event.
    await run(page, "port.dispatchEvent(new Event('close'))");
    expect(await page.locator('#state').textContent()).toBe('open');
    await page.clock.fastForward(4_900);
    expect(await page.locator('#state').textContent()).toBe('open');
    await page.clock.fastForward(200);
    await reaches(page, 'gone');
  });

  test('a host that does not answer is said to be silent', async () => {
    await using under = await withHost();
    const page = await openAsInElectron(under.host.origin, false);
    await page.clock.fastForward(10_000);
    await reaches(page, 'silent');
  });
});
