/** What other areas may do with opt-outs; each inside a command of theirs. */
export type { OptOutDeps, Taken, Taking } from './take.ts';
export { takeOptOuts } from './take.ts';
