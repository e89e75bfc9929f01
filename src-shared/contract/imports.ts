import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { Instant } from '../vocabulary/dates.ts';
import { PIECE_BYTES } from './intake.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

export const IMPORT_KINDS = ['people', 'accounts', 'relations', 'grants', 'preferences', 'invoices'] as const;
export const ImportKind = z.enum(IMPORT_KINDS);
export type ImportKind = z.infer<typeof ImportKind>;

export const MOST_IMPORT_BYTES = 200 * 1024 * 1024;

/** The fields of each kind; the first of each is the key by which the same record is known again. */
export const IMPORT_FIELDS = {
  people: [
    'id',
    'name',
    'email',
    'phone',
    'customer_number',
    'address',
    'language',
    'country',
    'region',
    'product',
    'ticket',
    'date_of_birth',
  ],
  accounts: ['id', 'number', 'name', 'parent', 'status'],
  relations: ['person', 'account', 'kind', 'permissions', 'from', 'until', 'by', 'state'],
  grants: ['account', 'to_account', 'permissions', 'from', 'until', 'by', 'state'],
  preferences: ['person', 'scope', 'channel', 'value'],
  invoices: ['number', 'account', 'issued_on', 'amount', 'currency', 'status'],
} as const satisfies Record<ImportKind, readonly string[]>;

/**
 * Field → column name in the file. Several columns make a name or an address: `first_name+last_name`. Of a field that is not named the file
 * says nothing, and what is on file stays; a cell that is empty says that there is none, and of a status or state that it is active.
 */
export const ImportMapping = z.record(z.string().max(50), z.string().max(1000));
export type ImportMapping = z.infer<typeof ImportMapping>;

export const ImportLook = z.object({
  importId: Id,
  encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le']),
  separator: z.enum([',', ';', '\t', '|']),
  columns: z.array(z.string()),
  /** Refused columns: card numbers, passwords, government ids never enter the desk. */
  refused: z.array(z.object({ column: z.string(), because: z.enum(['card_number', 'password', 'government_id']) })),
  suggested: z.object({ kind: ImportKind, mapping: ImportMapping }),
  /** The first records, masked unless a manager is signed in. */
  sample: z.array(z.array(z.string())),
});
export type ImportLook = z.infer<typeof ImportLook>;

export const ImportProgress = z.object({
  read: z.int(),
  created: z.int(),
  changed: z.int(),
  same: z.int(),
  refused: z.int(),
  /** The first 100 that were refused, by line of the file. */
  problems: z.array(z.object({ line: z.int(), field: z.string(), problem: z.string() })),
  bytesRead: z.int(),
  bytesTotal: z.int(),
  done: z.boolean(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

const plan = z.strictObject({
  importId: Id,
  kind: ImportKind,
  mapping: ImportMapping,
  /** When the file was written: what older facts must not overwrite newer ones by. Now, where it is not said. */
  asOf: Instant.nullable().default(null),
});

export const imports = {
  open: procedure({ permission: 'directory.import' })
    .input(z.strictObject({ name: z.string().min(1).max(255), bytes: z.int().min(1).max(MOST_IMPORT_BYTES) }))
    .output(z.object({ importId: Id })),
  piece: procedure({ permission: 'directory.import' })
    .input(z.strictObject({ importId: Id, offset: z.int().min(0), data: z.string().max(Math.ceil(PIECE_BYTES / 3) * 4) }))
    .output(z.object({ bytes: z.int(), done: z.boolean() })),
  /** What the file holds: how it is written, its columns, and what they seem to be. */
  look: procedure({ permission: 'directory.import' })
    .input(z.strictObject({ importId: Id, kind: ImportKind.optional() }))
    .output(ImportLook),
  /** Everything that taking it in would do, and nothing done. Can be left at any time. */
  dryRun: procedure({ permission: 'directory.import' }).input(plan).output(eventIterator(ImportProgress)),
  /** Takes it in, some dozen records a command; stopped in between, what is in stays in, and the same file can be taken in again. */
  apply: procedure({ permission: 'directory.import' }).input(plan).output(eventIterator(ImportProgress)),
  /** Throws the file away. What was taken in stays. */
  discard: procedure({ permission: 'directory.import' })
    .input(z.strictObject({ importId: Id }))
    .output(z.object({ discarded: z.literal(true) })),
};
