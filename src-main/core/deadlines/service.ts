/** What other areas may do with the rules of a request and with what happened to it; each called inside a command. */
export type { EventRecord, PinRecord, ProposalRecord } from './store.ts';
export {
  eventsQuery,
  insertEvent,
  insertPolicy,
  insertProposal,
  pinsQuery,
  repin,
  replacePins,
  selectEvents,
  selectEventsOf,
  selectPins,
  selectPinsOf,
  selectPolicies,
  selectProposals,
  settleProposal,
  withdrawEvent,
} from './store.ts';
