import { parseArgs } from 'node:util';
import type { Terminal } from './terminal.ts';

/** One command of the command line. */
export interface Command {
  /** What it does and takes, in plain words. */
  readonly help: string;
  /** Returns the code to end with: 0 where all is well, 1 where something is not. Throws `UsageError` and `DeskError`. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

/** The command was called wrongly; the message says how. */
export class UsageError extends Error {}

/** Reads options by name: `value` takes a word, `flag` none. Throws `UsageError` for what is not listed. */
export function readOptions<N extends string>(args: readonly string[], shape: Readonly<Record<N, 'value' | 'flag'>>) {
  const names = Object.keys(shape) as N[];
  const options = Object.fromEntries(names.map((name) => [name, { type: shape[name] === 'flag' ? 'boolean' : 'string' } as const]));
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return values as { readonly [K in N]?: string | boolean };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.replace(/\. To specify.*$/s, '.') : String(error));
  }
}

/** The word given with an option. */
export function wordOf(value: string | boolean | undefined, option: string): string {
  if (typeof value !== 'string' || value === '') throw new UsageError(`Say --${option}.`);
  return value;
}
