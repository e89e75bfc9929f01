import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { RecordingRules, ruleFor } from '../../../src-shared/consent/index.ts';
import { RESOURCES } from '../../support/desk.ts';

const read = () => JSON.parse(readFileSync(path.join(RESOURCES, 'regimes', 'recording.json'), 'utf8')) as object;
const RULES = RecordingRules.parse(read());
const rule = (country: string | null, region: string | null) => ruleFor(RULES, country, region, 'inbound');

describe('the rule of a place', () => {
  test.each(['CA', 'CT', 'DE', 'FL', 'IL', 'MD', 'MA', 'MI', 'MT', 'NV', 'NH', 'OR', 'PA', 'WA'])('in %s all must agree', (state) => {
    expect(rule('US', state)).toMatchObject({ place: `US-${state}`, rule: 'all_party', known: true, confirmed: false });
    expect(rule('US', `US-${state}`)).toEqual(rule('US', state));
  });
  test('elsewhere in the United States one party suffices', () => {
    const strict = RULES.rules.map(({ place }) => place);
    const elsewhere = RULES.regions['US']!.filter((state) => !strict.includes(`US-${state}`));
    expect(elsewhere).toHaveLength(51 - 15);
    for (const state of elsewhere)
      expect(rule('US', state)).toMatchObject({ place: 'US', rule: 'one_party', citation: '18 U.S.C. § 2511(2)(d)', known: true });
    expect(rule('US', 'VT')).toMatchObject({ place: 'US-VT', rule: 'one_party', note: expect.stringContaining('case law') });
  });
  test.each([
    ['DE', 'EU'],
    ['IE', 'EU'],
    ['NO', 'EU'],
    ['GR', 'EU'],
    ['EL', 'EU'],
    ['GB', 'GB'],
    ['UK', 'GB'],
  ])('in %s a basis and a notice', (country, place) => {
    expect(rule(country, null)).toMatchObject({ place, rule: 'basis_and_notice', known: true });
    expect(rule(country, 'BY')).toEqual(rule(country, null));
  });
  test.each([
    [null, null],
    [null, 'TX'],
    ['US', null],
    ['US', ''],
    ['US', 'ZZ'],
    ['US', 'PR'],
    ['BR', null],
    ['ZZ', 'CA'],
  ])('where it is not known (%s, %s) the strictest goes, and says so', (country, region) => {
    expect(rule(country, region)).toMatchObject({ place: 'US-CA', rule: 'all_party', known: false, note: RULES.unknownNote });
  });
  test('Delaware is not Germany, and Montana not Malta', () => {
    expect(rule('DE', 'DE').rule).toBe('basis_and_notice');
    expect(rule('US', 'DE').rule).toBe('all_party');
  });
  test('what Oregon and Montana are like is told', () => {
    expect(rule('US', 'OR').note).toMatch(/telephone one party/);
    expect(rule('US', 'MT').note).toMatch(/[Tt]elling/);
  });
  test('may hold for one direction only', () => {
    const of = (direction: 'inbound' | 'outbound') =>
      ruleFor({ ...RULES, rules: [{ ...RULES.rules[0]!, place: 'US-TX', direction: 'outbound' }, ...RULES.rules] }, 'US', 'TX', direction);
    expect(of('outbound')).toMatchObject({ place: 'US-TX', rule: 'all_party' });
    expect(of('outbound')).not.toHaveProperty('direction');
    expect(of('inbound')).toMatchObject({ place: 'US', rule: 'one_party' });
  });
});

describe('the file', () => {
  test('names a source for every rule, each place once, and nothing as confirmed by counsel', () => {
    expect(new Set(RULES.rules.map(({ place }) => place)).size).toBe(RULES.rules.length);
    for (const { source, confirmed } of RULES.rules) expect([source.startsWith('https://'), confirmed]).toEqual([true, false]);
  });
  test('is refused where the strictest place has no strict rule', () => {
    expect(RecordingRules.safeParse({ ...read(), strictest: 'US' }).success).toBe(false);
    expect(RecordingRules.safeParse({ ...read(), strictest: 'FR' }).success).toBe(false);
    expect(RecordingRules.safeParse({ ...read(), extra: 1 }).success).toBe(false);
  });
});
