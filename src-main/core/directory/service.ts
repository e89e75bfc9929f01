/** What other areas may know of persons and accounts, and how loaders fill them in. */
export { canonicalId, membersOf } from './members.ts';
export * from './put.ts';
