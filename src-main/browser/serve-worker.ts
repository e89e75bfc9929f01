import { type MessagePort, parentPort } from 'node:worker_threads';
import type { CorePort, OpenCore } from '../core/options.ts';
import { serveCore, type ToCore } from '../host/core-protocol.ts';

/** Serves a core to the host that started this worker thread. */
export function serveInWorker(openCore: OpenCore): void {
  const host = parentPort;
  if (host === null) throw new Error('the core of the browser host runs in a worker thread');
  const receive = serveCore(openCore, (message) => host.postMessage(message));
  host.on('message', ({ message, port }: { message: ToCore; port?: MessagePort }) => receive(message, port as CorePort | undefined));
}
