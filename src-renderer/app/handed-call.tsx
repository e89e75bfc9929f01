import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from 'react';
import { splitHanded } from '../../src-shared/handed-number.ts';

interface Handed {
  readonly number: string | null;
  readonly taken: () => void;
}

/** What the router would take for a place. */
const placeNow = () => location.hash.slice(1);

const HandedContext = createContext<Handed>({ number: null, taken: () => {} });

/**
 * A number that a softphone handed over stands in the address until somebody is signed in. It is taken out of there at once, fills in a
 * call, and does nothing else. Around the router: the number is read before the router looks at the address.
 */
export function HandedCalls({ children }: { readonly children: ReactNode }) {
  const [number, setNumber] = useState(() => splitHanded(placeNow())?.number || null);
  useLayoutEffect(() => {
    const take = () => {
      const found = splitHanded(placeNow());
      if (!found) return;
      history.replaceState(history.state, '', `${location.pathname}#${found.place}`);
      if (found.number) setNumber(found.number);
    };
    take();
    // In the capture phase: the router, which listens longer, is not to see the number.
    for (const type of ['popstate', 'hashchange']) window.addEventListener(type, take, { capture: true });
    return () => {
      for (const type of ['popstate', 'hashchange']) window.removeEventListener(type, take, { capture: true });
    };
  }, []);
  const handed = useMemo(() => ({ number, taken: () => setNumber(null) }), [number]);
  return <HandedContext value={handed}>{children}</HandedContext>;
}

/** The number that was handed over and is not in a call yet. */
export const useHandedCall = (): Handed => use(HandedContext);
