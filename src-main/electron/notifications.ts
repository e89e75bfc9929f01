import type { ElectronApi } from './api.ts';
import type { Windows } from './windows.ts';

/**
 * Returns what shows a reminder of the core's in the system's own way: it holds counts and references, never a name, for it stays on a
 * locked screen. A click brings the desk to the front.
 */
export function setupNotifications(
  { Notification }: Pick<ElectronApi, 'Notification'>,
  windows: Pick<Windows, 'focus'>,
): (told: { readonly title: string; readonly body: string }) => void {
  return ({ title, body }) => {
    if (!Notification.isSupported()) return; // what is due is on the badge and at the top of the queue all the same
    const notification = new Notification({ title, body });
    notification.on('click', () => windows.focus());
    notification.show();
  };
}
