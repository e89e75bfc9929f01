import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import { localDate } from '../../../src-shared/deadlines/index.ts';
import type { CaseStatus, Channel, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import { instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { referenceOf } from '../../../src-shared/vocabulary/reference.ts';
import { clockedCase, dueColumns } from '../../core/cases/due.ts';
import { seals } from '../../core/cases/open-case.ts';
import { searchTextOf } from '../../core/cases/search-text.ts';
import { isBillings } from '../../core/cases/sight.ts';
import type { Connection } from '../../core/database/open.ts';
import type {
  CaseTable,
  DeadlineEventTable,
  MessageTable,
  RequestRegimeTable,
  RequestTable,
  Tables,
  TextTable,
} from '../../core/database/tables.ts';
import { type ClockBook, computePins } from '../../core/deadlines/book.ts';
import { type Colleague, inventHistory, type Step, workersFor } from '../../core/demo/history.ts';
import type { Material } from '../../core/demo/material.ts';
import { inventPerson, type Person } from '../../core/demo/person.ts';
import type { Random } from '../../core/demo/random.ts';
import { drawChannel, drawKind, drawRole, isSpoken, isWritten, placeFor } from '../../core/demo/sample.ts';
import type { Words } from './words.ts';

/** One line for the ledger, to be put in its place among all others by its time. */
export interface Deed {
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly input: unknown;
}

/** A case with all its rows, as if everything in its history had been done at its time. */
export interface InventedCase {
  readonly row: Insertable<CaseTable> & { readonly seq: number };
  readonly requests: readonly Insertable<RequestTable>[];
  readonly pins: readonly Insertable<RequestRegimeTable>[];
  readonly events: readonly Insertable<DeadlineEventTable>[];
  readonly timeline: readonly Insertable<Tables['timeline_entry']>[];
  readonly message: Insertable<MessageTable> | null;
  readonly file: { readonly head: Insertable<Tables['file']>; readonly data: Buffer } | null;
  readonly text: TextTable;
  readonly deeds: readonly Deed[];
}

export interface InventorOptions {
  readonly db: Connection;
  readonly random: Random;
  readonly material: Material;
  readonly words: Words;
  readonly staff: readonly Colleague[];
  readonly book: ClockBook;
  readonly device: string;
  readonly deskNumber: number;
  /** The moment at which the queue stands, in milliseconds since 1970. */
  readonly now: number;
}

const DAY = 86_400_000;
/** A repeated request follows within so many cases. */
const REPEATED_WITHIN = 40;

/** Invents one case after the other, each as the desk itself would have left it. */
export class Inventor {
  readonly #options: InventorOptions;
  /** The last cases that another may repeat. */
  readonly #recent: { readonly id: string; readonly person: Person; readonly kinds: readonly RequestKind[] }[] = [];

  constructor(options: InventorOptions) {
    this.#options = options;
  }

  /** The case number `index`, received at that moment. */
  next(index: number, receivedAt: number): InventedCase {
    const { random, material, words, staff, device, deskNumber, now } = this.#options;
    const earlier = this.#recent.length > 0 && random.chance(0.015) ? random.pick(this.#recent) : null;
    const channel = drawChannel(random);
    const kinds = earlier?.kinds ?? this.#kinds(channel);
    const person = earlier?.person ?? inventPerson(random, material);
    const until = this.#until(receivedAt, kinds);
    const status: CaseStatus = until <= now ? 'closed' : placeFor(this.#statusAt(now - receivedAt), kinds);
    const id = random.uuidAt(receivedAt);
    if (!earlier && !seals(kinds)) this.#remember({ id, person, kinds });
    const assigned = status !== 'new' && (status !== 'triaged' || random.chance(0.4));
    const wanted = { status, kinds, from: receivedAt, until: Math.min(until, now), staff, assigned, spoken: isSpoken(channel) };
    const steps = inventHistory(random, { ...wanted, notes: random.below(3) });
    const workers = workersFor(staff, kinds);
    const by = isWritten(channel) || channel === 'gpc_signal' ? 'system' : random.pick(workers).id;
    const hlc = `${Math.max(receivedAt, steps.at(-1)?.at ?? 0)
      .toString(16)
      .padStart(12, '0')}-0000-${device}`;
    const text = words.text(random, 300 + random.below(600));
    const subject = words.line(random, 2 + random.below(6));
    const requests = kinds.map((kind, position) => this.#request(id, kind, position, receivedAt, hlc, channel, text, steps));
    const message = isWritten(channel) ? this.#message(id, person, receivedAt, subject, text) : null;
    const timeline = this.#timeline(id, receivedAt, by, channel, message, steps);
    const events = this.#events(id, receivedAt, by, channel, steps);
    const closedAt = status === 'closed' ? instantOf(steps.findLast((step) => step.does === 'moved')?.at ?? until) : null;
    const { requester } = person;
    const facts = clockedCase(
      { id, received_at: instantOf(receivedAt), closed_at: closedAt, country: requester.country, region: requester.region },
      requests,
    );
    const { book, db } = this.#options;
    const pins = facts.requests.flatMap((request) => book.suggest(db, facts, request, []));
    const open = status !== 'closed';
    const due = dueColumns(book.govern(computePins(facts, pins, events, book.catalogue(db)), open));
    const assignee = steps.findLast((step) => step.does === 'assigned');
    const row = {
      seq: index + 1,
      id,
      reference: referenceOf(deskNumber, index),
      status,
      open: open ? 1 : 0,
      sealed: seals(kinds) ? 1 : 0,
      billing: isBillings(kinds) ? 1 : 0,
      channel,
      language: channel === 'gpc_signal' ? null : person.language,
      kinds: JSON.stringify(kinds),
      assignee: assignee?.to.id ?? '',
      unread: steps.some((step) => step.does === 'opened') ? 0 : 1,
      requester_role: drawRole(random, channel, kinds),
      requester_name: requester.name,
      email: requester.email.toLowerCase(),
      phone: requester.phone,
      address: requester.address,
      customer_number: requester.customerNumber,
      country: requester.country,
      region: requester.region,
      received_at: instantOf(receivedAt),
      updated_at: instantOf(steps.at(-1)?.at ?? receivedAt),
      closed_at: closedAt,
      ...due,
      duplicate_of: earlier?.id ?? null,
      version: 1 + steps.filter((step) => step.does !== 'opened' && step.does !== 'note').length,
      hlc,
    };
    const notes = timeline.filter((entry) => entry.type === 'note').map((entry) => (JSON.parse(entry.facts) as { text: string }).text);
    return {
      row,
      requests,
      pins,
      events,
      timeline,
      message,
      file: message && random.chance(0.08) ? this.#file(message.id, receivedAt) : null,
      text: { seq: row.seq, ...searchTextOf(row, { messages: message ? [message] : [], requests, notes: notes.reverse() }) },
      deeds: deedsOf(id, receivedAt, by, row, requests, timeline, steps),
    };
  }

  /** The day at the office. */
  #dayOf(at: number): string {
    const { book, db } = this.#options;
    return localDate(instantOf(at), book.office.timeZone, book.catalogue(db).zones);
  }

  #kinds(channel: Channel): RequestKind[] {
    const { random } = this.#options;
    if (channel === 'gpc_signal') return ['opt_out'];
    const chief = drawKind(random);
    const second = drawKind(random);
    return random.chance(0.3) && chief !== 'legal_process' && second !== 'legal_process' ? [...new Set([chief, second])] : [chief];
  }

  /** When it will have been answered. Most take weeks, opt-outs days, and some drag on. */
  #until(receivedAt: number, kinds: readonly RequestKind[]): number {
    const { random } = this.#options;
    if (isBillings(kinds)) return receivedAt + (0.2 + random.next() * 12) * DAY;
    return receivedAt + (random.chance(0.85) ? 3 + random.next() * 37 : 40 + random.next() * 110) * DAY;
  }

  #statusAt(age: number): CaseStatus {
    const { random } = this.#options;
    if (age < 1.5 * DAY) return random.chance(0.8) ? 'new' : 'triaged';
    return random.weighted<CaseStatus>([
      ['triaged', 14],
      ['awaiting_identity', 20],
      ['in_progress', 38],
      ['awaiting_requester', 14],
      ['in_review', 14],
    ]);
  }

  #remember(one: { readonly id: string; readonly person: Person; readonly kinds: readonly RequestKind[] }): void {
    this.#recent.push(one);
    if (this.#recent.length > REPEATED_WITHIN) this.#recent.shift();
  }

  #request(
    caseId: string,
    kind: RequestKind,
    position: number,
    receivedAt: number,
    hlc: string,
    channel: Channel,
    text: string,
    steps: readonly Step[],
  ): Insertable<RequestTable> & { id: string; kind: RequestKind } {
    const { random, material } = this.#options;
    const decided = steps.find((step) => step.does === 'outcome' && step.request === position);
    const outcome = decided?.does === 'outcome' ? decided : null;
    return {
      id: random.uuidAt(receivedAt),
      case_id: caseId,
      position,
      kind,
      detail: isWritten(channel) || channel === 'gpc_signal' ? '' : text.slice(0, 400),
      suggestion: channel === 'email' ? JSON.stringify({ kind, confidence: 0.9, because: [] }) : null,
      confirmed: channel === 'email' && outcome === null ? 0 : 1,
      outcome: outcome?.outcome ?? null,
      denial_reason: outcome?.denialReason ?? null,
      outcome_note: outcome ? material.letters.outcomes[outcome.outcome] : '',
      outcome_by: outcome?.by.id ?? null,
      outcome_at: outcome ? instantOf(outcome.at) : null,
      version: outcome ? 2 : 1,
      hlc,
    };
  }

  #message(caseId: string, { requester, language }: Person, receivedAt: number, subject: string, text: string): Insertable<MessageTable> {
    const { random } = this.#options;
    const id = random.uuidAt(receivedAt);
    return {
      id,
      case_id: caseId,
      header_id: `<${id}@example.com>`,
      content_hash: createHash('sha256').update(`${requester.email}\n${subject}\n${text}`).digest('hex'),
      from_name: requester.name,
      from_email: requester.email,
      subject,
      received_at: instantOf(receivedAt),
      text,
      truncated: 0,
      language,
      suggestion: null,
      id_reused: 0,
    };
  }

  #file(messageId: string, at: number) {
    const { random, material } = this.#options;
    const { name, type, text } = random.pick(material.letters.files);
    const data = Buffer.from(text.repeat(1 + random.below(40)));
    const sha256 = createHash('sha256').update(data).digest('hex');
    return {
      head: { id: random.uuidAt(at), message_id: messageId, name, type, bytes: data.length, sha256, added_at: instantOf(at) },
      data,
    };
  }

  #timeline(
    caseId: string,
    receivedAt: number,
    by: string,
    channel: Channel,
    message: Insertable<MessageTable> | null,
    steps: readonly Step[],
  ): Insertable<Tables['timeline_entry']>[] {
    const { random, words } = this.#options;
    const line = (at: number, actor: string, type: string, facts: Readonly<Record<string, unknown>>) => ({
      id: random.uuidAt(at),
      case_id: caseId,
      at: instantOf(at),
      actor,
      type,
      facts: JSON.stringify(facts),
    });
    const lines = [line(receivedAt, by, 'taken_in', { channel })];
    if (message) lines.push(line(receivedAt, 'system', 'message', { subject: message.subject, messageId: message.id, idReused: false }));
    for (const step of steps) {
      const write = (type: string, facts: Readonly<Record<string, unknown>>) => lines.push(line(step.at, step.by.id, type, facts));
      if (step.does === 'assigned') write('assigned', { to: step.to.name });
      else if (step.does === 'moved') write('moved', { from: step.from, to: step.to, ...step.approval });
      else if (step.does === 'note') write('note', { text: words.text(random, 40 + random.below(120)) });
      else if (step.does === 'outcome') write('outcome', { kind: step.kind, outcome: step.outcome, denialReason: step.denialReason });
      else if (step.does === 'dated') {
        write('deadline_event', { type: step.event, on: this.#dayOf(step.at), note: '' });
      }
    }
    return lines;
  }

  #events(caseId: string, receivedAt: number, by: string, channel: Channel, steps: readonly Step[]): EventRow[] {
    const { random } = this.#options;
    const event = (at: number, actor: string, type: string) => ({
      id: random.uuidAt(at),
      case_id: caseId,
      request_id: null,
      regime: null,
      type,
      on_date: this.#dayOf(at),
      by_staff: actor,
      recorded_at: instantOf(at),
      reason: '',
      withdrawn_at: null,
    });
    const spoken = isSpoken(channel) ? [event(receivedAt, by, 'acknowledged')] : [];
    return [...spoken, ...steps.flatMap((step) => (step.does === 'dated' ? [event(step.at, step.by.id, step.event)] : []))];
  }
}

type EventRow = Insertable<DeadlineEventTable> & { readonly request_id: null; readonly regime: null };

/** What the ledger holds of a case: an entry for its coming in, and one for each step, with what was asked for. */
function deedsOf(
  caseId: string,
  receivedAt: number,
  by: string,
  row: Pick<CaseTable, 'channel'>,
  requests: readonly { readonly id: string }[],
  timeline: readonly { readonly type: string; readonly facts: string }[],
  steps: readonly Step[],
): Deed[] {
  const notes = timeline.filter((entry) => entry.type === 'note');
  let note = 0;
  const deedOf = (step: Step): Deed => {
    const deed = (action: string, input: unknown) => ({ at: step.at, actor: step.by.id, action, subject: caseId, input });
    switch (step.does) {
      case 'opened':
        return deed('case.opened', {});
      case 'assigned':
        return deed('case.assign', { assignee: step.to.id });
      case 'moved':
        return deed('case.move', { to: step.to });
      case 'note':
        return deed('case.note', JSON.parse(notes[note++]!.facts));
      case 'dated':
        return deed('deadline.record', { type: step.event, requestId: null });
      case 'outcome':
        return deed('case.set_outcome', {
          requestId: requests[step.request]?.id,
          outcome: step.outcome,
          denialReason: step.denialReason,
        });
    }
  };
  return [{ at: receivedAt, actor: by, action: 'case.create', subject: caseId, input: { channel: row.channel } }, ...steps.map(deedOf)];
}
