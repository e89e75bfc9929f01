import { localDate } from '../../../src-shared/deadlines/index.ts';
import type { Channel, RequesterRole, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { type Reference, referenceOf } from '../../../src-shared/vocabulary/reference.ts';
import type { Work } from '../command.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { insertEvent, replacePins } from '../deadlines/service.ts';
import { clockedCase, dueColumns } from './due.ts';
import type { CaseRecord } from './rows.ts';
import { writeSearchText } from './search-text.ts';
import { isBillings, isUnclear } from './sight.ts';
import { insertCase, insertRequest, insertTimeline, selectCase, takeCounter } from './store.ts';

/** Everything a new case begins with. Empty strings where nothing is known. */
export interface NewCase {
  readonly channel: Channel;
  readonly receivedAt: Instant;
  readonly language: string | null;
  readonly requester: {
    readonly name: string;
    readonly role: RequesterRole;
    readonly email: string;
    readonly phone: string;
    readonly address: string;
    readonly customerNumber: string;
    readonly country: string | null;
    readonly region: string | null;
  };
  readonly requests: readonly {
    readonly kind: RequestKind;
    readonly detail: string;
    readonly suggestion?: { readonly kind: string; readonly confidence: number; readonly because: readonly string[] };
    /** The rules that hold for it, where more is known than kind and place; else they are suggested. */
    readonly regimes?: readonly string[];
  }[];
  readonly note?: string;
  readonly assignee?: string;
  readonly duplicateOf?: string | null;
}

export interface Opened {
  readonly id: string;
  readonly reference: Reference;
  readonly sealed: boolean;
  readonly record: CaseRecord;
}

const SPOKEN: readonly string[] = ['phone', 'in_person'] satisfies Channel[];

/** Whether the person is told at once, on this channel, that the request has arrived. */
export const isSpoken = (channel: string): boolean => SPOKEN.includes(channel);

/** Whether these kinds seal a case from intake on: legal process does. */
export const seals = (kinds: readonly RequestKind[]): boolean => kinds.includes('legal_process');

/**
 * Opens a case: its row, its requests, the first lines of its timeline, its place in the outbox and in the search.
 * Call it inside a command. `beforeSearch` puts in what belongs to the case and must be found, such as its message.
 */
export function openCase(work: Work, book: ClockBook, input: NewCase, beforeSearch: (caseId: string) => void = () => {}): Opened {
  const { db, now, hlc, actor, newId } = work;
  const id = newId();
  const { desk, counter } = takeCounter(db);
  const reference = referenceOf(desk, counter);
  const kinds = [...new Set(input.requests.map((request) => request.kind))];
  const sealed = seals(kinds);
  const { requester } = input;
  const requests = input.requests.map((request) => ({ ...request, id: newId() }));
  const facts = clockedCase(
    { id, received_at: input.receivedAt, closed_at: null, country: requester.country, region: requester.region },
    requests,
  );
  const pins = requests.flatMap((request) => {
    const { id: requestId, regimes } = request;
    if (regimes === undefined) return book.suggest(db, facts, request, []);
    return regimes.map((regime, position) => book.pin(db, facts, { requestId, regime, position }));
  });
  // whoever asks in person hears at once that we have it
  const acknowledged = isSpoken(input.channel)
    ? [{ request_id: null, regime: null, type: 'acknowledged', on_date: localDate(input.receivedAt, book.office.timeZone) }]
    : [];
  const due = book.govern(book.compute(db, facts, pins, acknowledged), true);
  insertCase(db, {
    id,
    reference,
    status: 'new',
    open: 1,
    sealed: sealed ? 1 : 0,
    billing: isBillings(kinds) && !input.requests.some(({ suggestion }) => suggestion && isUnclear(suggestion.kind)) ? 1 : 0,
    channel: input.channel,
    language: input.language,
    kinds: JSON.stringify(kinds),
    assignee: input.assignee ?? '',
    unread: 1,
    requester_role: requester.role,
    requester_name: requester.name,
    email: requester.email.toLowerCase(),
    phone: requester.phone,
    address: requester.address,
    customer_number: requester.customerNumber,
    country: requester.country,
    region: requester.region,
    received_at: input.receivedAt,
    updated_at: now,
    closed_at: null,
    ...dueColumns(due),
    duplicate_of: input.duplicateOf ?? null,
    version: 1,
    hlc,
  });
  requests.forEach((request, position) => {
    insertRequest(db, {
      id: request.id,
      case_id: id,
      position,
      kind: request.kind,
      detail: request.detail,
      suggestion: request.suggestion ? JSON.stringify(request.suggestion) : null,
      confirmed: request.suggestion ? 0 : 1,
      outcome: null,
      denial_reason: null,
      outcome_note: '',
      outcome_by: null,
      outcome_at: null,
      version: 1,
      hlc,
    });
  });
  for (const request of requests)
    replacePins(
      db,
      request.id,
      pins.filter((pin) => pin.request_id === request.id),
    );
  for (const event of acknowledged) {
    insertEvent(db, { ...event, id: newId(), case_id: id, by_staff: actor.staffId, recorded_at: now, reason: '', withdrawn_at: null });
  }
  const line = (type: string, facts: Readonly<Record<string, unknown>>) =>
    insertTimeline(db, { id: newId(), caseId: id, at: now, actor: actor.staffId, type, facts });
  line('taken_in', { channel: input.channel });
  if (input.note) line('note', { text: input.note });
  beforeSearch(id);
  const record = selectCase(db, id)!;
  writeSearchText(db, record);
  work.outbox({ entity: 'case', entityId: id, entityVersion: 1, operation: 'created' });
  if (!sealed || actor.roles.includes('manager')) work.touch('case', id);
  work.touch('counts');
  return { id, reference, sealed, record };
}
