import type { Rectangle } from 'electron';
import { pageAddress } from './address.ts';
import type { ElectronApi, WebContents, Window } from './api.ts';
import { windowOptions } from './window-options.ts';

export interface Windows {
  open(place?: string): void;
  /** Brings the last used window to the front, or opens one. */
  focus(): void;
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
    window.loadURL(address).catch((error: unknown) => console.error('The page could not be loaded:', error));
  }

  function replace(old: readonly Window[]): void {
    const places = old.map((window) => ({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
      minimized: window.isMinimized(),
    }));
    replacing = true;
    // All of the old go first: Chromium may give a new page the process of an old one that is still there.
    for (const window of old) window.destroy();
    for (const place of places) make(pageAddress(), place);
    replacing = false;
  }

  return {
    open: (place) => make(pageAddress(place)),
    focus() {
      const last = windows.at(-1);
      if (last === undefined) return make(pageAddress());
      if (last.isMinimized()) last.restore();
      last.show();
      last.focus();
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
