import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { type NewCase, openCase } from '../cases/open-case.ts';
import { tellOfMessage } from '../cases/receive.ts';
import { isUnclear } from '../cases/sight.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { ClockBook } from '../deadlines/book.ts';
import {
  giveMessage,
  type ItemRecord,
  type MessageRecord,
  selectItem,
  selectItems,
  selectMessage,
  updateBatch,
  updateItem,
} from './store.ts';
import type { Suggestion } from './suggestion.ts';

/** So many cases are made by one command. */
const GROUP = 50;

export interface TakingOptions {
  readonly batchId: string;
  readonly actor: Actor;
  readonly command: Command;
  readonly book: ClockBook;
}

export interface BackgroundTaking extends TakingOptions {
  readonly signal: AbortSignal;
  readonly onTaken: () => void;
}

/**
 * Makes cases of what is ready, a group at a time, so that the desk answers in between and a stop loses nothing: what is done stays done,
 * what is not stays ready. What the desk takes for no request becomes a case all the same, to be closed as such by a person; only what a
 * person called none is left.
 */
export async function takeIn(options: BackgroundTaking, db: Work['db']): Promise<void> {
  for (;;) {
    options.signal.throwIfAborted();
    const group = selectItems(db, options.batchId, 'ready', -1, GROUP);
    if (group.length === 0) return;
    take(options, group, true);
    options.onTaken();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Makes cases of these messages, in one command: there are 200 at most, and after a crash nobody would know which were meant. */
export function takeNamed(options: TakingOptions, db: Work['db'], items: readonly string[]): void {
  const group = [...new Set(items)]
    .flatMap((id) => selectItem(db, id) ?? [])
    .filter((item) => item.batch_id === options.batchId && item.state === 'ready');
  if (group.length > 0) take(options, group, false);
  finishTaking(options, db);
}

function take({ batchId, actor, command, book }: TakingOptions, group: readonly ItemRecord[], leaving: boolean): void {
  command(actor, { action: 'intake.take', subject: batchId, input: { items: group.map((item) => item.id) } }, (work) => {
    for (const item of group) {
      const message = selectMessage(work.db, item.message_id!)!;
      const suggestion = JSON.parse(message.suggestion ?? '{}') as Suggestion;
      if (leaving && item.settled_kind === 'not_a_request') updateItem(work.db, item.id, { state: 'left' });
      else takeOne(work, book, item, message, suggestion);
    }
    work.touch('batch', batchId);
    work.touch('all');
  });
}

/** Ends the import in the books. */
export function finishTaking({ batchId, actor, command }: TakingOptions, db: Work['db']): void {
  const state = selectItems(db, batchId, 'ready', -1, 1).length > 0 ? 'ready' : 'done';
  command(actor, { action: 'intake.finish', subject: batchId, input: { state } }, (work) => {
    updateBatch(work.db, batchId, { state });
    work.touch('batch', batchId);
  });
}

function takeOne(work: Work, book: ClockBook, item: ItemRecord, message: MessageRecord, suggestion: Suggestion): void {
  const { db } = work;
  const other = item.duplicate_of === null ? undefined : selectMessage(db, item.duplicate_of);
  const opened = openCase(work, book, caseOf(message, suggestion, item.settled_kind, other?.case_id ?? null, work.now), (caseId) => {
    giveMessage(db, message.id, caseId);
    const { id, subject, received_at, id_reused } = message;
    tellOfMessage(work, caseId, { id, subject, receivedAt: received_at as Instant, idReused: id_reused === 1 });
  });
  updateItem(db, item.id, { state: 'taken', case_id: opened.id });
}

/** A message as a case. What is no request, or unclear, becomes a concern that nobody has confirmed: a person says what it is, or closes it. */
function caseOf(message: MessageRecord, suggestion: Suggestion, settled: string | null, duplicateOf: string | null, now: Instant): NewCase {
  const chief = settled ?? suggestion.kind;
  const unclear = isUnclear(chief);
  const kinds: RequestKind[] = unclear
    ? ['concern']
    : [...new Set([chief as RequestKind, ...(settled === null ? suggestion.alsoKinds : [])])];
  const proposal = { kind: chief, confidence: suggestion.confidence, because: suggestion.because };
  return {
    channel: 'email',
    receivedAt: message.received_at < now ? (message.received_at as Instant) : now, // a wrong clock at the sender's gives nobody more time
    language: message.language,
    requester: {
      name: message.from_name,
      role: 'subject',
      email: message.from_email,
      phone: '',
      address: '',
      customerNumber: '',
      country: null,
      region: null,
    },
    requests: kinds.map((kind, index) => ({
      kind,
      detail: '',
      ...(settled !== null && !unclear ? {} : { suggestion: index === 0 ? proposal : { ...proposal, kind } }),
    })),
    duplicateOf,
  };
}
