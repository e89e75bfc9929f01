import * as z from 'zod';
import { Language } from '../vocabulary/case.ts';
import { ScriptPurpose, ScriptState } from '../vocabulary/consent.ts';
import { CalendarDate, Instant } from '../vocabulary/dates.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();

/** One version of what is read out. One that is approved is never edited: another version takes its place. */
export const Script = z.object({
  id: Id,
  purpose: ScriptPurpose,
  language: Language,
  version: z.int(),
  text: z.string(),
  sha256: z.string(),
  state: ScriptState,
  effectiveFrom: CalendarDate,
  writtenBy: z.string(),
  writtenAt: Instant,
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  /** Whether it has been read to anybody. */
  used: z.boolean(),
});
export type Script = z.infer<typeof Script>;

export const scripts = {
  list: procedure({ permission: 'script.read' }).output(z.object({ scripts: z.array(Script) })),
  /** A new version, as a draft. Variables: `{organisation}` `{staff}` `{reference}` `{scope}` `{channels}` `{date}`; an unknown one is refused. */
  write: procedure({ permission: 'script.write' })
    .input(
      z.strictObject({
        purpose: ScriptPurpose,
        language: Language,
        text: z.string().trim().min(10).max(5000),
        effectiveFrom: CalendarDate,
      }),
    )
    .output(Script),
  /** As it would be read out, with invented values. */
  preview: procedure({ permission: 'script.read' })
    .input(z.strictObject({ text: z.string().max(5000), language: Language }))
    .output(z.object({ text: z.string(), seconds: z.int() })),
  /** A manager's. Not one's own text, while there is another manager. It holds from its day on, and supersedes the one before. */
  approve: procedure({ permission: 'script.approve' })
    .input(z.strictObject({ scriptId: Id }))
    .output(Script),
  /** Takes back a draft, or one whose day has not come. */
  withdraw: procedure({ permission: 'script.write' })
    .input(z.strictObject({ scriptId: Id }))
    .output(Script),
};
