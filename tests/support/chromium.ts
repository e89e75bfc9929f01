import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface ChromiumFound {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
  readonly from: 'npm' | 'installed' | 'playwright';
}

const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Finds a Chromium: the one in the npm package (Linux x64), else an installed one, else Playwright's own. */
export async function findChromium(): Promise<ChromiumFound> {
  if (process.platform === 'linux' && process.arch === 'x64') return unpackFromNpm();
  const installed = INSTALLED[process.platform]?.find((path) => existsSync(path));
  if (installed !== undefined) return { executable: installed, env: {}, from: 'installed' };
  if (existsSync(chromium.executablePath())) return { executable: chromium.executablePath(), env: {}, from: 'playwright' };
  throw new Error('No Chromium here. Install Chrome, or run `npx playwright-core install chromium`.');
}

/** Starts it. Close it in the end. */
export async function launchChromium(): Promise<Browser> {
  const { executable, env } = await findChromium();
  return chromium.launch({ executablePath: executable, args: CHROMIUM_FLAGS, env: { ...definedEnv(), ...env } });
}

/**
 * The package unpacks straight into the temp folder and takes a half-written file for a finished one. So it is unpacked once, by a process
 * whose temp folder is our own, and moved into place whole: two runs at the same time do not meet.
 */
async function unpackFromNpm(): Promise<ChromiumFound> {
  const manifest = new URL('../../node_modules/@sparticuz/chromium/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(tmpdir(), `dsr-desk-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(join(folder, 'chromium'))) {
    const staging = mkdtempSync(`${folder}-`);
    const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
    // Told that it runs on Amazon's Linux it also unpacks the libraries that a bare machine has not (NSS and the like).
    const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env, cwd: import.meta.dirname });
    // The package's own names folders of Amazon's machines.
    writeFileSync(join(staging, 'fonts', 'fonts.conf'), `<fontconfig><dir>${join(folder, 'fonts')}</dir></fontconfig>\n`);
    try {
      renameSync(staging, folder);
    } catch (error) {
      rmSync(staging, { recursive: true });
      if (!existsSync(join(folder, 'chromium'))) throw error; // Else another run was quicker.
    }
  }
  const libraries = [process.env['LD_LIBRARY_PATH'], join(folder, 'al2023', 'lib')].filter((path) => path !== undefined && path !== '');
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  return { executable: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: libraries.join(delimiter), ...fonts }, from: 'npm' };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
