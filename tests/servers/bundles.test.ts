import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../build/bundle.ts';

/** What Electron would load, loaded by Node: it has no Electron, but the bundles' own code must be whole. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = (name: string) => join(root, 'out', 'main', name);
beforeAll(async () => {
  await ensureBuilt('main');
});

/** Plays the main process to the bundled core: opens it, and asks it for its state over a port of Electron's kind. */
const MAIN_PROCESS = `
  import { EventEmitter } from 'node:events';
  import { MessageChannel } from 'node:worker_threads';
  const [core, reader, resourcesFolder, dataFolder] = process.argv.slice(1);
  process.parentPort = Object.assign(new EventEmitter(), { postMessage: (message) => message.type === 'closed' && process.exit(0) });
  await import(core);
  const tell = (data, ports = []) => process.parentPort.emit('message', { data, ports });
  const { port1, port2 } = new MessageChannel();
  const wrapped = Object.assign(new EventEmitter(), { postMessage: (message) => port2.postMessage(message), start() {}, close: () => port2.close() });
  port2.on('message', (data) => wrapped.emit('message', { data }));
  port1.on('message', (message) => { console.log(message); tell({ type: 'close' }); });
  const start = { dataFolder, resourcesFolder, deviceSecret: null, host: 'electron', appVersion: '1.2.3', readerScript: reader };
  tell({ type: 'open', start });
  tell({ type: 'connect' }, [wrapped]);
  port1.postMessage(JSON.stringify({ i: '1', p: { u: '/session/state' } }));
`;

test('the core runs from its bundle', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'dsr-desk-bundle-'));
  const paths = [
    pathToFileURL(bundle('core-process.js')).href,
    pathToFileURL(bundle('reader-worker.js')).href,
    join(root, 'resources'),
    dataFolder,
  ];
  const child = spawn(process.execPath, ['--input-type=module', '-e', MAIN_PROCESS, ...paths], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (part) => {
    said += part;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  rmSync(dataFolder, { recursive: true });
  expect(JSON.parse(said)).toMatchObject({ p: { b: { json: { phase: 'first_run', host: 'electron', appVersion: '1.2.3' } } } });
  expect(code).toBe(0);
});

test('each process is one file, and takes from outside it only Electron, Node and what is compiled', () => {
  for (const name of ['main.js', 'core-process.js', 'reader-worker.js', 'preload.cjs']) {
    const text = readFileSync(bundle(name), 'utf8');
    const imported = [...text.matchAll(/^import (?:[^'"]*? from )?["']([^"']+)["'];$|\brequire\("([^"]+)"\)/gm)].map(
      (match) => (match[1] ?? match[2])!,
    );
    expect(imported.filter((from) => !isBuiltin(from) && !ALLOWED[name]!.includes(from))).toEqual([]);
    expect(imported.length).toBeGreaterThan(0);
  }
  expect(existsSync(bundle('assets'))).toBe(false);
});

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'main.js': ['electron'],
  'core-process.js': ['better-sqlite3', '@node-rs/argon2'],
  'reader-worker.js': ['better-sqlite3'],
  'preload.cjs': ['electron'],
};
