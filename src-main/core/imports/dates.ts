import { DeskError } from '../../../src-shared/errors.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';

/** Which of `05/06/2026` is the day; null: its column does not say, or contradicts itself. */
export type DateOrder = 'day_first' | 'month_first' | null;

const PARTS = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/;

/** Looks at the dates of one column, so that all of them are read alike. */
export class DateColumn {
  #days = false;
  #months = false;

  see(text: string): void {
    const parts = PARTS.exec(dayOf(text));
    if (parts === null) return;
    if (Number(parts[1]) > 12) this.#days = true;
    if (Number(parts[3]) > 12) this.#months = true;
  }

  get order(): DateOrder {
    if (this.#days === this.#months) return null;
    return this.#days ? 'day_first' : 'month_first';
  }
}

/** A date as its column writes them; null where there is none. Dots are always day first; what could be two days is refused. */
export function readDate(field: string, text: string, order: DateOrder): CalendarDate | null {
  const day = dayOf(text);
  if (day === '' || /^0000-00-00$/.test(day)) return null;
  const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(day);
  if (yearFirst) return dateOf(field, yearFirst[1]!, yearFirst[3]!, yearFirst[4]!);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/.exec(day);
  if (dotted) return dateOf(field, dotted[3]!, dotted[2]!, dotted[1]!);
  const parts = PARTS.exec(day);
  if (parts === null) throw noDate(field);
  const [first, second] = [Number(parts[1]), Number(parts[3])];
  const ambiguous = first <= 12 && second <= 12 && first !== second;
  if (ambiguous && order === null) {
    throw new DeskError(
      'invalid',
      'This date can be read in two ways, and the others in its column do not say which. Write dates as 2026-09-03.',
      { field },
    );
  }
  const dayFirst = ambiguous ? order === 'day_first' : first > 12;
  return dayFirst ? dateOf(field, parts[4]!, parts[3]!, parts[1]!) : dateOf(field, parts[4]!, parts[1]!, parts[3]!);
}

/** Without the time of day that exports put behind it. */
const dayOf = (text: string): string => text.trim().replace(/[T ]\d{1,2}:\d\d.*$/, '');

function dateOf(field: string, year: string, month: string, day: string): CalendarDate {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) throw noDate(field);
  return date as CalendarDate;
}

const noDate = (field: string) => new DeskError('invalid', 'This is no date. Write dates as 2026-09-03.', { field });
