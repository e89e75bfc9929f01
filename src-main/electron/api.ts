import type Electron from 'electron';

/**
 * What this app uses of Electron and nothing else, with Electron's own types. `main.ts` passes the real thing in; the tests pass a
 * hand-written one that must satisfy the same type, so that an option Electron does not know compiles in neither.
 */
export interface ElectronApi {
  readonly app: App;
  readonly protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>;
  readonly session: { readonly defaultSession: Session };
  readonly BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => Window;
  readonly ipcMain: Pick<Electron.IpcMain, 'on'>;
  readonly MessageChannelMain: new () => Electron.MessageChannelMain;
  readonly utilityProcess: { fork(path: string, args: string[], options: Electron.ForkOptions): UtilityProcess };
  readonly safeStorage: SafeStorage;
  readonly powerMonitor: Pick<Electron.PowerMonitor, 'on' | 'getSystemIdleState'>;
  readonly nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors'>;
  readonly nativeImage: { createFromBitmap(buffer: Buffer, options: Electron.CreateFromBitmapOptions): Electron.NativeImage };
  readonly Menu: {
    buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.Menu;
    setApplicationMenu(menu: Electron.Menu | null): void;
  };
  readonly Tray: new (image: Electron.NativeImage) => Tray;
  readonly Notification: {
    new (options: Electron.NotificationConstructorOptions): Notification;
    isSupported(): boolean;
  };
  readonly shell: Pick<Electron.Shell, 'openExternal'>;
  readonly dialog: Pick<Electron.Dialog, 'showErrorBox'>;
}

export type App = Pick<
  Electron.App,
  | 'on'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'setName'
  | 'setPath'
  | 'getPath'
  | 'getAppPath'
  | 'getVersion'
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'setBadgeCount'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
> & { readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch'> };

export type Session = Pick<
  Electron.Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
  | 'setUSBProtectedClassesHandler'
  | 'setSpellCheckerEnabled'
> & {
  readonly protocol: Pick<Electron.Protocol, 'handle'>;
  readonly webRequest: Pick<Electron.WebRequest, 'onBeforeRequest'>;
};

export type SafeStorage = Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

export type Frame = Pick<Electron.WebFrameMain, 'origin' | 'parent' | 'postMessage'>;

export interface WebContents extends Pick<Electron.WebContents, 'on' | 'setWindowOpenHandler' | 'getURL' | 'setVisualZoomLevelLimits'> {
  readonly mainFrame: Frame;
}

export interface Window
  extends Pick<
    Electron.BrowserWindow,
    | 'loadURL'
    | 'show'
    | 'focus'
    | 'restore'
    | 'maximize'
    | 'setFullScreen'
    | 'destroy'
    | 'getNormalBounds'
    | 'isMaximized'
    | 'isFullScreen'
    | 'isMinimized'
    | 'isFocused'
    | 'setContentProtection'
    | 'setOverlayIcon'
    | 'on'
    | 'once'
  > {
  readonly webContents: WebContents;
}

export type UtilityProcess = Pick<Electron.UtilityProcess, 'on' | 'once' | 'postMessage' | 'kill' | 'pid'>;
export type Tray = Pick<Electron.Tray, 'setToolTip' | 'setImage' | 'setContextMenu' | 'on'>;
export type Notification = Pick<Electron.Notification, 'on' | 'show'>;
export type Port = Electron.MessagePortMain;
