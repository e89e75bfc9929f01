const SCHEME = /^\s*(?:tel|callto|sips?):/i;
const NUMBER = /^[\s+\d().\-/–#*;=extEXT]+$/;
const FEWEST_DIGITS = 6;

/** Whether what was typed or pasted is to be read as a number and not as a name: a link of a softphone, or enough digits and nothing else. */
export function looksLikeNumber(text: string): boolean {
  if (SCHEME.test(text)) return true;
  return NUMBER.test(text) && (text.match(/\d/g)?.length ?? 0) >= FEWEST_DIGITS;
}

/** What is saved of the text in the caller's field. A number that came another way is not written over. */
export function callerPatch(text: string, numberIsTyped: boolean): { readonly callerName: string; readonly number?: string } {
  if (!numberIsTyped) return { callerName: text };
  return looksLikeNumber(text) ? { callerName: '', number: text } : { callerName: text, number: '' };
}
