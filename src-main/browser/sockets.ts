import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Admission } from './admission.ts';
import { refusal } from './requests.ts';

/** The page shows the protocol's name and, as a second one, its secret: a page cannot set any other header on a WebSocket. */
export const PROTOCOL = 'dsr-desk';
/** The code a socket is closed with when its page must replace itself; the reason is the token to do it with. */
export const REPLACE_PAGE = 4001;
/** No core runs any more. */
export const DESK_ENDED = 4002;

export interface SocketOptions {
  readonly admission: Admission;
  readonly authority: () => string;
  /** A port whose other end is the page. */
  readonly onPort: (port: MessagePort) => void;
}

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every page to replace itself, each with a token of its own, and forgets who they were. */
  replacePages(): void;
  /** Closes every socket: the desk ends. */
  close(): void;
}

// The core takes four Mi characters of a page, each four bytes at most.
const MOST_FRAME_BYTES = 16 * 1024 * 1024;
const MOST_SOCKETS = 32;

/** Bridges the WebSocket of each page, frame by frame, to a message port. */
export function createSockets({ admission, authority, onPort }: SocketOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES, handleProtocols: () => PROTOCOL });

  function sessionOf(request: IncomingMessage): string | undefined {
    const [protocol, secret, ...rest] = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim());
    return protocol === PROTOCOL && secret !== undefined && rest.length === 0 ? admission.sessionOf(secret) : undefined;
  }

  function serve(socket: WebSocket, session: string): void {
    const { port1, port2 } = new MessageChannel();
    admission.socketOpened(session);
    socket.on('message', (data: RawData, isBinary: boolean) => port1.postMessage(isBinary ? bytes(data) : String(data)));
    socket.on('close', () => {
      admission.socketClosed(session);
      port1.close();
    });
    // A frame too large, or not a frame at all: `ws` closes the socket and 'close' follows.
    socket.on('error', () => socket.terminate());
    port1.on('message', (data: string | ArrayBuffer | Uint8Array) => socket.send(data));
    // That the port closes means that the core's worker ended. The host hears of it too and says whether a new page or nothing follows.
    onPort(port2);
  }

  return {
    upgrade(request, socket, head) {
      const session = request.url === '/socket' ? sessionOf(request) : undefined;
      if (refusal(request, authority(), true) !== undefined) return refuse(socket, '403 Forbidden');
      if (session === undefined) return refuse(socket, '401 Unauthorized');
      if (server.clients.size >= MOST_SOCKETS) return refuse(socket, '503 Service Unavailable');
      server.handleUpgrade(request, socket, head, (open) => serve(open, session));
    },
    replacePages() {
      admission.dropAll();
      for (const socket of server.clients) socket.close(REPLACE_PAGE, admission.issueToken());
    },
    close() {
      for (const socket of server.clients) socket.close(DESK_ENDED);
      server.close();
    },
  };
}

function bytes(data: RawData): Uint8Array {
  return data instanceof ArrayBuffer ? new Uint8Array(data) : Array.isArray(data) ? Buffer.concat(data) : data;
}

function refuse(socket: Duplex, status: string): void {
  // HTTP listens to it no more, and nobody else does yet: whoever hangs up before the answer would end the host with it.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
