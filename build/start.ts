import './node-version.js';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { usualDataFolder } from '../src-main/host/data-folder.ts';

const HELP = `npm start -- [options]
  --data DIR    where the desk keeps its data (else DSR_DESK_DATA, else the usual place of this system)
  --port N      the browser host's port (else any that is free)
  --no-open     do not open a browser
  --browser     the browser host, whether or not Electron is there
  --electron    try again to fetch Electron's runtime
  --call N      a number or tel: link, as a softphone hands it over: opens a call with it once somebody is signed in
`;

const root = fileURLToPath(new URL('..', import.meta.url));

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string', default: '0' },
        open: { type: 'boolean', default: true },
        browser: { type: 'boolean', default: false },
        electron: { type: 'boolean', default: false },
        call: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
      allowNegative: true,
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
    return { ...values, port };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

async function start(): Promise<void> {
  const options = readOptions();
  if (options.help) return console.log(HELP);
  const { ensureBuilt } = await import('./bundle.ts');
  if ((await ensureBuilt('renderer')) === 'built') console.log('The page was built.');
  const dataFolder = options.data
    ? resolve(options.data)
    : usualDataFolder({ platform: process.platform, env: process.env, home: homedir() });
  if (!options.browser) {
    const { electronRuntime } = await import('./electron-runtime.ts');
    const runtime = await electronRuntime(root, options.electron);
    if ('path' in runtime) {
      await ensureBuilt('main');
      const { startInElectron } = await import('./start-electron.ts');
      const ended = await startInElectron(runtime.path, root, dataFolder, options.call);
      if (ended !== 'not started') return process.exit(ended);
      console.log('Electron cannot run on this system (its own message is above), so the desk opens in your browser instead.');
    } else {
      console.log(`${runtime.missing}, so the desk opens in your browser instead.`);
    }
  }
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const { startInBrowser } = await import('./start-browser.ts');
  await startInBrowser({
    root,
    dataFolder,
    appVersion: version,
    port: options.port,
    open: options.open,
    ...(options.call !== undefined && { call: options.call }),
  });
}

start().catch((error: unknown) => {
  // A DeskError's sentence says what to do; of anything else the whole story is needed.
  console.error(error instanceof Error && error.name === 'DeskError' ? error.message : error);
  process.exit(1);
});
