/** What other areas may know of persons. */
export { canonicalId, membersOf } from './members.ts';
