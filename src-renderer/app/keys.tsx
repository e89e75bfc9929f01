import {
  createContext,
  type ReactNode,
  type RefObject,
  use,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { answers, combinationOf, isCharacterKey, remapped, type Where, withAlt } from './key-match.ts';
import { usePreferences } from './preferences.ts';

export interface KeyAction {
  /** Unique in its scope, and lasting: remaps are kept under `scope.id`. */
  readonly id: string;
  /** `j`, `?`, `enter`, `mod+k`, `alt+y`: the first is shown as a hint. Empty: only in the palette. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly run: () => void;
  readonly when?: boolean;
  /** Works in text fields too, without Ctrl or Alt (Escape). Combinations with Ctrl or Alt always do. */
  readonly inFields?: boolean;
  /** Works while a dialog is open. A scope whose name starts with `dialog` always does, and nothing else. */
  readonly inDialogs?: boolean;
}

export interface ScopedAction extends KeyAction {
  readonly scope: string;
  readonly within?: Within | undefined;
}

/** A part of the page whose keys are its own: inside of it as they are, everywhere else (dialogs and fields too) with Alt. */
type Within = () => Element | null;

interface Scope {
  readonly scope: string;
  readonly read: () => readonly KeyAction[];
  readonly within?: Within | undefined;
}

/** Dialogs before parts with keys of their own, those before pages, pages before what is there everywhere. */
const rank = ({ scope, within }: Scope) => (scope.startsWith('dialog') ? 0 : within ? 1 : scope.startsWith('app') ? 3 : 2);

/** Which actions the page has now. Of two scopes of one rank the later goes first. */
class KeyRegistry {
  #scopes = new Map<string, Scope>();
  #listeners = new Set<() => void>();
  #remap: Readonly<Record<string, readonly string[]>> = {};

  set(token: string, scope: Scope): void {
    this.#scopes.set(token, scope);
    this.#tell();
  }

  delete(token: string): void {
    this.#scopes.delete(token);
    this.#tell();
  }

  remap(remap: Readonly<Record<string, readonly string[]>>): void {
    this.#remap = remap;
    this.#tell();
  }

  /** Everything that can be done here now, with the keys that the person has given it; the page's own actions first. */
  actions(): readonly ScopedAction[] {
    return [...this.#scopes.values()]
      .toReversed()
      .toSorted((one, other) => rank(one) - rank(other))
      .flatMap(({ scope, read, within }) =>
        read().map((action) => ({
          ...action,
          scope,
          within,
          keys: remapped(action.keys, this.#remap[`${scope}.${action.id}`]),
          inDialogs: action.inDialogs === true || scope.startsWith('dialog'),
        })),
      );
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const KeysContext = createContext<KeyRegistry | null>(null);

const CONTROLS =
  'button, a[href], summary, [role="button"], [role="menuitem"], [role="tab"], [role="option"], [role="switch"], [role="link"]';
const NO_TEXT = ['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file'];

function isField(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

const isDialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

function whereOf(event: KeyboardEvent, inDialog: boolean, characterKeys: boolean): Where {
  const target = event.target instanceof Element ? event.target : document.body;
  return {
    inField: isField(target),
    onControl: target.closest(CONTROLS) !== null || target instanceof HTMLInputElement,
    inDialog,
    characterKeys,
  };
}

/** Whether a press is for an action: of a part with keys of its own, inside of it or with Alt. */
function answersThere(action: ScopedAction, combination: string, where: Where, target: EventTarget | null): boolean {
  if (!action.within) return answers(action, combination, where);
  const inside = target instanceof Element && action.within()?.contains(target) === true;
  return (inside && answers(action, combination, where)) || answers(withAlt(action), combination, where);
}

export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const [registry] = useState(() => new KeyRegistry());
  const { characterKeys, remap } = usePreferences();
  useEffect(() => registry.remap(remap), [registry, remap]);
  useEffect(() => {
    let inDialog = false;
    // A dialog closes itself on Escape and, without motion, is gone before the press comes by below: what was open when it began counts.
    const look = () => {
      inDialog = isDialogOpen();
    };
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || ['Control', 'Alt', 'Shift', 'Meta'].includes(event.key)) return;
      const combination = combinationOf(event);
      const where = whereOf(event, inDialog, characterKeys);
      const action = registry.actions().find((one) => answersThere(one, combination, where, event.target));
      if (!action) return;
      event.preventDefault();
      action.run();
    }
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', press);
    };
  }, [registry, characterKeys]);
  return <KeysContext value={registry}>{children}</KeysContext>;
}

function useRegistry(): KeyRegistry {
  const registry = use(KeysContext);
  if (!registry) throw new Error('keys are used outside KeysProvider');
  return registry;
}

/**
 * Gives the page these actions for as long as the component lives: keys, the list under `?`, and the palette read them. With `within` their
 * keys act inside of that part of the page, and with Alt everywhere.
 */
export function useKeys(scope: string, actions: readonly KeyAction[], within?: RefObject<Element | null>): void {
  const registry = useRegistry();
  const token = useId();
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    registry.set(token, { scope, read: () => latest.current, within: within && (() => within.current) });
    return () => registry.delete(token);
  }, [registry, token, scope, within]);
}

/** Reads what can be done here now: a function, because the answer changes with every render of every page. */
export function useActions(): () => readonly ScopedAction[] {
  const registry = useRegistry();
  return () => registry.actions().filter((action) => action.when !== false);
}

/** The key that an action has now, for a hint beside its button; null where it has none or single keys are off. */
export function useKeyOf(scope: string, id: string): string | null {
  const registry = useRegistry();
  const { characterKeys } = usePreferences();
  const key = useSyncExternalStore(registry.subscribe, () => {
    const action = registry.actions().find((one) => one.scope === scope && one.id === id);
    const [first] = action?.keys ?? [];
    if (first === undefined || characterKeys || !isCharacterKey(first)) return first ?? null;
    return action?.within ? `alt+${first}` : null;
  });
  return key;
}
