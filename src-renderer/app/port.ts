import { splitHanded, withHanded } from '../../src-shared/handed-number.ts';
import { admitToDesk, issueToken, keepTicketForReload, openSocket, PROTOCOL, REPLACE_PAGE, takeAdmission } from './browser-host.ts';
import { PortProblem } from './port-problem.ts';

export { PortProblem } from './port-problem.ts';

/** The page's one tie to its host. */
export interface HostLink {
  /** Not started: whoever reads it starts it. Closed when the desk is gone. */
  readonly port: MessagePort;
  /** Resolves when the desk is gone; never while it is there, nor when the page is about to be replaced. */
  readonly lost: Promise<PortProblem>;
  /** Opens one more window of the desk, at a place such as `/case/DSR-7K3QX2FM`. */
  openSecondWindow(place?: string): Promise<void>;
}

const PATIENCE_MS = 10_000;
const REPLACED_WITHIN_MS = 5_000;

/** The port alone: see `openHost`. */
export async function openPort(): Promise<MessagePort> {
  return (await openHost()).port;
}

/**
 * Ties the page to its host: Electron's preload hands over a port, the browser host is reached by a WebSocket behind one. Call it once,
 * before the router starts: the token is taken out of the address before this returns. Rejects with a `PortProblem`.
 */
export function openHost(): Promise<HostLink> {
  return location.protocol === 'app:' ? openFromPreload() : fromBrowserHost();
}

/** In Electron: by the preload. */
export async function openFromPreload(): Promise<HostLink> {
  const { promise, resolve, reject } = Promise.withResolvers<MessagePort>();
  const listen = (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source === window && event.origin === location.origin && event.data === 'dsr-desk:port' && port) resolve(port);
  };
  window.addEventListener('message', listen);
  const timer = setTimeout(() => reject(new PortProblem('silent')), PATIENCE_MS);
  window.postMessage('dsr-desk:want-port', location.origin);
  try {
    const port = await promise;
    return {
      port,
      // A lock closes the port as well, and then the host replaces this page: that no one came to do it is what makes it lost.
      lost: new Promise((gone) =>
        port.addEventListener('close', () => setTimeout(() => gone(new PortProblem('gone')), REPLACED_WITHIN_MS)),
      ),
      // Denied like every new window; the host then opens one of its own, because the address is ours.
      openSecondWindow: async (place = '/') => void window.open(`${location.origin}/#${place}`, '_blank', 'noopener'),
    };
  } finally {
    clearTimeout(timer);
    window.removeEventListener('message', listen);
  }
}

async function fromBrowserHost(): Promise<HostLink> {
  // Before the first await: the router must not take the token for a place, nor anybody read it off the screen.
  const taken = takeAdmission();
  const { secret, reloadTicket } = await admitToDesk(taken);
  const stopKeeping = keepTicketForReload(reloadTicket);
  const socket = await openSocket([PROTOCOL, secret]);
  const { port1: near, port2: far } = new MessageChannel();
  far.onmessage = (event: MessageEvent<string | ArrayBuffer | Uint8Array<ArrayBuffer>>) => {
    // A page that is about to be replaced may still ask for something: its socket is closing, and nobody answers any more.
    if (socket.readyState === WebSocket.OPEN) socket.send(event.data);
  };
  socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => far.postMessage(event.data);
  const lost = new Promise<PortProblem>((gone) => {
    socket.onclose = ({ code, reason }) => {
      stopKeeping();
      far.close();
      // Electron tells a page when a port's other end is closed; browsers do not. Without it every question asked now would wait for ever.
      near.dispatchEvent(new Event('close'));
      if (code !== REPLACE_PAGE) return gone(new PortProblem('gone'));
      // The desk was locked: nothing of this page may stay in memory. The next one starts from the beginning, with a token of its own.
      // But a number that was handed over and nobody has taken yet.
      const call = splitHanded(location.hash.slice(1))?.number;
      const to = call ? `&to=${encodeURIComponent(withHanded('/', call))}` : '';
      history.replaceState(null, '', `${location.pathname}#token=${reason}${to}`);
      location.reload();
    };
  });
  return {
    port: near,
    lost,
    async openSecondWindow(place = '/') {
      const token = await issueToken(secret);
      window.open(`${location.origin}/#token=${token}&to=${encodeURIComponent(place)}`, '_blank', 'noopener');
    },
  };
}
