import { useState } from 'react';

/** How long what is secret may lie on the clipboard. */
export const CLEARED_AFTER_SECONDS = 30;
const TRIES = 10;

/**
 * Puts `text` on the clipboard. Where the host denies the page the clipboard (Electron denies every permission), by the browser's own copy,
 * which needs none but must come from a press or a click. False where neither worked.
 */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByGesture(text);
  }
}

function copyByGesture(text: string): boolean {
  let copied = false;
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    copied = true;
  };
  document.addEventListener('copy', fill, { once: true, capture: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return done && copied;
}

/** Whether the clipboard still holds `text`. Where it may not be read, it is taken to: better lose somebody's copy than leave a secret. */
async function stillHolds(text: string): Promise<boolean> {
  try {
    return (await navigator.clipboard.readText()) === text;
  } catch {
    return true;
  }
}

/** The next time somebody is at this window: only then may a page write the clipboard. */
function nextGesture(): Promise<void> {
  return new Promise((resolve) => {
    const ended = new AbortController();
    for (const type of ['focus', 'pointerdown', 'keydown'])
      window.addEventListener(
        type,
        () => {
          ended.abort();
          resolve();
        },
        { signal: ended.signal, capture: true },
      );
  });
}

/** Empties the clipboard if it still holds `text`: now, or the next time that somebody is at this window. */
async function clear(text: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (document.hasFocus()) {
      if (!(await stillHolds(text))) return;
      if (await writeClipboard(' ')) return;
    }
    await nextGesture();
  }
}

/** Copies a secret, and takes it off the clipboard after 30 seconds even when the page that showed it is left before. */
export function useClipboard(): { readonly copied: boolean; readonly copy: (text: string) => Promise<boolean> } {
  const [copied, setCopied] = useState(false);
  return {
    copied,
    async copy(text) {
      const done = await writeClipboard(text);
      if (!done) return false;
      setCopied(true);
      setTimeout(() => {
        setCopied(false);
        void clear(text);
      }, CLEARED_AFTER_SECONDS * 1000);
      return true;
    },
  };
}
