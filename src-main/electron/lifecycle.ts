import type { CoreKeeper } from '../host/keep-core.ts';
import type { ElectronApi, Port } from './api.ts';
import type { Windows } from './windows.ts';

export interface LifecycleOptions {
  readonly electron: Pick<ElectronApi, 'app' | 'powerMonitor'>;
  readonly platform: NodeJS.Platform;
  readonly windows: Windows;
  readonly core: CoreKeeper<Port>;
}

/** When the desk locks by itself, comes to the front, and ends. */
export function setupLifecycle({ electron, platform, windows, core }: LifecycleOptions): void {
  const { app, powerMonitor } = electron;
  powerMonitor.on('lock-screen', () => core.lock('host'));
  powerMonitor.on('suspend', () => core.lock('host'));
  if (platform === 'linux') watchForLock(powerMonitor, () => core.lock('host'));

  app.on('second-instance', () => windows.focus());
  app.on('activate', () => windows.focus());
  app.on('window-all-closed', () => {
    if (platform !== 'darwin' && windows.none) app.quit();
  });

  let ending: 'no' | 'closing' | 'closed' = 'no';
  app.on('before-quit', (event) => {
    if (ending === 'closed') return;
    // The queue is closed first: its log is folded in and nothing waits for the next start.
    event.preventDefault();
    if (ending === 'closing') return;
    ending = 'closing';
    void core.close().finally(() => {
      ending = 'closed';
      app.quit();
    });
  });
}

const LOOK_EVERY_MS = 5_000;

/** On Linux Electron is not told that the screen was locked, but can be asked. */
function watchForLock(powerMonitor: ElectronApi['powerMonitor'], onLocked: () => void): void {
  let wasLocked = false;
  setInterval(() => {
    const isLocked = powerMonitor.getSystemIdleState(60) === 'locked';
    if (isLocked && !wasLocked) onLocked();
    wasLocked = isLocked;
  }, LOOK_EVERY_MS).unref();
}
