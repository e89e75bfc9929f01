import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { RequestKind, SuggestedKind } from '../vocabulary/case.ts';
import { Instant } from '../vocabulary/dates.ts';
import { Reference } from '../vocabulary/reference.ts';
import { ContactValue } from './cases.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

/** The largest piece of a file that the page sends at once, before base64. */
export const PIECE_BYTES = 512 * 1024;

/** More than any mailbox has; so many of them still add up to a whole number. */
const MOST_FILE_BYTES = 2 ** 40;

/**
 * A batch is one drop, one choice of files, or one look into the watched folder. Its messages are kept in the encrypted queue from the
 * moment they are read, so that nothing is lost when the desk is closed between preview and import.
 */
export const Batch = z.object({
  id: Id,
  name: z.string(),
  source: z.enum(['files', 'watched_folder', 'demo']),
  /** `reading` files · `ready` for a person's look · `importing` · `done` · `cancelled` (what was read until then is kept out) */
  state: z.enum(['reading', 'ready', 'importing', 'done', 'cancelled']),
  startedAt: Instant,
  bytesRead: z.int(),
  /** 0 where it is not known yet. */
  bytesTotal: z.int(),
  ready: z.int(),
  same: z.int(),
  unreadable: z.int(),
  taken: z.int(),
  left: z.int(),
});
export type Batch = z.infer<typeof Batch>;

export const BatchItem = z.object({
  id: Id,
  position: z.int(),
  /** `ready` to be taken in · `same` message is here already · `unreadable`, kept aside · `taken` in as a case · `left` out by a person */
  state: z.enum(['ready', 'same', 'unreadable', 'taken', 'left']),
  /** Where it came from: a file's name, and the number of the message in a mailbox. */
  file: z.string(),
  index: z.int().nullable(),
  /** Why it could not be read, as a sentence. */
  problem: z.string().nullable(),
  fromName: z.string(),
  fromEmail: ContactValue.nullable(),
  subject: z.string(),
  receivedAt: Instant.nullable(),
  language: z.string().nullable(),
  suggestion: z
    .object({ kind: SuggestedKind, alsoKinds: z.array(RequestKind), confidence: z.number(), because: z.array(z.string()) })
    .nullable(),
  /** Whether a person has said what it is; then that is what `suggestion.kind` says. */
  settled: z.boolean(),
  excerpt: z.string(),
  files: z.int(),
  /** Another Message-ID with the same content, or the same sender's earlier case. */
  duplicate: z.object({ reason: z.enum(['same_content', 'same_id_other_content']), reference: Reference.nullable() }).nullable(),
  reference: Reference.nullable(),
});
export type BatchItem = z.infer<typeof BatchItem>;

export const intake = {
  /** Opens a batch for files to come. */
  open: procedure({ permission: 'intake.import' })
    .input(
      z.strictObject({
        files: z
          .array(z.strictObject({ name: z.string().min(1).max(255), bytes: z.int().min(0).max(MOST_FILE_BYTES) }))
          .min(1)
          .max(5000),
      }),
    )
    .output(Batch),

  /** The next piece of file `file` (its place in `open`), in order, base64 of at most `PIECE_BYTES`. Answers when it is read: send one at a time. */
  piece: procedure({ permission: 'intake.import' })
    .input(
      z.strictObject({
        batchId: Id,
        file: z.int().min(0),
        offset: z.int().min(0),
        data: z.string().max(Math.ceil(PIECE_BYTES / 3) * 4),
        last: z.boolean(),
      }),
    )
    .output(Batch),

  /** The batch as it goes on: read, previewed, taken in. Ends with the batch. */
  watch: procedure({ permission: 'intake.import' })
    .input(z.strictObject({ batchId: Id }))
    .output(eventIterator(Batch)),

  /** Batches, newest first: those with something left to do, and the last ones done. */
  list: procedure({ permission: 'intake.import' })
    .input(z.strictObject({ before: Id.nullable().default(null), limit: z.int().min(1).max(50).default(20) }))
    .output(z.object({ batches: z.array(Batch), more: z.boolean() })),

  items: procedure({ permission: 'intake.import' })
    .input(
      z.strictObject({
        batchId: Id,
        state: z.enum(['ready', 'same', 'unreadable', 'taken', 'left']).nullable().default(null),
        after: z.int().min(-1).default(-1),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(BatchItem), more: z.boolean() })),

  /** Says what a message is before it is taken in: another kind, or left out, or back in. */
  settle: procedure({ permission: 'intake.import' })
    .input(z.strictObject({ itemId: Id, kind: SuggestedKind.optional(), leave: z.boolean().optional() }))
    .output(BatchItem),

  /** Makes cases of all that is `ready` (or of these items), in the background: see `watch`. Every message becomes a case, also one that is perhaps no request; only what a person called none is left, unless named. */
  take: procedure({ permission: 'intake.import' })
    .input(z.strictObject({ batchId: Id, items: z.array(Id).max(200).optional() }))
    .output(Batch),

  /** Stops reading or taking in. Cases already made stay; the rest is left as `ready`, or thrown away with `discard`. */
  cancel: procedure({ permission: 'intake.import' })
    .input(z.strictObject({ batchId: Id, discard: z.boolean().default(false) }))
    .output(Batch),

  /** What could not be read, as it came: a piece, base64, to be saved and looked at elsewhere. */
  unreadablePiece: procedure({ permission: 'intake.import' })
    .input(z.strictObject({ itemId: Id, offset: z.int().min(0) }))
    .output(z.object({ data: z.base64(), bytes: z.int(), done: z.boolean() })),
};
