import { describe, expect, test } from 'vitest';
import { holdsCard } from '../../../src-main/core/directory/cards.ts';
import { accountWords, maskedName, nameWords, prefixRange, typedWords } from '../../../src-main/core/directory/names.ts';
import { countryOfCalendar, phonePrefixes, phonesMeant } from '../../../src-main/core/directory/phones.ts';

/** Whether a name is found by what was typed. */
const finds = (name: string, typed: string): boolean => {
  const words = nameWords(name);
  return typedWords(typed).every((word) => {
    const { from, below } = prefixRange(word);
    return words.some((one) => one >= from && one < below);
  });
};

describe('a name is found by the beginning of each word', () => {
  test.each([
    ['Mara Doe', 'mar'],
    ['Mara Doe', 'do ma'],
    ['Zoë Müller-Lüdenscheid', 'zoe lud'],
    ['Zoe Muller', 'ZOË MÜLLER'],
    ["Siobhán O'Brien", 'obri'],
    ["Siobhán O'Brien", "o'b"],
    ['Jean-Luc Picard', 'jeanl'],
    ['Łukasz Żółty', 'luk zol'],
    ['Søren Groß', 'soren gross'],
    ['Алёна Йорк', 'алена'],
    ['محمد علي', 'عل'],
    ['فاطِمة', 'فاطمه'],
    ['王小明', '王'],
    ['王小明', '小明'],
    ['王小明', '明'],
    ['김철수', '철수'],
    ['サトウ ハナコ', 'ﾊﾅ'],
    ['राम कुमार', 'राम कु'],
  ])('%s by %s', (name, typed) => {
    expect(finds(name, typed)).toBe(true);
  });

  test.each([
    ['Mara Doe', 'ara'],
    ['Mara Doe', 'mara smith'],
    ['王小明', '大'],
    ['राम', 'रिम'],
  ])('%s not by %s', (name, typed) => {
    expect(finds(name, typed)).toBe(false);
  });

  test('a contact detail in a name is no word, and is masked', () => {
    expect(nameWords('Mara mara@post.example 5550142 +1-555-0142')).toEqual(['mara']);
    expect(maskedName('Mara mara@post.example')).toBe('Mara m•••@p•••.example');
    expect(maskedName('Mara 555010142')).toBe('Mara •••42');
  });

  test('an account by its number as well', () => {
    expect(accountWords('Example GmbH', 'ACC-100277')).toEqual(expect.arrayContaining(['acc', '100277', 'acc100277', 'example', 'gmbh']));
  });

  test('whatever is typed makes few and short words', () => {
    expect(typedWords('')).toEqual([]);
    expect(typedWords('%_"\' -- ;')).toEqual([]);
    expect(typedWords('a b c d e f g h i j k')).toHaveLength(8);
    expect(nameWords('王'.repeat(200)).length).toBeLessThanOrEqual(40);
    for (const word of nameWords(`${'x'.repeat(200)} ${'王'.repeat(200)}`)) expect(word.length).toBeLessThanOrEqual(40);
  });
});

describe('payment cards', () => {
  test.each([
    '4111111111111111',
    '4111 1111 1111 1111',
    'my card 4111-1111-1111-1111, thanks',
    '12 4111 1111 1111 1111',
    '378282246310005',
    '４１１１１１１１１１１１１１１１',
  ])('%s is one', (text) => expect(holdsCard(text)).toBe(true));
  test.each(['4111111111111112', '411111111111', '12 Elm Street, 10115 Berlin', '01920000-0000-7000-8000-000000000000', 'INV-2026-0042'])(
    '%s is none',
    (text) => expect(holdsCard(text)).toBe(false),
  );
});

describe('phone numbers', () => {
  test.each(['+1 202 555 0142', '1 202 555 0142', '(202) 555-0142', '202.555.0142', '001 202 555 0142', '2025550142'])('%s', (typed) => {
    expect(phonesMeant(typed)).toContain('+12025550142');
  });
  test.each(['030 901820', '+49 30 901820', '0049 30 901820', '4930901820'])('%s', (typed) => {
    expect(phonesMeant(typed)).toContain('+4930901820');
  });

  test('no part of a number is taken for the whole', () => {
    for (const [whole, national] of [
      ['+12025550142', '2025550142'],
      ['+442079460958', '2079460958'],
      ['+12684641234', '2684641234'],
      ['+35312345678', '12345678'],
    ] as const) {
      const digits = whole.slice(1);
      for (let from = 0; from < digits.length; from += 1) {
        for (let to = from + 1; to <= digits.length; to += 1) {
          const part = digits.slice(from, to);
          if (part === digits || part === national) continue;
          for (const typed of [part, `+${part}`, `0${part}`, `00${part}`]) {
            if (typed.replace(/^(?:\+|00)/, '') === digits) continue;
            expect(phonesMeant(typed), `${typed} of ${whole}`).not.toContain(whole);
          }
        }
      }
    }
    expect(phonesMeant('mara 2025550142')).toEqual([]);
    expect(phonesMeant('555')).toEqual([]);
  });

  test('beginnings, as they are typed in the office', () => {
    expect(phonePrefixes('+1 202', 'DE')).toEqual(['+1202']);
    expect(phonePrefixes('(202) 5', 'US')).toEqual(['+2025', '+12025']);
    expect(phonePrefixes('030', 'DE')).toEqual(['+030', '+4930']);
    expect(phonePrefixes('0044 20', 'DE')).toEqual(['+4420']);
    expect(phonePrefixes('mara', 'DE')).toEqual([]);
    expect(phonePrefixes('+', null)).toEqual([]);
    expect(['us-federal', 'de-by', 'fr', 'weekends'].map(countryOfCalendar)).toEqual(['US', 'DE', 'FR', null]);
  });
});
