import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/**
 * Property tests draw the same examples in every run, so that a run is red because of what was changed and never because of what was
 * drawn. To look for new examples: `PROPERTY_SEED=random`, or a number to draw again what a run has drawn; a test that names a seed of its
 * own keeps it. What is found that way becomes a test with that example.
 */
const SEED = 20_260_903;

function seedOf(asked: string | undefined): number {
  if (asked === undefined || asked === '') return SEED;
  if (asked === 'random') return randomInt(2 ** 31);
  const seed = Number(asked);
  if (!Number.isInteger(seed)) throw new Error('PROPERTY_SEED is a whole number, or the word random.');
  return seed;
}

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: seedOf(process.env['PROPERTY_SEED']) });
