import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, test } from 'vitest';
import { launchInWorker } from '../../../src-main/browser/launch-worker.ts';
import { PROTOCOL, REPLACE_PAGE } from '../../../src-main/browser/sockets.ts';
import type { contract } from '../../../src-shared/contract/index.ts';
import { closing, openSession, openSocket } from '../../support/browser-client.ts';
import { type HostUnderTest, hostUnderTest } from '../../support/host-under-test.ts';

type Desk = ContractRouterClient<typeof contract>;

async function connect({ host }: HostUnderTest) {
  const { secret } = await openSession(host.newUrl());
  const socket = await openSocket(host.origin, [PROTOCOL, secret]);
  socket.binaryType = 'arraybuffer';
  const desk: Desk = createORPCClient(new RPCLink({ websocket: socket as unknown as WebSocket }));
  return { socket, desk };
}

test('the real core in its worker: first run, lock, and a locked core afterwards', async () => {
  const errors: unknown[] = [];
  await using under = await hostUnderTest({
    launch: launchInWorker(new URL('../../../src-main/browser/core-worker.ts', import.meta.url), (error) => errors.push(error)),
    resourcesFolder: fileURLToPath(new URL('../../../resources', import.meta.url)),
  });
  const { desk, socket } = await connect(under);
  expect(await desk.session.state()).toMatchObject({ phase: 'first_run', host: 'browser', keystore: false, appVersion: '0.0.0-test' });
  const { state } = await desk.session.firstRun({
    organisation: 'Acme Hosting',
    timeZone: 'America/Denver',
    calendar: 'us-federal',
    name: 'Ana',
    passphrase: 'seven lanterns over the quiet harbour',
  });
  expect(state).toMatchObject({ phase: 'unlocked', me: { name: 'Ana' } });

  const end = closing(socket);
  desk.session.lock().catch(() => 'the page is replaced before it can hear of it');
  expect((await end).code).toBe(REPLACE_PAGE);
  const { desk: after } = await connect(under);
  expect(await after.session.state()).toMatchObject({ phase: 'locked', me: null });
  await expect(after.cases.counts()).rejects.toMatchObject({ code: 'LOCKED' });
  expect(errors).toEqual([]);
  expect(under.givenUp).toEqual([]);
});
