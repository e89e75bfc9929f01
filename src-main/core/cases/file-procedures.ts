import { DeskError } from '../../../src-shared/errors.ts';
import { guarded } from '../guard.ts';

export const fileProcedures = {
  list: guarded.files.list.handler(({ input, context: { desk, actor } }) => desk.caseFiles.list(actor, input.caseId)),
  begin: guarded.files.begin.handler(({ input, context: { desk, actor } }) => desk.caseFiles.begin(actor, input)),
  piece: guarded.files.piece.handler(({ input, context: { desk, actor } }) =>
    desk.caseFiles.piece(actor, input.fileId, input.offset, bytesOf(input.data)),
  ),
};

/** Base64 as the page sends it. Node reads past what is no base64, so the way back is checked. */
function bytesOf(data: string): Buffer {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.toString('base64') !== data)
    throw new DeskError('invalid', 'A piece of the file arrived damaged. Add the file anew.', { field: 'data' });
  return bytes;
}
