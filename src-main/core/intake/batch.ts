import type { Batch, BatchItem } from '../../../src-shared/contract/intake.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { contact, nameOf } from '../cases/rows.ts';
import { maySee, sight } from '../cases/sight.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { filesOf } from '../files/service.ts';
import { type BatchRecord, countItems, type ItemRecord, selectCaseOf, selectMessage } from './store.ts';
import type { Suggestion } from './suggestion.ts';

const EXCERPT = 200;

/** A batch as the contract has it. */
export function batchOf(db: Connection, record: BatchRecord): Batch {
  const { ready = 0, same = 0, unreadable = 0, taken = 0, left = 0 } = countItems(db, record.id);
  return {
    id: record.id,
    name: record.name,
    source: record.source as Batch['source'],
    state: record.state as Batch['state'],
    startedAt: record.started_at as Instant,
    bytesRead: record.bytes_read,
    bytesTotal: record.bytes_total,
    ready,
    same,
    unreadable,
    taken,
    left,
  };
}

/** One line of a batch's preview, as this reader may see it. A reference of a case that they may not know of is left out. */
export function itemOf(db: Connection, record: ItemRecord, actor: Actor): BatchItem {
  const { masked } = sight(actor);
  const found = record.message_id === null ? undefined : selectMessage(db, record.message_id);
  const owner = found?.case_id ? selectCaseOf(db, found.case_id) : undefined;
  const message = owner && !maySee(actor, owner) ? undefined : found; // handed to a manager: nothing of it is shown any more
  const suggestion = message?.suggestion ? (JSON.parse(message.suggestion) as Suggestion) : null;
  const referenceOf = (caseId: string | null | undefined): Reference | null => {
    const row = caseId ? selectCaseOf(db, caseId) : undefined;
    return row && maySee(actor, row) ? (row.reference as Reference) : null;
  };
  const other = record.duplicate_of === null ? undefined : selectMessage(db, record.duplicate_of);
  return {
    id: record.id,
    position: record.position,
    state: record.state as BatchItem['state'],
    file: record.file,
    index: record.mbox_index,
    problem: record.problem,
    fromName: nameOf(message?.from_name ?? '', masked),
    fromEmail: message ? contact(message.from_email, masked) : null,
    subject: message?.subject ?? '',
    receivedAt: (message?.received_at as Instant | undefined) ?? null,
    language: message?.language ?? null,
    suggestion: suggestion && {
      ...suggestion,
      kind: (record.settled_kind ?? suggestion.kind) as Suggestion['kind'],
      alsoKinds: [...suggestion.alsoKinds],
      because: [...suggestion.because],
    },
    settled: record.settled_kind !== null,
    excerpt: message
      ? message.text
          .slice(0, 4 * EXCERPT)
          .replace(/\s+/g, ' ')
          .trim()
          .slice(0, EXCERPT)
      : '',
    files: record.state === 'ready' && message ? filesOf(db, message.id).length : 0,
    duplicate: record.duplicate === null ? null : { reason: record.duplicate as 'same_content', reference: referenceOf(other?.case_id) },
    reference: referenceOf(record.case_id) ?? (record.state === 'same' ? referenceOf(other?.case_id) : null),
  };
}
