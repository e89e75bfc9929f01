import { DeskError } from '../../../src-shared/errors.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';

/** Which source says so, what it calls the record, and when it said so. A time to come counts as now. */
export interface Said {
  readonly source: string;
  readonly externalId: string;
  readonly observedAt: Instant;
}

/**
 * `same`: nothing changed but that the source said it again, which is noted. `older`: something newer is on file, and nothing was written.
 */
export interface Put {
  /** Our id of the record. */
  readonly id: string;
  readonly answer: 'created' | 'changed' | 'same' | 'older';
}

/** Longest text of one field: characters. */
const LONGEST = 200;

/** Nobody said anything in the future: such a clock is wrong, and would keep out all that is said until then. */
export const saidAt = (observedAt: Instant, now: Instant): Instant => (observedAt > now ? now : observedAt);

/** Refuses what is empty or too long. */
export function requireText(field: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new DeskError('invalid', 'This must be filled in.', { field });
  if (trimmed.length > LONGEST) throw new DeskError('invalid', `This is longer than ${LONGEST} characters.`, { field });
  return trimmed;
}

/** Refuses what is none of a closed list. */
export function requireOneOf<T extends string>(field: string, word: string, words: readonly T[]): T {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new DeskError('invalid', `This must be one of: ${words.join(', ')}.`, { field });
  return found;
}

/** Refuses what is no calendar date, and a last day before the first. */
export function requireSpan(from: string | null, until: string | null): void {
  for (const [field, date] of [
    ['from', from],
    ['until', until],
  ] as const)
    if (date !== null) requireDate(field, date);
  if (from !== null && until !== null && until < from)
    throw new DeskError('invalid', 'It cannot end before it begins.', { field: 'until' });
}

export function requireDate(field: string, date: string): void {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date)
    throw new DeskError('invalid', 'This is no date. Write year, month and day: 2026-09-03.', { field });
}
