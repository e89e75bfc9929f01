import { describe, expect, test } from 'vitest';
import { render, SCRIPT_VARIABLES, secondsToRead, unknownVariables } from '../../../src-shared/consent/index.ts';

describe('a script', () => {
  test('is read with its values, each as it is', () => {
    expect(render('{staff} of {organisation}: {staff}.', { staff: 'Ana', organisation: 'Example & <b>Sons</b>' })).toBe(
      'Ana of Example & <b>Sons</b>: Ana.',
    );
  });
  test.each(['{staff}', '$&', '$1', "$'", '\\n', '{scope}{date}', '‮abc', ''])(
    'takes nothing in a value for more than words: %s',
    (value) => {
      expect(render('a {scope} b {scope}', { scope: value, staff: 'Ana' })).toBe(`a ${value} b ${value}`);
    },
  );
  test('shows where a value is missing', () => expect(render('Since {date}.', {})).toBe('Since ….'));
  test('leaves what is no variable', () => expect(render('{x} {} { staff }', { staff: 'Ana' })).toBe('{x} {} { staff }'));
});

test('what is no variable is found, each once', () => {
  expect(unknownVariables(SCRIPT_VARIABLES.map((name) => `{${name}}`).join(' '))).toEqual([]);
  expect(unknownVariables('{name} {Staff} {name} {} {staff}')).toEqual(['{name}', '{Staff}', '{}']);
  expect(unknownVariables('{staff')).toEqual(['{']);
  expect(unknownVariables('staff}')).toEqual(['}']);
  expect(unknownVariables('{{staff}}')).toEqual(['{', '}']);
  expect(unknownVariables('{constructor} {toString}')).toEqual(['{constructor}', '{toString}']);
});

test('150 words a minute', () => {
  expect(secondsToRead('')).toBe(0);
  expect(secondsToRead('one')).toBe(1);
  expect(secondsToRead('one '.repeat(150))).toBe(60);
  expect(secondsToRead('one – two')).toBe(1);
});
