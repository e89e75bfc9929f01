import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether this machine has a screen on which a browser could open. */
export function hasDisplay(platform = process.platform, env: NodeJS.ProcessEnv = process.env): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Opens an address with a token in it in the person's own browser. Every user of a machine can read the command lines of every other, and
 * whoever is first with the token is let in: so the browser is given a file that only this user may read, and the file leads on.
 * Returns what removes the file.
 */
export function openInBrowser(url: string, onFailed: () => void): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'dsr-desk-open-'));
  const file = join(folder, 'open.html');
  writeFileSync(file, `<!doctype html><meta http-equiv="refresh" content="0;url=${url}"><title>DSR Desk</title>`, { mode: 0o600 });
  const [command, ...args] = opener(pathToFileURL(file).href);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', onFailed);
  child.unref();
  return () => rmSync(folder, { recursive: true, force: true });
}

function opener(url: string): [string, ...string[]] {
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""', url];
  return [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
}
