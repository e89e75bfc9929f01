import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withHanded } from '../../src-shared/handed-number.ts';
import { createCrashLimit } from '../host/crash-limit.ts';
import { APP_NAME, usualDataFolder } from '../host/data-folder.ts';
import { type CoreKeeper, keepCore } from '../host/keep-core.ts';
import { readPageFiles } from '../host/page-files.ts';
import type { ElectronApi, Port } from './api.ts';
import { denyRemote, registerAppScheme, serveAppScheme } from './app-scheme.ts';
import { setupBadge } from './badge.ts';
import { listenForCalls, offerForLinks } from './calls.ts';
import { restrictDownloads } from './downloads.ts';
import { citedAddresses, createOpenExternal } from './external.ts';
import { readHostSettings, writeHostSettings } from './host-settings.ts';
import { readDeviceSecret } from './keystore.ts';
import { launchInProcess } from './launch-process.ts';
import { setupLifecycle } from './lifecycle.ts';
import { setupMenu } from './menu.ts';
import { denyNavigation } from './navigation.ts';
import { setupNotifications } from './notifications.ts';
import { handOutPorts } from './page-port.ts';
import { denyPermissions } from './permissions.ts';
import { createWindows } from './windows.ts';

/** What the app takes from the system it runs on; a test takes something else. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the app was started with: of it, only the number of a softphone is read. */
  readonly args: readonly string[];
  readonly randomBytes: (count: number) => Uint8Array;
  /** Milliseconds, from any zero. */
  readonly now: () => number;
  readonly killHard: (pid: number) => void;
  /** Absolute: where the bundles of the processes lie. */
  readonly bundles: string;
}

/** The whole main process, from before Electron is ready. Resolves when the first window is on its way, or the app is not to run. */
export async function bootMain(electron: ElectronApi, surroundings: Surroundings): Promise<void> {
  const { app } = electron;
  const { platform, env, randomBytes, now, bundles } = surroundings;
  const dataFolder = usualDataFolder({ platform, env, home: app.getPath('home') });
  const hostFolder = join(dataFolder, 'electron');

  app.setName(APP_NAME);
  if (platform === 'win32') app.setAppUserModelId('com.dsrdesk.app');
  // What Chromium keeps for itself lies beside the queue, and with it the lock that keeps a second instance on this queue out.
  mkdirSync(hostFolder, { recursive: true, mode: 0o700 });
  app.setPath('userData', hostFolder);
  // A crash dump would hold whatever the process held.
  for (const off of ['disable-breakpad', 'disable-crash-reporter']) app.commandLine.appendSwitch(off);
  if (!app.requestSingleInstanceLock()) return app.quit();
  registerAppScheme(electron);
  const calls = listenForCalls(electron);

  await app.whenReady();
  const session = electron.session.defaultSession;
  const resourcesFolder = join(app.getAppPath(), 'resources');
  const settingsFile = join(hostFolder, 'host-settings.json');
  let settings = readHostSettings(settingsFile);

  const endWith = (sentence: string) => {
    electron.dialog.showErrorBox(APP_NAME, sentence);
    app.quit();
  };
  const pageCrashedTooOften = createCrashLimit(now);

  const windows = createWindows({
    electron,
    platform,
    packaged: app.isPackaged,
    preload: join(bundles, 'preload.cjs'),
    contentProtection: () => settings.contentProtection,
    onPageCrashed() {
      const giveUp = pageCrashedTooOften();
      if (giveUp) endWith('The window stopped several times within a minute. What was saved is safe. Start DSR Desk again.');
      return !giveUp;
    },
  });
  const core: CoreKeeper<Port> = keepCore<Port>({
    launch: launchInProcess(electron, join(bundles, 'core-process.js'), surroundings.killHard),
    start: async () => ({
      dataFolder,
      resourcesFolder,
      deviceSecret: await readDeviceSecret({
        safeStorage: electron.safeStorage,
        platform,
        file: join(hostFolder, 'device-secret'),
        randomBytes,
      }),
      host: 'electron',
      appVersion: app.getVersion(),
      readerScript: pathToFileURL(join(bundles, 'reader-worker.js')).href,
    }),
    onReplaced: () => windows.replaceAll(),
    onEvent(event) {
      if (event.type === 'badge') showDue(event.due);
      else if (event.type === 'notify') notify(event);
    },
    onGivenUp: endWith,
    now,
  });
  const lock = () => core.lock('host');

  serveAppScheme(session, readPageFiles(join(app.getAppPath(), 'out', 'renderer')), () => Buffer.from(randomBytes(16)).toString('base64'));
  denyRemote(session);
  denyPermissions(session);
  restrictDownloads(session);
  session.setSpellCheckerEnabled(platform === 'darwin');
  denyNavigation(app, { openWindow: windows.open, openExternal: createOpenExternal(electron, citedAddresses(resourcesFolder)) });
  handOutPorts(electron, windows, (port) => core.connect(port));
  setupMenu(
    electron,
    { platform, packaged: app.isPackaged, contentProtection: settings.contentProtection },
    {
      newWindow: () => windows.open(),
      lock,
      setContentProtection(on) {
        settings = { ...settings, contentProtection: on };
        writeHostSettings(settingsFile, settings);
        windows.each((window) => window.setContentProtection(on));
      },
    },
  );
  const notify = setupNotifications(electron, windows);
  const showDue = setupBadge({ electron, platform, windows, lock });
  setupLifecycle({ electron, platform, windows, core });
  offerForLinks(electron);
  const number = calls.firstNumber(surroundings.args);
  windows.open(number === undefined ? '/' : withHanded('/', number));
  calls.deliverTo(windows);
}
