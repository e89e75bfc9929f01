import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronApi } from './api.ts';

export interface MenuActs {
  readonly newWindow: () => void;
  readonly lock: () => void;
  readonly setContentProtection: (on: boolean) => void;
}

export interface MenuState {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly contentProtection: boolean;
}

/** The menu bar. Whatever Electron's own menu would add (help pages on the network, developer tools) is not in it. */
export function menuTemplate({ platform, packaged, contentProtection }: MenuState, acts: MenuActs): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [
        { label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: acts.newWindow },
        { type: 'separator' },
        { label: 'Lock', accelerator: 'CmdOrCtrl+Shift+L', click: acts.lock },
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        {
          label: 'Hide from Screen Sharing',
          type: 'checkbox',
          checked: contentProtection,
          click: (item) => acts.setContentProtection(item.checked),
        },
        ...(packaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
      ],
    },
    { role: 'windowMenu' },
  ];
}

/** Puts the menu bar up. */
export function setupMenu({ Menu }: Pick<ElectronApi, 'Menu'>, state: MenuState, acts: MenuActs): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, acts)));
}
