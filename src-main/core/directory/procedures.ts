import { guarded } from '../guard.ts';

export const directoryProcedures = {
  find: guarded.directory.find.handler(({ input, context: { desk, actor } }) => desk.directory.find(actor, input.text, input.limit)),
  get: guarded.directory.get.handler(({ input, context: { desk, actor } }) => desk.directory.get(actor, input.personId)),
  create: guarded.directory.create.handler(({ input, context: { desk, actor } }) => desk.directory.create(actor, input)),
  change: guarded.directory.change.handler(({ input: { personId, version, ...patch }, context: { desk, actor } }) =>
    desk.directory.change(actor, { personId, version }, patch),
  ),
  reveal: guarded.directory.reveal.handler(({ input, context: { desk, actor } }) =>
    desk.directory.reveal(actor, input.personId, input.factId, input.reason),
  ),
  lookAlikes: guarded.directory.lookAlikes.handler(({ input, context: { desk, actor } }) => ({
    persons: desk.directory.lookAlikes(actor, input.personId),
  })),
  merge: guarded.directory.merge.handler(({ input, context: { desk, actor } }) =>
    desk.directory.merge(actor, input.keep, input.drop, input.reason),
  ),
  unmerge: guarded.directory.unmerge.handler(({ input, context: { desk, actor } }) =>
    desk.directory.unmerge(actor, input.mergeId, input.reason),
  ),
  findAccounts: guarded.directory.findAccounts.handler(({ input, context: { desk, actor } }) =>
    desk.directory.findAccounts(actor, input.text, input.limit),
  ),
};
