import { guarded } from '../guard.ts';

export const viewProcedures = {
  list: guarded.views.list.handler(async ({ context: { desk, actor } }) => ({ views: await desk.views.list(actor) })),
  save: guarded.views.save.handler(({ input, context: { desk, actor } }) => desk.views.save(actor, input)),
  remove: guarded.views.remove.handler(({ input, context: { desk, actor } }) => {
    desk.views.remove(actor, input.viewId);
    return { removed: true as const };
  }),
};
