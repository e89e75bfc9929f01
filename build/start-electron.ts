import { spawn } from 'node:child_process';

/** An Electron that ends badly within this time never showed a window: a missing library, or a system that forbids its sandbox. */
const STARTED_AFTER_MS = 5_000;

/** Runs the app in Electron until it ends. `not started`: it could not run here, and its own words are on the terminal. */
export function startInElectron(runtime: string, root: string, dataFolder: string, call?: string): Promise<number | 'not started'> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(runtime, call === undefined ? [root] : [root, `--call=${call}`], {
      stdio: 'inherit',
      env: { ...process.env, DSR_DESK_DATA: dataFolder },
    });
    // The terminal sends Ctrl+C to both; this process waits until the app has closed its queue.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', () => resolve('not started'));
    child.once('exit', (code) => resolve(code !== 0 && performance.now() - startedAt < STARTED_AFTER_MS ? 'not started' : (code ?? 1)));
  });
}
