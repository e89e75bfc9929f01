import { guarded } from '../guard.ts';
import { undo } from './undo.ts';

export const caseProcedures = {
  page: guarded.cases.page.handler(({ input, context: { desk, actor } }) => desk.cases.page(actor, input)),
  counts: guarded.cases.counts.handler(({ context: { desk, actor } }) => ({ counts: desk.cases.counts(actor) })),
  count: guarded.cases.count.handler(({ input, context: { desk, actor } }) => desk.cases.count(actor, input.view, input.filter)),
  get: guarded.cases.get.handler(({ input, context: { desk, actor } }) => desk.cases.get(actor, input.caseId)),
  opened: guarded.cases.opened.handler(({ input, context: { desk, actor } }) => {
    desk.cases.opened(actor, input.caseId);
    return { seen: true as const };
  }),
  timeline: guarded.cases.timeline.handler(({ input, context: { desk, actor } }) =>
    desk.cases.timeline(actor, input.caseId, input.before, input.limit),
  ),
  messages: guarded.cases.messages.handler(({ input, context: { desk, actor } }) =>
    desk.messages.page(actor, input.caseId, input.before, input.limit),
  ),
  filePiece: guarded.cases.filePiece.handler(({ input, context: { desk, actor } }) =>
    desk.messages.filePiece(actor, input.fileId, input.offset),
  ),
  create: guarded.cases.create.handler(({ input, context: { desk, actor } }) =>
    desk.cases.create(actor, { ...input, receivedAt: input.receivedAt }),
  ),
  assign: guarded.cases.assign.handler(({ input, context: { desk, actor } }) => desk.changes.assign(actor, input.cases, input.assignee)),
  move: guarded.cases.move.handler(({ input, context: { desk, actor } }) =>
    desk.changes.move(actor, input.cases, input.to, input.approvalReason),
  ),
  reopen: guarded.cases.reopen.handler(({ input, context: { desk, actor } }) => desk.changes.reopen(actor, input, input.reason)),
  addRequest: guarded.cases.addRequest.handler(({ input, context: { desk, actor } }) =>
    desk.changes.addRequest(actor, input, input.kind, input.detail),
  ),
  changeRequest: guarded.cases.changeRequest.handler(({ input, context: { desk, actor } }) =>
    desk.changes.changeRequest(actor, input, input.kind, input.detail),
  ),
  removeRequest: guarded.cases.removeRequest.handler(({ input, context: { desk, actor } }) => desk.changes.removeRequest(actor, input)),
  setOutcome: guarded.cases.setOutcome.handler(({ input, context: { desk, actor } }) => desk.changes.setOutcome(actor, input, input)),
  changeRequester: guarded.cases.changeRequester.handler(({ input, context: { desk, actor } }) =>
    desk.changes.changeRequester(actor, input, input.requester),
  ),
  addNote: guarded.cases.addNote.handler(({ input, context: { desk, actor } }) => desk.changes.addNote(actor, input.caseId, input.text)),
  linkDuplicate: guarded.cases.linkDuplicate.handler(({ input, context: { desk, actor } }) =>
    desk.changes.linkDuplicate(actor, input, input.of),
  ),
  unlinkDuplicate: guarded.cases.unlinkDuplicate.handler(({ input, context: { desk, actor } }) =>
    desk.changes.unlinkDuplicate(actor, input),
  ),
  reveal: guarded.cases.reveal.handler(({ input, context: { desk, actor } }) =>
    desk.changes.reveal(actor, input.caseId, input.field, input.reason),
  ),
  undo: guarded.cases.undo.handler(({ input, context: { desk, actor } }) => undo(desk.command, desk.book, actor, input.undoId)),
};

export const searchProcedures = {
  find: guarded.search.find.handler(({ input, context: { desk, actor } }) => desk.search.find(actor, input.text, input.limit, input.order)),
};
