import { basename } from 'node:path';
import { ORIGIN } from './address.ts';
import type { Session } from './api.ts';

/** Lets the page save what it made itself (`blob:` of our origin), where the person says. Nothing else is downloaded. */
export function restrictDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${ORIGIN}/`)) {
      event.preventDefault();
      return;
    }
    // Without a path set, Electron asks the person with the system's own dialog. The name is the page's: no folder of it is taken.
    item.setSaveDialogOptions({ defaultPath: basename(item.getFilename().replaceAll('\\', '/')) });
  });
}
