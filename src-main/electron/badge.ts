import type { ElectronApi, Tray } from './api.ts';
import { trayPicture } from './tray-picture.ts';
import type { Windows } from './windows.ts';

export interface BadgeOptions {
  readonly electron: Pick<ElectronApi, 'app' | 'Tray' | 'Menu' | 'nativeImage'>;
  readonly platform: NodeJS.Platform;
  readonly windows: Windows;
  readonly lock: () => void;
}

/**
 * The tray icon, and the count of what is due on it, on the app's icon and on its windows: numbers only, never a name. Returns what shows
 * another count. While locked nobody counts, and the last count stays.
 */
export function setupBadge({ electron, platform, windows, lock }: BadgeOptions): (due: number) => void {
  const { app, Menu, Tray } = electron;
  const picture = (due: number) => {
    const { buffer, width, height } = trayPicture(due);
    return electron.nativeImage.createFromBitmap(buffer, { width, height, scaleFactor: 2 });
  };
  const tray: Tray = new Tray(picture(0));
  tray.setToolTip('DSR Desk');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open DSR Desk', click: () => windows.focus() },
      { label: 'Lock', click: lock },
      { type: 'separator' },
      { label: 'Quit', click: () => app.quit() },
    ]),
  );
  tray.on('click', () => windows.focus());
  return (due) => {
    const words = due === 0 ? 'nothing due' : `${due} due`;
    tray.setImage(picture(due));
    tray.setToolTip(`DSR Desk: ${words}`);
    if (platform !== 'win32') app.setBadgeCount(due);
    else windows.each((window) => window.setOverlayIcon(due === 0 ? null : picture(due), words));
  };
}
