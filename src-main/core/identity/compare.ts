import { DeskError } from '../../../src-shared/errors.ts';
import { canonicalFact } from '../../../src-shared/identity/index.ts';
import type { Factor } from '../../../src-shared/vocabulary/identity.ts';
import type { Work } from '../command.ts';
import { prove, requireSubject, underWay } from './acts.ts';
import { noteAttempt, refuseWhilePaused } from './attempts.ts';
import type { Comparer } from './comparer.ts';
import { offeredIn } from './view.ts';

/**
 * Compares what the caller says with what was on file before the request. Called inside a command whose input does not hold it. `country`:
 * the office's, by which the directory reads numbers and dates of who has none.
 */
export function compare(
  work: Work,
  { comparer, country }: { readonly comparer: Comparer; readonly country: string | null },
  caseId: string,
  factor: Factor,
  typed: string,
): 'match' | 'no_match' {
  const { state, person, counted } = underWay(work, caseId);
  if (typed.trim() === '') throw new DeskError('invalid', 'Type what the caller says, then compare.', { field: 'typed' });
  requireSubject(state, 'factor');
  refuseWhilePaused(work, counted);
  if (person.seen.has(factor))
    throw new DeskError(
      'not_allowed',
      'You have seen this on file within the last 24 hours. Ask for something else, or let a colleague compare it.',
      { field: 'factor' },
    );
  if (!offeredIn(state, person).factors.includes(factor))
    throw new DeskError(
      'not_allowed',
      'This fact is not to be compared here: it proves nothing of what is asked. Choose one of those offered.',
      {
        field: 'factor',
      },
    );
  const known = person.known.filter((one) => one.factor === factor);
  const place = comparer.placeOf(
    canonicalFact(factor, typed, person.country ?? country),
    known.map(({ value }) => value),
  );
  const matched = known[place];
  noteAttempt(work, counted, { method: 'match', factor, failed: matched === undefined });
  if (matched === undefined) return 'no_match';
  prove(work, caseId, { type: 'match', factor, personId: matched.personId });
  return 'match';
}
