import * as z from 'zod';
import { CaseRow } from './cases.ts';
import { procedure } from './procedure.ts';

export const SearchHit = z.object({
  row: CaseRow,
  /** A piece of the text around the first word found, cut to 160 characters; empty where the hit lies in the row itself. */
  snippet: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const search = {
  /** As you type, newest first: reference, names, emails, subjects, bodies, notes; accents folded; the last word may be a beginning. Any input is safe. */
  find: procedure({ permission: 'case.read' })
    .input(
      z.strictObject({
        text: z.string().max(500),
        limit: z.int().min(1).max(50).default(20),
        order: z.enum(['newest', 'relevance']).default('newest'),
      }),
    )
    .output(z.object({ hits: z.array(SearchHit), more: z.boolean() })),
};
