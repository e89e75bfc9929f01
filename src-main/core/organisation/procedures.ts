import { guarded } from '../guard.ts';

export const organisationProcedures = {
  read: guarded.organisation.read.handler(({ context: { desk } }) => desk.organisation.read()),
  change: guarded.organisation.change.handler(({ input: { version, ...patch }, context: { desk, actor } }) =>
    desk.organisation.change(actor, version, patch),
  ),
};
