import { useEffect, useState } from 'react';
import classes from './calls.module.css';
import { elapsed } from './clock.ts';

/** How long a call has been on. No live region: nobody wants every second read out; `quiet`: not even where it is asked for. */
export function Timer({ startedAt, quiet = false }: { readonly startedAt: string; readonly quiet?: boolean }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={classes.timer} {...(quiet ? { 'aria-hidden': true } : { role: 'timer', 'aria-live': 'off' })}>
      {elapsed(startedAt, now)}
    </span>
  );
}
