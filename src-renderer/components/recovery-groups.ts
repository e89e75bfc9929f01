/** The groups of a recovery key as somebody typed it: between dashes, spaces or line ends. */
export function groupsOf(typed: string): { readonly start: number; readonly end: number }[] {
  return [...typed.matchAll(/[^\s-]+/g)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
}

const GROUPS = 7;
const GROUP_LENGTH = 5;

/**
 * Where group `number` (from 1) stands in what was typed; null where so many were not typed. As the core reads it: by the separators where
 * they make seven groups, else every five characters.
 */
export function groupAt(typed: string, number: number): { readonly start: number; readonly end: number } | null {
  const groups = groupsOf(typed);
  if (groups.length === GROUPS) return groups[number - 1] ?? null;
  const places = groups.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i));
  const own = places.slice((number - 1) * GROUP_LENGTH, number * GROUP_LENGTH);
  return own.length > 0 ? { start: own[0]!, end: own.at(-1)! + 1 } : null;
}

/** One group as it is compared: capitals, and the letters that Crockford's alphabet leaves out read as what they look like. */
export function plainGroup(text: string): string {
  return text.trim().toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
}
