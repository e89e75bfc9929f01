import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src-main/core/deadlines/catalogue.ts';
import { computeDeadlines } from '../../../src-shared/deadlines/index.ts';
import { input, RESOURCES } from '../../fixtures/deadlines/catalogue.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regimes-'));
  for (const part of ['regimes', 'calendars']) cpSync(join(RESOURCES, part), join(folder, part), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
const write = (file: string, content: unknown) =>
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));

test('a newer calendar is used, the older one when pinned', () => {
  const older = read('calendars/us-federal.json');
  const holidays = [...(older['holidays'] as { date: string; name: string }[]), { date: '2026-02-17', name: 'One-off' }].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
  write('calendars/us-federal-2027-01.json', { ...older, version: '2027-01', holidays });
  const catalogue = loadCatalogue(folder);
  const asked = input('ccpa', '2026-01-02', [], { calendar: 'us-federal' });
  expect(computeDeadlines(asked, catalogue)).toMatchObject({
    calendarVersion: '2027-01',
    clocks: { respond: { legalDate: '2026-02-18' } },
  });
  expect(computeDeadlines({ ...asked, calendarVersion: '2026-11' }, catalogue)).toMatchObject({
    calendarVersion: '2026-11',
    clocks: { respond: { legalDate: '2026-02-17' } },
  });
});

test('the law on recording calls lies beside the regimes and is none', () => {
  write('regimes/recording.json', { states: [] });
  expect(loadCatalogue(folder).regimes.has('recording')).toBe(false);
});

test.each<[string, () => void, string]>([
  ['a file that is not JSON', () => write('regimes/ccpa.json', '{'), 'ccpa.json'],
  ['a misspelt key', () => write('regimes/ccpa.json', { ...read('regimes/ccpa.json'), pausess: [] }), 'ccpa.json'],
  ['a business-day clock that rolls', () => write('regimes/tcpa.json', rolled(read('regimes/tcpa.json'))), 'never rolls'],
  ['two files with one version', () => write('regimes/again.json', read('regimes/ccpa.json')), 'ccpa: two versions'],
  ['a holiday twice', () => write('calendars/fr.json', doubled(read('calendars/fr.json'))), 'each day once'],
  [
    'a holiday that is no day',
    () => write('calendars/fr.json', { ...read('calendars/fr.json'), holidays: [{ date: '2026-02-30', name: 'x' }] }),
    'fr.json',
  ],
  [
    'an empty folder',
    () => {
      rmSync(join(folder, 'calendars'), { recursive: true });
      mkdirSync(join(folder, 'calendars'));
    },
    'calendars',
  ],
  ['no folder', () => rmSync(join(folder, 'regimes'), { recursive: true }), 'regimes'],
])('%s is refused with the file at fault and what to do', (_, spoil, named) => {
  spoil();
  expect(() => loadCatalogue(folder)).toThrow(
    expect.objectContaining({ code: 'damaged', message: expect.stringMatching(new RegExp(`${named}[\\s\\S]*Install the program again`)) }),
  );
});

function rolled(regime: Record<string, unknown>): unknown {
  const clocks = regime['clocks'] as { respond: object };
  return { ...regime, clocks: { respond: { ...clocks.respond, roll: { citation: 'none', confirmed: false } } } };
}

function doubled(calendar: Record<string, unknown>): unknown {
  const [first, ...rest] = calendar['holidays'] as unknown[];
  return { ...calendar, holidays: [first, first, ...rest] };
}
