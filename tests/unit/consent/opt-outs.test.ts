import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { clockOf, covering, mayUse, notAskBefore, OPT_OUT_SCOPES, type Suppression } from '../../../src-shared/consent/index.ts';
import { type CalendarDate, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import {
  CONTACT_CHANNELS,
  type ContactChannel,
  PREFERENCE_SCOPES,
  type PreferenceScope,
} from '../../../src-shared/vocabulary/directory.ts';
import { RESOURCES } from '../../support/desk.ts';

const suppressed = (scope: PreferenceScope, channel: ContactChannel): Suppression => ({
  id: `${scope} ${channel}`,
  scope,
  channel,
  since: instantOf(0),
});
const may = (scope: PreferenceScope, channel: ContactChannel, ...some: Suppression[]) => mayUse({ scope, channel }, some).maySend;

test('everything but service can be opted out of', () => {
  expect([...OPT_OUT_SCOPES, 'service'].sort()).toEqual([...PREFERENCE_SCOPES].sort());
});

describe('what an opt-out stops', () => {
  test('any contact stops everything that may be stopped, on its channel', () => {
    expect(covering('any_contact', 'voice').map(({ scope, channel }) => `${scope} ${channel}`)).toEqual([
      'any_contact voice',
      'marketing voice',
      'third_party_offers voice',
      'policy_changes voice',
    ]);
    for (const scope of ['marketing', 'third_party_offers', 'policy_changes'] as const) {
      expect(may(scope, 'email', suppressed('any_contact', 'email'))).toBe(false);
      expect(may(scope, 'email', suppressed('any_contact', 'voice'))).toBe(true);
    }
    expect(may('sale_or_sharing', 'email', suppressed('any_contact', 'email'))).toBe(true);
  });
  test('the sale of data knows no channels', () => {
    for (const scope of ['sale_or_sharing', 'limit_sensitive'] as const)
      for (const [one, other] of CONTACT_CHANNELS.flatMap((one) => CONTACT_CHANNELS.map((other) => [one, other] as const)))
        expect(may(scope, one, suppressed(scope, other))).toBe(false);
    expect(may('limit_sensitive', 'email', suppressed('sale_or_sharing', 'email'))).toBe(true);
  });
  test('service mail is never stopped', () => {
    const all = PREFERENCE_SCOPES.flatMap((scope) => CONTACT_CHANNELS.map((channel) => suppressed(scope, channel)));
    for (const channel of CONTACT_CHANNELS) expect(mayUse({ scope: 'service', channel }, all)).toEqual({ maySend: true, because: [] });
    expect(covering('service', 'email')).toEqual([]);
  });
  test('a changed policy is told to those who opted out of marketing, and not to those who opted out of being told', () => {
    expect(may('policy_changes', 'email', suppressed('marketing', 'email'), suppressed('third_party_offers', 'email'))).toBe(true);
    expect(may('policy_changes', 'email', suppressed('policy_changes', 'email'))).toBe(false);
  });
  test('what stops it is told, and only that', () => {
    const [any, marketing, other] = [suppressed('any_contact', 'sms'), suppressed('marketing', 'sms'), suppressed('marketing', 'post')];
    expect(mayUse({ scope: 'marketing', channel: 'sms' }, [any, other, marketing])).toEqual({ maySend: false, because: [any, marketing] });
  });
});

describe('the regime of an opt-out', () => {
  test.each([
    ['marketing', 'email', 'US', 'TX', 'can-spam'],
    ['any_contact', 'email', 'US', null, 'can-spam'],
    ['third_party_offers', 'email', 'USA', null, 'can-spam'],
    ['policy_changes', 'email', 'US', 'CA', 'house'],
    ['marketing', 'voice', 'US', 'CA', 'tcpa'],
    ['policy_changes', 'sms', 'US', null, 'tcpa'],
    ['marketing', 'post', 'US', 'CA', 'house'],
    ['marketing', 'portal', 'US', null, 'house'],
    ['marketing', 'email', 'CA', 'ON', 'casl'],
    ['marketing', 'sms', 'CA', null, 'casl'],
    ['marketing', 'voice', 'CA', null, 'house'],
    ['marketing', 'email', 'DE', null, 'house'],
    ['marketing', 'email', null, null, 'can-spam'],
    ['sale_or_sharing', 'email', 'US', 'CA', 'ccpa-opt-out'],
    ['limit_sensitive', 'post', 'US', 'US-CA', 'ccpa-opt-out'],
    ['sale_or_sharing', 'portal', 'US', null, 'ccpa-opt-out'],
    ['sale_or_sharing', 'portal', null, null, 'ccpa-opt-out'],
    ['sale_or_sharing', 'email', 'US', 'TX', 'house'],
    ['sale_or_sharing', 'email', 'CA', null, 'house'],
    ['service', 'email', 'US', 'CA', 'house'],
  ] as const)('of %s by %s in %s %s is %s', (scope, channel, country, region, regime) => {
    expect(clockOf({ scope, channel }, { country, region })).toBe(regime);
    expect(readdirSync(path.join(RESOURCES, 'regimes'))).toContain(`${regime}.json`);
  });
});

test.each([
  ['US', 'CA', '2026-09-03', '2027-09-03'],
  ['US', 'US-CA', '2028-02-29', '2029-02-28'],
  ['US', null, '2026-09-03', '2027-09-03'],
  [null, null, '2026-09-03', '2027-09-03'],
  ['US', 'TX', '2026-09-03', null],
  ['CA', null, '2026-09-03', null],
  ['GB', null, '2026-09-03', null],
])('in %s %s somebody who opted out on %s may be asked again on %s', (country, region, optOutOn, expected) => {
  expect(notAskBefore(country, region, optOutOn as CalendarDate)).toBe(expected);
});
