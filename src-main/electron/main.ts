import { randomBytes } from 'node:crypto';
import * as electron from 'electron';
import { bootMain } from './boot.ts';

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // Gone by itself in the meantime: that is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

// Not awaited: Electron becomes ready only after this module has been evaluated.
bootMain(electron, {
  platform: process.platform,
  env: process.env,
  args: process.argv.slice(1),
  randomBytes: (count) => randomBytes(count),
  now: () => performance.now(),
  killHard,
  bundles: import.meta.dirname,
}).catch((error: unknown) => {
  console.error(error);
  electron.app.exit(1);
});
