import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL } from '../../src-main/browser/sockets.ts';
import { openSession, openSocket, postSession, tokenOf } from '../support/browser-client.ts';
import { type HostUnderTest, hostUnderTest } from '../support/host-under-test.ts';

let under: HostUnderTest;
let origin: string;
let port: number;
beforeAll(async () => {
  under = await hostUnderTest();
  origin = under.host.origin;
  port = Number(new URL(origin).port);
});
afterAll(() => under[Symbol.asyncDispose]());

/** A request whose path and headers are sent as they are written: `fetch` would tidy both. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('who is answered', () => {
  test('only 127.0.0.1 listens, not the other addresses of this machine', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    const tried = await Promise.all(
      [...others, '127.0.0.2'].map(
        (host) =>
          new Promise<boolean>((resolve) => {
            const socket = connect({ host, port, timeout: 2_000 }, () => resolve(true));
            for (const end of ['error', 'timeout']) socket.on(end, () => resolve(false));
            socket.on('close', () => resolve(false));
            setTimeout(() => socket.destroy(), 2_500).unref();
          }),
      ),
    );
    expect(tried).not.toContain(true);
  });

  test.each(['localhost', 'attacker.example', '[::1]', '127.0.0.1.attacker.example'])(
    'under the name %s nothing is: DNS rebinding',
    async (name) => {
      const host = `${name}:${port}`;
      expect((await raw('/', { host })).status).toBe(403);
      const { secret } = await openSession(under.host.newUrl());
      expect((await raw('/token', { host, origin, authorization: `Bearer ${secret}` }, 'POST')).status).toBe(403);
      expect((await raw('/session', { host, origin: `http://${host}`, 'content-type': 'application/json' }, 'POST')).status).toBe(403);
    },
  );

  test('nor at another port or without one', async () => {
    for (const host of ['127.0.0.1', '127.0.0.1:1']) expect((await raw('/', { host })).status).toBe(403);
  });

  test.each(['http://attacker.example', 'null', 'https://127.0.0.1', 'http://localhost'])(
    'origin %s is refused everywhere',
    async (foreign) => {
      expect((await raw('/', { host: `127.0.0.1:${port}`, origin: foreign })).status).toBe(403);
      const url = under.host.newUrl();
      expect((await postSession(origin, { token: tokenOf(url) }, { origin: foreign })).status).toBe(403);
      const { secret } = await openSession(url);
      await expect(openSocket(origin, [PROTOCOL, secret], { origin: foreign })).rejects.toThrow('403');
    },
  );

  test('a POST or a socket without an origin is not from a page, and is refused', async () => {
    expect((await raw('/session', { host: `127.0.0.1:${port}`, 'content-type': 'application/json' }, 'POST')).status).toBe(403);
    const { secret } = await openSession(under.host.newUrl());
    await expect(openSocket(origin, [PROTOCOL, secret], { origin: '' })).rejects.toThrow('403');
  });

  test('a foreign host cannot open a socket either', async () => {
    const { secret } = await openSession(under.host.newUrl());
    await expect(openSocket(origin, [PROTOCOL, secret], { host: `attacker.example:${port}` })).rejects.toThrow('403');
  });
});

describe('who is let in', () => {
  test.each([[{}], [{ token: 'guess' }], [{ token: 1 }], [{ reloadTicket: 'guess' }], [{ token: ['a'] }]])('%j is not', async (body) => {
    expect((await postSession(origin, body)).status).toBe(401);
  });

  test.each(['', '[', 'null', '"token"'])('a body of %j is refused', async (body) => {
    expect((await postSession(origin, body)).status).toBe(400);
  });

  test('a body of more than a kilobyte is refused', async () => {
    expect((await postSession(origin, { token: 'x'.repeat(2_000) })).status).toBe(400);
  });

  test('a form of another site cannot be taken for a page: the type is checked', async () => {
    const token = tokenOf(under.host.newUrl());
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect((await postSession(origin, { token }, { 'content-type': type })).status).toBe(400);
    }
  });

  test('a token that was used is refused', async () => {
    const token = tokenOf(under.host.newUrl());
    expect((await postSession(origin, { token })).status).toBe(200);
    expect((await postSession(origin, { token })).status).toBe(401);
  });

  test.each([[[PROTOCOL]], [[PROTOCOL, 'guess']], [['guess']], [['other', 'SECRET']], [[PROTOCOL, 'SECRET', 'more']]])(
    'a socket that offers %j is refused',
    async (offered) => {
      const { secret } = await openSession(under.host.newUrl());
      await expect(
        openSocket(
          origin,
          offered.map((word) => (word === 'SECRET' ? secret : word)),
        ),
      ).rejects.toThrow('401');
    },
  );

  test('a socket at another path is refused', async () => {
    const { secret } = await openSession(under.host.newUrl());
    await expect(openSocket(origin, [PROTOCOL, secret], { path: '/' })).rejects.toThrow('401');
  });

  test('no cookie is set and none is looked at', async () => {
    const answer = await postSession(origin, { token: tokenOf(under.host.newUrl()) });
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

describe('what is served', () => {
  test.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%5c..%5csecret.json',
    '//etc/passwd',
    '/./index.html',
    '/assets',
    '/assets/',
    '/assets/main.js.map',
    '/assets/main.js%00.html',
    '/index.html/',
    '/INDEX.HTML',
    '/constructor',
    '/__proto__',
  ])('%s is not', async (path) => {
    const { status, body } = await raw(path, { host: `127.0.0.1:${port}` });
    expect(status).toBe(404);
    expect(body).not.toContain('outside');
  });

  test.each(['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])('%s does nothing', async (method) => {
    expect((await raw('/', { host: `127.0.0.1:${port}`, origin }, method)).status).toBe(405);
  });

  test('the page carries a strict policy with a nonce of its own each time', async () => {
    const answers = await Promise.all([fetch(origin), fetch(origin)]);
    const nonces = await Promise.all(
      answers.map(async (answer) => {
        const policy = answer.headers.get('content-security-policy') ?? '';
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
        expect(await answer.text()).toContain(`nonce="${nonce}"`);
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("script-src 'self';");
        expect(policy).toContain("connect-src 'self';");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).not.toMatch(/unsafe|http:|https:|\*/);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test('every answer, a refusal too, is not kept, not sniffed, not framed, not shared', async () => {
    for (const answer of [await fetch(origin), await fetch(`${origin}/nothing`), await postSession(origin, {})]) {
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

test('the host refuses to run in a packaged app', async () => {
  await expect(hostUnderTest({ packaged: true })).rejects.toThrow(/installed app/);
});

test('whoever hangs up before a socket is refused does not end the host', async () => {
  const knock = [
    'GET /socket HTTP/1.1',
    'Host: attacker.example',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    '\r\n',
  ].join('\r\n');
  // an error that nobody listens to ends the process, and with it this run
  for (let time = 0; time < 50; time += 1) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(knock, () => socket.resetAndDestroy()));
      socket.on('close', () => resolve());
    });
  }
  expect((await raw('/', { host: `127.0.0.1:${port}` })).status).toBe(200);
});
