import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import type { FakeRouter } from './fake-core.ts';

export interface Session {
  readonly secret: string;
  readonly reloadTicket: string;
}

/** The token in an address that the host printed. */
export function tokenOf(url: string): string {
  return new URLSearchParams(new URL(url).hash.slice(1)).get('token') ?? '';
}

/** `POST /session` as the page does it, with other headers where a test lies. */
export function postSession(origin: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Exchanges an address for a session. */
export async function openSession(url: string): Promise<Session> {
  const answer = await postSession(new URL(url).origin, { token: tokenOf(url) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Session;
}

/** A socket as the page opens it; resolves when it is open, rejects with the status it was refused with. */
export function openSocket(
  origin: string,
  protocols: string[],
  options: { origin?: string; host?: string; path?: string } = {},
): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${options.path ?? '/socket'}`, protocols, {
    origin: options.origin ?? origin,
    ...(options.host === undefined ? {} : { headers: { host: options.host } }),
  });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_, response) => reject(new Error(String(response.statusCode))));
    socket.on('error', reject);
  });
}

/** The fake core's procedures over a socket. */
export function clientOver(socket: WebSocket): RouterClient<FakeRouter> {
  socket.binaryType = 'arraybuffer';
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

/** How a socket ends. */
export function closing(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })));
}
