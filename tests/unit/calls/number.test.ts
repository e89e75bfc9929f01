import { describe, expect, test } from 'vitest';
import { readNumber } from '../../../src-main/core/calls/number.ts';

const SAME = { shown: '+1 202 555 0142', e164: '+12025550142', country: 'US' };

test.each([
  '(202) 555-0142',
  '+12025550142',
  'tel:+1-202-555-0142',
  'TEL:+12025550142;ext=7',
  'tel:+12025550142;ext=7;phone-context=example.com?subject=x',
  'tel://+12025550142',
  'callto:+12025550142',
  'sip:+12025550142@pbx.example;user=phone',
  'tel:%2B1%20202%20555%200142',
  'tel:5550142;phone-context=+1-202',
  '\u202a+1\u00a0202\u2011555\u20110142\u202c',
  '+1 (202)\u2028 555\r\n0142',
  '＋１２０２５５５０１４２',
  'tel:+1%00202%0d%0a5550142',
])('%j is the same number', (typed) => {
  expect(readNumber(typed, 'US')).toMatchObject(SAME);
});

describe('what can be no number is the text it is', () => {
  test.each([
    ['', ''],
    ['anonymous', 'anonymous'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['tel:javascript:alert(1)', 'javascript:alert(1)'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ["tel:'; DROP TABLE phone_call;--", "'"],
    ['tel:%E0%A4%A', '%E0%A4%A'],
    ['tel:%', '%'],
    ['\u202e2410 555 202 1+', '2410 555 202 1+'],
    ['\u0000\u001b[31mred\u0007', '[31mred'],
    ['12', '12'],
  ])('%j', (typed, shown) => {
    expect(readNumber(typed, 'US')).toEqual({ typed: shown, shown, e164: null, country: null });
  });

  test('cut off where no number is as long, and never within a character', () => {
    expect(readNumber('9'.repeat(300), 'US')).toMatchObject({ typed: '9'.repeat(60), e164: null });
    const faces = readNumber('😀'.repeat(100), null).typed;
    expect(faces).toBe('😀'.repeat(60));
    expect(faces.isWellFormed()).toBe(true);
  });
});

test('a national number is read as of the country, and of none where that is not known', () => {
  expect(readNumber('020 7946 0018', 'GB')).toMatchObject({ e164: '+442079460018', country: 'GB' });
  expect(readNumber('020 7946 0018', null)).toMatchObject({ e164: null, shown: '020 7946 0018' });
  expect(readNumber('020 7946 0018', 'XX')).toMatchObject({ e164: null });
});
