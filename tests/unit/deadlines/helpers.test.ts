import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  bandOf,
  computeForRegimes,
  DUE_SOON_DAYS,
  daysBetween,
  earliestOf,
  HousePolicy,
  localDate,
  replay,
  suggestRegimes,
  UnknownTimeZone,
  withHousePolicy,
} from '../../../src-shared/deadlines/index.ts';
import { at, catalogue, clock, dates, events, input, on } from '../../fixtures/deadlines/catalogue.ts';

test.each([
  ['2028-02-28', 1, '2028-02-29'],
  ['2028-03-01', -1, '2028-02-29'],
  ['1999-12-31', 1, '2000-01-01'],
  ['2100-02-28', 1, '2100-03-01'],
  ['2026-01-01', 365, '2027-01-01'],
])('%s and %i days is %s', (from, days, to) => {
  expect(addDays(on(from), days)).toBe(to);
  expect(daysBetween(on(from), on(to))).toBe(days);
});

test('months back over a year end', () => {
  expect(addMonths(on('2026-03-31'), -13)).toBe('2025-02-28');
});

test('a century is a leap year every fourth time', () => {
  expect([addMonths(on('2100-01-31'), 1), addMonths(on('2000-01-31'), 1)]).toEqual(['2100-02-28', '2000-02-29']);
});

test('the local date of an instant', () => {
  expect(localDate(at('2026-01-01T04:59:59Z'), 'America/New_York')).toBe('2025-12-31');
  expect(() => localDate(at('2026-01-01T04:59:59Z'), 'Mars/Olympus')).toThrow(UnknownTimeZone);
});

test.each([
  [-1, 'overdue'],
  [0, 'due_soon'],
  [DUE_SOON_DAYS, 'due_soon'],
  [DUE_SOON_DAYS + 1, 'on_track'],
])('%i days left is %s', (left, band) => {
  expect([DUE_SOON_DAYS, bandOf(left)]).toEqual([5, band]);
});

describe('which regimes to suggest', () => {
  test.each([
    ['opt_out', 'US', 'CA', ['can-spam', 'ccpa-opt-out', 'tcpa', 'house']],
    ['access', 'US', 'CA', ['ccpa', 'house']],
    ['access', undefined, 'us-va', ['us-va', 'house']],
    ['correction', 'US', 'IA', ['house']],
    ['access', 'US', 'WY', ['house']],
    ['access', 'DE', undefined, ['eu-gdpr', 'house']],
    ['deletion', ' gb ', undefined, ['uk-gdpr', 'house']],
    ['deletion', 'UK', undefined, ['uk-gdpr', 'house']],
    ['concern', 'GB', undefined, ['uk-complaint', 'house']],
    ['concern', 'DE', undefined, ['house']],
    ['opt_out', 'CA', undefined, ['casl', 'house']],
    ['access', 'CA', undefined, ['ca-pipeda', 'house']],
    ['access', 'BR', undefined, ['br-lgpd', 'house']],
    ['correction', 'AU', undefined, ['au-app', 'house']],
    ['legal_process', 'US', 'CA', ['house']],
    ['access', undefined, undefined, ['house']],
    ['access', 'GB', 'CA', ['uk-gdpr', 'house']],
  ] as const)('%s from %s %s: %j', (kind, country, state, expected) => {
    expect(suggestRegimes({ kind, country, state, on: on('2026-07-01'), catalogue })).toEqual(expected);
  });

  test('only what is in force on that day', () => {
    expect(suggestRegimes({ kind: 'concern', country: 'GB', on: on('2026-06-18'), catalogue })).toEqual(['house']);
    expect(suggestRegimes({ kind: 'access', state: 'KY', on: on('2025-12-31'), catalogue })).toEqual(['house']);
  });
});

test('over several regimes the earliest work-by date governs and errors stay listed', () => {
  const several = computeForRegimes([input('house', '2026-01-05'), input('ccpa', '2026-01-05'), input('nothing', '2026-01-05')], catalogue);
  expect(several.governing).toEqual({ regime: 'house', clock: 'acknowledge', workByDate: '2026-01-07' });
  expect(several.results.map(({ regime, result }) => [regime, 'error' in result])).toEqual([
    ['house', false],
    ['ccpa', false],
    ['nothing', true],
  ]);
  expect(earliestOf(several.results.slice(2))).toBeNull();
});

describe('the house policy', () => {
  const policy: HousePolicy = HousePolicy.parse({
    version: '2',
    effectiveFrom: '2026-06-01',
    acknowledge: { amount: 1, unit: 'business_day' },
    respond: { amount: 20, unit: 'day' },
    extension: { amount: 40, unit: 'day', noticeBy: { amount: 20, unit: 'day' } },
    pauses: [
      { kind: 'identity', effect: 'suspend' },
      { kind: 'clarification', effect: 'suspend' },
    ],
    internalTarget: { amount: 5, unit: 'business_day' },
  });
  const own = withHousePolicy(catalogue, policy);

  test('counts from its first day on; what was received before keeps the old one', () => {
    expect(clock(input('house', '2026-05-31'), 'respond', own).statutoryDate).toBe('2026-06-30');
    const result = dates(input('house', '2026-06-01'), own);
    expect(result.regimeVersion).toBe('2');
    expect(Object.fromEntries(Object.entries(result.clocks).map(([id, { statutoryDate }]) => [id, statutoryDate]))).toEqual({
      acknowledge: '2026-06-02',
      respond: '2026-06-21',
      extension_notice: '2026-06-21',
      internal_target: '2026-06-08',
    });
    expect(result.governing).toBe('acknowledge');
    expect(dates(input('house', '2026-06-01', events(['acknowledged', '2026-06-01'])), own).governing).toBe('internal_target');
    expect(catalogue.regimes.get('house')).toHaveLength(1);
  });

  test('suspensions of two kinds that overlap count once', () => {
    const list = events(
      ['identity_requested', '2026-06-03'],
      ['clarification_requested', '2026-06-05'],
      ['identity_received', '2026-06-08'],
      ['clarification_received', '2026-06-10'],
    );
    expect(clock(input('house', '2026-06-01', list), 'respond', own).statutoryDate).toBe('2026-06-28');
    expect(clock(input('house', '2026-06-01', [...list, ...events(['extended', '2026-06-20'])]), 'respond', own).statutoryDate).toBe(
      '2026-07-18',
    );
  });

  test('a business-day period never rolls, not even when days that do not count end it on a Saturday', () => {
    const business = withHousePolicy(catalogue, { ...policy, respond: { amount: 3, unit: 'business_day' }, extension: null });
    const list = events(['identity_requested', '2026-06-02'], ['identity_received', '2026-06-04']);
    const respond = clock(input('house', '2026-06-01', list), 'respond', business);
    expect(respond).toMatchObject({ statutoryDate: '2026-06-06', legalDate: '2026-06-06', workByDate: '2026-06-05' });
    expect(respond.trace.map((step) => step.kind)).not.toContain('no_roll');
  });

  test('of two clocks due on one day the duty to acknowledge is named first', () => {
    const level = withHousePolicy(catalogue, { ...policy, acknowledge: { amount: 5, unit: 'business_day' } });
    expect(dates(input('house', '2026-06-01'), level).governing).toBe('acknowledge');
  });

  test('a period with no business day in it is due at its end, not before it began', () => {
    const short = withHousePolicy(catalogue, { ...policy, respond: { amount: 1, unit: 'day' }, extension: null });
    const weekend = clock(input('house', '2026-06-06'), 'respond', short);
    expect(weekend).toMatchObject({ startsOn: '2026-06-06', statutoryDate: '2026-06-07', workByDate: '2026-06-07' });
    expect(replay(weekend.trace)).toMatchObject({ workByDate: '2026-06-07' });
  });

  test('a taken version, a taken day and an extension that shortens are refused', () => {
    expect(() => withHousePolicy(own, policy)).toThrow('taken');
    expect(() => withHousePolicy(own, { ...policy, version: '3' })).toThrow('taken');
    expect(() =>
      withHousePolicy(catalogue, { ...policy, extension: { amount: 10, unit: 'day', noticeBy: { amount: 5, unit: 'day' } } }),
    ).toThrow('longer');
  });
});
