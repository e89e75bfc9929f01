import type { Instant } from '../../src-shared/vocabulary/dates.ts';
import type { Argon2Cost } from './vault/vault-file.ts';

/** What the core may use of the world outside its folder. Handed in, so that a test can hold it still. */
export interface World {
  readonly now: () => Instant;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  /** Cryptographically strong bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
}

/** What the core tells its host. Counts and words only, never a person's data. */
export type CoreEvent =
  /** The key and everything open are gone. The host ends this core's process, starts another, and replaces its pages. */
  | { readonly type: 'locked'; readonly reason: 'key' | 'idle' | 'host' }
  | { readonly type: 'unlocked' }
  /** For the badge on the icon; kept as it was while locked. */
  | { readonly type: 'badge'; readonly due: number }
  /** For the system's notifications: counts and references, never a name. */
  | { readonly type: 'notify'; readonly title: string; readonly body: string };

export interface CoreOptions {
  /** Absolute. Made where it is missing; nothing is written outside it (but the watched folder's own files, moved aside). */
  readonly dataFolder: string;
  /** Absolute: the shipped `resources`. */
  readonly resourcesFolder: string;
  /** 32 bytes from the OS keystore; null where there is none. The core keeps no copy once it is locked. */
  readonly deviceSecret: Uint8Array | null;
  readonly host: 'electron' | 'browser';
  readonly appVersion: string;
  readonly onEvent: (event: CoreEvent) => void;
  /** Where the reader worker's script is; by default the source beside the database. The packaged app names its bundle. */
  readonly readerScript?: URL;
  readonly world?: Partial<World>;
  /** For new key slots; by default 64 MiB and 3 passes. Tests pass a cheap one. */
  readonly passphraseCost?: Argon2Cost;
}

/** The least of a message port that the core needs: Node's `MessagePort` and Electron's `MessagePortMain` both have it. */
export interface CorePort {
  postMessage(message: unknown): void;
  on(event: 'message' | 'close', listener: (event: never) => void): unknown;
  start(): void;
  close(): void;
}

export interface Core {
  /** Serves the contract to one page over its port, for as long as the port lives. */
  connect(port: CorePort): void;
  /** Locks now: the OS locks, the machine sleeps, the person asks. Ends with the event `locked`; safe to call twice. */
  lock(reason: 'key' | 'idle' | 'host'): void;
  /** Closes the queue and every port. Nothing is called after it. */
  close(): Promise<void>;
}

/** `openCore` in `index.ts`: the whole product without a window. */
export type OpenCore = (options: CoreOptions) => Core;
