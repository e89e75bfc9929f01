import { guarded } from '../guard.ts';

export const accessProcedures = {
  check: guarded.access.check.handler(({ input, context: { desk, actor } }) => desk.access.check(actor, input)),
  attach: guarded.access.attach.handler(({ input, context: { desk, actor } }) => desk.access.attach(actor, input.checkId, input.caseId)),
  checks: guarded.access.checks.handler(({ input, context: { desk, actor } }) => desk.access.checks(actor, input)),
  tree: guarded.access.tree.handler(({ input, context: { desk, actor } }) => desk.access.tree(actor, input)),
  ofPerson: guarded.access.ofPerson.handler(({ input, context: { desk } }) =>
    desk.access.ofPerson(input.personId, input.after, input.limit),
  ),
};
