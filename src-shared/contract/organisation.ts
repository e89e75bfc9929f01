import * as z from 'zod';
import { TimeZone } from '../vocabulary/dates.ts';
import { procedure } from './procedure.ts';

export const Organisation = z.object({
  name: z.string(),
  /** IANA zone of the office: the day of receipt and midnight are its. */
  timeZone: z.string(),
  calendar: z.string(),
  /** Minutes without a key or a click until the desk locks itself. */
  idleLockMinutes: z.int(),
  /** A folder whose .eml and .mbox files are taken in by themselves; null: none. */
  watchedFolder: z.string().nullable(),
  /** Each person is told of the day (counts, no names) at its first unlock. */
  dailySummary: z.boolean(),
  version: z.int(),
});
export type Organisation = z.infer<typeof Organisation>;

export const organisation = {
  read: procedure({ permission: 'organisation.read' }).output(Organisation),
  change: procedure({ permission: 'organisation.manage' })
    .input(
      z.strictObject({
        version: z.int(),
        name: z.string().trim().min(1).max(120).optional(),
        timeZone: TimeZone.optional(),
        calendar: z.string().min(1).max(40).optional(),
        idleLockMinutes: z.int().min(1).max(60).optional(),
        watchedFolder: z.string().max(1000).nullable().optional(),
        dailySummary: z.boolean().optional(),
      }),
    )
    .output(Organisation),
};
