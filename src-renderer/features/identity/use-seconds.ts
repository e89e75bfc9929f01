import { useEffect, useState } from 'react';

/** Seconds from now to `end`, read from the clock and never counted: a sleeping page loses none. Nothing where there is no end. */
export function useSecondsTo(end: string | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (end === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [end]);
  return end === null ? 0 : Math.max(0, (Date.parse(end) - now) / 1000);
}
