import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../build/bundle.ts';
import { electronRuntime } from '../../build/electron-runtime.ts';

const HELP = `npm run e2e -- [--electron] [files or words, as for vitest]
  --electron   drives the real app in Electron's runtime, where there is one, and nothing else
`;
const root = fileURLToPath(new URL('../..', import.meta.url));
const args = process.argv.slice(2);

function run(script: string, ...rest: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...rest], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, DSR_DESK_PICTURES: '1' },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Builds what is out of date, then drives the desk: in Chromium over the browser host, or in Electron. */
async function e2e(): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  await ensureBuilt('renderer');
  if (!args.includes('--electron')) {
    return run(
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--project',
      'e2e',
      ...args,
    );
  }
  const runtime = await electronRuntime(root, true);
  if ('missing' in runtime) {
    console.error(`${runtime.missing}: the app itself was not driven, and nothing is said about it.`);
    return 1;
  }
  await ensureBuilt('main');
  return run(join(root, 'tests', 'e2e', 'electron-app.ts'), runtime.path);
}

process.exitCode = await e2e();
