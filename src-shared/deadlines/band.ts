/** *Due soon* is this many days or fewer to `workByDate`. The one place that says so. */
export const DUE_SOON_DAYS = 5;

export const DUE_BANDS = ['overdue', 'due_soon', 'on_track'] as const;
export type DueBand = (typeof DUE_BANDS)[number];

/** The band of a clock by the days left to its `workByDate`: 0 is today, negative is past. */
export function bandOf(daysLeft: number): DueBand {
  if (daysLeft < 0) return 'overdue';
  return daysLeft <= DUE_SOON_DAYS ? 'due_soon' : 'on_track';
}
