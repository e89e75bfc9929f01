import { guarded } from '../guard.ts';

export const staffProcedures = {
  list: guarded.staff.list.handler(({ context: { desk } }) => ({ staff: desk.staff.list() })),
  add: guarded.staff.add.handler(({ input, context: { desk, actor } }) => desk.staff.add(actor, input.name, input.roles, input.passphrase)),
  changeRoles: guarded.staff.changeRoles.handler(({ input, context: { session, desk, actor } }) => {
    const member = desk.staff.changeRoles(actor, input.staffId, input.roles, input.version);
    session.rolesChanged();
    return member;
  }),
  resetPassphrase: guarded.staff.resetPassphrase.handler(({ input, context: { desk, actor } }) =>
    desk.staff.resetPassphrase(actor, input.staffId, input.passphrase),
  ),
  remove: guarded.staff.remove.handler(({ input, context: { desk, actor } }) => desk.staff.remove(actor, input.staffId, input.version)),
  replaceRecoveryKey: guarded.staff.replaceRecoveryKey.handler(async ({ context: { desk, actor } }) => ({
    recoveryKey: await desk.staff.replaceRecoveryKey(actor),
  })),
};
