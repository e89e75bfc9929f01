import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { bootMain } from '../../src-main/electron/boot.ts';
import { type FakeElectron, fakeElectron } from './electron-fake.ts';

export interface Booted extends FakeElectron, Disposable {
  readonly folder: string;
  readonly dataFolder: string;
  readonly killedHard: number[];
  /** Moves the clock that crashes are counted by. */
  readonly pass: (milliseconds: number) => void;
  /** Boots another main process on the same data. */
  readonly boot: (before?: (fake: FakeElectron) => void) => Promise<FakeElectron>;
}

export interface BootOptions {
  readonly platform?: NodeJS.Platform;
  /** What it is started with. */
  readonly args?: readonly string[];
  /** Changes the fake before the main process runs. */
  readonly before?: (fake: FakeElectron) => void;
}

/** Lets what is under way happen: promises and microtasks, no timers. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resume) => setImmediate(resume));
}

/** Boots the whole main process against a fake Electron, in a folder that is removed in the end. */
export async function bootedMain({ platform = 'linux', args = [], before }: BootOptions = {}): Promise<Booted> {
  const folder = mkdtempSync(join(tmpdir(), 'dsr-desk-main-'));
  const pageFolder = join(folder, 'out', 'renderer');
  mkdirSync(pageFolder, { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="NONCE-OF-THIS-ANSWER"><p>The desk</p>');
  writeFileSync(join(pageFolder, 'main.js'), 'export {};');
  writeFileSync(join(folder, 'package.json'), '{"outside":true}');
  mkdirSync(join(folder, 'resources', 'regimes'), { recursive: true });
  writeFileSync(join(folder, 'resources', 'regimes', 'eu.json'), '{"source":"https://law.example/regulation?article=12"}');
  const dataFolder = join(folder, 'data');
  const killedHard: number[] = [];
  let clock = 0;
  let byte = 0;

  async function boot(change?: (fake: FakeElectron) => void): Promise<FakeElectron> {
    const fake = fakeElectron({ appPath: folder, home: join(folder, 'home') });
    change?.(fake);
    fake.app.ready.resolve();
    await bootMain(fake.api, {
      platform,
      env: { DSR_DESK_DATA: dataFolder },
      args,
      randomBytes: (count) => new Uint8Array(count).fill(++byte),
      now: () => clock,
      killHard: (pid) => killedHard.push(pid),
      bundles: join(folder, 'out', 'main'),
    });
    await settle();
    return fake;
  }

  const fake = await boot(before);
  return Object.assign(fake, {
    folder,
    dataFolder,
    killedHard,
    boot,
    pass: (milliseconds: number) => {
      clock += milliseconds;
    },
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
      // played on another system, Windows's spelling of a path is one long name in the folder of the run
      if (platform === 'win32') rmSync(win32.resolve(dataFolder), { recursive: true, force: true });
    },
  });
}
