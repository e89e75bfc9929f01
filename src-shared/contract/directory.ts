import * as z from 'zod';
import { CaseStatus, Language } from '../vocabulary/case.ts';
import { CalendarDate, Instant } from '../vocabulary/dates.ts';
import {
  AccountStatus,
  ContactChannel,
  FACT_KINDS,
  FactKind,
  GrantPermission,
  GrantState,
  PreferenceScope,
  PreferenceValue,
  RelationKind,
} from '../vocabulary/directory.ts';
import { Reference } from '../vocabulary/reference.ts';
import { ContactValue } from './cases.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

/** Where a fact comes from (`staff`, `csv:people.csv`, `demo`) and when that source last said so. */
const observed = { source: z.string(), observedAt: Instant };

export const PersonName = z.object({ id: Id, name: z.string() });
export type PersonName = z.infer<typeof PersonName>;

export const AccountName = z.object({ id: Id, number: z.string(), name: z.string() });
export type AccountName = z.infer<typeof AccountName>;

/** One person found. Contact details are masked as everywhere; `matched` says what fits what was typed, never its value. */
export const PersonMatch = z.object({
  id: Id,
  name: z.string(),
  matched: z.array(z.enum(['name', ...FACT_KINDS])),
  /** What tells two of one name apart, masked: the e-mail address and the customer number, where there is one. */
  email: ContactValue.nullable(),
  customerNumber: ContactValue.nullable(),
  /** The first accounts they have to do with. */
  accounts: z.array(AccountName),
});
export type PersonMatch = z.infer<typeof PersonMatch>;

export const PersonFact = z.object({
  id: Id,
  kind: FactKind,
  /** Masked unless this reader may see it: billing of persons with an account; all others after a reveal. */
  value: ContactValue,
  onFileSince: Instant,
  ...observed,
});
export type PersonFact = z.infer<typeof PersonFact>;

export const PersonRelation = z.object({
  id: Id,
  account: AccountName.extend({ status: AccountStatus }),
  kind: RelationKind,
  permissions: z.array(GrantPermission),
  from: CalendarDate.nullable(),
  until: CalendarDate.nullable(),
  /** Who granted it. */
  by: z.string().nullable(),
  state: GrantState,
  ...observed,
});
export type PersonRelation = z.infer<typeof PersonRelation>;

export const Preference = z.object({ scope: PreferenceScope, channel: ContactChannel, value: PreferenceValue, ...observed });
export type Preference = z.infer<typeof Preference>;

export const Merge = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  reason: z.string(),
  /** The entry that went into this one. */
  other: PersonName,
});
export type Merge = z.infer<typeof Merge>;

export const Person = z.object({
  id: Id,
  name: z.string(),
  language: z.string().nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  ...observed,
  facts: z.array(PersonFact),
  /** Empty for who may only ask for the answer of an access check. */
  relations: z.array(PersonRelation),
  preferences: z.array(Preference),
  /** Entries merged into this one, each of which can be taken out again. */
  merges: z.array(Merge),
  /** Their cases that this reader may know of, newest first, at most 50. */
  cases: z.array(z.object({ id: Id, reference: Reference, status: CaseStatus, receivedAt: Instant })),
  version: z.int(),
});
export type Person = z.infer<typeof Person>;

const factInput = z.strictObject({ kind: FactKind, value: z.string().trim().min(1).max(500) });
const place = {
  language: Language.nullable(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is a two-letter country code')
    .nullable(),
  region: z
    .string()
    .regex(/^[A-Z]{2,3}$/, 'is a state code')
    .nullable(),
};
const version = z.strictObject({ personId: Id, version: z.int() });

export const directory = {
  /**
   * Persons, as you type: by the beginning of any part of the name, and by identifiers. Who may not see an identifier finds by the whole
   * of it only, so that nothing masked can be guessed letter by letter; billing finds by the beginning where it may see it.
   */
  find: procedure({ permission: 'person.read' })
    .input(z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(20).default(8) }))
    .output(z.object({ persons: z.array(PersonMatch), more: z.boolean() })),

  /** One person, also by the id of an entry that was merged into theirs. */
  get: procedure({ permission: 'person.read' })
    .input(z.strictObject({ personId: Id }))
    .output(Person),

  create: procedure({ permission: 'person.edit' })
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        language: place.language.default(null),
        country: place.country.default(null),
        region: place.region.default(null),
        facts: z.array(factInput).max(20).default([]),
      }),
    )
    .output(PersonName),

  /** Name, place, and facts that were added or are no longer so. A changed contact is a new fact: the old one ends. */
  change: procedure({ permission: 'person.edit' })
    .input(
      z.strictObject({
        personId: Id,
        version: z.int(),
        name: z.string().trim().min(1).max(200).optional(),
        language: place.language.optional(),
        country: place.country.optional(),
        region: place.region.optional(),
        add: z.array(factInput).max(20).default([]),
        end: z.array(Id).max(20).default([]),
      }),
    )
    .output(PersonName),

  /** Shows one masked fact, for a reason that the ledger keeps. */
  reveal: procedure({ permission: 'contact.reveal' })
    .input(z.strictObject({ personId: Id, factId: Id, reason: z.string().trim().min(3).max(500) }))
    .output(z.object({ value: z.string() })),

  /** Entries that may be the same person: they share an identifier, or the name and the place. */
  lookAlikes: procedure({ permission: 'person.merge' })
    .input(z.strictObject({ personId: Id }))
    .output(z.object({ persons: z.array(PersonMatch) })),

  /** Two entries become one: `drop` goes into `keep`. Nothing is deleted, so that it can be undone at any time. */
  merge: procedure({ permission: 'person.merge' })
    .input(z.strictObject({ keep: version, drop: version, reason: z.string().trim().min(3).max(500) }))
    .output(PersonName),
  unmerge: procedure({ permission: 'person.merge' })
    .input(z.strictObject({ mergeId: Id, reason: z.string().trim().min(3).max(500) }))
    .output(PersonName),

  /** Accounts by the beginning of their number or of a word of their name. */
  findAccounts: procedure({ permission: 'access.check' })
    .input(z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(20).default(8) }))
    .output(z.object({ accounts: z.array(AccountName.extend({ parent: AccountName.nullable() })), more: z.boolean() })),
};
