/** The part of a KeyboardEvent that says which key it was. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMED: Readonly<Record<string, string>> = { ' ': 'space', esc: 'escape', up: 'arrowup', down: 'arrowdown', return: 'enter' };

/** A combination as it is written here: `j`, `?`, `shift+enter`, `mod+k` (Ctrl, or Cmd on a Mac), `alt+y`. */
export function combinationOf(press: KeyPress): string {
  let key = press.key.toLowerCase();
  // With Alt some layouts type another character: then the place on the keyboard counts.
  if (press.altKey && /^(Key|Digit)/.test(press.code)) key = press.code.replace(/^(Key|Digit)/, '').toLowerCase();
  key = NAMED[key] ?? key;
  const parts: string[] = [];
  if (press.ctrlKey || press.metaKey) parts.push('mod');
  if (press.altKey) parts.push('alt');
  // For characters the shift is already in the character: `?` is `?` on every layout.
  if (press.shiftKey && (key.length > 1 || (/^[a-z]$/.test(key) && press.key !== press.key.toLowerCase()))) parts.push('shift');
  return [...parts, key].join('+');
}

/** Brings what is written in an action into the form of `combinationOf`: any case, `mod`, `alt`, `shift` in that order. */
export function normalise(combination: string): string {
  if (combination === '+') return combination;
  const parts = combination.toLowerCase().split('+');
  const last = parts.pop() ?? '';
  const key = NAMED[last] ?? last;
  return [...['mod', 'alt', 'shift'].filter((modifier) => parts.includes(modifier)), key].join('+');
}

/** A key that types a character and has no Ctrl or Alt: what WCAG 2.1.4 wants to be switched off or changed. */
export function isCharacterKey(combination: string): boolean {
  return combination.replace(/^shift\+/, '').length === 1;
}

/** The keys of an action after a person gave it others: those take the place of its single keys; arrows, Enter and the like stay. */
export function remapped(keys: readonly string[], own: readonly string[] | undefined): readonly string[] {
  return own ? [...own, ...keys.filter((key) => !isCharacterKey(key) && !own.includes(key))] : keys;
}

/** What a text field does itself: copy, paste, undo, select all. */
const EDITING = /^mod\+(shift\+)?[acvxzy]$/;

export interface Bound {
  readonly keys: readonly string[];
  readonly when?: boolean;
  readonly inFields?: boolean;
  readonly inDialogs?: boolean;
}

/** The same action by its keys with Alt, which act over dialogs too. */
export function withAlt(action: Bound): Bound {
  return { ...action, keys: action.keys.map((key) => `alt+${key}`), inDialogs: true };
}

export interface Where {
  /** The press happened in a text field. */
  readonly inField: boolean;
  /** On a button or link, which uses Enter and Space itself. */
  readonly onControl: boolean;
  readonly inDialog: boolean;
  /** False where the person has switched single-character keys off. */
  readonly characterKeys: boolean;
}

/** Whether `combination`, pressed `where`, is for `action`. */
export function answers(action: Bound, combination: string, where: Where): boolean {
  if (action.when === false) return false;
  if (!action.keys.some((key) => normalise(key) === combination)) return false;
  if (where.inDialog && !action.inDialogs) return false;
  if (where.onControl && (combination === 'enter' || combination === 'space')) return false;
  const withModifier = /^(mod|alt)\+/.test(combination) && !EDITING.test(combination);
  if (where.inField && !withModifier && !action.inFields) return false;
  return !isCharacterKey(combination) || where.characterKeys;
}
