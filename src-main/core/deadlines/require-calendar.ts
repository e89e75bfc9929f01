import type { Catalogue } from '../../../src-shared/deadlines/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';

/** Refuses a calendar that is not shipped. */
export function requireCalendar(catalogue: Catalogue, id: string): void {
  if (!catalogue.calendars.has(id))
    throw new DeskError('invalid', 'There is no such calendar. Choose one of the list.', { field: 'calendar' });
}
