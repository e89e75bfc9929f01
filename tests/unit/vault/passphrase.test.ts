import { describe, expect, test } from 'vitest';
import { passphraseQuality, requireGoodPassphrase } from '../../../src-main/core/vault/passphrase.ts';
import { PassphraseQuality } from '../../../src-shared/contract/session.ts';
import { refusal } from '../../support/vault.ts';

describe('a passphrase is judged in words', () => {
  test.each([
    ['', 'Too short: 12 more characters needed.'],
    ['kT9$wq!zLm2', 'Too short: one more character needed.'],
    ['Password1234', 'Too easy to guess. This is similar to a commonly used password.'],
    ['qwertyuiop123', 'Too easy to guess.'],
    ['aaaaaaaaaaaaaaaaaaaa', 'Too easy to guess. Repeated characters'],
    ['abcabcabcabcabcabc', 'Too easy to guess. Repeated character patterns'],
    ['iloveyou123456', 'Too easy to guess.'],
    ['p@ssw0rd p@ssw0rd', 'Too easy to guess.'],
    ['letmein Letmein-letmein', 'Too easy to guess.'],
  ])('%j is refused', async (passphrase, words) => {
    const quality = await passphraseQuality(passphrase);
    expect(quality.good).toBe(false);
    expect(quality.score).toBeLessThan(3);
    expect(quality.words).toContain(words);
    expect(quality.words).toMatch(/\.$/);
    expect(() => PassphraseQuality.parse(quality)).not.toThrow();
  });

  test.each([
    'tram blanket 47 violin',
    'kT9$wq!zLm2x',
    'zebra ladder mint',
    'vögel über dem grünen Fluss',
    '鉄道の毛布と四十七のバイオリン',
  ])('%j is taken', async (passphrase) => {
    expect(await passphraseQuality(passphrase)).toMatchObject({ good: true, words: expect.stringContaining('hard to guess') });
  });

  test('one’s own name is no secret', async () => {
    expect((await passphraseQuality('wilhelmina zandvliet')).good).toBe(true);
    const own = await passphraseQuality('wilhelmina zandvliet', 'Wilhelmina Zandvliet');
    expect(own).toMatchObject({ good: false });
    expect(own.words.toLowerCase()).not.toContain('zandvliet');
  });

  test('length is counted in characters, not in code units, and in the form that is derived from', async () => {
    expect((await passphraseQuality('🚲🎻🧊🌋🦔🪁')).words).toContain('6 more characters');
    expect(await passphraseQuality('fene\u0302tre xq vault 9')).toEqual(await passphraseQuality('fenêtre xq vault 9'));
  });

  test('the longest that the contract lets through is judged, however it is made up', async () => {
    const hostile = ['pasword1@3$', 'ab1!', '4@8({[<369&#!1|0$5+7%2/'].map((piece) => piece.repeat(1024).slice(0, 1024));
    for (const passphrase of hostile) expect(await passphraseQuality(passphrase)).toMatchObject({ words: expect.any(String) });
  });

  test('what is not good is refused on its field', async () => {
    await requireGoodPassphrase('tram blanket 47 violin', 'Jane Example');
    expect(await refusal(requireGoodPassphrase('Password1234', undefined, 'next'))).toMatchObject({ code: 'invalid' });
    expect(await refusal(requireGoodPassphrase('short'))).toMatchObject({ code: 'invalid', message: expect.stringContaining('Too short') });
  });
});
