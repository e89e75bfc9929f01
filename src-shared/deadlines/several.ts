import type { CalendarDate } from '../vocabulary/dates.ts';
import type { Catalogue } from './catalogue.ts';
import { computeDeadlines } from './engine.ts';
import { CLOCK_IDS, type ClockId, type DeadlineInput, type DeadlineResult, type RegimeId } from './types.ts';

/** The clock that decides what is due next, over all regimes of a request. */
export interface Governing {
  readonly regime: RegimeId;
  readonly clock: ClockId;
  readonly workByDate: CalendarDate;
}

export interface SeveralDeadlines {
  /** In the order asked for: each regime's dates, or why it gives none. */
  readonly results: readonly { readonly regime: RegimeId; readonly result: DeadlineResult }[];
  readonly governing: Governing | null;
}

/** A person may be under several regimes: all are computed, the earliest `workByDate` governs, the others stay listed. */
export function computeForRegimes(inputs: readonly DeadlineInput[], catalogue: Catalogue): SeveralDeadlines {
  const results = inputs.map((input) => ({ regime: input.regime, result: computeDeadlines(input, catalogue) }));
  return { results, governing: earliestOf(results) };
}

/** The earliest governing clock among results that are already there; on one day the clocks' own order decides, then the order given. */
export function earliestOf(results: SeveralDeadlines['results']): Governing | null {
  let earliest: Governing | null = null;
  for (const { regime, result } of results) {
    if ('error' in result || result.governing === null) continue;
    const clock = result.clocks[result.governing];
    if (clock === undefined) continue;
    const candidate = { regime, clock: result.governing, workByDate: clock.workByDate };
    if (earliest === null || isBefore(candidate, earliest)) earliest = candidate;
  }
  return earliest;
}

function isBefore(a: Governing, b: Governing): boolean {
  if (a.workByDate !== b.workByDate) return a.workByDate < b.workByDate;
  return CLOCK_IDS.indexOf(a.clock) < CLOCK_IDS.indexOf(b.clock);
}
