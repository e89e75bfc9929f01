import { guarded } from '../guard.ts';

export const scriptProcedures = {
  list: guarded.scripts.list.handler(({ context: { desk } }) => ({ scripts: desk.scripts.list() })),
  write: guarded.scripts.write.handler(({ input, context: { desk, actor } }) => desk.scripts.write(actor, input)),
  preview: guarded.scripts.preview.handler(({ input, context: { desk } }) => desk.scripts.preview(input.text, input.language)),
  approve: guarded.scripts.approve.handler(({ input, context: { desk, actor } }) => desk.scripts.approve(actor, input.scriptId)),
  withdraw: guarded.scripts.withdraw.handler(({ input, context: { desk, actor } }) => desk.scripts.withdraw(actor, input.scriptId)),
};
