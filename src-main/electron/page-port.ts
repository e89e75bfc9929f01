import type { IpcMainEvent } from 'electron';
import { ORIGIN } from './address.ts';
import type { ElectronApi, Port, WebContents } from './api.ts';
import type { Windows } from './windows.ts';

export const WANT_PORT = 'dsr-desk:want-port';
export const PORT = 'dsr-desk:port';

/**
 * Gives a port to a page that asks: only to the main frame of a window of ours, while it shows our own origin. The frame that sent is
 * looked at, not the window it sits in, which may show something else by the time it is looked at.
 */
export function handOutPorts(
  electron: Pick<ElectronApi, 'ipcMain' | 'MessageChannelMain'>,
  windows: Windows,
  connect: (port: Port) => void,
): void {
  electron.ipcMain.on(WANT_PORT, (event) => {
    const frame = trustedFrame(event, windows);
    if (frame === undefined) return;
    const { port1, port2 } = new electron.MessageChannelMain();
    connect(port1);
    frame.postMessage(PORT, null, [port2]);
  });
}

function trustedFrame({ sender, senderFrame }: IpcMainEvent, windows: Windows) {
  if (senderFrame === null || senderFrame.parent !== null || senderFrame.origin !== ORIGIN) return undefined;
  const contents: WebContents = sender;
  return windows.owns(contents) && contents.mainFrame === senderFrame ? senderFrame : undefined;
}
