import { PIECE_BYTES } from '../../../src-shared/contract/intake.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { type Caller, guarded } from '../guard.ts';

export const importProcedures = {
  open: guarded.imports.open.handler(({ input, context: { desk, actor } }) => desk.imports.open(actor, input.name, input.bytes)),
  piece: guarded.imports.piece.handler(({ input: { importId, offset, data }, context: { desk, actor } }) =>
    desk.imports.piece(actor, importId, offset, bytesOf(data)),
  ),
  look: guarded.imports.look.handler(({ input, context: { desk, actor } }) => desk.imports.look(actor, input.importId, input.kind)),
  dryRun: guarded.imports.dryRun.handler(async ({ input, context: { session, desk, actor } }) =>
    refusing(session, 'imports.dryRun', await desk.imports.dryRun(actor, input)),
  ),
  apply: guarded.imports.apply.handler(async ({ input, context: { session, desk, actor } }) =>
    refusing(session, 'imports.apply', await desk.imports.apply(actor, input)),
  ),
  discard: guarded.imports.discard.handler(({ input, context: { desk, actor } }) => desk.imports.discard(actor, input.importId)),
};

/** What goes wrong in the middle leaves as a typed error too: the guard has answered by then. */
async function* refusing<T>(session: Caller['session'], procedure: string, steps: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* steps;
  } catch (error) {
    throw session.refused(procedure, 'directory.import', error);
  }
}

/** Base64 as the page sends it. Node reads past what is no base64, so the way back is checked. */
function bytesOf(data: string): Buffer {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > PIECE_BYTES || bytes.length !== Math.floor((data.replace(/=+$/, '').length * 3) / 4))
    throw new DeskError('invalid', 'A piece of the file arrived damaged. Drop the file again.', { field: 'data' });
  return bytes;
}
