import { STALE_AFTER_DAYS } from '../../../src-shared/access/index.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import type { Work } from '../command.ts';
import { putAccount, putGrant, putInvoice, putPerson, putPreference, putRelation } from '../directory/service.ts';
import { type InventedAccount, type InventedInvoice, inventAccounts, inventInvoices } from './accounts.ts';
import {
  type InventedGrant,
  type InventedPreference,
  type InventedRelation,
  inventGrants,
  inventPreferences,
  inventRelations,
} from './bonds.ts';
import { type Entry, inventEntries } from './entries.ts';
import type { Material } from './material.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';

/** A customer directory that nobody has: persons, accounts, and what binds them. */
export interface InventedDirectory {
  readonly entries: readonly Entry[];
  /** For each person of the sample who is on file, their entry. */
  readonly of: ReadonlyMap<Person, Entry>;
  readonly accounts: readonly InventedAccount[];
  readonly relations: readonly InventedRelation[];
  readonly grants: readonly InventedGrant[];
  readonly preferences: readonly InventedPreference[];
  readonly invoices: readonly InventedInvoice[];
}

/** Invents the directory around the people of the sample cases, as it stands at `now` (milliseconds since 1970). */
export function inventDirectory(random: Random, material: Material, people: readonly Person[], now: number): InventedDirectory {
  const { all: entries, of } = inventEntries(random, material, people, now);
  const accounts = inventAccounts(random, material, entries, [...of.values()]);
  return {
    entries,
    of,
    accounts,
    relations: inventRelations(random, material, accounts, entries, now),
    grants: inventGrants(random, material, accounts, now),
    preferences: inventPreferences(random, entries),
    invoices: inventInvoices(random, accounts, now),
  };
}

const SOURCE = 'demo';
const DAY = 86_400_000;

/** Ids on file of what was invented. */
export interface OnFile {
  readonly personOf: (entry: Entry) => string;
  readonly accountOf: (account: InventedAccount) => string;
}

/** Writes the directory as any other source's: as of now, but for accounts that nothing was heard of for too long. */
export function writeDirectory(work: Work, directory: InventedDirectory): OnFile {
  const now = Date.parse(work.now);
  const long = instantOf(now - (STALE_AFTER_DAYS + 14) * DAY);
  const seen = ({ stale }: InventedAccount): Instant => (stale ? long : work.now);
  const said = { source: SOURCE, observedAt: work.now };
  const persons = new Map<Entry, string>();
  for (const entry of directory.entries) {
    const { externalId, name, language, country, region } = entry;
    const since = instantOf(entry.since);
    const facts = entry.facts.map((fact) => ({ ...fact, since }));
    persons.set(entry, putPerson(work, { ...said, externalId, name, language, country, region, facts }).id);
  }
  const accounts = new Map<InventedAccount, string>();
  const personOf = (entry: Entry) => requireId(persons.get(entry));
  const accountOf = (account: InventedAccount) => requireId(accounts.get(account));
  for (const account of directory.accounts) {
    const { number, name, parent, status } = account;
    const parentId = parent === null ? null : accountOf(parent);
    accounts.set(
      account,
      putAccount(work, { source: SOURCE, externalId: number, observedAt: seen(account), number, name, parentId, status }).id,
    );
  }
  for (const { entry, account, ...relation } of directory.relations)
    putRelation(work, { ...relation, source: SOURCE, observedAt: seen(account), personId: personOf(entry), accountId: accountOf(account) });
  for (const { account, to, ...grant } of directory.grants)
    putGrant(work, { ...grant, source: SOURCE, observedAt: seen(account), accountId: accountOf(account), toAccountId: accountOf(to) });
  for (const { entry, ...preference } of directory.preferences) putPreference(work, { ...said, ...preference, personId: personOf(entry) });
  for (const { account, ...invoice } of directory.invoices)
    putInvoice(work, { ...invoice, source: SOURCE, observedAt: seen(account), accountId: accountOf(account) });
  return { personOf, accountOf };
}

function requireId(id: string | undefined): string {
  if (id === undefined) throw new Error('something invented binds what was not written');
  return id;
}
