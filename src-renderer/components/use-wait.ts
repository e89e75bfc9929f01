import { useEffect, useState } from 'react';

/** A countdown read from the clock, never counted: a sleeping page loses no second. */
export function useWait(): { readonly seconds: number; readonly start: (seconds: number) => void } {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return {
    seconds: Math.max(0, Math.ceil((until - now) / 1000)),
    start(seconds) {
      const at = Date.now(); // read once: a millisecond between two readings would be a second that never ends
      setNow(at);
      setUntil(at + seconds * 1000);
    },
  };
}
