import type { PassphraseQuality } from '../../../src-shared/contract/session.ts';
import { DeskError } from '../../../src-shared/errors.ts';

/** Characters as people count them, after NFKC. */
const LEAST_CHARACTERS = 12;
/** zxcvbn's 3: more than 10^8 guesses, each of which costs a thief 64 MiB and a quarter of a second here. */
const LEAST_SCORE = 3;

/** The one form in which a passphrase is judged and derived from, whatever keyboard wrote it. */
export function normalPassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC');
}

/**
 * Whether a passphrase may guard the queue: 12 characters and hard to guess, with `name` counted as known to everyone. Asynchronous
 * because the word lists are loaded on first use. Nothing of the passphrase is in the answer.
 */
export async function passphraseQuality(passphrase: string, name?: string): Promise<PassphraseQuality> {
  const { estimator } = await import('./passphrase-estimator.ts');
  const normal = normalPassphrase(passphrase);
  const known = name === undefined ? [] : [name, ...name.split(/[\s.,'-]+/)].filter((word) => word.length > 1);
  const judged = [normal, squeezed(normal)].map((text) => estimator.check(text, ['dsr desk', ...known]));
  const { score, feedback } = judged.reduce((worst, each) => (each.score < worst.score ? each : worst));
  const missing = LEAST_CHARACTERS - [...normal].length;
  if (missing > 0) {
    const more = missing === 1 ? 'one more character' : `${missing} more characters`;
    // The score is capped so that the bar does not say "good" beside a refusal.
    return {
      good: false,
      score: Math.min(score, LEAST_SCORE - 1),
      words: `Too short: ${more} needed. Three or four unrelated words do well.`,
    };
  }
  if (score < LEAST_SCORE) {
    const advice = feedback.suggestions[0] ?? 'Add one or two unrelated words.';
    return { good: false, score, words: `Too easy to guess. ${[feedback.warning, advice].filter(Boolean).join(' ')}` };
  }
  return { good: true, score, words: score === LEAST_SCORE ? 'Good: hard to guess.' : 'Very good: very hard to guess.' };
}

/** Each word once, without what stands between: the estimator takes spaces for a secret, and "password password" for good. */
function squeezed(passphrase: string): string {
  const words = passphrase.split(/[\s_.,-]+/).filter((word) => word !== '');
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()].join('');
}

/** Refuses a passphrase that may not guard the queue, before a slot is made with it. Must be awaited. Error `invalid` on `field`. */
export async function requireGoodPassphrase(passphrase: string, name?: string, field = 'passphrase'): Promise<void> {
  const { good, words } = await passphraseQuality(passphrase, name);
  if (!good) throw new DeskError('invalid', words, { field });
}
