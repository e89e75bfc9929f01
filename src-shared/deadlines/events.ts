import type { CalendarDate } from '../vocabulary/dates.ts';
import { dayInWords, dayNumber } from './days.ts';
import { Refusal } from './refusal.ts';
import type { PauseKind } from './schema.ts';
import { DEADLINE_EVENT_TYPES, type DeadlineEvent, type DeadlineEventType } from './types.ts';

/** Asking for something and, unless it is still awaited, getting it. Day numbers. */
export interface Pause {
  readonly kind: PauseKind;
  readonly askedOn: number;
  /** The day of asking while nothing has come: an open pause counts as if it ended on the day it began. */
  readonly endedOn: number;
  readonly open: boolean;
}

/** A case's events, checked and sorted out. Day numbers. */
export interface History {
  readonly pauses: readonly Pause[];
  readonly acknowledged: boolean;
  readonly responses: readonly number[];
  readonly extensions: readonly number[];
  readonly appealReceivedOn: number | undefined;
  readonly appealExtensions: readonly number[];
}

const PAUSES: Partial<Record<DeadlineEventType, { readonly kind: PauseKind; readonly asks: boolean }>> = {
  identity_requested: { kind: 'identity', asks: true },
  identity_received: { kind: 'identity', asks: false },
  fee_requested: { kind: 'fee', asks: true },
  fee_paid: { kind: 'fee', asks: false },
  clarification_requested: { kind: 'clarification', asks: true },
  clarification_received: { kind: 'clarification', asks: false },
};
const RANK = new Map(DEADLINE_EVENT_TYPES.map((type, index) => [type, index]));

/**
 * Sorts the events by day (the order of the list does not matter) and checks them. Refused as `pause_ends_before_start`: an answer before its question.
 * As `event_out_of_order`: an event before the receipt, an answer to no question, asking or extending after the response, an appeal before
 * the only response, extending an appeal that was not received.
 */
export function readHistory(events: readonly DeadlineEvent[], receivedOn: CalendarDate): History {
  if (events.length === 0) return NO_EVENTS;
  const sorted = events.toSorted((a, b) => (a.on === b.on ? (RANK.get(a.type) ?? 0) - (RANK.get(b.type) ?? 0) : a.on < b.on ? -1 : 1));
  const pauses = pairPauses(sorted);
  checkOrder(sorted, receivedOn);
  const daysOf = (type: DeadlineEventType) => sorted.filter((event) => event.type === type).map((event) => dayNumber(event.on));
  return {
    pauses,
    acknowledged: sorted.some((event) => event.type === 'acknowledged'),
    responses: daysOf('responded'),
    extensions: daysOf('extended'),
    appealReceivedOn: daysOf('appeal_received')[0],
    appealExtensions: daysOf('appeal_extended'),
  };
}

const NO_EVENTS: History = {
  pauses: [],
  acknowledged: false,
  responses: [],
  extensions: [],
  appealReceivedOn: undefined,
  appealExtensions: [],
};

/** The first answer of a kind belongs to its first question, the second to the second. */
function pairPauses(sorted: readonly DeadlineEvent[]): Pause[] {
  const waiting: Record<PauseKind, number[]> = { identity: [], fee: [], clarification: [] };
  const closed: Pause[] = [];
  sorted.forEach((event, index) => {
    const part = PAUSES[event.type];
    if (part === undefined) return;
    const on = dayNumber(event.on);
    if (part.asks) {
      waiting[part.kind].push(on);
      return;
    }
    const askedOn = waiting[part.kind].shift();
    if (askedOn !== undefined) {
      closed.push({ kind: part.kind, askedOn, endedOn: on, open: false });
      return;
    }
    const askedLater = sorted.slice(index + 1).some((later) => PAUSES[later.type]?.kind === part.kind && PAUSES[later.type]?.asks === true);
    if (askedLater) throw new Refusal('pause_ends_before_start', `${inWords(event)}, but it was asked for only later`);
    throw new Refusal('event_out_of_order', `${inWords(event)}, but it was never asked for`);
  });
  const open = Object.entries(waiting).flatMap(([kind, days]) =>
    days.map((on): Pause => ({ kind: kind as PauseKind, askedOn: on, endedOn: on, open: true })),
  );
  return [...closed, ...open].sort((a, b) => a.askedOn - b.askedOn || a.endedOn - b.endedOn);
}

function checkOrder(sorted: readonly DeadlineEvent[], receivedOn: CalendarDate): void {
  const first = sorted[0];
  if (first !== undefined && first.on < receivedOn)
    throw new Refusal('event_out_of_order', `${inWords(first)}, before the request was received on ${receivedOn}`);
  const respondedAt = sorted.findIndex((event) => event.type === 'responded');
  const appealedAt = sorted.findIndex((event) => event.type === 'appeal_received');
  sorted.forEach((event, index) => {
    const asksOrExtends = event.type === 'extended' || PAUSES[event.type]?.asks === true;
    if (asksOrExtends && respondedAt !== -1 && index > respondedAt)
      throw new Refusal('event_out_of_order', `${inWords(event)}, after the response`);
    if (event.type === 'appeal_received' && respondedAt > index)
      throw new Refusal('event_out_of_order', `${inWords(event)}, before the response it appeals against`);
    if (event.type === 'appeal_extended' && (appealedAt === -1 || index < appealedAt)) {
      throw new Refusal('event_out_of_order', `${inWords(event)}, but no appeal had been received`);
    }
  });
}

function inWords(event: DeadlineEvent): string {
  return `${event.type.replaceAll('_', ' ')} on ${dayInWords(dayNumber(event.on))}`;
}
