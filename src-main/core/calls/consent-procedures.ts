import { guarded } from '../guard.ts';

export const consentProcedures = {
  standing: guarded.consents.standing.handler(({ input, context: { desk, actor } }) =>
    desk.consents.standing(actor, input.personId, input.at),
  ),
  history: guarded.consents.history.handler(({ input, context: { desk, actor } }) => desk.consents.history(actor, input)),
  record: guarded.consents.record.handler(({ input, context: { desk, actor } }) => desk.consents.record(actor, input)),
  vcon: guarded.consents.vcon.handler(({ input, context: { desk, actor } }) => desk.consentExports.vcon(actor, input.callId)),
  receipt: guarded.consents.receipt.handler(({ input, context: { desk, actor } }) =>
    desk.consentExports.receipt(actor, input.recordId, input.format),
  ),
  wholeHistory: guarded.consents.wholeHistory.handler(({ input, context: { desk, actor } }) =>
    desk.consentExports.wholeHistory(actor, input.personId, input.format),
  ),
  retentionPreview: guarded.consents.retentionPreview.handler(({ signal, context: { desk } }) => desk.consents.retentionPreview(signal)),
  retentionApply: guarded.consents.retentionApply.handler(({ input, signal, context: { desk, actor } }) =>
    desk.consents.retentionApply(actor, input.reason, signal),
  ),
};
