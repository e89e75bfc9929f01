import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RECIPES } from '../../../build/calendar-recipes.ts';
import { calendarText, makeCalendar } from '../../../build/make-calendars.ts';
import { type Calendar, calendarFor, isBusinessDay } from '../../../src-shared/deadlines/index.ts';
import { catalogue, on, RESOURCES } from '../../fixtures/deadlines/catalogue.ts';

interface Published {
  /** Where the list is published. */
  readonly source: string;
  /** Which of the years were held against a publication when they were written down; the others follow from the rule. */
  readonly seen: string;
  /** Year -> the days on which offices are closed beside weekends, `MM-DD`: written down apart from the generator and its library. */
  readonly years: Readonly<Record<string, string>>;
}

const published = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'deadlines', 'published-holidays.json'), 'utf8'),
) as Record<string, Published>;

function weekdayHolidays(calendar: Calendar, year: string): string[] {
  return calendar.file.holidays
    .filter(({ date }) => date.startsWith(year) && ![0, 6].includes(new Date(date).getUTCDay()))
    .map(({ date }) => date.slice(5));
}

test('every calendar that ships is compared with a published list, and the required ones ship', () => {
  expect(
    readdirSync(join(RESOURCES, 'calendars'))
      .map((name) => name.replace('.json', ''))
      .sort(),
  ).toEqual(Object.keys(published).sort());
  expect(Object.keys(published)).toEqual(
    expect.arrayContaining([
      'us-federal',
      'us-ca',
      'gb-eng',
      'gb-sct',
      'gb-nir',
      'ie',
      'de-be',
      'de-by',
      'de-nw',
      'fr',
      'es',
      'nl',
      'it',
      'ca',
      'au',
      'br',
      'weekends',
    ]),
  );
});

describe.each(Object.entries(published))('%s as published', (id, { years }) => {
  test.each(Object.entries(years))('%s', (year, days) => {
    expect(weekdayHolidays(calendarFor(catalogue, id), year)).toEqual(days.split(' ').filter((day) => day !== ''));
  });
});

test.each([
  ['gb-eng', '2020-05-08', 'VE Day, moved from 4 May'],
  ['gb-eng', '2022-06-02', 'spring bank holiday moved to the Jubilee'],
  ['gb-eng', '2022-06-03', 'Platinum Jubilee'],
  ['gb-nir', '2022-09-19', 'State Funeral'],
  ['gb-sct', '2023-05-08', 'Coronation'],
  ['gb-sct', '2026-06-15', 'World Cup'],
  ['ie', '2022-03-18', 'remembrance and recognition'],
  ['ca', '2022-09-19', 'National Day of Mourning'],
  ['ca', '2021-12-28', 'Boxing Day behind Christmas, both on a weekend'],
  ['au', '2022-09-22', 'National Day of Mourning'],
  ['de-be', '2020-05-08', '75 years'],
  ['de-be', '2025-05-08', '80 years'],
  ['us-federal', '2021-06-18', 'the first Juneteenth, on Saturday'],
  ['us-federal', '2021-12-31', '1 January 2022 is a Saturday'],
  ['us-federal', '2023-11-10', 'Veterans Day on Saturday'],
  ['us-federal', '2029-11-12', 'Veterans Day on Sunday'],
  ['us-ca', '2023-11-10', 'Veterans Day on Saturday'],
  ['us-ca', '2024-04-01', 'Cesar Chavez Day on Sunday'],
])('%s is closed on %s (%s)', (id, date) => {
  expect(isBusinessDay(calendarFor(catalogue, id), on(date))).toBe(false);
});

test.each(
  [
    ['gb-eng', '2020-05-04', 'moved to VE Day'],
    ['gb-eng', '2022-05-30', 'moved to the Jubilee'],
    ['gb-eng', '2026-06-15', 'Scotland only'],
    ['gb-sct', '2026-04-06', 'no Easter Monday in Scotland'],
    ['us-federal', '2020-06-19', 'before Juneteenth was a holiday'],
    ['us-federal', '2025-12-26', 'an executive order for employees only'],
    ['us-federal', '2026-02-14', 'an observance'],
    ['us-federal', '2026-10-31', 'an observance'],
    ['us-ca', '2026-07-03', 'California moves no Saturday but Veterans Day'],
    ['us-ca', '2026-10-12', 'no Columbus Day in California'],
    ['us-ca', '2026-06-19', 'state offices are open'],
    ['us-federal', '2029-01-22', 'no inauguration day outside Washington'],
    ['ie', '2026-04-03', 'Good Friday'],
    ['nl', '2026-05-05', 'not a fifth year'],
    ['de-by', '2026-12-24', 'Heiligabend'],
    ['br', '2026-02-17', 'Carnival is optional'],
    ['ca', '2020-09-30', 'before Truth and Reconciliation'],
  ].filter(([, date]) => ![0, 6].includes(new Date(date!).getUTCDay())) as [string, string, string][],
)('%s is open on %s (%s)', (id, date) => {
  expect(isBusinessDay(calendarFor(catalogue, id), on(date))).toBe(true);
});

test.each(RECIPES.map((recipe) => [recipe.id, recipe] as const))('%s is what the generator writes', (id, recipe) => {
  expect(readFileSync(join(RESOURCES, 'calendars', `${id}.json`), 'utf8')).toBe(calendarText(makeCalendar(recipe)));
});

test('a calendar covers whole years, says where it comes from, and knows nothing beyond', () => {
  for (const [id, versions] of catalogue.calendars) {
    const calendar = versions.at(-1)!;
    expect(calendar.file).toMatchObject({ id, from: '2020-01-01', to: '2036-12-31', source: { citation: expect.stringMatching(/\w{4}/) } });
    expect(() => isBusinessDay(calendar, on('2019-12-31'))).toThrow('calendar_out_of_range');
    expect(() => isBusinessDay(calendar, on('2037-01-01'))).toThrow('calendar_out_of_range');
  }
});
