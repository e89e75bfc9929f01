import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { instantOf } from '../../src-shared/vocabulary/dates.ts';
import type { World } from './options.ts';

/** The world as it is: the system's clock, ids that rise with it, the system's randomness. */
export const realWorld: World = {
  now: () => instantOf(Date.now()),
  newId: () => v7(),
  randomBytes: (count) => randomBytes(count),
};
