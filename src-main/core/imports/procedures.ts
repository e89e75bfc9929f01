import { PIECE_BYTES } from '../../../src-shared/contract/intake.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { guarded } from '../guard.ts';

export const importProcedures = {
  open: guarded.imports.open.handler(({ input, context: { desk, actor } }) => desk.imports.open(actor, input.name, input.bytes)),
  piece: guarded.imports.piece.handler(({ input: { importId, offset, data }, context: { desk, actor } }) =>
    desk.imports.piece(actor, importId, offset, bytesOf(data)),
  ),
  look: guarded.imports.look.handler(({ input, context: { desk, actor } }) => desk.imports.look(actor, input.importId, input.kind)),
  dryRun: guarded.imports.dryRun.handler(({ input, context: { desk, actor } }) => desk.imports.dryRun(actor, input)),
  apply: guarded.imports.apply.handler(({ input, context: { desk, actor } }) => desk.imports.apply(actor, input)),
  discard: guarded.imports.discard.handler(({ input, context: { desk, actor } }) => desk.imports.discard(actor, input.importId)),
};

/** Base64 as the page sends it. Node reads past what is no base64, so the way back is checked. */
function bytesOf(data: string): Buffer {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > PIECE_BYTES || bytes.length !== Math.floor((data.replace(/=+$/, '').length * 3) / 4))
    throw new DeskError('invalid', 'A piece of the file arrived damaged. Drop the file again.', { field: 'data' });
  return bytes;
}
