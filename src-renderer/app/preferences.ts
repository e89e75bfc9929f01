import { useMemo, useSyncExternalStore } from 'react';
import * as z from 'zod';

/** How this person at this computer likes the page. No personal data: keys and switches only. */
const Preferences = z.object({
  /** Single-character keys outside text fields. */
  characterKeys: z.boolean().default(true),
  /** `scope.id` of an action → its own keys. */
  remap: z.record(z.string().max(80), z.array(z.string().max(30)).max(3)).default({}),
});
export type Preferences = z.infer<typeof Preferences>;

const KEY = 'dsr-desk.preferences';
const DEFAULT: Preferences = Preferences.parse({});
const CHANGED = 'dsr-desk:preferences';

function parse(text: string | null): Preferences {
  if (text === null) return DEFAULT;
  try {
    return Preferences.parse(JSON.parse(text));
  } catch {
    return DEFAULT; // written by another version or by hand: the defaults serve, and the next change writes it anew
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener); // from the other window
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(CHANGED, listener);
  };
}

export function usePreferences(): Preferences {
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(KEY));
  return useMemo(() => parse(text), [text]);
}

/** Changes and keeps preferences; every window hears of it. */
export function changePreferences(change: Partial<Preferences>): void {
  localStorage.setItem(KEY, JSON.stringify({ ...parse(localStorage.getItem(KEY)), ...change }));
  window.dispatchEvent(new Event(CHANGED));
}
