import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, test } from 'vitest';
import { PROTOCOL } from '../../src-main/browser/sockets.ts';
import type { contract } from '../../src-shared/contract/index.ts';
import { openSession, openSocket } from '../support/browser-client.ts';
import { startDesk } from '../support/browser-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('npm start serves the desk: the page, a session, the contract; Ctrl+C ends it cleanly', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'dsr-desk-start-'));
  const desk = await startDesk({
    dataFolder,
    cwd: root,
    command: ['npm', 'start', '--', '--browser', '--no-open', '--data', dataFolder],
    patienceMs: 90_000,
  });
  try {
    const page = await fetch(desk.origin);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="root">');

    const { secret } = await openSession(await desk.url());
    const socket = await openSocket(desk.origin, [PROTOCOL, secret]);
    socket.binaryType = 'arraybuffer';
    const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ websocket: socket as unknown as WebSocket }));
    expect(await client.session.state()).toMatchObject({ phase: 'first_run', host: 'browser', keystore: false });
    await expect(client.cases.page({})).rejects.toMatchObject({ code: 'LOCKED' });

    const { secret: second } = await openSession(await desk.url());
    expect(second).not.toBe(secret);
  } finally {
    await desk.close();
    expect(desk.printed.at(-1)).toBe('DSR Desk has ended.');
    await expect(fetch(desk.origin)).rejects.toThrow();
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
