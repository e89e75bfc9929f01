import { callIn } from '../host/call-argument.ts';
import type { ElectronApi } from './api.ts';
import type { Windows } from './windows.ts';

/** The numbers that softphones hand over. */
export interface HandedCalls {
  /** The number that came before there was a window, or that the app was started with. */
  readonly firstNumber: (args: readonly string[]) => string | undefined;
  /** From now on numbers go to the window that was used last. */
  readonly deliverTo: (windows: Pick<Windows, 'showCall'>) => void;
}

/**
 * Listens for numbers of softphones: as an argument of another start, or as a link that the system opens with this app (on macOS, where
 * it comes before the app is ready). Nothing is dialled, and nothing else of the link is followed.
 */
export function listenForCalls({ app }: Pick<ElectronApi, 'app'>): HandedCalls {
  let deliver: ((number: string) => void) | undefined;
  let waiting: string | undefined;
  const take = (args: readonly string[]) => {
    const number = callIn(args);
    if (number === undefined) return;
    if (deliver) deliver(number);
    else waiting = number;
  };
  app.on('second-instance', (_event, commandLine) => take(commandLine));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    if (/^tel:/i.test(link)) take([link]);
  });
  return {
    firstNumber: (args) => waiting ?? callIn(args),
    deliverTo(windows) {
      deliver = windows.showCall;
    },
  };
}

/** Offers the installed app to the system for `tel:` links; which app gets them, the person chooses there. */
export function offerForLinks({ app }: Pick<ElectronApi, 'app'>): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient('tel');
}
