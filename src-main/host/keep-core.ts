import type { CoreEvent } from '../core/options.ts';
import type { CoreStart, FromCore, LockReason, ToCore } from './core-protocol.ts';
import { createCrashLimit } from './crash-limit.ts';

/** One running core: a worker or a process. */
export interface CoreProcess<Port> {
  send(message: ToCore, port?: Port): void;
  /** Ends it at once; resolves when nothing of it is left. */
  end(): Promise<void>;
}

/** Starts a process for a core. `onGone` is called once, however it ended. */
export type LaunchCore<Port> = (on: { readonly message: (message: FromCore) => void; readonly gone: () => void }) => CoreProcess<Port>;

export interface KeepCoreOptions<Port> {
  readonly launch: LaunchCore<Port>;
  /** Asked anew for every core, so that the host need not hold the device secret between two. */
  readonly start: () => Promise<CoreStart>;
  /** The old core's process is gone and a new, locked one runs: replace every page. */
  readonly onReplaced: (why: 'locked' | 'crashed') => void;
  readonly onEvent: (event: CoreEvent) => void;
  /** No core runs and none will: the sentence says why. */
  readonly onGivenUp: (sentence: string) => void;
  /** Milliseconds, from any zero. */
  readonly now: () => number;
  /** How long a core may take to close before it is ended. */
  readonly patienceMs?: number;
}

export interface CoreKeeper<Port> {
  /** Hands a page's port to the core that runs, or to the next one. */
  connect(port: Port): void;
  lock(reason: LockReason): void;
  /** Closes the core cleanly. */
  close(): Promise<void>;
}

/**
 * Keeps one core running. To lock is to end its process: whatever the core did with its memory, nothing of an unlocked queue outlives it.
 * A core that dies by itself is replaced in the same way, until it does so too often.
 */
export function keepCore<Port>(options: KeepCoreOptions<Port>): CoreKeeper<Port> {
  let current: CoreProcess<Port> | undefined;
  let waiting: [message: ToCore, port: Port | undefined][] = [];
  let state: 'running' | 'closing' | 'given up' = 'running';
  const crashedTooOften = createCrashLimit(options.now);
  let closed: () => void = () => {};

  function send(message: ToCore, port?: Port): void {
    if (current === undefined) waiting.push([message, port]);
    else current.send(message, port);
  }

  function giveUp(sentence: string): void {
    if (state !== 'running') return;
    state = 'given up';
    options.onGivenUp(sentence);
  }

  async function launch(): Promise<void> {
    const start = await options.start();
    if (state !== 'running') return;
    const mine: CoreProcess<Port> = options.launch({
      message: (message) => current === mine && receive(message, mine),
      gone: () => current === mine && goneByItself(),
    });
    current = mine;
    mine.send({ type: 'open', start });
    // The message is a copy; the host has no further use for the secret.
    start.deviceSecret?.fill(0);
    const held = waiting;
    waiting = [];
    for (const [message, port] of held) mine.send(message, port);
  }

  async function replace(why: 'locked' | 'crashed', old?: CoreProcess<Port>): Promise<void> {
    current = undefined;
    // What waited for the old core (a port of a page that is being replaced, a second lock) is not for the new one.
    waiting = [];
    await old?.end();
    await launch();
    if (state === 'running') options.onReplaced(why);
  }

  function attempt(work: Promise<void>): void {
    work.catch((error: unknown) => giveUp(`The desk could not be started: ${error instanceof Error ? error.message : String(error)}`));
  }

  function receive(message: FromCore, from: CoreProcess<Port>): void {
    if (message.type === 'failed') giveUp(message.sentence);
    else if (message.type === 'closed') closed();
    else {
      options.onEvent(message.event);
      if (message.event.type === 'locked' && state === 'running') attempt(replace('locked', from));
    }
  }

  function goneByItself(): void {
    current = undefined;
    closed();
    if (state !== 'running') return;
    if (crashedTooOften()) giveUp('The desk stopped several times within a minute. What was saved is safe. Start it again.');
    else attempt(replace('crashed'));
  }

  attempt(launch());
  return {
    connect: (port) => send({ type: 'connect' }, port),
    lock: (reason) => send({ type: 'lock', reason }),
    async close() {
      if (state === 'running') state = 'closing';
      const last = current;
      if (last === undefined) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      closed = resolve;
      last.send({ type: 'close' });
      const timer = setTimeout(resolve, options.patienceMs ?? 5_000);
      await promise;
      clearTimeout(timer);
      current = undefined;
      await last.end();
    },
  };
}
