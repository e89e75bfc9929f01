import { guarded } from '../guard.ts';

export const callProcedures = {
  open: guarded.calls.open.handler(({ input, context: { desk, actor } }) => desk.calls.open(actor, input.direction, input.number)),
  mine: guarded.calls.mine.handler(({ context: { desk, actor } }) => ({ calls: desk.calls.mine(actor) })),
  save: guarded.calls.save.handler(({ input: { callId, seq, ...patch }, context: { desk, actor } }) =>
    desk.calls.save(actor, callId, seq, patch),
  ),
  lookUp: guarded.calls.lookUp.handler(({ input, context: { desk, actor } }) => desk.calls.lookUp(actor, input.number)),
  park: guarded.calls.park.handler(({ input, context: { desk, actor } }) => desk.calls.park(actor, input.callId)),
  resume: guarded.calls.resume.handler(({ input, context: { desk, actor } }) => desk.calls.resume(actor, input.callId)),
  read: guarded.calls.read.handler(({ input, context: { desk, actor } }) => desk.calls.read(actor, input.callId, input.purpose)),
  answer: guarded.calls.answer.handler(({ input: { callId, ...answered }, context: { desk, actor } }) =>
    desk.calls.answer(actor, callId, answered),
  ),
  pause: guarded.calls.pause.handler(({ input, context: { desk, actor } }) => desk.calls.pause(actor, input.callId)),
  unpause: guarded.calls.unpause.handler(({ input, context: { desk, actor } }) => desk.calls.unpause(actor, input.callId)),
  attachRecording: guarded.calls.attachRecording.handler(({ input: { callId, ...recording }, context: { desk, actor } }) =>
    desk.calls.attachRecording(actor, callId, recording),
  ),
  openCase: guarded.calls.openCase.handler(({ input, context: { desk, actor } }) =>
    desk.calls.openCase(actor, input.callId, input.requests),
  ),
  attachCase: guarded.calls.attachCase.handler(({ input, context: { desk, actor } }) =>
    desk.calls.attachCase(actor, input.callId, input.caseId),
  ),
  close: guarded.calls.close.handler(({ input, context: { desk, actor } }) => desk.calls.close(actor, input.callId)),
  list: guarded.calls.list.handler(({ input, context: { desk, actor } }) => desk.calls.list(actor, input)),
};
