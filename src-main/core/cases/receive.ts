import { createHash } from 'node:crypto';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Work } from '../command.ts';
import { change, sql } from '../database/query.ts';
import { storeFile } from '../files/service.ts';
import { insertTimeline } from './store.ts';

export interface ReceivedMessage {
  readonly fromName: string;
  readonly fromEmail: string;
  readonly subject: string;
  readonly receivedAt: Instant;
  readonly text: string;
  readonly language: string | null;
  readonly files: readonly { readonly name: string; readonly type: string; readonly data: Uint8Array }[];
}

/**
 * Puts a message that is in memory whole onto a case, with its files and its line on the timeline. Call it inside a command, in
 * `openCase`'s `beforeSearch`, so that the message is found too.
 */
export function receiveMessage({ db, newId, now }: Work, caseId: string, message: ReceivedMessage): string {
  const { fromName, fromEmail, subject, receivedAt, text, language, files } = message;
  const id = newId();
  const content = JSON.stringify([fromEmail, subject, text, files.map((file) => createHash('sha256').update(file.data).digest('hex'))]);
  change(
    db,
    sql.insertInto('message').values({
      id,
      case_id: caseId,
      header_id: null,
      content_hash: createHash('sha256').update(content).digest('hex'),
      from_name: fromName,
      from_email: fromEmail,
      subject,
      received_at: receivedAt,
      text,
      truncated: 0,
      language,
      suggestion: null,
      id_reused: 0,
    }),
  );
  for (const { data, ...file } of files) storeFile(db, { ...file, id: newId(), messageId: id, addedAt: now }, data);
  tellOfMessage({ db, newId }, caseId, { id, subject, receivedAt, idReused: false });
  return id;
}

/** The line on the timeline for a message that is on the case, at the time at which it was received. Called inside a command. */
export function tellOfMessage(
  { db, newId }: Pick<Work, 'db' | 'newId'>,
  caseId: string,
  message: { readonly id: string; readonly subject: string; readonly receivedAt: Instant; readonly idReused: boolean },
): void {
  const { id: messageId, subject, receivedAt, idReused } = message;
  insertTimeline(db, { id: newId(), caseId, at: receivedAt, actor: 'system', type: 'message', facts: { subject, messageId, idReused } });
}
