import { describe, expect, test } from 'vitest';
import type { Regime } from '../../../src-shared/deadlines/index.ts';
import { catalogue, clock, dates, events, input } from '../../fixtures/deadlines/catalogue.ts';

const newest = (id: string): Regime => catalogue.regimes.get(id)!.at(-1)!;
const US_45 = ['va', 'ct', 'ut', 'or', 'mt', 'ne', 'de', 'nh', 'nj', 'tn', 'mn', 'md', 'in', 'ky', 'ri'].map((state) => `us-${state}`);

/** The table of what must ship: acknowledge, respond, extended to, notice by, rolls. */
const TABLE: readonly (readonly [id: string, acknowledge: string, respond: string, extended: string, notice: string, rolls: boolean])[] = [
  ['uk-gdpr', '-', '1 month', '3 month', '1 month', true],
  ['uk-complaint', '30 day', '-', '-', '-', true],
  ['eu-gdpr', '-', '1 month', '3 month', '1 month', true],
  ['ccpa', '10 business_day', '45 day', '90 day', '45 day', true],
  ['ccpa-opt-out', '-', '15 business_day', '-', '-', false],
  ...US_45.map((id) => [id, '-', '45 day', '90 day', '45 day', false] as const),
  ['us-fl', '-', '45 day', '60 day', '45 day', false],
  ['us-co', '-', '45 day', '90 day', '45 day', true],
  ['us-tx', '-', '45 day', '90 day', '45 day', true],
  ['us-ia', '-', '90 day', '135 day', '90 day', false],
  ['br-lgpd', '-', '15 day', '-', '-', false],
  ['ca-pipeda', '-', '30 day', '60 day', '30 day', false],
  ['au-app', '-', '30 day', '-', '-', false],
  ['can-spam', '-', '10 business_day', '-', '-', false],
  ['tcpa', '-', '10 business_day', '-', '-', false],
  ['casl', '-', '10 business_day', '-', '-', false],
  ['house', '2 business_day', '30 day', '-', '-', false],
];
const period = (of: { amount: number; unit: string } | undefined) => (of === undefined ? '-' : `${of.amount} ${of.unit}`);

test.each(TABLE)(
  '%s: acknowledge %s, respond %s, extended to %s with notice by %s, rolls %s',
  (id, acknowledge, respond, extended, notice, rolls) => {
    const { clocks } = newest(id);
    const extension = clocks.respond?.extension;
    expect([period(clocks.acknowledge), period(clocks.respond), period(extension), period(extension?.noticeBy)]).toEqual([
      acknowledge,
      respond,
      extended,
      notice,
    ]);
    expect((clocks.respond ?? clocks.acknowledge)?.roll !== null).toBe(rolls);
  },
);

test('nothing ships beside the table', () => {
  expect([...catalogue.regimes.keys()].sort()).toEqual(TABLE.map(([id]) => id).sort());
});

test.each([
  ['us-or', 45, undefined, true],
  ['us-va', 60, undefined, false],
  ['us-ct', 60, undefined, false],
  ['us-tx', 60, undefined, false],
  ['us-co', 45, 105, false],
])('%s: an appeal is answered in %s days, extended to %s, confirmed %s', (id, amount, extended, confirmed) => {
  const appeal = newest(id).clocks.appeal_respond;
  expect(appeal).toMatchObject({ amount, unit: 'day', source: { confirmed } });
  expect(appeal?.extension?.amount).toBe(extended);
});

test('every rule names a statute, a regulation or a regulator', () => {
  const sources = [...catalogue.regimes.values()]
    .flat()
    .flatMap((regime) => [...JSON.stringify(regime).matchAll(/"citation":"([^"]+)"/g)].map(([, citation]) => citation));
  expect(sources.length).toBeGreaterThan(60);
  const names = /Art\.|§|U\.S\.C\.|CFR|CCR|N\.J\.S\.A\.|ORS|KRS|s\. \d|ICO|OAIC|EDPB|PIPEDA|House policy/;
  for (const citation of sources) expect(citation).toMatch(names);
});

test('only what is certain is called confirmed', () => {
  const clarification = newest('uk-gdpr').pauses.find((pause) => pause.kind === 'clarification');
  expect(clarification?.source).toMatchObject({ confirmed: false, note: expect.stringContaining('counsel') });
  expect(newest('ccpa').clocks.respond?.roll?.confirmed).toBe(false);
  expect(newest('eu-gdpr').clocks.respond?.roll?.confirmed).toBe(true);
});

test('California and Colorado cases are kept 24 months; identity is never asked for an opt-out in California', () => {
  const kept = [...catalogue.regimes.values()].flatMap((versions) =>
    versions.at(-1)!.keepClosedCase === null ? [] : [[versions.at(-1)!.id, versions.at(-1)!.keepClosedCase!.months]],
  );
  expect(kept.sort()).toEqual([
    ['ccpa', 24],
    ['ccpa-opt-out', 24],
    ['us-co', 24],
  ]);
  expect(
    [...catalogue.regimes.values()]
      .flat()
      .filter((regime) => regime.verification === 'forbidden')
      .map((regime) => regime.id),
  ).toEqual(['ccpa-opt-out']);
});

describe('the version in force on the local date of receipt', () => {
  test('UK GDPR changed on 5 February 2026, in London, not in UTC', () => {
    expect(dates(input('uk-gdpr', '2026-02-04T23:59:00.000Z', [], { timeZone: 'Europe/London' })).regimeVersion).toBe('2018-05-25');
    expect(dates(input('uk-gdpr', '2026-02-05T00:00:00.000Z', [], { timeZone: 'Europe/London' })).regimeVersion).toBe('2026-02-05');
    expect(dates(input('uk-gdpr', '2026-02-05T00:00:00.000Z', [], { timeZone: 'America/New_York' })).regimeVersion).toBe('2018-05-25');
  });

  test('both versions count alike', () => {
    const list = events(
      ['identity_requested', '2026-02-06'],
      ['identity_received', '2026-02-12'],
      ['clarification_requested', '2026-02-20'],
      ['clarification_received', '2026-02-22'],
    );
    const before = clock(input('uk-gdpr', '2026-02-04', list));
    const since = clock(input('uk-gdpr', '2026-02-05', list));
    expect([before.startsOn, before.statutoryDate]).toEqual(['2026-02-12', '2026-03-15']);
    expect(since).toMatchObject({ startsOn: before.startsOn, statutoryDate: before.statutoryDate, legalDate: before.legalDate });
    expect(before.trace.some((step) => step.source.includes('12A'))).toBe(false);
    expect(since.trace.some((step) => step.source.includes('Art. 12A'))).toBe(true);
  });

  test('a complaint has no clock before 19 June 2026', () => {
    expect(() => dates(input('uk-complaint', '2026-06-18'))).toThrow(
      'unknown_regime: no version of uk-complaint is in force on 2026-06-18',
    );
    expect(Object.keys(dates(input('uk-complaint', '2026-06-19')).clocks)).toEqual(['acknowledge']);
    expect(clock(input('uk-complaint', '2026-06-19'), 'acknowledge')).toMatchObject({
      statutoryDate: '2026-07-19',
      legalDate: '2026-07-20',
      workByDate: '2026-07-17',
    });
  });

  test('a pinned version is used whatever the date', () => {
    expect(dates(input('uk-gdpr', '2026-09-03', [], { regimeVersion: '2018-05-25', calendarVersion: '2026-11' }))).toMatchObject({
      regimeVersion: '2018-05-25',
      calendarVersion: '2026-11',
    });
  });
});
