import { expect, test } from 'vitest';
import { computeDeadlines, DEADLINE_ERRORS, type DeadlineError, type DeadlineInput } from '../../../src-shared/deadlines/index.ts';
import { at, catalogue, events, input } from '../../fixtures/deadlines/catalogue.ts';

const US = { calendar: 'us-federal' } as const;
const CASES: readonly (readonly [DeadlineError, string, DeadlineInput])[] = [
  ['extension_too_late', 'notice after the last day', input('ccpa', '2026-01-05', events(['extended', '2026-02-21']), US)],
  [
    'extension_too_late',
    'appeal extended too late',
    input('us-co', '2026-01-05', events(['appeal_received', '2026-02-10'], ['appeal_extended', '2026-04-10'])),
  ],
  [
    'extension_too_late',
    'the second was late, the first too',
    input('ccpa', '2026-01-05', events(['extended', '2026-02-21'], ['extended', '2026-02-22'])),
  ],
  ['extension_not_allowed', 'no extension for opt-outs', input('ccpa-opt-out', '2026-01-05', events(['extended', '2026-01-06']))],
  ['extension_not_allowed', 'no period to extend', input('uk-complaint', '2026-07-01', events(['extended', '2026-07-02']))],
  [
    'extension_not_allowed',
    'Virginia extends no appeal',
    input('us-va', '2026-01-05', events(['appeal_received', '2026-02-10'], ['appeal_extended', '2026-02-11'])),
  ],
  [
    'extension_not_allowed',
    'Utah knows no appeal',
    input('us-ut', '2026-01-05', events(['appeal_received', '2026-02-10'], ['appeal_extended', '2026-02-11'])),
  ],
  ['already_extended', 'once', input('ccpa', '2026-01-05', events(['extended', '2026-01-20'], ['extended', '2026-01-21']))],
  [
    'already_extended',
    'an appeal once',
    input(
      'us-co',
      '2026-01-05',
      events(['appeal_received', '2026-02-10'], ['appeal_extended', '2026-02-11'], ['appeal_extended', '2026-02-12']),
    ),
  ],
  ['event_out_of_order', 'before the receipt', input('ccpa', '2026-01-05', events(['acknowledged', '2026-01-04']))],
  ['event_out_of_order', 'an answer to no question', input('uk-gdpr', '2026-01-05', events(['identity_received', '2026-01-08']))],
  [
    'event_out_of_order',
    'two answers to one question',
    input('uk-gdpr', '2026-01-05', events(['fee_requested', '2026-01-06'], ['fee_paid', '2026-01-07'], ['fee_paid', '2026-01-08'])),
  ],
  [
    'event_out_of_order',
    'extended after the response',
    input('ccpa', '2026-01-05', events(['responded', '2026-01-20'], ['extended', '2026-01-21'])),
  ],
  [
    'event_out_of_order',
    'asked after the response',
    input('uk-gdpr', '2026-01-05', events(['responded', '2026-01-20'], ['clarification_requested', '2026-01-21'])),
  ],
  [
    'event_out_of_order',
    'appeal before the response',
    input('us-or', '2026-01-05', events(['appeal_received', '2026-01-10'], ['responded', '2026-01-20'])),
  ],
  [
    'event_out_of_order',
    'appeal extended before it came',
    input('us-co', '2026-01-05', events(['appeal_extended', '2026-02-09'], ['appeal_received', '2026-02-10'])),
  ],
  ['event_out_of_order', 'appeal extended and never received', input('us-co', '2026-01-05', events(['appeal_extended', '2026-02-09']))],
  [
    'pause_ends_before_start',
    'answered, then asked',
    input('eu-gdpr', '2026-01-05', events(['identity_requested', '2026-01-10'], ['identity_received', '2026-01-09'])),
  ],
  [
    'pause_ends_before_start',
    'even before the receipt',
    input('eu-gdpr', '2026-01-05', events(['identity_requested', '2026-01-10'], ['identity_received', '2026-01-01'])),
  ],
  [
    'pause_ends_before_start',
    'the same where nothing stops',
    input('ccpa', '2026-01-05', events(['clarification_requested', '2026-01-10'], ['clarification_received', '2026-01-09'])),
  ],
  ['unknown_regime', 'no such id', input('us-zz', '2026-01-05')],
  ['unknown_regime', 'not in force yet', input('us-ky', '2025-12-31')],
  ['unknown_regime', 'no such version', input('ccpa', '2026-01-05', [], { regimeVersion: '1999' })],
  ['unknown_calendar', 'no such id', input('ccpa', '2026-01-05', [], { calendar: 'us-zz' })],
  ['unknown_calendar', 'no such version', input('ccpa', '2026-01-05', [], { calendarVersion: '1999-01' })],
  ['invalid_time_zone', 'no such zone', input('ccpa', '2026-01-05', [], { timeZone: 'Europe/Nowhere' })],
  ['invalid_time_zone', 'an offset is no zone', input('ccpa', '2026-01-05', [], { timeZone: '+02:00' })],
  ['invalid_time_zone', 'empty', input('ccpa', '2026-01-05', [], { timeZone: '' })],
  ['invalid_input', 'not an instant', input('ccpa', '2026-01-05', [], { receivedAt: at('2026-02-30T10:00:00.000Z') })],
  ['invalid_input', 'not in UTC', input('ccpa', '2026-01-05', [], { receivedAt: at('2026-01-05T10:00:00+01:00') })],
  ['invalid_input', 'no such day', input('ccpa', '2026-01-05', events(['acknowledged', '2026-02-29']))],
  ['invalid_input', 'no such event', input('ccpa', '2026-01-05', [{ type: 'forgotten', on: '2026-01-06' } as never])],
  ['invalid_input', 'nothing at all', null as never],
  ['calendar_out_of_range', 'after the last year', input('ccpa', '2036-12-20', [], US)],
  ['calendar_out_of_range', 'before the first year', input('can-spam', '2019-11-20', [], US)],
];

test.each(CASES)('%s: %s', (error, _, asked) => {
  expect(computeDeadlines(asked, catalogue)).toEqual({ error, detail: expect.stringMatching(/\w+ \w+/) });
});

test('every error of the closed list is produced above', () => {
  expect([...new Set(CASES.map(([error]) => error))].sort()).toEqual([...DEADLINE_ERRORS].sort());
});

test.each([
  [
    'asked and answered on one day',
    input('uk-gdpr', '2026-01-05', events(['identity_received', '2026-01-08'], ['identity_requested', '2026-01-08'])),
  ],
  [
    'everything on the day of receipt',
    input(
      'uk-gdpr',
      '2026-01-05',
      events(['responded', '2026-01-05'], ['extended', '2026-01-05'], ['fee_requested', '2026-01-05'], ['fee_paid', '2026-01-05']),
    ),
  ],
  [
    'an answer that comes after the response',
    input(
      'uk-gdpr',
      '2026-01-05',
      events(['identity_requested', '2026-01-08'], ['responded', '2026-01-10'], ['identity_received', '2026-01-14']),
    ),
  ],
  [
    'a second response',
    input('us-or', '2026-01-05', events(['responded', '2026-01-10'], ['appeal_received', '2026-01-12'], ['responded', '2026-01-14'])),
  ],
  ['an appeal against silence', input('us-or', '2026-01-05', events(['appeal_received', '2026-03-12']))],
  ['an instant without a fraction', input('ccpa', '2026-01-05', [], { receivedAt: at('2026-01-05T10:00:00Z') })],
])('in order: %s', (_, asked) => {
  expect(computeDeadlines(asked, catalogue)).not.toHaveProperty('error');
});
