import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, test, vi } from 'vitest';
import { type Core, type CorePort, openCore, type World } from '../../../src-main/core/index.ts';
import { LiveHub } from '../../../src-main/core/live.ts';
import { realWorld } from '../../../src-main/core/world.ts';
import type { contract } from '../../../src-shared/contract/index.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { CHEAP, foundedDesk, NAME, PASSPHRASE, RESOURCES, testFolder } from '../../support/desk.ts';
import { allOf, nextOf } from '../../support/streams.ts';

type Page = ContractRouterClient<typeof contract>;

/** A page on a port of its own, as the hosts connect it. */
function pageOf(core: Core) {
  const { port1, port2 } = new MessageChannel();
  core.connect(port1 as unknown as CorePort);
  const client: Page = createORPCClient(new RPCLink({ port: port2 }));
  port2.start();
  return { client, port: port2, [Symbol.dispose]: () => port2.close() };
}

function coreIn(folder: string, world: Partial<World> = {}): Core {
  return openCore({
    dataFolder: folder,
    resourcesFolder: RESOURCES,
    deviceSecret: null,
    host: 'browser',
    appVersion: '0.0.0',
    passphraseCost: CHEAP,
    onEvent: () => {},
    world: { now: () => '2026-09-03T14:00:00.000Z' as Instant, ...world },
  });
}

const FOUNDING = { organisation: 'X', timeZone: 'Europe/London', calendar: 'us-federal', name: NAME, passphrase: PASSPHRASE };

test('two pages over their ports see each other’s changes; both streams end when the desk locks, and the ports go on', async () => {
  using place = testFolder();
  const core = coreIn(place.folder);
  using one = pageOf(core);
  using other = pageOf(core);
  await one.client.session.firstRun(FOUNDING);
  const [here, there] = await Promise.all([one.client.live.changes(), other.client.live.changes()]);
  const heardHere = nextOf(here);
  const heardThere = nextOf(there);
  const { case: row } = await one.client.cases.create({ channel: 'phone', requester: {}, requests: [{ kind: 'access' }] });
  for (const heard of [await heardHere, await heardThere])
    expect(heard.touched).toEqual([
      { entity: 'case', id: row!.id },
      { entity: 'counts', id: null },
    ]);
  const next = nextOf(there);
  await other.client.cases.addNote({ caseId: row!.id, text: 'secret words' });
  const heard = await next;
  expect(heard.touched).toEqual([{ entity: 'case', id: row!.id }]);
  expect(JSON.stringify(heard)).not.toContain('secret');
  const ended = Promise.all([allOf(here), allOf(there)]);
  await other.client.session.lock();
  await ended;
  expect(await one.client.session.state()).toMatchObject({ phase: 'locked' });
  await expect(one.client.cases.counts()).rejects.toMatchObject({ code: 'LOCKED' });
  await one.client.session.signIn({ name: NAME, passphrase: PASSPHRASE });
  expect((await other.client.cases.page({})).rows).toHaveLength(1);
  await core.close();
});

test('a failure that no rule foresees reaches the page as a reference, without a word of what was typed, there or in the log', async () => {
  using place = testFolder();
  let newId = realWorld.newId;
  const core = coreIn(place.folder, { newId: () => newId() });
  using page = pageOf(core);
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  await page.client.session.firstRun(FOUNDING);
  newId = () => {
    throw new Error('no room for «Zebedee»\n    at Zebedee (12 Elm Street:1:1)');
  };
  const asked = page.client.cases.create({ channel: 'phone', requester: { name: 'Zebedee' }, requests: [{ kind: 'access' }] });
  const failed: unknown = await asked.catch((error: unknown) => error);
  newId = realWorld.newId;
  expect(failed).toMatchObject({ code: 'INTERNAL', message: expect.stringMatching(/reference [0-9a-f]{8}/) });
  const log = logged.mock.calls.flat().join('\n');
  logged.mockRestore();
  expect(log).toContain(/reference ([0-9a-f]{8})/.exec((failed as Error).message)?.[1]);
  expect(log).toMatch(/at .*open-case\.ts:\d+/);
  expect(log + JSON.stringify(failed)).not.toMatch(/Zebedee|Elm/);
  expect((await page.client.cases.page({})).rows).toEqual([]);
  await core.close();
});

describe('a page that is slow to listen', () => {
  test('gets what gathered in one piece, each thing once', async () => {
    await using desk = await foundedDesk();
    const changes = await desk.desk.live.changes();
    const first = nextOf(changes);
    const row = await desk.take();
    await first;
    for (let nth = 0; nth < 20; nth += 1) await desk.desk.cases.addNote({ caseId: row.id, text: `${nth}` });
    expect((await nextOf(changes)).touched).toEqual([{ entity: 'case', id: row.id }]);
  });

  test('gets `all` when it is too much to name', async () => {
    await using desk = await foundedDesk();
    const changes = await desk.desk.live.changes();
    const first = nextOf(changes);
    await desk.take();
    const { seq } = await first;
    for (let nth = 0; nth < 120; nth += 1) await desk.take();
    const { touched, seq: later } = await nextOf(changes);
    expect(touched).toContainEqual({ entity: 'all', id: null });
    expect(touched.length).toBeLessThanOrEqual(101);
    expect(later).toBeGreaterThan(seq);
  });

  test('costs nothing that grows, however long it sleeps', async () => {
    const hub = new LiveHub();
    const stream = hub.changes(undefined);
    const first = stream.next();
    for (let nth = 0; nth < 100_000; nth += 1) hub.publish([{ entity: 'case', id: `case ${nth}` }]);
    const { value } = await first;
    expect(value?.touched).toContainEqual({ entity: 'all', id: null });
    expect(value?.touched.length ?? 0).toBeLessThanOrEqual(101);
    hub.close();
    expect((await stream.next()).done).toBe(true);
  });
});

test('a stream that its page gives up ends, and what is published later is nobody’s', async () => {
  const hub = new LiveHub();
  const stop = new AbortController();
  const ended = allOf(hub.changes(stop.signal));
  hub.publish([{ entity: 'counts', id: null }]);
  stop.abort();
  await ended;
  hub.publish([{ entity: 'counts', id: null }]);
  hub.close();
});
