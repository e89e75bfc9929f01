import type { ImportKind } from '../../../src-shared/contract/imports.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { FACT_KINDS, type FactKind } from '../../../src-shared/vocabulary/directory.ts';
import type { Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import {
  accountIdOf,
  accountsByNumber,
  type Put,
  personIdOf,
  putAccount,
  putGrant,
  putInvoice,
  putPerson,
  putPreference,
  putRelation,
} from '../directory/service.ts';
import { type DateOrder, readDate } from './dates.ts';
import type { Cells } from './mapping.ts';
import {
  CHANNEL_WORDS,
  KIND_WORDS,
  readAmount,
  readCountry,
  readCurrency,
  readLanguage,
  readPermissions,
  readRegion,
  readWord,
  refused,
  SCOPE_WORDS,
  STATE_WORDS,
  STATUS_WORDS,
  VALUE_WORDS,
} from './values.ts';

/**
 * All files are one source, whatever they are called: next week's export has another name and holds the same records. A person is known
 * again by the mapped `id`, an account by its `id` or, where none is mapped, its number; relations, grants and preferences by what they
 * bind; an invoice by its number.
 */
export const CSV = 'csv';

/** A record that was read: what it is known again by, all that it says, and the putting of it into the directory. */
export interface Ready {
  readonly key: string;
  readonly said: object;
  readonly put: () => Put;
}

export interface Reading {
  readonly work: Work;
  readonly observedAt: Instant;
  readonly dateOrders: ReadonlyMap<string, DateOrder>;
  /** Whether a column was chosen for this field. Of the others the file says nothing; a cell that is empty says that there is none. */
  readonly isMapped: (field: string) => boolean;
}

/** Where the fields of dates are, so that their columns are looked at first. */
export const DATE_FIELDS: Readonly<Record<ImportKind, readonly string[]>> = {
  people: ['date_of_birth'],
  accounts: [],
  relations: ['from', 'until'],
  grants: ['from', 'until'],
  preferences: [],
  invoices: ['issued_on'],
};

const FACTS: readonly FactKind[] = ['email', 'phone', 'customer_number', 'address', 'product', 'ticket'];
const PERSON_FIELDS = [...FACT_KINDS, 'language', 'country', 'region'] as const;
/** Of these an export may hold several in one cell. */
const SEVERAL: ReadonlySet<FactKind> = new Set(['email', 'phone', 'product', 'ticket']);

/** Reads a record of each kind. What is wrong with it is thrown as `invalid` with the field. */
export const READERS: Readonly<Record<ImportKind, (cells: Cells, reading: Reading) => Ready>> = {
  people: (cells, { work, observedAt, dateOrders, isMapped }) => {
    const country = readCountry(cells('country'));
    const birth = readDate('date_of_birth', cells('date_of_birth'), dateOrders.get('date_of_birth') ?? null);
    const facts = FACTS.flatMap((kind) => valuesOf(kind, cells(kind)).map((value) => ({ kind, value: callable(kind, value, country) })));
    const said = {
      ...source(observedAt),
      speaksOf: PERSON_FIELDS.filter(isMapped),
      externalId: required('id', cells),
      name: required('name', cells),
      language: readLanguage(cells('language')),
      country,
      region: readRegion(cells('region'), country),
      facts: birth === null ? facts : [...facts, { kind: 'date_of_birth' as const, value: birth }],
    };
    return { key: said.externalId, said, put: () => putPerson(work, said) };
  },
  accounts: (cells, { work, observedAt, isMapped }) => {
    const number = required('number', cells);
    const parent = cells('parent');
    const said = {
      ...source(observedAt),
      externalId: cells('id') || number,
      number,
      name: required('name', cells),
      status: isMapped('status') ? readWord('status', cells('status'), STATUS_WORDS, 'active') : undefined,
    };
    // the parent is looked up as it is put: it may stand further down in the file
    const parentId = () => (isNone(parent) ? null : accountOf(work.db, 'parent', parent));
    const put = () => putAccount(work, { ...said, parentId: isMapped('parent') ? parentId() : undefined });
    return { key: said.externalId, said: { ...said, parent }, put };
  },
  relations: (cells, reading) => {
    const { work, observedAt } = reading;
    const personId = personOf(work.db, cells);
    const accountId = accountOf(work.db, 'account', required('account', cells));
    const kind = readWord('kind', cells('kind'), KIND_WORDS);
    const said = { ...source(observedAt), personId, accountId, kind, ...grantedOf(cells, reading) };
    return { key: `${personId} ${accountId} ${kind}`, said, put: () => putRelation(work, said) };
  },
  grants: (cells, reading) => {
    const { work, observedAt } = reading;
    const accountId = accountOf(work.db, 'account', required('account', cells));
    const toAccountId = accountOf(work.db, 'to_account', required('to_account', cells));
    const said = { ...source(observedAt), accountId, toAccountId, ...grantedOf(cells, reading) };
    return { key: `${accountId} ${toAccountId}`, said, put: () => putGrant(work, said) };
  },
  preferences: (cells, { work, observedAt }) => {
    const said = {
      ...source(observedAt),
      personId: personOf(work.db, cells),
      scope: readWord('scope', cells('scope'), SCOPE_WORDS),
      channel: readWord('channel', cells('channel'), CHANNEL_WORDS),
      value: readWord('value', cells('value'), VALUE_WORDS),
    };
    return { key: `${said.personId} ${said.scope} ${said.channel}`, said, put: () => putPreference(work, said) };
  },
  invoices: (cells, { work, observedAt, dateOrders, isMapped }) => {
    const issuedOn = readDate('issued_on', cells('issued_on'), dateOrders.get('issued_on') ?? null);
    if (issuedOn === null) throw refused('issued_on', 'This must be filled in.');
    const currency = readCurrency(cells('currency'));
    const said = {
      ...source(observedAt),
      number: required('number', cells),
      accountId: accountOf(work.db, 'account', required('account', cells)),
      issuedOn,
      currency,
      amount: readAmount(cells('amount'), currency),
      status: isMapped('status') ? cells('status') || 'unknown' : undefined,
    };
    return { key: said.number, said, put: () => putInvoice(work, said) };
  },
};

const source = (observedAt: Instant) => ({ source: CSV, observedAt });

function grantedOf(cells: Cells, { dateOrders, isMapped }: Reading) {
  const day = (field: string) => readDate(field, cells(field), dateOrders.get(field) ?? null);
  return {
    permissions: isMapped('permissions') ? readPermissions('permissions', cells('permissions')) : undefined,
    from: isMapped('from') ? day('from') : undefined,
    until: isMapped('until') ? day('until') : undefined,
    grantedBy: isMapped('by') ? cells('by') || null : undefined,
    state: isMapped('state') ? readWord('state', cells('state'), STATE_WORDS, 'active') : undefined,
  };
}

function required(field: string, cells: Cells): string {
  const text = cells(field);
  if (text === '') throw refused(field, 'This must be filled in.');
  return text;
}

const valuesOf = (kind: FactKind, text: string): string[] =>
  (SEVERAL.has(kind) ? text.split(/[;\n\r|]+/) : [text]).map((value) => value.trim()).filter((value) => value !== '');

/** A phone number with its country: one without could be anyone's, and is not guessed. */
function callable(kind: FactKind, value: string, country: string | null): string {
  if (kind !== 'phone') return value;
  const international = value.replace(/^00(?=[1-9])/, '+');
  if (country === null && !international.startsWith('+'))
    throw refused(
      'phone',
      'This number has no country. Write it with its country code, +1 and the number, or map the column of the country.',
    );
  return international;
}

/** How exports write that there is no account above. */
const isNone = (parent: string): boolean => parent === '' || parent === '0' || parent === '-';

function personOf(db: Connection, cells: Cells): string {
  const id = personIdOf(db, CSV, required('person', cells));
  if (id === null) throw refused('person', 'This person is not known: no file had this id. Take the people in first.');
  return id;
}

/** An account by its id in the files, else by its number, of whatever source. */
function accountOf(db: Connection, field: string, named: string): string {
  const own = accountIdOf(db, CSV, named);
  if (own !== null) return own;
  const ids = accountsByNumber(db, named);
  if (ids.length > 1) throw refused(field, 'Several accounts have this number. Name the account by its id.');
  if (ids[0] === undefined) throw refused(field, 'This account is not known. Take the accounts in first.');
  return ids[0];
}
