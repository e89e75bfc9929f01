import { randomUUID } from 'node:crypto';

/**
 * Writes down a failure that no rule foresaw: a reference and the place in the program. The error's own message stays out: it may hold
 * what somebody typed. Returns the reference.
 */
export function logBug(error: unknown): string {
  const reference = randomUUID().slice(0, 8);
  const frames = error instanceof Error ? framesOf(error) : [];
  console.error([`dsr-desk internal error ${reference}: ${error instanceof Error ? error.name : typeof error}`, ...frames].join('\n'));
  return reference;
}

/** Where in the program it was. The stack begins with the message, whose lines may look like places. */
function framesOf({ name, message, stack = '' }: Error): string[] {
  const head = stack.startsWith(`${name}: ${message}`) ? `${name}: ${message}`.length : 0;
  if (head === 0 && message.includes('\n')) return [];
  return stack
    .slice(head)
    .split('\n')
    .filter((line) => /^ {4}at .*(:\d+:\d+|<anonymous>|native)\)?$/.test(line));
}
