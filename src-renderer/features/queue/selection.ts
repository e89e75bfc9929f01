/**
 * Where the cursor stands and which cases are marked, by id, over a list that others change at the same time.
 * Pure: the page keeps the value, these functions make the next.
 */
export interface Selection {
  /** The case that the cursor is on; null in an empty list. */
  readonly cursor: string | null;
  /** Its last known place: where the cursor goes when its case leaves the list. */
  readonly index: number;
  readonly marked: ReadonlySet<string>;
  /** Where a range began: shift and the arrows mark from here to the cursor. */
  readonly anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { cursor: null, index: 0, marked: new Set(), anchor: null };

/** The largest number of cases that one command may name. */
export const MOST_MARKED = 200;

/** Puts the cursor on a place, within the list. A range ends with it. */
export function moveTo(selection: Selection, ids: readonly string[], index: number): Selection {
  if (ids.length === 0) return { ...selection, cursor: null, index: 0, anchor: null };
  const place = Math.min(ids.length - 1, Math.max(0, index));
  return { ...selection, cursor: ids[place] ?? null, index: place, anchor: null };
}

/** Moves the cursor and marks all from where the range began, as shift and the arrows do in any list. */
export function extendTo(selection: Selection, ids: readonly string[], index: number): Selection {
  if (ids.length === 0) return selection;
  const anchor = selection.anchor ?? selection.cursor ?? ids[0] ?? null;
  const from = Math.max(0, anchor === null ? 0 : ids.indexOf(anchor));
  const to = Math.min(ids.length - 1, Math.max(0, index));
  const before = from <= selection.index ? ids.slice(from, selection.index + 1) : ids.slice(selection.index, from + 1);
  const marked = new Set(selection.marked);
  // The range as it was is taken back first, so that going back over it shortens it.
  if (selection.anchor !== null) for (const id of before) marked.delete(id);
  for (const id of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) marked.add(id);
  return { cursor: ids[to] ?? null, index: to, marked: limited(marked), anchor };
}

/** Marks a case or takes its mark away. */
export function toggleMark(selection: Selection, id: string): Selection {
  const marked = new Set(selection.marked);
  if (!marked.delete(id)) marked.add(id);
  return { ...selection, marked: limited(marked), anchor: null };
}

/** Marks all that are loaded, up to what one command may name. */
export function markAll(selection: Selection, ids: readonly string[]): Selection {
  return { ...selection, marked: new Set(ids.slice(0, MOST_MARKED)), anchor: null };
}

export function clearMarks(selection: Selection): Selection {
  return selection.marked.size === 0 ? selection : { ...selection, marked: new Set(), anchor: null };
}

/**
 * After the list has changed: the cursor stays on its case wherever that is now; where the case has left, it takes the one that moved up
 * into its place. Marks on cases that are gone are dropped, so that no command names what is not on the screen.
 */
export function settle(selection: Selection, ids: readonly string[]): Selection {
  const here = selection.cursor === null ? -1 : ids.indexOf(selection.cursor);
  const index = here >= 0 ? here : Math.min(Math.max(0, ids.length - 1), selection.index);
  const cursor = ids[index] ?? null;
  const present = new Set(ids);
  const kept = [...selection.marked].filter((id) => present.has(id));
  const sameMarks = kept.length === selection.marked.size;
  if (cursor === selection.cursor && index === selection.index && sameMarks) return selection;
  return {
    cursor,
    index,
    marked: sameMarks ? selection.marked : new Set(kept),
    anchor: selection.anchor !== null && present.has(selection.anchor) ? selection.anchor : null,
  };
}

function limited(marked: Set<string>): ReadonlySet<string> {
  return marked.size <= MOST_MARKED ? marked : new Set([...marked].slice(0, MOST_MARKED));
}
