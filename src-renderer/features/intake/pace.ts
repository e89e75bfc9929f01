/** A moment of a long work: how far it was, when. */
export interface Mark {
  readonly at: number;
  readonly done: number;
}

/** How fast, in units per second, and how many seconds are left; null while too little is known to say so honestly. */
export interface Pace {
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

/** Marks older than this no longer speak of how fast it goes now. */
const WINDOW = 8000;
/** Before this a rate is a guess that jumps. */
const LEAST = 700;

/** Adds a mark and drops those that are too old. Work that begins anew (less done than before) begins its marks anew. */
export function addMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1);
  if (last && mark.done < last.done) return [mark];
  return [...marks.filter((earlier) => mark.at - earlier.at <= WINDOW), mark];
}

/** The pace of a work from its marks. */
export function paceOf(marks: readonly Mark[], total: number): Pace {
  const first = marks[0];
  const last = marks.at(-1);
  if (!first || !last || last.at - first.at < LEAST || last.done <= first.done) return { perSecond: null, secondsLeft: null };
  const perSecond = ((last.done - first.done) / (last.at - first.at)) * 1000;
  return { perSecond, secondsLeft: total > last.done ? Math.ceil((total - last.done) / perSecond) : null };
}

/** Seconds in words, as roughly as one may know them: `40 sec`, `3 min`. */
export function secondsInWords(seconds: number, locale: string): string {
  const [value, unit] =
    seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [Math.round(seconds / 60), 'minute'] : [Math.round(seconds / 3600), 'hour'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}
