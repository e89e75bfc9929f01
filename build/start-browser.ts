import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startBrowserHost } from '../src-main/browser/host.ts';
import { launchInWorker } from '../src-main/browser/launch-worker.ts';
import { callIn } from '../src-main/host/call-argument.ts';
import { withHanded } from '../src-shared/handed-number.ts';
import { hasDisplay, openInBrowser } from './open-in-browser.ts';

export interface StartBrowserOptions {
  readonly root: string;
  readonly dataFolder: string;
  readonly appVersion: string;
  readonly port: number;
  readonly open: boolean;
  /** A number that a softphone hands over. */
  readonly call?: string;
}

/** Serves the desk to this machine's browser until Ctrl+C. Prints one address at the start and one more for every Enter. */
export async function startInBrowser({ root, dataFolder, appVersion, port, open, call }: StartBrowserOptions): Promise<void> {
  const host = await startBrowserHost({
    pageFolder: join(root, 'out', 'renderer'),
    resourcesFolder: join(root, 'resources'),
    dataFolder,
    appVersion,
    port,
    packaged: import.meta.url.includes('app.asar'),
    launch: launchInWorker(new URL('../src-main/browser/core-worker.ts', import.meta.url), (error) =>
      console.error('The core stopped:', error),
    ),
    randomBytes: (count) => randomBytes(count),
    now: () => performance.now(),
    onGivenUp(sentence) {
      console.error(sentence);
      void end(1);
    },
  });
  let forget = () => {};
  let ending = false;

  async function end(code: number): Promise<void> {
    if (ending) process.exit(code); // A second Ctrl+C: the person does not want to wait.
    ending = true;
    forget();
    await host.close();
    if (code === 0) console.log('DSR Desk has ended.');
    process.exit(code);
  }

  function offer(place?: string): string {
    const url = host.newUrl(place);
    console.log(`  ${url}\n`);
    return url;
  }

  console.log('\nDSR Desk is running, for trying out. Open this address within 60 seconds; it works once:\n');
  const number = call === undefined ? undefined : callIn([`--call=${call}`]);
  const first = offer(number === undefined ? undefined : withHanded('/', number));
  console.log('Enter: another address (a second window, or a page that lost its key).  Ctrl+C: end.\n');
  if (open && hasDisplay()) forget = openInBrowser(first, () => console.log('No browser could be opened here: open the address yourself.'));
  createInterface({ input: process.stdin }).on('line', () => offer());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
}
