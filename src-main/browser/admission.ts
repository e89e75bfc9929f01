import { createHash } from 'node:crypto';

/** What a page is given for a token: its secret, and a ticket that is good for one reload. */
export interface Admitted {
  readonly secret: string;
  readonly reloadTicket: string;
}

export interface Admission {
  /** A token for the fragment of a URL: good once, for 60 seconds. */
  issueToken(): string;
  /** `undefined` where the token was never issued, is used, or is too old. */
  redeemToken(token: string): Admitted | undefined;
  /** The session that a secret belongs to. */
  sessionOf(secret: string): string | undefined;
  /** A socket of the session opened or closed; a reload ticket is judged by it. */
  socketOpened(session: string): void;
  socketClosed(session: string): void;
  /** `busy`: the page that had the ticket still seems to be there; asking again in a moment may help. */
  redeemReload(ticket: string): Admitted | 'busy' | undefined;
  /** Ends every session and every token not yet used. */
  dropAll(): void;
}

export interface AdmissionOptions {
  readonly randomBytes: (count: number) => Uint8Array;
  /** Milliseconds, from any zero. */
  readonly now: () => number;
}

interface Session {
  readonly ticket: string;
  sockets: number;
  /** When the last of its sockets closed; undefined while one is open or before the first. */
  leftAt: number | undefined;
}

const TOKEN_MS = 60_000;
const RELOAD_MS = 10_000;
const MOST_TOKENS = 64;
const MOST_SESSIONS = 64;

/**
 * Who may talk to the desk. Tokens, secrets and tickets are 256 random bits and are kept only as digests, by which they are looked up, so
 * that neither a memory dump nor the time of a comparison says anything about them.
 *
 * A reload loses the page's memory and with it the secret. The page therefore leaves a ticket in its tab's storage as it goes and takes it
 * up as it comes back. The ticket is worth nothing while the page it was given to is connected, nor later than ten seconds after that page
 * went, nor twice: one copied from the browser's profile, or into a duplicated tab, opens nothing.
 */
export function createAdmission({ randomBytes, now }: AdmissionOptions): Admission {
  const tokens = new Map<string, number>();
  const sessions = new Map<string, Session>();

  const fresh = () => Buffer.from(randomBytes(32)).toString('base64url');

  function admit(): Admitted {
    const [secret, reloadTicket] = [fresh(), fresh()];
    dropOldest(sessions, MOST_SESSIONS, (session) => session.sockets === 0);
    sessions.set(digest(secret), { ticket: digest(reloadTicket), sockets: 0, leftAt: undefined });
    return { secret, reloadTicket };
  }

  return {
    issueToken() {
      dropOldest(tokens, MOST_TOKENS, () => true);
      const token = fresh();
      tokens.set(digest(token), now() + TOKEN_MS);
      return token;
    },
    redeemToken(token) {
      const key = digest(token);
      const until = tokens.get(key);
      tokens.delete(key);
      return until !== undefined && now() <= until ? admit() : undefined;
    },
    sessionOf(secret) {
      const key = digest(secret);
      return sessions.has(key) ? key : undefined;
    },
    socketOpened(key) {
      const session = sessions.get(key);
      if (session === undefined) return;
      session.sockets += 1;
      session.leftAt = undefined;
    },
    socketClosed(key) {
      const session = sessions.get(key);
      if (session === undefined) return;
      session.sockets -= 1;
      if (session.sockets === 0) session.leftAt = now();
    },
    redeemReload(ticket) {
      const wanted = digest(ticket);
      const found = [...sessions].find(([, session]) => session.ticket === wanted);
      if (found === undefined) return undefined;
      const [key, session] = found;
      if (session.leftAt === undefined) return 'busy';
      sessions.delete(key);
      return now() - session.leftAt <= RELOAD_MS ? admit() : undefined;
    },
    dropAll() {
      tokens.clear();
      sessions.clear();
    },
  };
}

/** Keeps a map from growing without end: a terminal in which Enter is held down, a page that asks for windows in a loop. */
function dropOldest<Value>(map: Map<string, Value>, most: number, mayGo: (value: Value) => boolean): void {
  if (map.size < most) return;
  const oldest = [...map].find(([, value]) => mayGo(value));
  if (oldest !== undefined) map.delete(oldest[0]);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
