import { useEffect, useState } from 'react';
import { useWait } from './use-wait.ts';

/** How long something masked stays open after somebody asked for it: long enough to read it out, too short to be left on a screen. */
export const REVEALED_SECONDS = 60;

export interface Revealed {
  /** What was revealed; null before and after. */
  readonly value: string | null;
  /** How long it is still shown. */
  readonly seconds: number;
  readonly show: (value: string) => void;
  readonly hide: () => void;
}

/** A masked value that was revealed, and masks itself again. It is dropped then, not only hidden. */
export function useReveal(): Revealed {
  const [value, setValue] = useState<string | null>(null);
  const { seconds, start } = useWait();
  const open = seconds > 0;
  useEffect(() => {
    if (!open) setValue(null);
  }, [open]);
  return {
    value: open ? value : null,
    seconds: open && value !== null ? seconds : 0,
    show(shown) {
      setValue(shown);
      start(REVEALED_SECONDS);
    },
    hide: () => start(0),
  };
}
