import { describe, expect, test } from 'vitest';
import { DESK_ENDED, PROTOCOL, REPLACE_PAGE } from '../../../src-main/browser/sockets.ts';
import { clientOver, closing, openSession, openSocket, postSession, tokenOf } from '../../support/browser-client.ts';
import { type HostUnderTest, hostUnderTest } from '../../support/host-under-test.ts';

async function connect({ host }: HostUnderTest) {
  const session = await openSession(host.newUrl());
  const socket = await openSocket(host.origin, [PROTOCOL, session.secret]);
  return { ...session, socket, client: clientOver(socket) };
}

describe('a page and the core', () => {
  test('speak the contract through the bridge: values, files both ways, streams', async () => {
    await using under = await hostUnderTest();
    const { client } = await connect(under);
    expect(await client.echo({ text: 'Åkesson', when: new Date(0), big: 12n })).toEqual({ text: 'Åkesson', when: new Date(0), big: 12n });
    expect(await client.size(new File([new Uint8Array(300_000).fill(9)], 'a.eml'))).toEqual({ bytes: 300_000, last: 9 });
    const made = await client.file(70_000);
    expect([made.name, (await made.bytes()).every((byte) => byte === 7), made.size]).toEqual(['made.bin', true, 70_000]);
    const counted: number[] = [];
    for await (const n of await client.count(200)) counted.push(n);
    expect(counted).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });

  test('the core is opened for this host, without a device secret', async () => {
    await using under = await hostUnderTest();
    const { client } = await connect(under);
    expect(await client.started()).toMatchObject({ host: 'browser', deviceSecret: null, appVersion: '0.0.0-test' });
  });

  test('two pages at once, each with a session of its own', async () => {
    await using under = await hostUnderTest();
    const [first, second] = [await connect(under), await connect(under)];
    expect(first.secret).not.toBe(second.secret);
    expect(await Promise.all([first.client.echo(1), second.client.echo(2)])).toEqual([1, 2]);
  });

  test('a page asks for a token for one more window', async () => {
    await using under = await hostUnderTest();
    const { secret } = await connect(under);
    const ask = (bearer: string) =>
      fetch(`${under.host.origin}/token`, { method: 'POST', headers: { authorization: `Bearer ${bearer}`, origin: under.host.origin } });
    expect((await ask('guess')).status).toBe(401);
    const { token } = (await (await ask(secret)).json()) as { token: string };
    expect((await postSession(under.host.origin, { token })).status).toBe(200);
  });
});

describe('the lock', () => {
  test('ends the core, starts another, and every page is told to replace itself with a token of its own', async () => {
    await using under = await hostUnderTest();
    const [first, second] = [await connect(under), await connect(under)];
    const ends = [closing(first.socket), closing(second.socket)];
    first.client.lock().catch(() => 'the page is replaced before it can hear of it');
    const [one, two] = await Promise.all(ends);
    expect([one!.code, two!.code]).toEqual([REPLACE_PAGE, REPLACE_PAGE]);
    expect(one!.reason).not.toBe(two!.reason);
    const again = await postSession(under.host.origin, { token: one!.reason });
    expect(again.status).toBe(200);
    const { secret } = (await again.json()) as { secret: string };
    const client = clientOver(await openSocket(under.host.origin, [PROTOCOL, secret]));
    expect(await client.echo('locked')).toBe('locked');
    expect(under.events).toContainEqual({ type: 'locked', reason: 'key' });
  });

  test('no secret and no reload ticket outlives it', async () => {
    await using under = await hostUnderTest();
    const { client, secret, reloadTicket, socket } = await connect(under);
    const end = closing(socket);
    client.lock().catch(() => 'the page is replaced before it can hear of it');
    await end;
    await expect(openSocket(under.host.origin, [PROTOCOL, secret])).rejects.toThrow('401');
    expect((await postSession(under.host.origin, { reloadTicket })).status).toBe(401);
  });
});

describe('a core that dies', () => {
  test('is replaced, and so are the pages; the fourth time within a minute the host gives up and says why', async () => {
    await using under = await hostUnderTest();
    for (let time = 1; time <= 3; time += 1) {
      const { client, socket } = await connect(under);
      const end = closing(socket);
      client.crash().catch(() => 'the core is gone');
      expect((await end).code).toBe(REPLACE_PAGE);
    }
    const { client, socket } = await connect(under);
    const end = closing(socket);
    client.crash().catch(() => 'the core is gone');
    expect((await end).code).toBe(DESK_ENDED);
    expect(under.coreErrors).toHaveLength(4);
    expect(under.givenUp).toEqual([expect.stringMatching(/several times within a minute/)]);
  });

  test('that cannot open ends the host with the reason', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    await using under = await hostUnderTest({ dataFolder: '/unreadable', onGivenUp: resolve });
    expect(await promise).toBe('This folder cannot be read.');
    expect(under.host.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('a reload', () => {
  test('takes up the ticket of a page that went, once', async () => {
    await using under = await hostUnderTest();
    const { secret, reloadTicket, socket } = await connect(under);
    expect((await postSession(under.host.origin, { reloadTicket })).status).toBe(409);
    const end = closing(socket);
    socket.close();
    await end;
    // The host may hear of the old page's end a little later than we did; until then it answers 409 and the ticket stays good.
    await expect.poll(async () => (await postSession(under.host.origin, { reloadTicket })).status).toBe(200);
    expect((await postSession(under.host.origin, { reloadTicket })).status).toBe(401);
    await expect(openSocket(under.host.origin, [PROTOCOL, secret])).rejects.toThrow('401');
  });
});

test('a token is good once, and not after 60 seconds', async () => {
  await using under = await hostUnderTest();
  const [used, late] = [tokenOf(under.host.newUrl()), tokenOf(under.host.newUrl())];
  expect((await postSession(under.host.origin, { token: used })).status).toBe(200);
  expect((await postSession(under.host.origin, { token: used })).status).toBe(401);
  under.pass(60_001);
  expect((await postSession(under.host.origin, { token: late })).status).toBe(401);
});

test('closing ends the pages and frees the port', async () => {
  const under = await hostUnderTest();
  const { socket } = await connect(under);
  const end = closing(socket);
  await under[Symbol.asyncDispose]();
  expect((await end).code).toBe(DESK_ENDED);
  await expect(fetch(under.host.origin)).rejects.toThrow();
});
