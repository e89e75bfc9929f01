import { Kbd } from '@mantine/core';
import { useKeyOf } from '../app/keys.tsx';

const SIGNS: Readonly<Record<string, string>> = {
  enter: '↵',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  space: 'Space',
};

const isMac = () => navigator.platform.startsWith('Mac');

/** How a combination is written on this computer: `Ctrl K`, `⌘ K`, `J`, `?`. */
export function keyWords(combination: string): string {
  return combination
    .split('+')
    .map((part) => {
      if (part === 'mod') return isMac() ? '⌘' : 'Ctrl';
      if (part === 'alt') return isMac() ? '⌥' : 'Alt';
      if (part === 'shift') return '⇧';
      return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1));
    })
    .join(' ');
}

/** The key of an action, beside its button. Nothing where it has none or single keys are switched off. Screen readers skip it. */
export function KeyHint({ scope, action }: { readonly scope: string; readonly action: string }) {
  const key = useKeyOf(scope, action);
  return key === null ? null : <KeyCap combination={key} />;
}

/** One combination as a key cap. */
export function KeyCap({ combination }: { readonly combination: string }) {
  return (
    <Kbd size="xs" aria-hidden>
      {keyWords(combination)}
    </Kbd>
  );
}
