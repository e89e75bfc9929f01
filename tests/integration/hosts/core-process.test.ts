import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { RouterClient } from '@orpc/server';
import type { ParentPort } from 'electron';
import { expect, test } from 'vitest';
import { serveInProcess } from '../../../src-main/electron/serve-process.ts';
import { type FakeRouter, openFakeCore } from '../../support/fake-core.ts';

/** A port as Electron's main and utility processes have it: an event emitter whose messages come wrapped, and no `addEventListener`. */
class MainPort extends EventEmitter {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('message', (data) => this.emit('message', { data, ports: [] }));
    port.on('close', () => this.emit('close'));
    port.unref();
  }
  postMessage = (message: unknown) => this.#port.postMessage(message);
  start = () => this.#port.ref();
  close = () => this.#port.close();
}

test('a core in a utility process serves a page over a port of Electron', async () => {
  const said: unknown[] = [];
  const host = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => said.push(message) });
  serveInProcess(host as unknown as Pick<ParentPort, 'on' | 'postMessage'>, openFakeCore);
  const deviceSecret = new Uint8Array(32).fill(5);
  const start = { dataFolder: '/data', resourcesFolder: '/resources', deviceSecret, host: 'electron', appVersion: '1.2.3' };
  host.emit('message', { data: { type: 'open', start }, ports: [] });
  const { port1, port2 } = new MessageChannel();
  host.emit('message', { data: { type: 'connect' }, ports: [new MainPort(port2)] });
  const client: RouterClient<FakeRouter> = createORPCClient(new RPCLink({ port: port1 }));
  port1.start();

  expect(await client.started()).toMatchObject({ host: 'electron', deviceSecret: '05'.repeat(32) });
  expect(await client.size(new File([new Uint8Array(1_000)], 'a.eml'))).toEqual({ bytes: 1_000, last: 0 });
  let last = 0;
  for await (const n of await client.count(50)) last = n;
  expect(last).toBe(50);

  host.emit('message', { data: { type: 'lock', reason: 'host' }, ports: [] });
  expect(said).toEqual([{ type: 'event', event: { type: 'locked', reason: 'host' } }]);
  host.emit('message', { data: { type: 'close' }, ports: [] });
  await expect.poll(() => said.at(-1)).toEqual({ type: 'closed' });
  port1.close();
});
