import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import * as z from 'zod';
import type { CorePort, OpenCore } from '../../src-main/core/options.ts';

/** What the hosts' tests ask of a core that is not there: every shape of message that the contract can send. */
export function fakeRouter(act: { lock: () => void; crash: () => void; badge: (due: number) => void; start: unknown }) {
  return {
    echo: os.input(z.unknown()).handler(({ input }) => input),
    started: os.handler(() => act.start),
    size: os.input(z.file()).handler(async ({ input }) => ({ bytes: input.size, last: (await input.bytes()).at(-1) ?? -1 })),
    file: os.input(z.int()).handler(({ input }) => new File([new Uint8Array(input).fill(7)], 'made.bin')),
    count: os.input(z.int()).handler(async function* ({ input }) {
      for (let n = 1; n <= input; n += 1) yield n;
    }),
    never: os.handler(() => new Promise<never>(() => {})),
    lock: os.handler(() => act.lock()),
    crash: os.handler(() => act.crash()),
    badge: os.input(z.int()).handler(({ input }) => act.badge(input)),
  };
}
export type FakeRouter = ReturnType<typeof fakeRouter>;

/** A core without a queue, for tests of the hosts alone. `crash` ends the thread or process it runs in. */
export const openFakeCore: OpenCore = ({ onEvent, ...start }) => {
  if (start.dataFolder.includes('unreadable')) throw new Error('This folder cannot be read.');
  const lock = (reason: 'key' | 'idle' | 'host') => onEvent({ type: 'locked', reason });
  const router = fakeRouter({
    lock: () => lock('key'),
    crash: () => setImmediate(() => Promise.reject(new Error('the core crashes because a test asked for it'))),
    badge: (due) => onEvent({ type: 'badge', due }),
    start: { ...start, deviceSecret: start.deviceSecret === null ? null : Buffer.from(start.deviceSecret).toString('hex') },
  });
  const ports = new Set<CorePort>();
  return {
    connect(port) {
      ports.add(port);
      new RPCHandler(router).upgrade(port as Parameters<RPCHandler<object>['upgrade']>[0]);
      port.start();
    },
    lock,
    async close() {
      for (const port of ports) port.close();
    },
  };
};
