import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserHost, type BrowserHostOptions, startBrowserHost } from '../../src-main/browser/host.ts';
import { launchInWorker } from '../../src-main/browser/launch-worker.ts';

export interface HostUnderTest extends AsyncDisposable {
  readonly host: BrowserHost;
  readonly folder: string;
  /** Moves the host's clock. */
  readonly pass: (milliseconds: number) => void;
  readonly events: unknown[];
  readonly givenUp: string[];
  readonly coreErrors: unknown[];
}

/** A browser host over a page of three files and a fake core, in a folder that is removed in the end. */
export async function hostUnderTest(options: Partial<BrowserHostOptions> = {}): Promise<HostUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'dsr-desk-host-'));
  const pageFolder = join(folder, 'renderer');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="NONCE-OF-THIS-ANSWER"><p>The desk</p>');
  writeFileSync(join(pageFolder, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(pageFolder, 'assets', 'main.js.map'), '{}');
  writeFileSync(join(folder, 'secret.json'), '{"outside":true}');
  let clock = 1_000_000;
  const events: unknown[] = [];
  const givenUp: string[] = [];
  const coreErrors: unknown[] = [];
  const host = await startBrowserHost({
    pageFolder,
    dataFolder: join(folder, 'data'),
    resourcesFolder: join(folder, 'resources'),
    appVersion: '0.0.0-test',
    port: 0,
    packaged: false,
    launch: launchInWorker(new URL('./fake-core-worker.ts', import.meta.url), (error) => coreErrors.push(error)),
    randomBytes: (count) => randomBytes(count),
    now: () => clock,
    onEvent: (event) => events.push(event),
    onGivenUp: (sentence) => givenUp.push(sentence),
    ...options,
  }).catch((error: unknown) => {
    rmSync(folder, { recursive: true });
    throw error;
  });
  return {
    host,
    folder,
    events,
    givenUp,
    coreErrors,
    pass: (milliseconds) => {
      clock += milliseconds;
    },
    async [Symbol.asyncDispose]() {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}
