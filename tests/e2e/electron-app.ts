import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { watchPage } from '../support/watched-page.ts';

/** Drives the real app once: `node tests/e2e/electron-app.ts <Electron's runtime>`. Run by `npm run e2e -- --electron`. */
const [executablePath] = process.argv.slice(2);
assert(executablePath, 'electron-app takes the path of the runtime');
const root = fileURLToPath(new URL('../..', import.meta.url));
const dataFolder = mkdtempSync(join(tmpdir(), 'dsr-desk-electron-'));
const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);

const app = await _electron.launch({ executablePath, args: [root], env: { ...Object.fromEntries(inherited), DSR_DESK_DATA: dataFolder } });
try {
  const page = await app.firstWindow();
  const complaints = await watchPage(page, 'app://desk');
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(new URL(page.url()).origin, 'app://desk');
  assert.deepEqual(complaints.list, []);
  console.log('ok  the page opens from app://desk and does nothing forbidden');

  const inPage = await page.evaluate('({ node: typeof process, require: typeof require, electron: typeof electron })');
  assert.deepEqual(inPage, { node: 'undefined', require: 'undefined', electron: 'undefined' });
  console.log('ok  the page has no Node and nothing of Electron');

  const opened = app.waitForEvent('window');
  await page.evaluate("window.open('app://desk/#/settings', '_blank', 'noopener')");
  await (await opened).getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate("window.open('https://example.com/', '_blank', 'noopener')");
  assert.equal(app.windows().length, 2);
  console.log('ok  a window of ours opens, one of another place does not');
} finally {
  await app.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
