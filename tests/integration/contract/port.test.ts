import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, test, vi } from 'vitest';
import { type CorePort, openCore } from '../../../src-main/core/index.ts';
import type { contract } from '../../../src-shared/contract/index.ts';
import { RESOURCES, testFolder } from '../../support/desk.ts';

/** As the page speaks. */
const page = (port: MessagePort): ContractRouterClient<typeof contract> => createORPCClient(new RPCLink({ port }));

const call = (more: object) => JSON.stringify({ i: '1', p: { u: '/session/state' }, ...more });
const NONSENSE: readonly unknown[] = [
  '',
  'x',
  '{',
  '5',
  'null',
  '[]',
  '{}',
  call({ p: null }),
  call({ p: {} }),
  call({ p: { u: '::' } }),
  call({ p: { u: 'orpc://elsewhere/session/state' } }),
  call({ p: { u: 5 } }),
  call({ p: { u: '/session/state', h: { 'content-type': 'multipart/form-data' } } }),
  call({ i: 5 }),
  call({ i: 'x'.repeat(41) }),
  call({ t: 3 }),
  call({ t: 3, p: null }),
  call({ t: 9 }),
  call({ p: { u: '/session/state', b: 'x'.repeat(4 * 1024 * 1024) } }),
  undefined,
  null,
  5,
  { i: '1' },
  { data: '{' },
  new Uint8Array(10),
  [1],
];

test('what is no call ends the port that it came over, and nothing else', async () => {
  using folder = testFolder();
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const core = openCore({
    dataFolder: folder.folder,
    resourcesFolder: RESOURCES,
    deviceSecret: null,
    host: 'browser',
    appVersion: '0.0.0',
    onEvent: () => {},
  });
  const other = new MessageChannel();
  core.connect(other.port2 as unknown as CorePort);
  for (const nonsense of NONSENSE) {
    const { port1, port2 } = new MessageChannel();
    core.connect(port2 as unknown as CorePort);
    const closed = new Promise<void>((resolve) => port1.on('close', resolve));
    port1.postMessage(nonsense);
    await closed; // an error that nobody waits for would fail this run
  }
  // what is a call, but of nothing that there is, is answered
  const { port1, port2 } = new MessageChannel();
  core.connect(port2 as unknown as CorePort);
  for (const [nth, p] of [{ u: '/__proto__/x' }, { u: '/session/signIn', b: { json: 5, meta: [[9, 'x']] } }, { u: '/' }].entries()) {
    const answer = new Promise<string>((resolve) => port1.once('message', resolve));
    port1.postMessage(JSON.stringify({ i: String(nth), p }));
    expect(JSON.parse(await answer)).toMatchObject({ i: String(nth), p: { s: expect.any(Number) } });
  }
  expect((await page(other.port1).session.state()).phase).toBe('first_run');
  expect(console.error).toHaveBeenCalledTimes(NONSENSE.length);
  vi.restoreAllMocks();
  await core.close();
});
