import { guarded } from '../guard.ts';

export const optOutProcedures = {
  take: guarded.optOuts.take.handler(({ input, context: { desk, actor } }) => desk.optOuts.take(actor, { ...input, callId: null })),
  list: guarded.optOuts.list.handler(({ input, context: { desk, actor } }) => desk.optOuts.list(actor, input)),
  confirm: guarded.optOuts.confirm.handler(({ input, context: { desk, actor } }) =>
    desk.optOuts.confirm(actor, input.optOutId, input.note),
  ),
  check: guarded.optOuts.check.handler(({ input, context: { desk } }) => desk.optOuts.check(input)),
  suppression: guarded.optOuts.suppression.handler(({ input, context: { desk } }) => desk.optOuts.suppression(input)),
  importList: guarded.optOuts.importList.handler(({ input, context: { desk, actor } }) => desk.optOuts.importList(actor, input)),
  exportList: guarded.optOuts.exportList.handler(({ input, context: { desk, actor } }) => desk.optOuts.exportList(actor, input.reason)),
};
