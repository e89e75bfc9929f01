import { useOffice } from '../../app/office.tsx';
import classes from './timeline.module.css';

/** Today the hour, else the day; all of it on hover. */
export function When({ at }: { readonly at: string }) {
  const { format, today } = useOffice();
  return (
    <time dateTime={at} title={format.dateTime(at)} className={classes.when}>
      {format.dayOf(at) === today ? format.time(at) : `${format.date(format.dayOf(at))}, ${format.time(at)}`}
    </time>
  );
}
