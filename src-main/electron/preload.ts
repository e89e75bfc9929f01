import { ipcRenderer } from 'electron';

/** What is used here of a page's global object: this folder is checked with Node's types, which know no page. */
interface PageGlobal {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
  removeEventListener(type: 'message', listener: (event: PageMessage) => void): void;
  postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void;
}
interface PageMessage {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
}
const page = globalThis as unknown as PageGlobal;

/**
 * Hands the page one port to the core, and nothing else: no function, no object, nothing of Electron. The page asks for it when it listens.
 */
function askOnce({ source, origin, data }: PageMessage): void {
  if (source !== page || origin !== page.location.origin || data !== 'dsr-desk:want-port') return;
  page.removeEventListener('message', askOnce);
  ipcRenderer.once('dsr-desk:port', ({ ports }) => page.postMessage('dsr-desk:port', page.location.origin, [...ports]));
  ipcRenderer.send('dsr-desk:want-port');
}

page.addEventListener('message', askOnce);
