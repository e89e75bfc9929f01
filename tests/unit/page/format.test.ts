import { expect, test } from 'vitest';
import { createFormat, localeFor } from '../../../src-renderer/app/format.ts';
import { CALENDARS, guessCalendar } from '../../../src-renderer/components/calendars.ts';
import { groupAt, plainGroup } from '../../../src-renderer/components/recovery-groups.ts';

test('a day on the calendar is the same day in every zone', () => {
  for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC', 'Pacific/Pago_Pago']) {
    expect(createFormat('en-GB', zone).longDate('2026-10-02')).toBe('2 October 2026');
  }
});

test('an instant falls on the day and the hour of the office', () => {
  const late = '2026-03-01T23:30:00.000Z';
  expect(createFormat('en-GB', 'Europe/Berlin').dayOf(late)).toBe('2026-03-02');
  expect(createFormat('en-GB', 'America/New_York').dayOf(late)).toBe('2026-03-01');
  expect(createFormat('en-GB', 'Europe/Berlin').time(late)).toBe('00:30');
});

test('days are counted on the calendar, across the change of clocks too', () => {
  const { daysBetween } = createFormat('en', 'America/New_York');
  expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
  expect(daysBetween('2026-10-31', '2026-11-02')).toBe(2);
  expect(daysBetween('2026-03-09', '2026-03-07')).toBe(-2);
});

test('what was lately is said so, and older as a date', () => {
  const { ago } = createFormat('en-GB', 'UTC');
  const now = Date.parse('2026-06-10T12:00:00Z');
  expect(ago('2026-06-10T11:59:50Z', now)).toBe('now');
  expect(ago('2026-06-10T11:55:00Z', now)).toBe('5 min ago');
  expect(ago('2026-06-09T12:00:00Z', now)).toBe('yesterday');
  expect(ago('2026-05-01T12:00:00Z', now)).toBe('1 May 2026');
});

test('sizes and numbers are written as the reader writes them', () => {
  expect(createFormat('en-GB', 'UTC').bytes(12_400_000)).toBe('12.4 MB');
  expect(createFormat('en-GB', 'UTC').bytes(900)).toBe('900 byte');
  expect(createFormat('de', 'UTC').number(5000)).toBe('5.000');
});

test('the reader’s own locale counts where it is of the page’s language', () => {
  expect(localeFor('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeFor('en', ['de-DE', 'enm'])).toBe('en');
  expect(localeFor('en', ['en-US@posix', 'en-CA'])).toBe('en-CA');
});

test('a calendar is guessed from the zone, and is one that is shipped', () => {
  expect(guessCalendar('Europe/London')).toBe('gb-eng');
  expect(guessCalendar('America/Los_Angeles')).toBe('us-ca');
  expect(guessCalendar('Asia/Tokyo')).toBe('weekends');
  for (const zone of Intl.supportedValuesOf('timeZone')) expect(CALENDARS).toContain(guessCalendar(zone));
});

test('a mistyped group is found as it was typed', () => {
  const dashed = '7K3QX-2FM0D-9HT4B-VC8NZ-3WRE6-1PYSA-0GQ5T';
  expect(groupAt(dashed, 3)).toEqual({ start: 12, end: 17 });
  expect(groupAt(` ${dashed.replaceAll('-', '  ')}`, 1)).toEqual({ start: 1, end: 6 });
  expect(groupAt(dashed.replaceAll('-', ''), 7)).toEqual({ start: 30, end: 35 });
  // A character too few in one group: seven groups stay seven.
  expect(groupAt('7K3QX-2FM0-9HT4B-VC8NZ-3WRE6-1PYSA-0GQ5T', 2)).toEqual({ start: 6, end: 10 });
  expect(groupAt('7K3QX-2FM0D', 3)).toBeNull();
  expect(plainGroup(' ogqil ')).toBe('0GQ11');
});
