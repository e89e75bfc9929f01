/**
 * Writes resources/calendars/*.json: explicit days 2020-2036 on which public offices are closed, from the `date-holidays` library and a review
 * of it (calendar-recipes.ts, calendar-review.ts). Run by hand when the library or the law moves, with a new version; the result is committed and read by people.
 *   node build/make-calendars.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Holidays from 'date-holidays';
import { CalendarFile } from '../src-shared/deadlines/index.ts';
import { type CalendarRecipe, RECIPES } from './calendar-recipes.ts';
import type { Days } from './calendar-review.ts';

const VERSION = '2026-11';
const FIRST_YEAR = 2020;
const LAST_YEAR = 2036;

/** Only type `public` is a day off in law; `bank`, `school`, `optional` and `observance` are not, and importing one makes a date silently late. */
function libraryDays(recipe: CalendarRecipe): Days {
  const days: Days = new Map();
  if (recipe.library === null) return days;
  const [country, state] = recipe.library;
  const holidays = state === undefined ? new Holidays(country) : new Holidays(country, state);
  // One year more: 1 January on a Saturday may be observed in the year before.
  for (let year = FIRST_YEAR; year <= LAST_YEAR + 1; year++) {
    for (const day of holidays.getHolidays(year)) {
      const date = day.date.slice(0, 10);
      if (day.type !== 'public' || (day.substitute === true && recipe.substitutes === 'own')) continue;
      days.set(date, days.has(date) ? `${days.get(date)} / ${day.name}` : day.name);
    }
  }
  return days;
}

/** The calendar file of one recipe, checked against its schema. */
export function makeCalendar(recipe: CalendarRecipe): CalendarFile {
  const days = libraryDays(recipe);
  recipe.review(
    days,
    Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index),
  );
  const from = `${FIRST_YEAR}-01-01`;
  const to = `${LAST_YEAR}-12-31`;
  const holidays = [...days].filter(([date]) => date >= from && date <= to).sort(([a], [b]) => (a < b ? -1 : 1));
  return CalendarFile.parse({
    id: recipe.id,
    version: VERSION,
    title: recipe.title,
    jurisdiction: recipe.jurisdiction,
    from,
    to,
    source: recipe.source,
    notes: recipe.notes,
    holidays: holidays.map(([date, name]) => ({ date, name })),
  });
}

/** The text of a calendar file: one line per holiday, so that a review can read the difference. */
export function calendarText(file: CalendarFile): string {
  const { holidays, ...head } = file;
  const lines = holidays.map((day) => `    ${JSON.stringify(day)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "holidays": ${list}\n}\n`;
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'resources', 'calendars');
  for (const recipe of RECIPES) {
    const file = makeCalendar(recipe);
    writeFileSync(join(folder, `${file.id}.json`), calendarText(file));
    console.log(`${file.id}: ${file.holidays.length} days`);
  }
}
