import { describe, expect, test } from 'vitest';
import type { DeadlineEventType } from '../../../src-shared/deadlines/index.ts';
import { catalogue, clock, dates, events, input } from '../../fixtures/deadlines/catalogue.ts';

describe('the receipt date is local', () => {
  test.each([
    ['Europe/London', '2026-07-01T22:59:00Z', '2026-07-01', 'received Wed 1 Jul 2026 23:59 in Europe/London'],
    ['Europe/London', '2026-07-01T23:00:00Z', '2026-07-02', 'received Thu 2 Jul 2026 00:00 in Europe/London'],
    ['America/Los_Angeles', '2026-03-08T07:59:59.999Z', '2026-03-07', 'received Sat 7 Mar 2026 23:59 in America/Los_Angeles'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01', 'received Fri 1 Jan 2027 00:00 in Pacific/Kiritimati'],
    ['Pacific/Pago_Pago', '2027-01-01T10:59:00.000Z', '2026-12-31', 'received Thu 31 Dec 2026 23:59 in Pacific/Pago_Pago'],
  ])('%s, %s is %s', (timeZone, receivedAt, day, sentence) => {
    const result = dates(input('house', receivedAt, [], { timeZone }));
    expect(result.receivedOn).toBe(day);
    expect(result.clocks.respond?.startsOn).toBe(day);
    expect(result.clocks.respond?.trace[0]?.sentence).toBe(sentence);
  });

  test.each([
    ['Europe/London', '2026-03-28', '2026-03-30'],
    ['Europe/London', '2026-10-24', '2026-10-26'],
    ['America/New_York', '2026-03-07', '2026-03-09'],
    ['America/New_York', '2026-10-31', '2026-11-02'],
  ])('%s: over the night the clocks change (%s to %s) a day stays a day', (timeZone, before, after) => {
    const from = clock(input('us-va', `${before}T15:00:00.000Z`, [], { timeZone }));
    const to = clock(input('us-va', `${after}T15:00:00.000Z`, [], { timeZone }));
    expect(Date.parse(to.statutoryDate) - Date.parse(from.statutoryDate)).toBe(2 * 86_400_000);
  });
});

describe('months and leap days', () => {
  test.each([
    ['2027-12-31', '2028-01-31'],
    ['2028-01-29', '2028-02-29'],
    ['2028-01-30', '2028-02-29'],
    ['2028-01-31', '2028-02-29'],
    ['2027-01-31', '2027-02-28'],
    ['2028-02-29', '2028-03-29'],
    ['2026-03-31', '2026-04-30'],
    ['2026-12-15', '2027-01-15'],
  ])('one month from %s ends on %s', (received, statutoryDate) => {
    expect(clock(input('eu-gdpr', received)).statutoryDate).toBe(statutoryDate);
  });

  test('three months are counted from the start, not from the end of the first', () => {
    const extended = clock(input('eu-gdpr', '2026-01-31', events(['extended', '2026-02-20'])));
    expect(extended.statutoryDate).toBe('2026-04-30');
    expect(clock(input('eu-gdpr', '2027-11-30', events(['extended', '2027-12-20']))).statutoryDate).toBe('2028-02-29');
  });
});

describe('rolling', () => {
  test('a business-day clock never rolls and all three dates agree', () => {
    const optOut = clock(input('ccpa-opt-out', '2026-12-24', [], { calendar: 'us-federal' }));
    expect([optOut.statutoryDate, optOut.legalDate, optOut.workByDate]).toEqual(
      ['2027-01-19', '2027-01-19', '2027-01-19'].map(() => optOut.statutoryDate),
    );
    expect(optOut.statutoryDate).toBe('2027-01-19');
  });

  test('without a cited rule the end stays, and the trace says so', () => {
    const virginia = clock(input('us-va', '2026-05-20', [], { calendar: 'us-federal' }));
    expect(virginia).toMatchObject({ statutoryDate: '2026-07-04', legalDate: '2026-07-04', workByDate: '2026-07-02' });
    expect(virginia.trace.map((step) => step.sentence)).toContain(
      'Sat 4 Jul 2026 is no business day; no cited rule moves the end of this period',
    );
    expect(clock(input('us-tx', '2026-05-20', [], { calendar: 'us-federal' })).legalDate).toBe('2026-07-06');
  });

  test('a holiday is named with its calendar and version', () => {
    const summer = clock(input('uk-gdpr', '2026-07-31', [], { calendar: 'gb-eng', timeZone: 'Europe/London' }));
    expect(summer.legalDate).toBe('2026-09-01');
    expect(
      summer.trace.find((step) => step.sentence === 'skipped Mon 31 Aug 2026 (Summer bank holiday, calendar gb-eng v2026-11)'),
    ).toMatchObject({
      rule: 'calendar/gb-eng',
      version: '2026-11',
      source: expect.stringContaining('GOV.UK'),
    });
  });
});

describe('pauses', () => {
  test('UK: overlapping clarifications count once; days up to the start not at all', () => {
    const overlapping = events(
      ['clarification_requested', '2026-09-10'],
      ['clarification_requested', '2026-09-12'],
      ['clarification_received', '2026-09-15'],
      ['clarification_received', '2026-09-17'],
    );
    expect(clock(input('uk-gdpr', '2026-09-03', overlapping)).statutoryDate).toBe('2026-10-11');
    const beforeStart = events(
      ['clarification_requested', '2026-09-04'],
      ['clarification_received', '2026-09-16'],
      ['identity_requested', '2026-09-04'],
      ['identity_received', '2026-09-14'],
    );
    expect(clock(input('uk-gdpr', '2026-09-03', beforeStart))).toMatchObject({ startsOn: '2026-09-14', statutoryDate: '2026-10-16' });
  });

  test('UK: the start is the latest of receipt, identity and fee', () => {
    const both = events(
      ['identity_requested', '2026-09-04'],
      ['fee_requested', '2026-09-04'],
      ['fee_paid', '2026-09-20'],
      ['identity_received', '2026-09-10'],
    );
    expect(clock(input('uk-gdpr', '2026-09-03', both))).toMatchObject({ startsOn: '2026-09-20', statutoryDate: '2026-10-20' });
  });

  test('EU: identity suspends from the day after asking and does not start anew', () => {
    const asked = events(['identity_requested', '2026-09-10'], ['identity_received', '2026-09-17']);
    expect(clock(input('eu-gdpr', '2026-09-03', asked))).toMatchObject({ startsOn: '2026-09-03', statutoryDate: '2026-10-10' });
    expect(clock(input('eu-gdpr', '2026-09-03', asked), 'extension_notice').statutoryDate).toBe('2026-10-10');
    const extended = [...asked, ...events(['extended', '2026-10-01'])];
    expect(clock(input('eu-gdpr', '2026-09-03', extended)).statutoryDate).toBe('2026-12-10');
    expect(clock(input('eu-gdpr', '2026-09-03', extended), 'extension_notice').statutoryDate).toBe('2026-10-10');
  });

  test.each([
    ['uk-gdpr', 'identity_requested', 'identity', '2026-10-04', '2026-09-04'],
    ['uk-gdpr', 'clarification_requested', 'clarification', '2026-10-04', '2026-09-03'],
    ['eu-gdpr', 'identity_requested', 'identity', '2026-10-03', '2026-09-03'],
  ] as const)('%s: an open %s counts as if it had ended on the day it began', (regime, type, kind, statutoryDate, startsOn) => {
    const result = dates(input(regime, '2026-09-03', events([type, '2026-09-04'])));
    expect(result.openPause).toEqual({ kind, since: '2026-09-04' });
    expect(result.clocks.respond).toMatchObject({ statutoryDate, startsOn });
  });

  test('one answer to two questions answers the first; the second stays open', () => {
    const list = events(['identity_requested', '2026-09-04'], ['identity_requested', '2026-09-08'], ['identity_received', '2026-09-10']);
    const result = dates(input('eu-gdpr', '2026-09-03', list));
    expect(result.openPause).toEqual({ kind: 'identity', since: '2026-09-08' });
    expect(result.clocks.respond?.statutoryDate).toBe('2026-10-09');
  });

  test('California stops for nothing, says so, and has no open pause', () => {
    const result = dates(input('ccpa', '2026-08-19', events(['identity_requested', '2026-08-20'])));
    expect(result.openPause).toBeUndefined();
    expect(result.clocks.respond?.statutoryDate).toBe('2026-10-03');
    expect(result.clocks.respond?.trace.map((step) => step.sentence)).toContain(
      'identity asked for Thu 20 Aug 2026: this regime does not stop for it',
    );
  });

  test('a question after the end is pointed out', () => {
    const late = clock(input('eu-gdpr', '2026-09-03', events(['identity_requested', '2026-10-20'], ['identity_received', '2026-10-22'])));
    expect(late.trace.find((step) => step.kind === 'not_counted')?.sentence).toContain(
      'asked after the period had ended on Sat 3 Oct 2026',
    );
  });

  test('the order of the list does not matter', () => {
    const list = events(
      ['identity_requested', '2026-09-04'],
      ['identity_received', '2026-09-14'],
      ['extended', '2026-09-20'],
      ['responded', '2026-10-01'],
    );
    expect(dates(input('uk-gdpr', '2026-09-03', list.toReversed()))).toEqual(dates(input('uk-gdpr', '2026-09-03', list)));
  });
});

describe('extensions and appeals', () => {
  test.each([
    ['ccpa', '2026-01-05', '2026-02-19', '2026-04-05'],
    ['us-fl', '2026-01-05', '2026-02-19', '2026-03-06'],
    ['us-ia', '2026-01-05', '2026-04-05', '2026-05-20'],
    ['ca-pipeda', '2026-01-05', '2026-02-04', '2026-03-06'],
    ['uk-gdpr', '2026-08-03', '2026-09-03', '2026-11-03'],
  ])('%s received %s may be extended on %s, to %s', (regime, received, on, statutoryDate) => {
    expect(clock(input(regime, received, events(['extended', on]))).statutoryDate).toBe(statutoryDate);
  });

  test('the notice may be sent until its rolled date', () => {
    expect(clock(input('uk-gdpr', '2026-09-03', events(['extended', '2026-10-05']))).statutoryDate).toBe('2026-12-03');
    expect(() => dates(input('uk-gdpr', '2026-09-03', events(['extended', '2026-10-06'])))).toThrow('extension_too_late');
    expect(() => dates(input('us-va', '2026-05-20', events(['extended', '2026-07-05'])))).toThrow('extension_too_late');
  });

  test('an appeal has a clock of its own, from the day after it came', () => {
    const list = events(['responded', '2026-02-01'], ['appeal_received', '2026-02-10']);
    const result = dates(input('us-or', '2026-01-05', list));
    expect(result.clocks.appeal_respond).toMatchObject({ startsOn: '2026-02-10', statutoryDate: '2026-03-27' });
    expect(result.governing).toBe('appeal_respond');
    expect(dates(input('us-or', '2026-01-05', [...list, ...events(['responded', '2026-02-20'])])).governing).toBeNull();
    expect(dates(input('us-or', '2026-01-05')).clocks.appeal_respond).toBeUndefined();
    expect(dates(input('us-ut', '2026-01-05', list)).clocks.appeal_respond).toBeUndefined();
  });

  test('Colorado may extend it by 60 days, in time', () => {
    const list = events(['responded', '2026-02-01'], ['appeal_received', '2026-02-10']);
    const plain = clock(input('us-co', '2026-01-05', list), 'appeal_respond');
    expect(plain).toMatchObject({ statutoryDate: '2026-03-27', legalDate: '2026-03-27' });
    expect(
      clock(input('us-co', '2026-01-05', [...list, ...events(['appeal_extended', '2026-03-27'])]), 'appeal_respond').statutoryDate,
    ).toBe('2026-05-26');
    expect(() => dates(input('us-co', '2026-01-05', [...list, ...events(['appeal_extended', '2026-03-28'])]))).toThrow(
      'extension_too_late',
    );
  });
});

describe('what governs', () => {
  test('the earliest clock not yet met, the notice of an extension left out', () => {
    const governing = (...list: (readonly [DeadlineEventType, string])[]) => dates(input('ccpa', '2026-01-05', events(...list))).governing;
    expect(governing()).toBe('acknowledge');
    expect(governing(['acknowledged', '2026-01-06'])).toBe('respond');
    expect(governing(['acknowledged', '2026-01-06'], ['responded', '2026-01-20'])).toBeNull();
    expect(governing(['responded', '2026-01-20'])).toBe('acknowledge');
    expect(governing(['acknowledged', '2026-01-06'], ['extended', '2026-01-20'])).toBe('respond');
  });

  test('the response against which the appeal came, on the same day, does not answer it', () => {
    const list = events(['responded', '2026-02-10'], ['appeal_received', '2026-02-10']);
    expect(dates(input('us-or', '2026-01-05', list)).governing).toBe('appeal_respond');
  });

  test('the catalogue is not changed by being used', () => {
    const before = JSON.stringify([...catalogue.regimes]);
    dates(input('ccpa', '2026-01-05', events(['extended', '2026-01-20'])));
    expect(JSON.stringify([...catalogue.regimes])).toBe(before);
  });
});
