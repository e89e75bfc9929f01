import * as z from 'zod';
import { PIECE_BYTES } from './intake.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

/** The largest file that is put onto a case by hand. */
export const MOST_CASE_FILE_BYTES = 25 * 1024 * 1024;

/** Files that staff put onto a case: a signed paper, a letter that was scanned. Those of messages come with `cases.messages`. */
export const AddedFile = z.object({
  id: Id,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  /** `verification`: taken only to verify, deleted after use. */
  purpose: z.enum(['case', 'verification']),
});
export type AddedFile = z.infer<typeof AddedFile>;

export const files = {
  list: procedure({ permission: 'case.read' })
    .input(z.strictObject({ caseId: Id }))
    .output(z.object({ files: z.array(AddedFile) })),
  /** Begins a file; its pieces follow in order. What is never finished is removed when the desk opens. */
  begin: procedure({ permission: 'case.work' })
    .input(
      z.strictObject({
        caseId: Id,
        name: z.string().trim().min(1).max(255),
        type: z.string().max(100).default('application/octet-stream'),
        bytes: z.int().min(1).max(MOST_CASE_FILE_BYTES),
        purpose: z.enum(['case', 'verification']).default('case'),
      }),
    )
    .output(z.object({ fileId: Id })),
  /** The next piece, base64 of at most `PIECE_BYTES` bytes; all but the last are of just that size. */
  piece: procedure({ permission: 'case.work' })
    .input(
      z.strictObject({
        fileId: Id,
        offset: z.int().min(0),
        data: z.string().max(Math.ceil(PIECE_BYTES / 3) * 4),
      }),
    )
    .output(z.object({ bytes: z.int(), done: z.boolean() })),
};
