import { describe, expect, test } from 'vitest';
import {
  answers,
  combinationOf,
  isCharacterKey,
  type KeyPress,
  normalise,
  remapped,
  type Where,
} from '../../../src-renderer/app/key-match.ts';

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

const PAGE: Where = { inField: false, onControl: false, inDialog: false, characterKeys: true };

describe('what a press is called', () => {
  test.each([
    ['j', press('j', 'KeyJ')],
    ['shift+j', press('J', 'KeyJ', { shiftKey: true })],
    ['j', press('J', 'KeyJ')], // Caps Lock is no Shift
    ['?', press('?', 'Slash', { shiftKey: true })],
    ['?', press('?', 'Minus', { shiftKey: true })], // another layout
    ['/', press('/', 'Digit7', { shiftKey: true })],
    ['mod+k', press('k', 'KeyK', { ctrlKey: true })],
    ['mod+k', press('k', 'KeyK', { metaKey: true })],
    ['alt+y', press('¥', 'KeyY', { altKey: true })], // what a Mac types with Alt
    ['alt+1', press('¡', 'Digit1', { altKey: true })],
    ['enter', press('Enter', 'Enter')],
    ['shift+enter', press('Enter', 'Enter', { shiftKey: true })],
    ['space', press(' ', 'Space')],
    ['arrowdown', press('ArrowDown', 'ArrowDown')],
  ])('%s', (name, event) => expect(combinationOf(event)).toBe(name));

  test('is the same however an action writes it', () => {
    expect(normalise('Shift+Mod+Enter')).toBe('mod+shift+enter');
    expect(normalise('Esc')).toBe('escape');
    expect(normalise('+')).toBe('+');
  });

  test('a character key types a character and holds no Ctrl or Alt', () => {
    expect(['j', '?', 'shift+j', '1'].every(isCharacterKey)).toBe(true);
    expect(['enter', 'mod+k', 'alt+1', 'arrowup', 'escape'].some(isCharacterKey)).toBe(false);
  });
});

describe('whose press it is', () => {
  test('a letter acts on the page, and never in a text field or with single keys off', () => {
    expect(answers({ keys: ['a'] }, 'a', PAGE)).toBe(true);
    expect(answers({ keys: ['a'] }, 'a', { ...PAGE, inField: true })).toBe(false);
    expect(answers({ keys: ['a'] }, 'a', { ...PAGE, characterKeys: false })).toBe(false);
    expect(answers({ keys: ['a'], when: false }, 'a', PAGE)).toBe(false);
  });

  test('Ctrl and Alt combinations act in fields too, also with single keys off', () => {
    const where = { ...PAGE, inField: true, characterKeys: false };
    expect(answers({ keys: ['mod+k'] }, 'mod+k', where)).toBe(true);
    expect(answers({ keys: ['alt+y'] }, 'alt+y', where)).toBe(true);
    expect(answers({ keys: ['escape'] }, 'escape', where)).toBe(false);
    expect(answers({ keys: ['escape'], inFields: true }, 'escape', where)).toBe(true);
  });

  test('what a text field does with Ctrl stays the field’s', () => {
    for (const keys of ['mod+a', 'mod+z', 'mod+c', 'mod+shift+z']) {
      expect(answers({ keys: [keys] }, keys, { ...PAGE, inField: true })).toBe(false);
      expect(answers({ keys: [keys] }, keys, PAGE)).toBe(true);
    }
  });

  test('own keys take the place of the single keys only', () => {
    expect(remapped(['j', 'arrowdown'], ['h'])).toEqual(['h', 'arrowdown']);
    expect(remapped(['enter', 'o'], ['p'])).toEqual(['p', 'enter']);
    expect(remapped(['j'], undefined)).toEqual(['j']);
  });

  test('a dialog keeps the keys of the page away', () => {
    expect(answers({ keys: ['mod+k'] }, 'mod+k', { ...PAGE, inDialog: true })).toBe(false);
    expect(answers({ keys: ['mod+l'], inDialogs: true }, 'mod+l', { ...PAGE, inDialog: true })).toBe(true);
  });

  test('Enter on a button is the button’s', () => {
    expect(answers({ keys: ['enter'] }, 'enter', { ...PAGE, onControl: true })).toBe(false);
    expect(answers({ keys: ['j'] }, 'j', { ...PAGE, onControl: true })).toBe(true);
  });
});
