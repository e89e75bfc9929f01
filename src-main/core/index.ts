import { mkdirSync } from 'node:fs';
import { ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { logBug } from './bug.ts';
import type { Core, CoreOptions, CorePort } from './options.ts';
import { onlyCalls } from './page-port.ts';
import { router } from './router.ts';
import { Session } from './session/session.ts';
import { realWorld } from './world.ts';

export type { Core, CoreEvent, CoreOptions, CorePort, World } from './options.ts';

/** The whole product without a window: tests, benches, the command line and both hosts start this. */
export function openCore(options: CoreOptions): Core {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const readerScript = options.readerScript ?? new URL('./database/reader-worker.ts', import.meta.url);
  const session = new Session(options, { ...realWorld, ...options.world }, readerScript);
  const handler = new RPCHandler(router, { interceptors: [onError(reportBug)] });
  const ports = new Set<CorePort>();
  return {
    connect(port) {
      ports.add(port);
      port.on('close', () => ports.delete(port));
      handler.upgrade(onlyCalls(port) as Parameters<typeof handler.upgrade>[0], { context: { session } });
      port.start();
    },
    lock: (reason) => session.lock(reason),
    async close() {
      for (const port of ports) port.close();
      await session.close();
    },
  };
}

/** A failure that no rule foresaw is a bug: the page is told the reference under which it was written down. */
function reportBug(error: unknown): void {
  if (error instanceof ORPCError) return;
  const reference = logBug(error);
  throw new ORPCError('INTERNAL', {
    status: 500,
    message: `Something in the desk went wrong that should not have (reference ${reference}). Nothing was changed by it. Try again; if it stays, send us the reference.`,
    data: {},
  });
}
