import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MessagePort } from 'node:worker_threads';
import { DeskError } from '../../src-shared/errors.ts';
import type { CoreEvent } from '../core/options.ts';
import { keepCore, type LaunchCore } from '../host/keep-core.ts';
import { readPageFiles } from '../host/page-files.ts';
import { createAdmission } from './admission.ts';
import { createRequestListener } from './requests.ts';
import { createSockets } from './sockets.ts';

export interface BrowserHostOptions {
  /** Absolute, all three. */
  readonly pageFolder: string;
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly appVersion: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** This host is for trying out and for tests; in a packaged app it refuses to run. */
  readonly packaged: boolean;
  readonly launch: LaunchCore<MessagePort>;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Milliseconds, from any zero. */
  readonly now: () => number;
  readonly onEvent?: (event: CoreEvent) => void;
  /** No core runs and none will; the sentence says why. */
  readonly onGivenUp: (sentence: string) => void;
}

export interface BrowserHost {
  readonly origin: string;
  /** An address that opens the desk once, within 60 seconds, at a place such as `/queue`. */
  newUrl(place?: string): string;
  close(): Promise<void>;
}

/** Serves the desk to browsers of this computer: the page over HTTP, the contract over WebSockets, the core in a worker thread. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  if (options.packaged) throw new DeskError('not_allowed', 'The installed app does not open the desk in a browser. Start DSR Desk itself.');
  const { randomBytes, now } = options;
  const admission = createAdmission({ randomBytes, now });
  let authority = '';
  const listen = createRequestListener({
    files: readPageFiles(options.pageFolder),
    admission,
    authority: () => authority,
    newNonce: () => Buffer.from(randomBytes(16)).toString('base64'),
  });
  const server = createServer(listen);
  const { port } = await listenOnLoopback(server, options.port);
  authority = `127.0.0.1:${port}`;

  const { dataFolder, resourcesFolder, appVersion } = options;
  const core = keepCore<MessagePort>({
    launch: options.launch,
    // A browser has no keystore behind it: the passphrase alone guards the queue, and the page says so.
    start: async () => ({ dataFolder, resourcesFolder, appVersion, deviceSecret: null, host: 'browser' }),
    onReplaced: () => sockets.replacePages(),
    onEvent: (event) => options.onEvent?.(event),
    onGivenUp(sentence) {
      sockets.close();
      options.onGivenUp(sentence);
    },
    now,
  });
  const sockets = createSockets({ admission, authority: () => authority, onPort: (page) => core.connect(page) });
  server.on('upgrade', sockets.upgrade);

  return {
    origin: `http://${authority}`,
    newUrl: (place) =>
      `http://${authority}/#token=${admission.issueToken()}${place === undefined ? '' : `&to=${encodeURIComponent(place)}`}`,
    async close() {
      await core.close();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listenOnLoopback(server: ReturnType<typeof createServer>, port: number): Promise<AddressInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  // By number: `localhost` may resolve to an address that other machines reach too.
  server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  try {
    await promise;
  } catch (cause) {
    throw new DeskError('unavailable', `Port ${port} cannot be used. Choose another with --port, or leave it out.`, { cause });
  }
  server.removeListener('error', reject);
  return server.address() as AddressInfo;
}
