import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

export interface WindowLook {
  readonly platform: NodeJS.Platform;
  readonly dark: boolean;
  readonly packaged: boolean;
  /** Absolute. */
  readonly preload: string;
  /** Where a window before it was; without it, in the middle. */
  readonly bounds?: Rectangle;
}

/** How every window of the desk is made. */
export function windowOptions({ platform, dark, packaged, preload, bounds }: WindowLook): BrowserWindowConstructorOptions {
  return {
    width: 1360,
    height: 860,
    ...bounds,
    minWidth: 960,
    minHeight: 600,
    title: 'DSR Desk',
    // Shown when it is painted; until then, and while it is resized, this is what is seen.
    show: false,
    backgroundColor: dark ? '#1a1b1e' : '#ffffff',
    autoHideMenuBar: platform !== 'darwin',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: !packaged,
      // Only macOS brings a spell checker of its own. Elsewhere Chromium would fetch its word lists from the network.
      spellcheck: platform === 'darwin',
    },
  };
}
