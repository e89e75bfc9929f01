import { placeIn } from './address.ts';
import type { App, WebContents } from './api.ts';

export interface NavigationOptions {
  readonly openWindow: (place: string) => void;
  readonly openExternal: (address: string) => void;
}

/** Holds every page where it is: no navigation away, no frames, no webview, no window that the page made. */
export function denyNavigation(app: App, options: NavigationOptions): void {
  app.on('web-contents-created', (_event, webContents) => holdInPlace(webContents as WebContents, options));
}

function holdInPlace(webContents: WebContents, { openWindow, openExternal }: NavigationOptions): void {
  // Within the page only the fragment changes, which is no navigation. A reload of the page itself is one, and goes on.
  webContents.on('will-navigate', (event) => {
    if (placeIn(event.url) === undefined) event.preventDefault();
  });
  webContents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || placeIn(event.url) === undefined) event.preventDefault();
  });
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  // Always denied. Where the address is ours, the host opens a window of its own; it takes nothing from the page but the place.
  webContents.setWindowOpenHandler(({ url }) => {
    const place = placeIn(url);
    if (place !== undefined) openWindow(place);
    else openExternal(url);
    return { action: 'deny' };
  });
}
