import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface DeskProcess extends AsyncDisposable {
  readonly dataFolder: string;
  /** What it has printed so far, on both streams. */
  readonly printed: readonly string[];
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** A fresh address that opens the desk once, within 60 seconds. */
  url(): Promise<string>;
  /** The token of such an address. */
  newToken(): Promise<string>;
  /** Ends it as Ctrl+C does; resolves when nothing of it runs any more. */
  close(): Promise<void>;
  /** `kill -9`. The data folder stays, also where it was made for this desk. */
  kill(): Promise<void>;
}

export interface StartDeskOptions {
  /** Kept. Without one the desk gets a new folder, which goes when the desk is closed. */
  readonly dataFolder?: string;
  /** Another program than the desk by itself, such as `npm start`. */
  readonly command?: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly patienceMs?: number;
}

const SCRIPT = fileURLToPath(new URL('./desk-process.ts', import.meta.url));

/** Starts the real desk, core and all, as a process that a test can talk to and kill. Needs `npm run build` before it. */
export async function startDesk(options: StartDeskOptions = {}): Promise<DeskProcess> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'dsr-desk-data-'));
  const [command, ...args] = options.command ?? [process.execPath, SCRIPT, dataFolder];
  // A group of its own, as a terminal gives it: Ctrl+C then reaches the desk also where npm stands before it.
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const signal = (name: NodeJS.Signals) => child.exitCode === null && child.signalCode === null && process.kill(-child.pid!, name);
  // Not 'exit': where npm stands before the desk, it goes first.
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const printed: string[] = [];
  const addresses = addressesOf(child, printed, options.patienceMs ?? 30_000);
  let unused: string | undefined = await addresses();
  const { origin } = new URL(unused);

  async function url(): Promise<string> {
    const first = unused;
    unused = undefined;
    if (first !== undefined) return first;
    child.stdin.write('\n');
    return addresses();
  }

  async function close(): Promise<void> {
    signal('SIGINT');
    await ended;
    if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
  }

  return {
    dataFolder,
    printed,
    origin,
    url,
    newToken: async () => new URLSearchParams(new URL(await url()).hash.slice(1)).get('token') ?? '',
    close,
    async kill() {
      signal('SIGKILL');
      await ended;
    },
    async [Symbol.asyncDispose]() {
      await close();
    },
  };
}

/** Reads the addresses that the desk prints, one per call, in order. What it prints is in the error where none comes. */
function addressesOf(child: ChildProcess, printed: string[], patienceMs: number): () => Promise<string> {
  let over: string | undefined;
  const addresses: string[] = [];
  const waiting: { resolve: (url: string) => void; reject: (error: Error) => void }[] = [];
  const fail = (why: string) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`the desk ${why}; it said:\n${printed.join('\n')}`));
  };
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface({ input: stream }).on('line', (line) => {
      printed.push(line);
      const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(line)?.[0];
      if (address === undefined) return;
      const next = waiting.shift();
      if (next === undefined) addresses.push(address);
      else next.resolve(address);
    });
  }
  child.once('error', (error) => fail(`did not start: ${error.message}`));
  child.once('close', (code, signal) => {
    over = `ended (${code ?? signal})`;
    fail(over);
  });
  return () => {
    const ready = addresses.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    const asked = new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => fail(`printed no address within ${patienceMs / 1000} s`), patienceMs);
      waiting.push({
        resolve: (address) => {
          clearTimeout(timer);
          resolve(address);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
    if (over !== undefined) fail(over);
    return asked;
  };
}
