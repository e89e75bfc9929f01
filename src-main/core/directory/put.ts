/**
 * For loaders (an invented queue, a file, a CRM): each function takes in what a source says of one record, inside a command of the
 * loader's. The same record said again is known by the source and the source's own id for it (or, where it has none, by what it binds), so a
 * loader may say everything again at any time. What it does not speak of (`speaksOf`, or a field that is `undefined`) stays as it is on file.
 *
 * What is wrong with a record is thrown as `invalid` with the field, named as in `IMPORT_FIELDS`, and without the value; nothing of that
 * record is written then, and the loader may go on with the next one.
 */
export { type AccountSaid, putAccount } from './put-account.ts';
export {
  type GrantSaid,
  type InvoiceSaid,
  type PreferenceSaid,
  putGrant,
  putInvoice,
  putPreference,
  putRelation,
  type RelationSaid,
} from './put-bonds.ts';
export { accountIdOf, accountsByNumber, personIdOf } from './put-known.ts';
export { type PersonSaid, putPerson } from './put-person.ts';
export type { Put, Said } from './put-said.ts';
