import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageFiles } from '../host/page-files.ts';
import { pageHeaders } from '../host/page-policy.ts';
import type { Admission, Admitted } from './admission.ts';

export interface RequestOptions {
  readonly files: PageFiles;
  readonly admission: Admission;
  /** `127.0.0.1:port`: known once the server listens. */
  readonly authority: () => string;
  readonly newNonce: () => string;
}

const MOST_BODY_BYTES = 1024;

/**
 * Whether a request comes from our own page or from a person's address bar. The `Host` header stops DNS rebinding (a foreign name that
 * resolves to 127.0.0.1 still arrives under that name); the `Origin` header, which a page cannot forge, stops every other site.
 */
export function refusal(request: Pick<IncomingMessage, 'headers'>, authority: string, needsOrigin: boolean): string | undefined {
  const { host, origin } = request.headers;
  if (host !== authority) return `This desk answers only at http://${authority}.`;
  if (origin === undefined ? needsOrigin : origin !== `http://${authority}`) return 'This desk answers only its own page.';
  return undefined;
}

/** Answers every plain HTTP request of the browser host. */
export function createRequestListener(options: RequestOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      console.error('A request failed:', error);
      if (!response.headersSent) sendText(response, options, 500, 'The desk could not answer. Reload the page.');
      else response.destroy();
    });
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: RequestOptions): Promise<void> {
  const { method } = request;
  const refused = refusal(request, options.authority(), method !== 'GET' && method !== 'HEAD');
  if (refused !== undefined) return sendText(response, options, 403, refused);
  // The target is taken as it was sent. `new URL` would tidy away `/../`, and what is tidied is not what is looked up.
  const pathname = (request.url ?? '').split('?', 1)[0]!;
  if (method === 'POST' && pathname === '/session') return openSession(request, response, options);
  if (method === 'POST' && pathname === '/token') return issueToken(request, response, options);
  if (method !== 'GET' && method !== 'HEAD') return sendText(response, options, 405, 'This address is only for reading.');
  return sendFile(pathname, method === 'HEAD', response, options);
}

async function openSession(request: IncomingMessage, response: ServerResponse, options: RequestOptions): Promise<void> {
  const body = await readJson(request);
  if (body === undefined) return sendText(response, options, 400, 'Expected JSON with a token or a reload ticket.');
  const { admission } = options;
  let admitted: Admitted | 'busy' | undefined;
  if (typeof body['token'] === 'string') admitted = admission.redeemToken(body['token']);
  else if (typeof body['reloadTicket'] === 'string') admitted = admission.redeemReload(body['reloadTicket']);
  if (admitted === 'busy') return sendText(response, options, 409, 'The page that was reloaded is still connected.');
  if (admitted === undefined) return sendText(response, options, 401, 'This address was used before, or is older than 60 seconds.');
  return sendJson(response, options, admitted);
}

async function issueToken(request: IncomingMessage, response: ServerResponse, options: RequestOptions): Promise<void> {
  const secret = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (secret === undefined || options.admission.sessionOf(secret) === undefined) {
    return sendText(response, options, 401, 'Open the desk again from the terminal.');
  }
  return sendJson(response, options, { token: options.admission.issueToken() });
}

function sendFile(pathname: string, headOnly: boolean, response: ServerResponse, options: RequestOptions): void {
  const nonce = options.newNonce();
  const file = options.files.read(pathname, nonce);
  if (file === undefined) {
    sendText(response, options, 404, 'There is nothing at this address.');
    return;
  }
  const headers = { ...pageHeaders({ connect: "'self'", nonce }), 'content-type': file.type, 'content-length': String(file.body.length) };
  response.writeHead(200, headers).end(headOnly ? undefined : file.body);
}

function sendJson(response: ServerResponse, options: RequestOptions, value: unknown): void {
  send(response, options, 200, 'application/json; charset=utf-8', JSON.stringify(value));
}

function sendText(response: ServerResponse, options: RequestOptions, status: number, sentence: string): void {
  send(response, options, status, 'text/plain; charset=utf-8', `${sentence}\n`);
}

function send(response: ServerResponse, options: RequestOptions, status: number, type: string, body: string): void {
  // A refused body is not read to its end: without this the connection would stay open for the rest of it.
  const headers = { ...pageHeaders({ connect: "'self'", nonce: options.newNonce() }), 'content-type': type, connection: 'close' };
  response.writeHead(status, headers).end(body);
}

async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | undefined> {
  // A form of another site can post text/plain without being asked first, but never this type.
  if (request.headers['content-type'] !== 'application/json') return undefined;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MOST_BODY_BYTES) return undefined;
    parts.push(part as Buffer);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined; // Not JSON: the caller answers 400.
  }
}
