import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { IntakeItemTable, MessageTable, Tables } from '../database/tables.ts';

export type BatchRecord = Selectable<Tables['intake_batch']>;
export type ItemRecord = Selectable<IntakeItemTable>;
export type MessageRecord = Selectable<MessageTable>;

export const selectBatch = (db: Connection, id: string) => first(db, sql.selectFrom('intake_batch').selectAll().where('id', '=', id));
export const insertBatch = (db: Connection, row: BatchRecord) => change(db, sql.insertInto('intake_batch').values(row));
export const updateBatch = (db: Connection, id: string, patch: Updateable<Tables['intake_batch']>) =>
  change(db, sql.updateTable('intake_batch').set(patch).where('id', '=', id));

export const selectBatches = (db: Connection, before: string | null, limit: number): BatchRecord[] =>
  all(
    db,
    sql
      .selectFrom('intake_batch')
      .selectAll()
      .$if(before !== null, (query) => query.where('id', '<', before as string))
      .orderBy('id', 'desc')
      .limit(limit),
  );

/** Batches that were cut off in the middle of something. */
export const selectCutOff = (db: Connection): BatchRecord[] =>
  all(db, sql.selectFrom('intake_batch').selectAll().where('state', 'in', ['reading', 'importing']).orderBy('id').limit(200));

/** How many items of a batch are in each state. */
export function countItems(db: Connection, batchId: string): Record<string, number> {
  const rows = all(
    db,
    sql
      .selectFrom('intake_item')
      .select(['state', (count) => count.fn.countAll<number>().as('n')])
      .where('batch_id', '=', batchId)
      .groupBy('state'),
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

export const itemsQuery = (batchId: string, state: string | null, after: number, limit: number) =>
  sql
    .selectFrom('intake_item')
    .selectAll()
    .where('batch_id', '=', batchId)
    .$if(state !== null, (query) => query.where('state', '=', state as string))
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit);

export const selectItems = (db: Connection, batchId: string, state: string | null, after: number, limit: number): ItemRecord[] =>
  all(db, itemsQuery(batchId, state, after, limit));
export const selectItem = (db: Connection, id: string) => first(db, sql.selectFrom('intake_item').selectAll().where('id', '=', id));
export const insertItem = (db: Connection, row: Insertable<IntakeItemTable>) => change(db, sql.insertInto('intake_item').values(row));
export const updateItem = (db: Connection, id: string, patch: Updateable<IntakeItemTable>) =>
  change(db, sql.updateTable('intake_item').set(patch).where('id', '=', id));

export const deleteItem = (db: Connection, id: string) => change(db, sql.deleteFrom('intake_item').where('id', '=', id));
/** The first item that is `same` as this message. */
export const selectSameAs = (db: Connection, messageId: string): ItemRecord | undefined =>
  first(db, sql.selectFrom('intake_item').selectAll().where('message_id', '=', messageId).where('state', '=', 'same').orderBy('id'));

export const selectMessage = (db: Connection, id: string): MessageRecord | undefined =>
  first(db, sql.selectFrom('message').selectAll().where('id', '=', id));
export const insertMessage = (db: Connection, row: Insertable<MessageTable>) => change(db, sql.insertInto('message').values(row));
export const giveMessage = (db: Connection, id: string, caseId: string) =>
  change(db, sql.updateTable('message').set({ case_id: caseId }).where('id', '=', id));
export const deleteMessage = (db: Connection, id: string) => change(db, sql.deleteFrom('message').where('id', '=', id));

const LIKE = ['id', 'header_id', 'content_hash', 'case_id', 'received_at'] as const;
/** The newest messages with this Message-ID, and the oldest with this content. */
export const selectByHeader = (db: Connection, headerId: string) =>
  all(db, sql.selectFrom('message').select(LIKE).where('header_id', '=', headerId).orderBy('id').limit(50));
export const selectByContent = (db: Connection, contentHash: string) =>
  all(db, sql.selectFrom('message').select(LIKE).where('content_hash', '=', contentHash).orderBy('id').limit(50));

/** The reference and the seal of the case that a message became. */
export const selectCaseOf = (db: Connection, caseId: string) =>
  first(db, sql.selectFrom('dsr_case').select(['id', 'reference', 'sealed', 'billing']).where('id', '=', caseId));
