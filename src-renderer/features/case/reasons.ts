/** As many reasons as one reads at a glance. */
const MOST = 4;

/** What a suggestion rests on, each once, as one reads it: `“erase everything”, “close my account”`. */
export function reasonsInWords(because: readonly string[]): string {
  return [...new Set(because)]
    .slice(0, MOST)
    .map((reason) => `“${reason}”`)
    .join(', ');
}
