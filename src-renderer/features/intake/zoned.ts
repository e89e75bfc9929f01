import { TZDate } from '@date-fns/tz';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';

/** The instant of what a `datetime-local` field holds (`2026-09-03T22:40`), read on the office's clock. Null where it holds no time. */
export function instantOfLocal(local: string, timeZone: string): Instant | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(local);
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number);
  return instantOf(new TZDate(year, month - 1, day, hour, minute, 0, 0, timeZone).getTime());
}

/** The other way round: what the field holds for an instant. */
export function localOfInstant(at: number, timeZone: string): string {
  const date = new TZDate(at, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
