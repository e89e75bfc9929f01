import { describe, expect, test } from 'vitest';
import {
  clearMarks,
  extendTo,
  MOST_MARKED,
  markAll,
  moveTo,
  NOTHING_SELECTED,
  settle,
  toggleMark,
} from '../../../src-renderer/features/queue/selection.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const at = (index: number) => moveTo(NOTHING_SELECTED, IDS, index);
const marks = (selection: { marked: ReadonlySet<string> }) => [...selection.marked].sort().join('');

describe('the cursor', () => {
  test('stays within the list', () => {
    expect(at(-3)).toMatchObject({ cursor: 'a', index: 0 });
    expect(at(99)).toMatchObject({ cursor: 'e', index: 4 });
    expect(moveTo(at(2), [], 1)).toMatchObject({ cursor: null, index: 0 });
  });

  test('stays on its case when others move it', () => {
    expect(settle(at(1), ['x', 'y', ...IDS])).toMatchObject({ cursor: 'b', index: 3 });
  });

  test('takes the case that moved up when its own leaves', () => {
    expect(settle(at(1), ['a', 'c', 'd'])).toMatchObject({ cursor: 'c', index: 1 });
    expect(settle(at(4), ['a', 'b'])).toMatchObject({ cursor: 'b', index: 1 });
    expect(settle(at(2), [])).toMatchObject({ cursor: null, index: 0 });
  });

  test('nothing changed gives back the same value, so that nothing is drawn again', () => {
    const selection = toggleMark(at(2), 'a');
    expect(settle(selection, IDS)).toBe(selection);
    expect(clearMarks(at(1)).marked.size).toBe(0);
  });
});

describe('marks', () => {
  test('x marks and takes the mark away', () => {
    const once = toggleMark(at(0), 'a');
    expect(marks(once)).toBe('a');
    expect(marks(toggleMark(once, 'a'))).toBe('');
  });

  test('shift and the arrows mark a range, and going back shortens it', () => {
    let selection = at(1);
    selection = extendTo(selection, IDS, 2);
    selection = extendTo(selection, IDS, 3);
    expect(marks(selection)).toBe('bcd');
    selection = extendTo(selection, IDS, 2);
    expect(marks(selection)).toBe('bc');
    selection = extendTo(selection, IDS, 0);
    expect(marks(selection)).toBe('ab');
  });

  test('a second range leaves the first', () => {
    let selection = extendTo(at(0), IDS, 1);
    selection = moveTo(selection, IDS, 3);
    selection = extendTo(selection, IDS, 4);
    expect(marks(selection)).toBe('abde');
  });

  test('on cases that are gone are dropped', () => {
    expect(marks(settle(extendTo(at(0), IDS, 3), ['b', 'd', 'z']))).toBe('bd');
  });

  test('never name more than one command may', () => {
    const many = Array.from({ length: 500 }, (_, index) => `case-${index}`);
    expect(markAll(NOTHING_SELECTED, many).marked.size).toBe(MOST_MARKED);
    expect(extendTo(moveTo(NOTHING_SELECTED, many, 0), many, 400).marked.size).toBe(MOST_MARKED);
  });
});
