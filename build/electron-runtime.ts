import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Runtime = { readonly path: string } | { readonly missing: string };

const PATIENCE_MS = 20_000;

/**
 * Electron's runtime, fetched once where it is not there. The package `electron` comes without it, and in plain Node importing that package
 * would start the same download with no end to it: so its files are looked at and its installer is run with a limit. That it could not be
 * had is remembered until `again`, so that every other start is quick.
 */
export async function electronRuntime(root: string, again: boolean, patienceMs = PATIENCE_MS): Promise<Runtime> {
  const folder = join(root, 'node_modules', 'electron');
  const blocked = cannotShowWindows();
  if (blocked !== undefined) return { missing: blocked };
  const there = installed(folder);
  if (there !== undefined) return { path: there };
  const tried = join(root, 'out', 'electron-not-fetched');
  if (existsSync(tried) && !again) return { missing: "Electron's runtime is not here and could not be fetched before" };
  const fetched = await fetchRuntime(folder, patienceMs);
  if (fetched !== undefined) return { path: fetched };
  mkdirSync(dirname(tried), { recursive: true });
  writeFileSync(tried, 'Delete this file, or run `npm start -- --electron`, to try again.\n');
  return { missing: "Electron's runtime is not here and could not be fetched" };
}

/** Where the runtime is after one try to fetch it, if it was not there; undefined where it could not be had. */
export async function fetchRuntime(folder: string, patienceMs: number): Promise<string | undefined> {
  if (installed(folder) === undefined) await runInstaller(folder, patienceMs);
  return installed(folder);
}

/** Why Electron could not open a window here even if its runtime were there. */
function cannotShowWindows(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'There is no display for Electron to open a window on';
  if (process.getuid?.() === 0) return 'Electron does not run as root, because its sandbox cannot';
  return undefined;
}

function installed(folder: string): string | undefined {
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const path = join(folder, 'dist', readFileSync(named, 'utf8'));
  return existsSync(path) ? path : undefined;
}

function runInstaller(folder: string, patienceMs: number): Promise<void> {
  console.log("Fetching Electron's runtime, which happens once …");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    for (const end of ['exit', 'error']) {
      child.once(end, () => {
        clearTimeout(timer);
        resolve(); // How it ended shows in whether the runtime is there.
      });
    }
  });
}
