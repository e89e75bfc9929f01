import type { Connection } from '../../core/database/open.ts';
import type { Random } from '../../core/demo/random.ts';
import { inserter } from './insert.ts';
import type { InventedCase } from './invent.ts';
import type { LedgerDays } from './ledger-days.ts';

const DAY = 86_400_000;
/** What was sent has left the outbox; what is younger still waits. */
const UNSENT = 2 * DAY;

/** Writes invented cases, a row at a time through prepared inserts. Triggers keep tally and search, as they always do. */
export class CaseWriter {
  readonly #write: (invented: InventedCase) => void;

  constructor(db: Connection, ledger: LedgerDays, random: Random, now: number) {
    const insertCase = inserter(db, 'dsr_case', [
      ...(['seq', 'id', 'reference', 'status', 'open', 'sealed', 'billing', 'channel', 'language', 'kinds', 'assignee', 'unread'] as const),
      ...(['requester_role', 'requester_name', 'email', 'phone', 'address', 'customer_number', 'country', 'region'] as const),
      ...(['received_at', 'updated_at', 'closed_at', 'work_by_on', 'due_key', 'regime', 'clock', 'band', 'duplicate_of'] as const),
      ...(['version', 'hlc'] as const),
    ]);
    const insertRequest = inserter(db, 'request', [
      ...(['id', 'case_id', 'position', 'kind', 'detail', 'suggestion', 'confirmed', 'outcome', 'denial_reason'] as const),
      ...(['outcome_note', 'outcome_by', 'outcome_at', 'version', 'hlc'] as const),
    ]);
    const insertPin = inserter(db, 'request_regime', [
      ...([
        'request_id',
        'regime',
        'case_id',
        'position',
        'regime_version',
        'calendar',
        'calendar_version',
        'time_zone',
        'origin',
      ] as const),
    ]);
    const insertEvent = inserter(db, 'deadline_event', [
      ...(['id', 'case_id', 'request_id', 'regime', 'type', 'on_date', 'by_staff', 'recorded_at', 'reason', 'withdrawn_at'] as const),
    ]);
    const insertLine = inserter(db, 'timeline_entry', ['id', 'case_id', 'at', 'actor', 'type', 'facts']);
    const insertMessage = inserter(db, 'message', [
      ...(['id', 'case_id', 'header_id', 'content_hash', 'from_name', 'from_email', 'subject', 'received_at', 'text'] as const),
      ...(['truncated', 'language', 'suggestion', 'id_reused'] as const),
    ]);
    const insertFile = inserter(db, 'file', ['id', 'message_id', 'name', 'type', 'bytes', 'sha256', 'added_at']);
    const insertPiece = inserter(db, 'file_piece', ['file_id', 'position', 'data']);
    const text = ['seq', 'reference', 'who', 'subject', 'body', 'notes'] as const;
    const insertText = [inserter(db, 'case_text', text), inserter(db, 'sealed_text', text)] as const;
    const insertOutbox = inserter(db, 'outbox', ['id', 'entity', 'entity_id', 'entity_version', 'operation', 'hlc', 'created_at']);

    this.#write = ({ row, requests, pins, events, timeline, message, file, text, deeds }) => {
      insertCase(row);
      for (const request of requests) insertRequest(request);
      for (const pin of pins) insertPin(pin);
      for (const event of events) insertEvent(event);
      for (const line of timeline) insertLine(line);
      if (message) insertMessage(message);
      if (file) {
        insertFile(file.head);
        insertPiece({ file_id: file.head.id, position: 0, data: file.data });
      }
      insertText[row.sealed ? 1 : 0](text);
      const changed = Date.parse(row.updated_at);
      if (now - changed < UNSENT) {
        const entry = {
          entity: 'case',
          entity_id: row.id,
          entity_version: row.version,
          operation: row.version === 1 ? 'created' : 'changed',
        };
        insertOutbox({ ...entry, id: random.uuidAt(changed), hlc: row.hlc, created_at: row.updated_at });
      }
      for (const deed of deeds) ledger.add(deed);
    };
  }

  write(invented: InventedCase): void {
    this.#write(invented);
  }
}
