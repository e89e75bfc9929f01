import * as z from 'zod';
import { ACCESS_REASONS } from '../access/types.ts';
import { CalendarDate, Instant } from '../vocabulary/dates.ts';
import { AccountStatus, DATA_CLASSES, DataClass, GrantPermission, GrantState, RelationKind } from '../vocabulary/directory.ts';
import { Reference } from '../vocabulary/reference.ts';
import { AccountName, PersonName } from './directory.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

export const Answer = z.enum(['allow', 'deny', 'unknown']);
export type Answer = z.infer<typeof Answer>;

/** A check as it was answered then. What support may not see is empty: they get the answer and what to say, not the data behind it. */
export const AccessCheck = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  person: PersonName,
  account: AccountName,
  dataClass: DataClass,
  on: CalendarDate,
  answer: Answer,
  because: z.array(
    z.object({
      code: z.enum(ACCESS_REASONS),
      account: AccountName.nullable(),
      /** The grant that it speaks of: as it was at the check. Null for support. */
      relation: z
        .object({
          kind: RelationKind.nullable(),
          permissions: z.array(GrantPermission),
          from: CalendarDate.nullable(),
          until: CalendarDate.nullable(),
          by: z.string().nullable(),
          state: GrantState,
        })
        .nullable(),
      on: CalendarDate.nullable(),
    }),
  ),
  /** The way from the person to the account that decided, from above. Empty for support. */
  path: z.array(z.object({ account: AccountName, by: z.enum(['relation', 'grant']) })),
  missing: z.object({ permission: GrantPermission.nullable(), account: AccountName }).nullable(),
  /** Who could grant it. Empty for support: the sentence then says "the owner". */
  grantors: z.array(PersonName),
  observedAt: Instant.nullable(),
  /** The case that it is attached to, where this reader may know of it. */
  case: z.object({ id: Id, reference: Reference }).nullable(),
  /** Whether the answer was given without the data behind it. */
  withheld: z.boolean(),
});
export type AccessCheck = z.infer<typeof AccessCheck>;

const Classes = z.record(DataClass, Answer);

/** One account of a tree, with everybody who has to do with it. */
export const TreeAccount = z.object({
  account: AccountName.extend({ parentId: Id.nullable(), status: AccountStatus, depth: z.int() }),
  source: z.string(),
  observedAt: Instant,
  stale: z.boolean(),
  people: z.array(
    z.object({
      person: PersonName,
      /** How they reach it: their own relation, or a grant of this subaccount to an account that they own. */
      by: z.enum(['relation', 'grant']),
      kind: RelationKind.nullable(),
      permissions: z.array(GrantPermission),
      from: CalendarDate.nullable(),
      until: CalendarDate.nullable(),
      grantedBy: z.string().nullable(),
      state: GrantState,
      /** What they may see today. */
      classes: Classes,
    }),
  ),
  morePeople: z.boolean(),
  /** Metadata of the newest invoices: never what was bought. */
  invoices: z.array(z.object({ number: z.string(), issuedOn: CalendarDate, amount: z.int(), currency: z.string(), status: z.string() })),
});
export type TreeAccount = z.infer<typeof TreeAccount>;

export const access = {
  /** May this person see this class of data of this account? `on`: a day up to today. Every check is kept, denials too. */
  check: procedure({ permission: 'access.check' })
    .input(
      z.strictObject({
        personId: Id,
        accountId: Id,
        dataClass: z.enum(DATA_CLASSES),
        on: CalendarDate.nullable().default(null),
        caseId: Id.nullable().default(null),
      }),
    )
    .output(AccessCheck),

  /** Puts a check on a case that this person may see, and on its timeline. */
  attach: procedure({ permission: 'access.check' })
    .input(z.strictObject({ checkId: Id, caseId: Id }))
    .output(AccessCheck),

  /** Checks as they were answered, newest first: of a person, an account, a case, or all. Support sees their own and those of a case. */
  checks: procedure({ permission: 'access.check' })
    .input(
      z.strictObject({
        personId: Id.optional(),
        accountId: Id.optional(),
        caseId: Id.optional(),
        before: Id.nullable().default(null),
        limit: z.int().min(1).max(100).default(20),
      }),
    )
    .output(z.object({ checks: z.array(AccessCheck), more: z.boolean() })),

  /** The whole tree that an account stands in, from its top, at most 200 accounts from `after` on in the tree's order. */
  tree: procedure({ permission: 'account.read' })
    .input(z.strictObject({ accountId: Id, after: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(100) }))
    .output(z.object({ accounts: z.array(TreeAccount), total: z.int(), more: z.boolean(), staleAfterDays: z.int() })),

  /** What a person may see today, account by account. */
  ofPerson: procedure({ permission: 'account.read' })
    .input(z.strictObject({ personId: Id, after: Id.nullable().default(null), limit: z.int().min(1).max(100).default(50) }))
    .output(
      z.object({
        accounts: z.array(
          z.object({ account: AccountName.extend({ status: AccountStatus }), by: z.enum(['relation', 'grant']), classes: Classes }),
        ),
        more: z.boolean(),
      }),
    ),
};
