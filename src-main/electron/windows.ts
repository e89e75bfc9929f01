import type { Rectangle } from 'electron';
import { splitHanded, withHanded } from '../../src-shared/handed-number.ts';
import { pageAddress, placeIn } from './address.ts';
import type { ElectronApi, WebContents, Window } from './api.ts';
import { windowOptions } from './window-options.ts';

export interface Windows {
  open(place?: string): void;
  /** Brings the last used window to the front, or opens one. */
  focus(): void;
  /** Hands the number of a softphone to the page that was used last, which takes it up once somebody is signed in. The newest wins. */
  showCall(number: string): void;
  /** Ends every page's process and puts a fresh page where each was. */
  replaceAll(): void;
  /** Whether a page is in a window of ours. */
  owns(webContents: WebContents): boolean;
  /** Whether the last one was closed. Not so while pages are replaced, when for a moment there is none. */
  readonly none: boolean;
  each(act: (window: Window) => void): void;
}

export interface WindowsOptions {
  readonly electron: Pick<ElectronApi, 'BrowserWindow' | 'nativeTheme'>;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly preload: string;
  readonly contentProtection: () => boolean;
  /** A page's process died. Whether another is to be tried. */
  readonly onPageCrashed: () => boolean;
}

interface Place {
  readonly bounds?: Rectangle;
  readonly maximized?: boolean;
  readonly fullScreen?: boolean;
  readonly minimized?: boolean;
}

/** The desk's windows. */
export function createWindows({ electron, platform, packaged, preload, contentProtection, onPageCrashed }: WindowsOptions): Windows {
  /** In the order of their last use. */
  let windows: Window[] = [];
  let replacing = false;

  function make(address: string, { bounds, maximized, fullScreen, minimized }: Place = {}): void {
    const dark = electron.nativeTheme.shouldUseDarkColors;
    const window = new electron.BrowserWindow(windowOptions({ platform, dark, packaged, preload, ...(bounds ? { bounds } : {}) }));
    windows.push(window);
    window.setContentProtection(contentProtection());
    window.on('focus', () => {
      windows = [...windows.filter((other) => other !== window), window];
    });
    window.on('closed', () => {
      windows = windows.filter((other) => other !== window);
    });
    window.once('ready-to-show', () => {
      if (maximized) window.maximize();
      if (fullScreen) window.setFullScreen(true);
      if (!minimized) window.show();
    });
    // A page whose process died shows nothing and answers nothing. What was saved is in the core.
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && windows.includes(window) && onPageCrashed()) replace([window]);
    });
    load(window, address);
  }

  function replace(old: readonly Window[]): void {
    const places = old.map((window) => ({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
      minimized: window.isMinimized(),
      call: waitingCall(window),
    }));
    replacing = true;
    // All of the old go first: Chromium may give a new page the process of an old one that is still there.
    for (const window of old) window.destroy();
    for (const { call, ...place } of places) make(pageAddress(call === undefined ? '/' : withHanded('/', call)), place);
    replacing = false;
  }

  function toFront(window: Window): void {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  return {
    open: (place) => make(pageAddress(place)),
    focus() {
      const last = windows.at(-1);
      if (last === undefined) make(pageAddress());
      else toFront(last);
    },
    showCall(number) {
      const last = windows.at(-1);
      if (last === undefined) return make(pageAddress(withHanded('/', number)));
      toFront(last);
      // Another fragment: the page stays as it is and takes the number out of there. The same one again would be a reload.
      const now = placeIn(last.webContents.getURL()) ?? '/';
      const next = withHanded(now, number);
      if (next !== now) load(last, pageAddress(next));
    },
    replaceAll: () => replace([...windows]),
    owns: (webContents) => windows.some((window) => window.webContents === webContents),
    get none() {
      return windows.length === 0 && !replacing;
    },
    each(act) {
      for (const window of windows) act(window);
    },
  };
}

/** Loads a page. What is said of a failure is its code: the address may hold a number. */
function load(window: Window, address: string): void {
  window.loadURL(address).catch((error: NodeJS.ErrnoException) => console.error('The page could not be loaded:', error.code ?? ''));
}

/** The number that a page was handed and has not taken up yet. */
function waitingCall(window: Window): string | undefined {
  return splitHanded(placeIn(window.webContents.getURL()) ?? '/')?.number || undefined;
}
