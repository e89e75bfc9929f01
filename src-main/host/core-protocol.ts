import type { Core, CoreEvent, CoreOptions, CorePort, OpenCore } from '../core/options.ts';

/** The options of a core without its functions, as they travel to the process it runs in. */
export type CoreStart = Pick<CoreOptions, 'dataFolder' | 'resourcesFolder' | 'deviceSecret' | 'host' | 'appVersion'> & {
  /** A URL, as text. */
  readonly readerScript?: string;
};
export type LockReason = Parameters<Core['lock']>[0];

/** What a host tells the process or worker that its core runs in. `connect` brings one port with it. */
export type ToCore =
  | { readonly type: 'open'; readonly start: CoreStart }
  | { readonly type: 'connect' }
  | { readonly type: 'lock'; readonly reason: LockReason }
  | { readonly type: 'close' };

/** What comes back. `failed`: there is no core, and the sentence says why. */
export type FromCore =
  | { readonly type: 'event'; readonly event: CoreEvent }
  | { readonly type: 'failed'; readonly sentence: string }
  | { readonly type: 'closed' };

/** Answers a host's messages with a core: the body of the worker and of the utility process alike. */
export function serveCore(openCore: OpenCore, post: (message: FromCore) => void): (message: ToCore, port?: CorePort) => void {
  let core: Core | undefined;
  const opened = (): Core => {
    if (core === undefined) throw new Error('the host spoke to the core before it opened it');
    return core;
  };
  return (message, port) => {
    if (message.type === 'open') {
      const { readerScript, ...start } = message.start;
      try {
        core = openCore({
          ...start,
          ...(readerScript === undefined ? {} : { readerScript: new URL(readerScript) }),
          onEvent: (event) => post({ type: 'event', event }),
        });
      } catch (error) {
        post({ type: 'failed', sentence: error instanceof Error ? error.message : String(error) });
      }
    } else if (message.type === 'connect') {
      if (port === undefined) throw new Error('connect came without a port');
      opened().connect(port);
    } else if (message.type === 'lock') {
      opened().lock(message.reason);
    } else {
      // Nothing to close where opening failed. A close that fails is a bug and ends the process, which the host takes for closed.
      void Promise.resolve(core?.close()).then(() => post({ type: 'closed' }));
    }
  };
}
