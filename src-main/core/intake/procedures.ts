import { PIECE_BYTES } from '../../../src-shared/contract/intake.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { guarded } from '../guard.ts';

export const intakeProcedures = {
  open: guarded.intake.open.handler(({ input, context: { desk, actor } }) => desk.intake.open(actor, input.files)),
  piece: guarded.intake.piece.handler(({ input: { batchId, data, ...piece }, context: { desk } }) =>
    desk.intake.piece(batchId, { ...piece, data: bytesOf(data) }),
  ),
  watch: guarded.intake.watch.handler(({ input, signal, context: { desk } }) => desk.intake.watch(input.batchId, signal)),
  list: guarded.intake.list.handler(({ input, context: { desk } }) => desk.intake.list(input.before, input.limit)),
  items: guarded.intake.items.handler(({ input, context: { desk, actor } }) =>
    desk.intake.items(actor, input.batchId, input.state, input.after, input.limit),
  ),
  settle: guarded.intake.settle.handler(({ input, context: { desk, actor } }) => desk.intake.settle(actor, input.itemId, input)),
  take: guarded.intake.take.handler(({ input, context: { desk, actor } }) => desk.intake.take(actor, input.batchId, input.items ?? null)),
  cancel: guarded.intake.cancel.handler(({ input, context: { desk, actor } }) => desk.intake.cancel(actor, input.batchId, input.discard)),
  unreadablePiece: guarded.intake.unreadablePiece.handler(({ input, context: { desk, actor } }) =>
    desk.intake.unreadablePiece(actor, input.itemId, input.offset),
  ),
};

/** Base64 as the page sends it. Node reads past what is no base64, so the way back is checked. */
function bytesOf(data: string): Buffer {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > PIECE_BYTES || bytes.length !== Math.floor((data.replace(/=+$/, '').length * 3) / 4)) {
    throw new DeskError('invalid', 'A piece of the file arrived damaged. Drop the file again.', { field: 'data' });
  }
  return bytes;
}
