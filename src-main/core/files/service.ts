import { createHash } from 'node:crypto';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';

/** Files lie in the encrypted queue in pieces of this size; only the last one is shorter. */
export const PIECE = 256 * 1024;

/** The most that one answer carries of a file. */
const ANSWER_BYTES = 2 * PIECE;

export interface FileHead {
  readonly id: string;
  readonly messageId: string | null;
  readonly name: string;
  readonly type: string;
  readonly addedAt: string;
}

/** Whose a file is that staff put onto a case, and how long it is to be. */
export interface OnCase {
  readonly caseId: string;
  readonly purpose: 'case' | 'verification';
  readonly bytes: number;
}

/** Begins a file whose pieces are still to come. Like all of these, called inside a command. */
export function beginFile(db: Connection, file: FileHead, onCase?: OnCase): void {
  const { messageId, addedAt, ...rest } = file;
  const added = onCase === undefined ? { bytes: 0 } : { bytes: onCase.bytes, case_id: onCase.caseId, purpose: onCase.purpose };
  change(db, sql.insertInto('file').values({ ...rest, ...added, message_id: messageId, sha256: '', added_at: addedAt }));
}

/** Puts in the next piece; `position` is that of its first byte and a multiple of `PIECE`. */
export function addPiece(db: Connection, fileId: string, position: number, data: Uint8Array): void {
  if (position % PIECE !== 0 || data.length > PIECE) throw new Error(`no piece of a file: ${data.length} bytes at ${position}`);
  change(db, sql.insertInto('file_piece').values({ file_id: fileId, position, data: Buffer.from(data) }));
}

/** Gives a file to a message. */
export function giveFile(db: Connection, fileId: string, messageId: string | null): void {
  change(db, sql.updateTable('file').set({ message_id: messageId }).where('id', '=', fileId));
}

/** Says that a file is whole. */
export function finishFile(db: Connection, fileId: string, bytes: number, sha256: string): void {
  change(db, sql.updateTable('file').set({ bytes, sha256 }).where('id', '=', fileId));
}

/** How many bytes of a file are there, and what they hash to. Piece by piece: a file is not held in memory whole. */
export function measureFile(db: Connection, fileId: string): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  for (;;) {
    const query = sql.selectFrom('file_piece').select('data').where('file_id', '=', fileId).where('position', '=', bytes);
    const piece = first(db, query);
    if (!piece || piece.data.length === 0) return { bytes, sha256: hash.digest('hex') };
    hash.update(piece.data);
    bytes += piece.data.length;
  }
}

/** Stores a file that is in memory whole. */
export function storeFile(db: Connection, file: FileHead, data: Uint8Array): void {
  beginFile(db, file);
  for (let position = 0; position < data.length; position += PIECE)
    addPiece(db, file.id, position, data.subarray(position, position + PIECE));
  finishFile(db, file.id, data.length, createHash('sha256').update(data).digest('hex'));
}

/** Takes a file out, with its pieces. */
export function removeFile(db: Connection, fileId: string): void {
  change(db, sql.deleteFrom('file_piece').where('file_id', '=', fileId));
  change(db, sql.deleteFrom('file').where('id', '=', fileId));
}

/** Takes out all that a message brought. */
export function removeFilesOf(db: Connection, messageId: string): void {
  for (const { id } of all(db, sql.selectFrom('file').select('id').where('message_id', '=', messageId))) removeFile(db, id);
}

/** Takes out the files whose pieces stopped coming: what brought them was cut off. Called while nothing comes in. */
export function removeUnfinishedFiles(db: Connection): void {
  for (const { id } of all(db, sql.selectFrom('file').select('id').where('sha256', '=', ''))) removeFile(db, id);
}

/** A part of a file from `offset` on, a multiple of `PIECE`. */
export function readFile(db: Connection, fileId: string, offset: number): { data: string; bytes: number; done: boolean } {
  const file = first(db, sql.selectFrom('file').select('bytes').where('id', '=', fileId));
  if (!file) throw new DeskError('not_found', 'There is no such file.', { field: 'fileId' });
  if (offset % PIECE !== 0) throw new DeskError('invalid', `Files are read in steps of ${PIECE} bytes.`, { field: 'offset' });
  const pieces = all(
    db,
    sql
      .selectFrom('file_piece')
      .select('data')
      .where('file_id', '=', fileId)
      .where('position', '>=', offset)
      .where('position', '<', offset + ANSWER_BYTES)
      .orderBy('position'),
  );
  const data = Buffer.concat(pieces.map((piece) => piece.data));
  return { data: data.toString('base64'), bytes: file.bytes, done: offset + data.length >= file.bytes };
}

/** The piece of a file that begins at this position, as it lies in the queue; undefined after the last one. */
export const pieceAt = (db: Connection, fileId: string, position: number): Buffer | undefined =>
  first(db, sql.selectFrom('file_piece').select('data').where('file_id', '=', fileId).where('position', '=', position))?.data;

/** A message's files. */
export const filesOf = (db: Connection, messageId: string) =>
  all(db, sql.selectFrom('file').selectAll().where('message_id', '=', messageId).where('sha256', '<>', '').orderBy('id').limit(500));
