/** What the review changes in the library's days. */

/** Day -> name, while a calendar is being made. */
export type Days = Map<string, string>;

const DAY = 86_400_000;
const time = (date: string) => Date.parse(`${date}T00:00:00Z`);
const plus = (date: string, days: number) => new Date(time(date) + days * DAY).toISOString().slice(0, 10);
const weekday = (date: string) => new Date(time(date)).getUTCDay();
const SATURDAY = 6;
const SUNDAY = 0;

/** Where the holiday moves off the weekend, the official lists name only the day it moves to. */
function move(days: Days, date: string, to: string): void {
  const name = days.get(date);
  if (name === undefined) return;
  days.delete(date);
  days.set(to, `${name} (observed)`);
}

/** Drops the weekend day of a holiday that has a substitute day. */
export function dropReplacedWeekends(days: Days): void {
  for (const date of [...days.keys()]) if (weekday(date) === SATURDAY || weekday(date) === SUNDAY) days.delete(date);
}

/** Adds a day that the library does not know. */
export function add(days: Days, date: string, name: string): void {
  days.set(date, name);
}

/** 5 U.S.C. 6103(b) and Executive Order 11582: Saturday's holiday on Friday, Sunday's on Monday. */
export function federalObservance(days: Days): void {
  for (const date of [...days.keys()]) {
    if (weekday(date) === SATURDAY) move(days, date, plus(date, -1));
    else if (weekday(date) === SUNDAY) move(days, date, plus(date, 1));
  }
}

/** Cal. Gov. Code 6701: Sunday's holiday on Monday; of Saturday's, only Veterans Day on Friday. Offices are open on Juneteenth. */
export function californiaObservance(days: Days): void {
  for (const [date, name] of [...days]) {
    if (name.startsWith('Juneteenth')) days.delete(date);
    else if (weekday(date) === SUNDAY) move(days, date, plus(date, 1));
    else if (weekday(date) === SATURDAY && name === 'Veterans Day') move(days, date, plus(date, -1));
  }
}

/** The first given weekday on or after a day. */
function onOrAfter(date: string, day: number): string {
  return plus(date, (day - weekday(date) + 7) % 7);
}

/** The library knows Canada by province; these are the days on which federal offices close. A weekend's holiday moves to the next working day. */
export function canadianFederal(days: Days, years: readonly number[]): void {
  for (const year of years) {
    const goodFriday = [...days].find(([date, name]) => date.startsWith(String(year)) && name === 'Good Friday')?.[0];
    if (goodFriday === undefined) throw new Error(`no Good Friday in ${year}`);
    add(days, plus(goodFriday, 3), 'Easter Monday');
    add(days, onOrAfter(`${year}-05-18`, 1), 'Victoria Day');
    if (year >= 2021) add(days, `${year}-09-30`, 'National Day for Truth and Reconciliation');
    add(days, onOrAfter(`${year}-10-08`, 1), 'Thanksgiving Day');
    add(days, `${year}-11-11`, 'Remembrance Day');
    add(days, `${year}-12-26`, 'Boxing Day');
  }
  for (const date of [...days.keys()].sort()) {
    let to = date;
    while (weekday(to) === SATURDAY || weekday(to) === SUNDAY || (to !== date && days.has(to))) to = plus(to, 1);
    if (to !== date) move(days, date, to);
  }
  add(days, '2022-09-19', 'National Day of Mourning for Queen Elizabeth II');
}
