import { DeskError } from '../../../src-shared/errors.ts';

/** What a failure of the queue file is in words, where it is one that staff can do something about: no room, no access, damage. */
export function fileFailure(error: unknown): DeskError | null {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'SQLITE_FULL') {
    return new DeskError('unavailable', 'The disk is full. Nothing was changed; make room on it and try again.', { cause: error });
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    const sentence =
      'The queue file is damaged. Nothing was changed by this; lock the desk, keep its data folder as it is, and restore a backup.';
    return new DeskError('damaged', sentence, { cause: error });
  }
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|BUSY|PERM)/.test(code)) {
    const sentence =
      'The queue file cannot be read or written now. See that its disk is there and that nothing else uses the data folder, then try again.';
    return new DeskError('unavailable', sentence, { cause: error });
  }
  return null;
}
