import type { ParentPort } from 'electron';
import type { CorePort, OpenCore } from '../core/options.ts';
import { serveCore, type ToCore } from '../host/core-protocol.ts';

/** Serves a core to the main process that started this utility process. */
export function serveInProcess(host: Pick<ParentPort, 'on' | 'postMessage'>, openCore: OpenCore): void {
  const receive = serveCore(openCore, (message) => host.postMessage(message));
  host.on('message', ({ data, ports }) => receive(data as ToCore, ports[0] as CorePort | undefined));
}
