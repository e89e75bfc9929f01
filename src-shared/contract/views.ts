import * as z from 'zod';
import { BuiltInView, CaseFilter, Sort } from './cases.ts';
import { procedure } from './procedure.ts';

export const SavedView = z.object({
  id: z.uuidv7(),
  name: z.string(),
  view: BuiltInView,
  filter: CaseFilter,
  sort: Sort,
  count: z.int(),
  more: z.boolean(),
});
export type SavedView = z.infer<typeof SavedView>;

/** Own views: a name for a built-in view with a filter and a sort. Each person's own; at most 50. */
export const views = {
  list: procedure({ permission: 'case.read' }).output(z.object({ views: z.array(SavedView) })),
  save: procedure({ permission: 'case.read' })
    .input(z.strictObject({ name: z.string().trim().min(1).max(60), view: BuiltInView, filter: CaseFilter, sort: Sort }))
    .output(SavedView),
  remove: procedure({ permission: 'case.read' })
    .input(z.strictObject({ viewId: z.uuidv7() }))
    .output(z.object({ removed: z.literal(true) })),
};
