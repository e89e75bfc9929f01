import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type Electron from 'electron';
import type { ElectronApi, Frame, UtilityProcess } from '../../src-main/electron/api.ts';
import type { FromCore, ToCore } from '../../src-main/host/core-protocol.ts';

/** Electron, as far as the main process uses it, written by hand: it records what it is told, and events are fired by the test. */
export interface FakeElectron {
  readonly api: ElectronApi;
  readonly app: FakeApp;
  readonly session: FakeSession;
  readonly windows: FakeWindow[];
  readonly cores: FakeCoreProcess[];
  readonly ipcMain: EventEmitter;
  readonly powerMonitor: EventEmitter & { idleState: 'active' | 'idle' | 'locked' | 'unknown' };
  readonly schemes: Electron.CustomScheme[];
  readonly opened: string[];
  readonly errors: string[];
  readonly trays: FakeTray[];
  readonly notifications: FakeNotification[];
  readonly keystore: FakeKeystore;
  menu: Electron.MenuItemConstructorOptions[];
}

export interface FakeKeystore {
  available: boolean;
  backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;
  opens: boolean;
  rotated: boolean;
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  firstInstance = true;
  ready = Promise.withResolvers<void>();
  readonly paths = new Map<string, string>();
  readonly switches: string[] = [];
  readonly badges: number[] = [];
  readonly exits: number[] = [];
  /** How often `quit` was called, and whether nothing held it up the last time. */
  quits = 0;
  ended = false;
  appUserModelId: string | undefined;
  readonly protocols: string[] = [];
  commandLine = { appendSwitch: (name: string) => void this.switches.push(name) };
  #name = 'Electron';
  readonly #appPath: string;

  constructor(appPath: string, home: string) {
    super();
    this.#appPath = appPath;
    this.paths.set('home', home);
  }
  whenReady = () => this.ready.promise;
  setName = (name: string) => {
    this.#name = name;
  };
  getName = () => this.#name;
  setPath = (name: string, path: string) => void this.paths.set(name, path);
  getPath = (name: string) => this.paths.get(name) ?? '';
  getAppPath = () => this.#appPath;
  getVersion = () => '1.2.3';
  requestSingleInstanceLock = () => this.firstInstance;
  setAppUserModelId = (id: string) => {
    this.appUserModelId = id;
  };
  setAsDefaultProtocolClient = (scheme: string) => {
    this.protocols.push(scheme);
    return true;
  };
  setBadgeCount = (count = 0) => {
    this.badges.push(count);
    return true;
  };
  exit = (code = 0) => void this.exits.push(code);
  quit = () => {
    this.quits += 1;
    let held = false;
    this.emit('before-quit', { preventDefault: () => (held = true) });
    this.ended = !held;
  };
}

class FakeSession extends EventEmitter {
  readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  devicePermission: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  displayMedia: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0] = null;
  pairing: Parameters<Electron.Session['setBluetoothPairingHandler']>[0] = null;
  usbClasses: Parameters<Electron.Session['setUSBProtectedClassesHandler']>[0] = null;
  beforeRequest:
    | ((details: Electron.OnBeforeRequestListenerDetails, answer: (response: Electron.CallbackResponse) => void) => void)
    | null = null;
  spellChecker: boolean | undefined;
  protocol: { handle: Electron.Protocol['handle'] } = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => void this.handlers.set(scheme, handler),
  };
  webRequest = {
    onBeforeRequest: (...args: unknown[]) => {
      this.beforeRequest = args.at(-1) as typeof this.beforeRequest;
    },
  };
  setPermissionRequestHandler = (handler: typeof this.permissionRequest) => {
    this.permissionRequest = handler;
  };
  setPermissionCheckHandler = (handler: typeof this.permissionCheck) => {
    this.permissionCheck = handler;
  };
  setDevicePermissionHandler = (handler: typeof this.devicePermission) => {
    this.devicePermission = handler;
  };
  setDisplayMediaRequestHandler = (handler: typeof this.displayMedia) => {
    this.displayMedia = handler;
  };
  setBluetoothPairingHandler = (handler: typeof this.pairing) => {
    this.pairing = handler;
  };
  setUSBProtectedClassesHandler = (handler: typeof this.usbClasses) => {
    this.usbClasses = handler;
  };
  setSpellCheckerEnabled = (on: boolean) => {
    this.spellChecker = on;
  };
}

export class FakeFrame implements Pick<Frame, 'origin' | 'parent'> {
  origin: string;
  parent: Electron.WebFrameMain | null;
  readonly posted: { channel: string; ports: number }[] = [];
  constructor(origin: string, parent: FakeFrame | null = null) {
    this.origin = origin;
    this.parent = parent as unknown as Electron.WebFrameMain | null;
  }
  postMessage = (channel: string, _message: unknown, transfer: unknown[] = []) =>
    void this.posted.push({ channel, ports: transfer.length });
}

export class FakeContents extends EventEmitter {
  mainFrame = new FakeFrame('app://desk');
  url = '';
  windowOpen: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined;
  getURL = () => this.url;
  setVisualZoomLevelLimits = async () => {};
  setWindowOpenHandler = (handler: NonNullable<typeof this.windowOpen>) => {
    this.windowOpen = handler;
  };
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly #onDestroyed: () => void;
  destroyed = false;
  shown = false;
  protection = false;
  overlays: string[] = [];
  state = { maximized: false, fullScreen: false, minimized: false, focused: false };
  bounds: Electron.Rectangle;

  constructor(options: Electron.BrowserWindowConstructorOptions, onDestroyed: () => void) {
    super();
    this.options = options;
    this.#onDestroyed = onDestroyed;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
  }
  loadURL = async (url: string) => {
    this.webContents.url = url;
  };
  show = () => {
    this.shown = true;
  };
  focus = () => void this.emit('focus');
  restore = () => {
    this.state.minimized = false;
  };
  maximize = () => {
    this.state.maximized = true;
  };
  setFullScreen = (on: boolean) => {
    this.state.fullScreen = on;
  };
  getNormalBounds = () => this.bounds;
  isMaximized = () => this.state.maximized;
  isFullScreen = () => this.state.fullScreen;
  isMinimized = () => this.state.minimized;
  isFocused = () => this.state.focused;
  setContentProtection = (on: boolean) => {
    this.protection = on;
  };
  setOverlayIcon = (_image: Electron.NativeImage | null, words: string) => void this.overlays.push(words);
  destroy = () => {
    this.destroyed = true;
    this.emit('closed');
    this.#onDestroyed();
  };
}

/** A core's process that answers nothing by itself: the test speaks for it. */
export class FakeCoreProcess extends EventEmitter {
  readonly path: string;
  readonly forkOptions: Electron.ForkOptions;
  readonly received: ToCore[] = [];
  /** The secret it was opened with, copied as a real message is. */
  secret: string | null | undefined;
  ports = 0;
  killed = false;
  heedsKill = true;
  readonly pid = 4242;

  constructor(path: string, forkOptions: Electron.ForkOptions) {
    super();
    this.path = path;
    this.forkOptions = forkOptions;
  }
  postMessage = (message: ToCore, ports: unknown[] = []) => {
    this.received.push(message);
    this.ports += ports.length;
    if (message.type === 'open') this.secret = message.start.deviceSecret && Buffer.from(message.start.deviceSecret).toString('hex');
    if (message.type === 'close') this.say({ type: 'closed' });
  };
  kill = () => {
    this.killed = true;
    if (this.heedsKill) queueMicrotask(() => this.emit('exit', 0));
    return true;
  };
  say = (message: FromCore) => void this.emit('message', message);
}

export class FakeTray extends EventEmitter {
  tip = '';
  images = 0;
  menu: Electron.Menu | null = null;
  setToolTip = (tip: string) => {
    this.tip = tip;
  };
  setImage = () => {
    this.images += 1;
  };
  setContextMenu = (menu: Electron.Menu | null) => {
    this.menu = menu;
  };
}

export class FakeNotification extends EventEmitter {
  shown = false;
  readonly options: Electron.NotificationConstructorOptions;
  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show = () => {
    this.shown = true;
  };
}

export interface FakeElectronOptions {
  /** A folder with `out/renderer` and `resources`. */
  readonly appPath: string;
  readonly home: string;
}

/** A fresh fake. */
export function fakeElectron({ appPath, home }: FakeElectronOptions): FakeElectron {
  const app = new FakeApp(appPath, home);
  const session = new FakeSession();
  const windows: FakeWindow[] = [];
  const cores: FakeCoreProcess[] = [];
  const ipcMain = new EventEmitter();
  const powerMonitor = Object.assign(new EventEmitter(), {
    idleState: 'active' as FakeElectron['powerMonitor']['idleState'],
    getSystemIdleState: () => powerMonitor.idleState,
  });
  const schemes: Electron.CustomScheme[] = [];
  const opened: string[] = [];
  const errors: string[] = [];
  const trays: FakeTray[] = [];
  const notifications: FakeNotification[] = [];
  const keystore: FakeKeystore = { available: true, backend: 'gnome_libsecret', opens: true, rotated: false };
  const sealed = 'sealed:';

  const api = {
    app: app as unknown as ElectronApi['app'],
    session: { defaultSession: session as unknown as ElectronApi['session']['defaultSession'] },
    protocol: { registerSchemesAsPrivileged: (list: Electron.CustomScheme[]) => void schemes.push(...list) },
    BrowserWindow: class extends FakeWindow {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        super(options, () => windows.every((window) => window.destroyed) && app.emit('window-all-closed'));
        windows.push(this);
        app.emit('web-contents-created', {}, this.webContents);
      }
    } as unknown as ElectronApi['BrowserWindow'],
    ipcMain: ipcMain as unknown as ElectronApi['ipcMain'],
    MessageChannelMain: class {
      readonly port1: Electron.MessagePortMain;
      readonly port2: Electron.MessagePortMain;
      constructor() {
        const { port1, port2 } = new MessageChannel();
        for (const port of [port1, port2]) port.unref();
        this.port1 = port1 as unknown as Electron.MessagePortMain;
        this.port2 = port2 as unknown as Electron.MessagePortMain;
      }
    },
    utilityProcess: {
      fork(path, _args, options) {
        const child = new FakeCoreProcess(path, options);
        cores.push(child);
        return child as unknown as UtilityProcess;
      },
    },
    safeStorage: {
      isAsyncEncryptionAvailable: async () => keystore.available,
      getSelectedStorageBackend: () => keystore.backend,
      encryptStringAsync: async (text: string) => Buffer.from(`${sealed}${text}`),
      decryptStringAsync: async (content: Buffer) => {
        const text = content.toString();
        if (!keystore.opens || !text.startsWith(sealed)) throw new Error('the keystore does not open this');
        return { result: text.slice(sealed.length), shouldReEncrypt: keystore.rotated };
      },
    },
    powerMonitor: powerMonitor as unknown as ElectronApi['powerMonitor'],
    nativeTheme: { shouldUseDarkColors: true },
    nativeImage: {
      createFromBitmap(buffer, { width, height }) {
        if (buffer.length !== width * height * 4) throw new Error('a bitmap has four bytes for each of its points');
        return {} as Electron.NativeImage;
      },
    },
    Menu: {
      buildFromTemplate: (template) => ({ template }) as unknown as Electron.Menu,
      setApplicationMenu(menu) {
        fake.menu = (menu as unknown as { template: Electron.MenuItemConstructorOptions[] }).template;
      },
    },
    Tray: class extends FakeTray {
      constructor() {
        super();
        trays.push(this);
      }
    } as unknown as ElectronApi['Tray'],
    Notification: class extends FakeNotification {
      static isSupported = () => true;
      constructor(options: Electron.NotificationConstructorOptions) {
        super(options);
        notifications.push(this);
      }
    } as unknown as ElectronApi['Notification'],
    shell: {
      openExternal: async (address: string) => {
        opened.push(address);
      },
    },
    dialog: { showErrorBox: (_title: string, sentence: string) => void errors.push(sentence) },
  } satisfies ElectronApi;

  const fake: FakeElectron = {
    api,
    app,
    session,
    windows,
    cores,
    ipcMain,
    powerMonitor,
    schemes,
    opened,
    errors,
    trays,
    notifications,
    keystore,
    menu: [],
  };
  return fake;
}
