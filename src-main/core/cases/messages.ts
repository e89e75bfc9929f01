import type { CaseMessage } from '../../../src-shared/contract/cases.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { filesOf, readFile } from '../files/service.ts';
import { mayOpen } from './case-files.ts';
import { findCase } from './change.ts';
import { contact, nameOf } from './rows.ts';
import { maySee, sight } from './sight.ts';
import { selectCase } from './store.ts';

export const messagesQuery = (caseId: string, before: { receivedAt: string; id: string } | null, limit: number) =>
  sql
    .selectFrom('message')
    .selectAll()
    .where('case_id', '=', caseId)
    .$if(before !== null, (query) =>
      query.where((where) => where(where.refTuple('received_at', 'id'), '<', where.tuple(before!.receivedAt, before!.id))),
    )
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);

/** What was written to us, and the files with it. */
export class MessagesService {
  readonly #db: Connection;
  readonly #command: Command;
  /** Files whose taking out is on the ledger since the desk was unlocked. */
  readonly #told = new Set<string>();

  constructor(db: Connection, command: Command) {
    this.#db = db;
    this.#command = command;
  }

  /** A case's messages, newest first. */
  page(actor: Actor, caseId: string, before: string | null, limit: number): { messages: CaseMessage[]; more: boolean } {
    findCase(this.#db, actor, caseId);
    const last =
      before === null
        ? undefined
        : first(this.#db, sql.selectFrom('message').select(['received_at', 'id']).where('id', '=', before).where('case_id', '=', caseId));
    const records = all(this.#db, messagesQuery(caseId, last ? { receivedAt: last.received_at, id: last.id } : null, limit + 1));
    const { masked } = sight(actor);
    const messages = records.slice(0, limit).map(
      (record): CaseMessage => ({
        id: record.id,
        fromName: nameOf(record.from_name, masked),
        fromEmail: contact(record.from_email, masked) ?? { value: '', masked: false },
        subject: record.subject,
        receivedAt: record.received_at as CaseMessage['receivedAt'],
        text: record.text,
        truncated: record.truncated === 1,
        language: record.language,
        idReused: record.id_reused === 1,
        files: filesOf(this.#db, record.id).map(({ id, name, type, bytes }) => ({ id, name, type, bytes, messageId: record.id })),
      }),
    );
    return { messages, more: records.length > limit };
  }

  /** A piece of a file on a case that this person may see. Taking a file out is on the ledger, once, wherever in it somebody begins. */
  filePiece(actor: Actor, fileId: string, offset: number): { data: string; bytes: number; done: boolean } {
    const owner = first(
      this.#db,
      sql
        .selectFrom('file')
        .leftJoin('message', 'message.id', 'file.message_id')
        .select((select) => [select.fn.coalesce('file.case_id', 'message.case_id').as('case_id'), 'file.purpose'])
        .where('file.id', '=', fileId)
        .where('file.sha256', '<>', ''),
    );
    const record = owner?.case_id ? selectCase(this.#db, owner.case_id) : undefined;
    // one answer for a file that is not there and for one of a case that they may not know of
    if (!owner || !record || !maySee(actor, record) || !mayOpen(actor, owner))
      throw new DeskError('not_found', 'There is no such file.', { field: 'fileId' });
    const caseId = record.id;
    if (offset === 0 || !this.#told.has(fileId))
      this.#command(actor, { action: 'file.read', subject: fileId, input: { caseId } }, () => {});
    this.#told.add(fileId);
    return readFile(this.#db, fileId, offset);
  }
}
