import { PortProblem } from './port-problem.ts';

/** As in the host's sockets.ts; the host's own tests fail where the two differ. */
export const PROTOCOL = 'dsr-desk';
export const REPLACE_PAGE = 4001;

const TICKET = 'dsr-desk.reload';
const RELOAD_TRIES = 8;
const RELOAD_PAUSE_MS = 150;

/** With what the page asks to be let in: the token of its address or, after a reload, the ticket it left for itself. */
export type Admission = { readonly token: string } | { readonly reloadTicket: string };

/** Takes token and ticket from where they lie. Both are gone from there when this returns. */
export function takeAdmission(): Admission | undefined {
  const ticket = sessionStorage.getItem(TICKET);
  sessionStorage.removeItem(TICKET);
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token === null) return ticket === null ? undefined : { reloadTicket: ticket };
  const place = fragment.get('to') ?? '/';
  history.replaceState(null, '', `${location.pathname}#${place.startsWith('/') ? place : '/'}`);
  return { token };
}

/** Exchanges it for the session's secret, which lives in this page's memory only. */
export async function admitToDesk(taken: Admission | undefined): Promise<{ secret: string; reloadTicket: string }> {
  if (taken === undefined) throw new PortProblem('no_token');
  for (let tries = 1; ; tries += 1) {
    const answer = await post('/session', { 'content-type': 'application/json' }, JSON.stringify(taken));
    if (answer.ok) return (await answer.json()) as { secret: string; reloadTicket: string };
    // After a reload the host may hear of the old page's end a little later than of the new page's start.
    const busy = answer.status === 409 && tries < RELOAD_TRIES;
    if (!busy) throw new PortProblem('token' in taken ? 'token_refused' : 'reload_refused');
    await new Promise((resume) => setTimeout(resume, RELOAD_PAUSE_MS));
  }
}

/** A token for one more window. */
export async function issueToken(secret: string): Promise<string> {
  const answer = await post('/token', { authorization: `Bearer ${secret}` });
  if (!answer.ok) throw new PortProblem('gone');
  return ((await answer.json()) as { token: string }).token;
}

/**
 * Leaves the ticket in the tab's storage when the page goes, and not before: it is on disk for no longer than a reload takes, and the host
 * honours it only for a page that has just gone.
 */
export function keepTicketForReload(ticket: string): () => void {
  const leave = () => sessionStorage.setItem(TICKET, ticket);
  window.addEventListener('pagehide', leave);
  // A page brought back by the Back button has a closed socket and must start anew.
  window.addEventListener('pageshow', (event) => event.persisted && location.reload());
  return () => window.removeEventListener('pagehide', leave);
}

export async function openSocket(protocols: string[]): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${location.host}/socket`, protocols);
  socket.binaryType = 'arraybuffer';
  await new Promise<void>((opened, failed) => {
    socket.onopen = () => opened();
    socket.onclose = () => failed(new PortProblem('gone'));
  });
  return socket;
}

async function post(path: string, headers: Record<string, string>, body: string | null = null): Promise<Response> {
  try {
    return await fetch(path, { method: 'POST', headers, body, cache: 'no-store', credentials: 'omit', redirect: 'error' });
  } catch (cause) {
    throw new PortProblem('gone', { cause });
  }
}
