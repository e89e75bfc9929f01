import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MessagePort, Worker } from 'node:worker_threads';
import type { Page } from 'playwright-core';
import { startBrowserHost } from '../../src-main/browser/host.ts';
import type { LaunchCore } from '../../src-main/host/keep-core.ts';

export interface DeskAt extends AsyncDisposable {
  readonly origin: string;
  /** A fresh address that opens the desk once, at a place where one is given. */
  url(place?: string): string;
  /** Puts a page on the same day as the core, before its first request. */
  setClock(page: Page): Promise<void>;
}

/** As the browser host launches its core, with the clock's distance from today. */
function launchAt(ahead: number): LaunchCore<MessagePort> {
  return (on) => {
    const worker = new Worker(new URL('./core-at.ts', import.meta.url), { workerData: ahead });
    worker.on('message', on.message);
    worker.on('error', (error) => console.error('the core stopped:', error));
    worker.on('exit', on.gone);
    return {
      send: (message, port) => worker.postMessage({ message, port }, port === undefined ? [] : [port]),
      end: async () => {
        await worker.terminate();
      },
    };
  };
}

/** The real desk, page and core, on the day that a test is about: both clocks run on from `now`. `folder` is kept where one is given. Needs `npm run build` before it. */
export async function startDeskAt(now: string, folder?: string): Promise<DeskAt> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const dataFolder = folder ?? mkdtempSync(join(tmpdir(), 'dsr-desk-at-'));
  const ahead = Date.parse(now) - Date.now();
  const host = await startBrowserHost({
    pageFolder: join(root, 'out', 'renderer'),
    resourcesFolder: join(root, 'resources'),
    dataFolder,
    appVersion: '0.0.0-test',
    port: 0,
    packaged: false,
    launch: launchAt(ahead),
    randomBytes: (count) => randomBytes(count),
    now: () => performance.now(),
    onGivenUp: (sentence) => console.error(sentence),
  });
  return {
    origin: new URL(host.newUrl()).origin,
    url: (place) => host.newUrl(place),
    async setClock(page) {
      // As text: the tests are checked with Node's types, which know no page.
      await page.addInitScript(`{
        const Real = Date, ahead = ${ahead};
        globalThis.Date = class Date extends Real {
          constructor(...parts) { parts.length > 0 ? super(...parts) : super(Real.now() + ahead); }
          static now() { return Real.now() + ahead; }
        };
      }`);
    },
    async [Symbol.asyncDispose]() {
      await host.close();
      if (folder === undefined) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
