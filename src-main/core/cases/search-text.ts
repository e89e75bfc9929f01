import type { Connection } from '../database/open.ts';
import { all, change, first, sql } from '../database/query.ts';
import type { MessageTable, RequestTable } from '../database/tables.ts';
import type { CaseRecord } from './rows.ts';

/** Of each message this much is searched: more than anyone writes, less than a log file pasted into a mail. */
const SEARCHED_CHARACTERS = 64 * 1024;

const TABLES = ['case_text', 'sealed_text'] as const;

/** Writes anew what a case can be found by, in the table that its seal says. Called inside the command that changed it. */
export function writeSearchText(db: Connection, record: CaseRecord): void {
  const [own, other] = record.sealed ? ([TABLES[1], TABLES[0]] as const) : TABLES;
  change(db, sql.deleteFrom(other).where('seq', '=', record.seq));
  const row = { seq: record.seq, ...searchText(db, record) };
  const kept = first(db, sql.selectFrom(own).selectAll().where('seq', '=', record.seq));
  if (!kept) change(db, sql.insertInto(own).values(row));
  // taking each word out of the index for good and putting it in again costs more than all the rest of a command
  else if (SEARCHED.some((column) => kept[column] !== row[column])) change(db, sql.updateTable(own).set(row).where('seq', '=', record.seq));
}

const SEARCHED = ['reference', 'who', 'subject', 'body', 'notes'] as const;

function searchText(db: Connection, record: CaseRecord) {
  const messages = all(
    db,
    sql
      .selectFrom('message')
      .select(['from_name', 'from_email', 'subject', 'text'])
      .where('case_id', '=', record.id)
      .orderBy('received_at')
      .limit(200),
  );
  const requests = all(
    db,
    sql.selectFrom('request').select(['detail', 'outcome_note']).where('case_id', '=', record.id).orderBy('position'),
  );
  const notes = all(
    db,
    sql
      .selectFrom('timeline_entry')
      .select('facts')
      .where('case_id', '=', record.id)
      .where('type', '=', 'note')
      .orderBy('id', 'desc')
      .limit(500),
  ).map((note) => String((JSON.parse(note.facts) as { text?: unknown }).text ?? ''));
  return searchTextOf(record, { messages, requests, notes });
}

/** What a case can be found by, put together from what hangs on it: messages from the oldest on, requests in order, notes from the newest on. */
export function searchTextOf(
  record: Pick<CaseRecord, 'reference' | 'requester_name' | 'email' | 'phone' | 'address' | 'customer_number'>,
  parts: {
    readonly messages: readonly Pick<MessageTable, 'from_name' | 'from_email' | 'subject' | 'text'>[];
    readonly requests: readonly Pick<RequestTable, 'detail' | 'outcome_note'>[];
    readonly notes: readonly string[];
  },
) {
  const { messages, requests, notes } = parts;
  const lines = (...parts: readonly string[]) => [...new Set(parts.filter((part) => part !== ''))].join('\n');
  return {
    reference: record.reference.slice(4),
    who: lines(
      record.requester_name,
      record.email,
      record.phone,
      record.phone.replace(/\D/g, ''),
      record.address,
      record.customer_number,
      ...messages.flatMap((message) => [message.from_name, message.from_email]),
    ),
    subject: lines(...messages.map((message) => message.subject)),
    body: lines(...messages.map((message) => message.text.slice(0, SEARCHED_CHARACTERS)), ...requests.map((request) => request.detail)),
    notes: lines(...notes, ...requests.map((request) => request.outcome_note)),
  };
}
