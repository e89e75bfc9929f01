import { handedNumber } from '../../src-shared/handed-number.ts';

const OPTION = '--call=';
const LINK = /^tel:/i;

/**
 * The number that a softphone started the desk with: `--call=<number or tel: link>`, or a `tel:` link alone, as the system hands over
 * those that it was registered for. The newest wins; undefined where there is none. It only ever fills in a call.
 */
export function callIn(args: readonly string[]): string | undefined {
  const found = args.findLast((arg) => arg.startsWith(OPTION) || LINK.test(arg));
  if (found === undefined) return undefined;
  return handedNumber(found.startsWith(OPTION) ? found.slice(OPTION.length) : found) || undefined;
}
