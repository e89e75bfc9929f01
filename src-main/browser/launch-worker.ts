import { type MessagePort, Worker } from 'node:worker_threads';
import type { LaunchCore } from '../host/keep-core.ts';

/** Runs cores in worker threads of this process. `onError` hears why one died; it is a bug, and the keeper decides what follows. */
export function launchInWorker(script: URL, onError: (error: unknown) => void): LaunchCore<MessagePort> {
  return (on) => {
    const worker = new Worker(script);
    worker.on('message', on.message);
    // Without a listener the error would end the host as well.
    worker.on('error', onError);
    worker.on('exit', on.gone);
    return {
      send: (message, port) => worker.postMessage({ message, port }, port === undefined ? [] : [port]),
      end: async () => {
        await worker.terminate();
      },
    };
  };
}
