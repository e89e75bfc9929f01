/** What a script may hold in braces, and what a call fills in when it is read. */
export const SCRIPT_VARIABLES = ['organisation', 'staff', 'reference', 'scope', 'channels', 'date'] as const;
export type ScriptVariable = (typeof SCRIPT_VARIABLES)[number];
export type ScriptValues = Readonly<Partial<Record<ScriptVariable, string>>>;

/** In place of a value that is not there: whoever reads sees that something is to be said here. */
const MISSING = '…';
/** As people read aloud to somebody who listens. */
const WORDS_PER_MINUTE = 150;

const IN_BRACES = /\{([^{}]*)\}/g;

function isVariable(name: string): name is ScriptVariable {
  return (SCRIPT_VARIABLES as readonly string[]).includes(name);
}

/** What stands in braces and is no variable, as it is written, each once; a brace without its other half too. */
export function unknownVariables(text: string): string[] {
  const named = [...text.matchAll(IN_BRACES)].filter(([, name]) => !isVariable(name!)).map(([whole]) => whole);
  const halves = text.replace(IN_BRACES, '').match(/[{}]/g) ?? [];
  return [...new Set([...named, ...halves])];
}

/** The words to read out. Values go in as they are, and nothing in a value is taken for a variable. It is text and never markup. */
export function render(text: string, values: ScriptValues): string {
  return text.replace(IN_BRACES, (whole, name: string) => (isVariable(name) ? (values[name] ?? MISSING) : whole));
}

/** How long reading takes, in whole seconds. */
export function secondsToRead(text: string): number {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return Math.ceil((words * 60) / WORDS_PER_MINUTE);
}
