import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { procedure } from './procedure.ts';

/** What changed, by name and id; never what it holds. A page asks again for what it shows. */
export const LiveChange = z.object({
  seq: z.int(),
  /** What the system's notifications would say, where the host has none: counts and references, no names. */
  notices: z.array(z.object({ title: z.string(), body: z.string() })),
  /** `all`: too much to name; ask for everything again. */
  touched: z.array(
    z.object({
      entity: z.enum([
        'case',
        'counts',
        'batch',
        'directory',
        'checks',
        'call',
        'consents',
        'scripts',
        'staff',
        'organisation',
        'views',
        'session',
        'all',
      ]),
      id: z.string().nullable(),
    }),
  ),
});
export type LiveChange = z.infer<typeof LiveChange>;

export const live = {
  /** Changes as they are committed, to every open page. Ends when the desk locks. */
  changes: procedure({ permission: 'session.own' }).output(eventIterator(LiveChange)),
};
