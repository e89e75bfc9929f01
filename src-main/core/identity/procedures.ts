import { guarded } from '../guard.ts';

export const identityProcedures = {
  ofCase: guarded.identity.ofCase.handler(({ input, context: { desk, actor } }) => desk.identity.ofCase(actor, input.caseId)),
  linkSubject: guarded.identity.linkSubject.handler(({ input, context: { desk, actor } }) =>
    desk.identity.linkSubject(actor, input.caseId, input.personId),
  ),
  setScope: guarded.identity.setScope.handler(({ input, context: { desk, actor } }) => desk.identity.setScope(actor, input.caseId, input)),
  compare: guarded.identity.compare.handler(({ input, context: { desk, actor } }) =>
    desk.identity.compare(actor, input.caseId, input.factor, input.typed),
  ),
  sendCode: guarded.identity.sendCode.handler(({ input, context: { desk, actor } }) =>
    desk.identity.sendCode(actor, input.caseId, input.factId),
  ),
  checkCode: guarded.identity.checkCode.handler(({ input, context: { desk, actor } }) =>
    desk.identity.checkCode(actor, input.caseId, input.codeId, input.typed),
  ),
  startCallBack: guarded.identity.startCallBack.handler(({ input, context: { desk, actor } }) =>
    desk.identity.startCallBack(actor, input.caseId, input.factId),
  ),
  finishCallBack: guarded.identity.finishCallBack.handler(({ input, context: { desk, actor } }) =>
    desk.identity.finishCallBack(actor, input.caseId, input.factId, input.result, input.note),
  ),
  record: guarded.identity.record.handler(({ input, context: { desk, actor } }) =>
    desk.identity.record(actor, input.caseId, { ...input, at: input.at }),
  ),
  approveIssuer: guarded.identity.approveIssuer.handler(({ input, context: { desk, actor } }) =>
    desk.identity.approveIssuer(actor, input.caseId, input.note),
  ),
  withdraw: guarded.identity.withdraw.handler(({ input, context: { desk, actor } }) =>
    desk.identity.withdraw(actor, input.caseId, input.proofId, input.reason),
  ),
  discardFile: guarded.identity.discardFile.handler(({ input, context: { desk, actor } }) =>
    desk.identity.discardFile(actor, input.caseId, input.proofId),
  ),
  unlock: guarded.identity.unlock.handler(({ input, context: { desk, actor } }) => {
    desk.identity.unlock(actor, input.pauseId, input.reason);
    return { unlocked: true as const };
  }),
  paused: guarded.identity.paused.handler(({ input, context: { desk, actor } }) => desk.identity.paused(actor, input.before, input.limit)),
};
