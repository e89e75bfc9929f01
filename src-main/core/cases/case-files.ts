import type { AddedFile } from '../../../src-shared/contract/files.ts';
import { PIECE_BYTES } from '../../../src-shared/contract/intake.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';
import { type Actor, type Command, SYSTEM } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { addPiece, beginFile, finishFile, measureFile, PIECE, removeFile } from '../files/service.ts';
import { findCase } from './change.ts';
import { tellOnCase } from './line.ts';
import { maySee } from './sight.ts';
import { selectCase } from './store.ts';

const MOST_FILES = 100;

export interface NewFile {
  readonly caseId: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly purpose: AddedFile['purpose'];
}

/** A file that hangs on a case, with the seal of that case. */
export const addedFileQuery = (fileId: string) =>
  sql.selectFrom('file').select(['id', 'case_id', 'purpose', 'bytes', 'sha256']).where('id', '=', fileId).where('case_id', 'is not', null);

export const addedFilesQuery = (caseId: string) =>
  sql.selectFrom('file').selectAll().where('case_id', '=', caseId).where('sha256', '<>', '').orderBy('id').limit(MOST_FILES);

/** Papers that were taken only to verify are for those who verify. */
export const mayOpen = (actor: Actor, file: { readonly purpose: string | null }): boolean =>
  file.purpose !== 'verification' || may(actor.roles, 'identity.verify');

/** Files that staff put onto a case: a signed paper, a letter that was scanned. */
export class CaseFiles {
  readonly #db: Connection;
  readonly #command: Command;

  constructor(db: Connection, command: Command) {
    this.#db = db;
    this.#command = command;
  }

  list(actor: Actor, caseId: string): { files: AddedFile[] } {
    findCase(this.#db, actor, caseId);
    const files = all(this.#db, addedFilesQuery(caseId)).filter((file) => mayOpen(actor, file));
    return {
      files: files.map(({ id, name, type, bytes, purpose }) => ({ id, name, type, bytes, purpose: purpose as AddedFile['purpose'] })),
    };
  }

  /** Begins a file; its pieces follow. */
  begin(actor: Actor, { caseId, name, type, bytes, purpose }: NewFile): { fileId: string } {
    const input = { caseId, name, type, bytes, purpose };
    return this.#command(actor, { action: 'file.begin', subject: caseId, input }, ({ db, newId, now, about }) => {
      const record = findCase(db, actor, caseId);
      if (record.open === 0) throw new DeskError('not_allowed', `${record.reference} is closed. Reopen it first.`);
      if (!mayOpen(actor, { purpose }))
        throw new DeskError('not_allowed', 'Papers to verify with are taken by support and managers. Hand the case to them.', {
          field: 'purpose',
        });
      const { there } = first(
        db,
        sql
          .selectFrom('file')
          .select((select) => select.fn.countAll<number>().as('there'))
          .where('case_id', '=', caseId),
      )!;
      if (there >= MOST_FILES)
        throw new DeskError('not_allowed', `There are ${MOST_FILES} files on ${record.reference}: it takes no more.`, { field: 'name' });
      const fileId = newId();
      beginFile(db, { id: fileId, messageId: null, name, type, addedAt: now }, { caseId, purpose, bytes });
      about(fileId);
      return { fileId };
    });
  }

  /** The next piece. With the last one the file is on the case, and a line on its timeline. */
  piece(actor: Actor, fileId: string, offset: number, data: Uint8Array): { bytes: number; done: boolean } {
    return this.#command(actor, { action: 'file.piece', subject: fileId, input: { offset, bytes: data.length } }, (work) => {
      const { db } = work;
      const file = first(db, addedFileQuery(fileId));
      const record = file?.case_id ? selectCase(db, file.case_id) : undefined;
      // one answer for a file that is not there and for one of a case that they may not know of
      if (!file || !record || !maySee(actor, record) || !mayOpen(actor, file))
        throw new DeskError('not_found', 'There is no such file.', { field: 'fileId' });
      if (file.sha256 !== '') throw new DeskError('not_allowed', 'This file is there already.', { field: 'fileId' });
      if (record.open === 0) throw new DeskError('not_allowed', `${record.reference} is closed. Reopen it first.`);
      const there = receivedOf(db, fileId);
      if (offset !== there) throw new DeskError('stale', `The next piece begins at ${there}. Add the file anew.`, { field: 'offset' });
      const rest = file.bytes - there;
      if (data.length !== Math.min(PIECE_BYTES, rest))
        throw new DeskError('invalid', 'A piece of the file has another length than it should. Add the file anew.', { field: 'data' });
      for (let at = 0; at < data.length; at += PIECE) addPiece(db, fileId, offset + at, data.subarray(at, at + PIECE));
      const bytes = there + data.length;
      if (bytes < file.bytes) return { bytes, done: false };
      finishFile(db, fileId, bytes, measureFile(db, fileId).sha256);
      tellOnCase(work, record.id, 'file_added', { purpose: file.purpose });
      return { bytes, done: true };
    });
  }

  /** Takes out what was never finished: the desk was locked meanwhile. Called when the desk opens. */
  removeUnfinished(): void {
    const unfinished = sql.selectFrom('file').select('id').where('case_id', 'is not', null).where('sha256', '=', '');
    for (const { id } of all(this.#db, unfinished))
      this.#command(SYSTEM, { action: 'file.cut_off', subject: id, input: {} }, ({ db }) => removeFile(db, id));
  }
}

/** How much of a file is there. Pieces lie in order and all but the last are of one size. */
function receivedOf(db: Connection, fileId: string): number {
  const last = first(
    db,
    sql.selectFrom('file_piece').select(['position', 'data']).where('file_id', '=', fileId).orderBy('position', 'desc').limit(1),
  );
  return last === undefined ? 0 : last.position + last.data.length;
}
