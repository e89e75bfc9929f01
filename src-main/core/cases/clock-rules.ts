import type { Catalogue, DeadlineEventType } from '../../../src-shared/deadlines/index.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { ClockedRequest } from '../deadlines/book.ts';
import type { EventRecord, PinRecord } from '../deadlines/service.ts';
import { mayClarify, mayIdentify } from '../deadlines/touches.ts';

type Asked = Extract<DeadlineEventType, 'identity_requested' | 'fee_requested' | 'clarification_requested'>;
export type ActType = Exclude<DeadlineEventType, 'extended' | 'responded'>;

/** What of a request decides what may be asked about it. */
export interface AskedRequest {
  readonly id: string;
  readonly mayIdentify: boolean;
  readonly mayClarify: boolean;
}

/** What of a case decides which acts are in order. */
export interface ActFacts {
  readonly open: boolean;
  readonly requests: readonly AskedRequest[];
  readonly events: readonly Pick<EventRecord, 'type' | 'request_id'>[];
}

/** Each question and its answer. */
const ANSWER: Readonly<Record<Asked, ActType>> = {
  identity_requested: 'identity_received',
  fee_requested: 'fee_paid',
  clarification_requested: 'clarification_received',
};
const QUESTIONS = Object.keys(ANSWER) as Asked[];

/** In the order in which the page offers them. What is unclear belongs to one request; everything else to the whole case. */
const ACTS: readonly ActType[] = [
  'acknowledged',
  ...QUESTIONS.flatMap((question) => [question, ANSWER[question]]),
  'appeal_received',
  'appeal_extended',
];
const ofOneRequest = (type: ActType): boolean => type === 'clarification_requested' || type === 'clarification_received';

/** What may be asked about each request, by its kind and the rules that hold for it: California forbids to verify some kinds at all. */
export function askedRequests(
  requests: readonly { readonly id: string; readonly kind: string }[],
  pins: readonly PinRecord[],
  catalogue: Catalogue,
): AskedRequest[] {
  return requests.map(({ id, kind }) => {
    const own = pins.filter((pin) => pin.request_id === id);
    const forbidden = own.some(
      (pin) => catalogue.regimes.get(pin.regime)?.find((regime) => regime.version === pin.regime_version)?.verification === 'forbidden',
    );
    return { id, mayIdentify: mayIdentify(kind) && !forbidden, mayClarify: own.every((pin) => mayClarify(pin.regime, kind)) };
  });
}

/** Which acts can be recorded now. */
export function actsOf(facts: ActFacts): { type: ActType; requestId: string | null }[] {
  return ACTS.flatMap((type) =>
    (ofOneRequest(type) ? facts.requests.map((request) => request.id) : [null])
      .filter((requestId) => refuseAct(type, requestId, facts) === null)
      .map((requestId) => ({ type, requestId })),
  );
}

/** Why an act cannot be recorded on this case now, as a sentence; null where it can. An answer follows its question; a second question waits for the first one's answer. */
export function refuseAct(type: ActType, requestId: string | null, { open, requests, events }: ActFacts): string | null {
  const count = (what: DeadlineEventType) => events.filter((event) => event.type === what && event.request_id === requestId).length;
  const request = requests.find((candidate) => candidate.id === requestId);
  if (ofOneRequest(type) && request === undefined) return 'A clarification belongs to one request of this case. Say which.';
  if (!ofOneRequest(type) && requestId !== null) return 'This belongs to the whole case and not to one request.';
  if (type === 'appeal_received') {
    if (count('appeal_received') > 0) return 'An appeal was recorded already.';
    return open ? 'An appeal is against an answer: close the case with its answer first.' : null;
  }
  if (!open) return 'The case is closed. Reopen it first.';
  if (type === 'appeal_extended') {
    if (count('appeal_received') === 0) return 'There is no appeal whose answer could be given more time.';
    return count('appeal_extended') > 0 ? 'The answer to the appeal was given more time already: that is possible once.' : null;
  }
  const answered = events.some((event) => event.type === 'responded');
  if (type === 'acknowledged') {
    if (answered) return 'The request was answered already: nothing is left to acknowledge.';
    return count('acknowledged') > 0 ? 'The receipt was acknowledged already.' : null;
  }
  const question = QUESTIONS.find((candidate) => candidate === type || ANSWER[candidate] === type)!;
  const waiting = count(question) > count(ANSWER[question]);
  if (type !== question) return waiting ? null : 'Nothing was asked that this could be the answer to.';
  if (answered) return 'The request was answered already: asking now moves no date.';
  if (waiting) return 'This was asked already. Record the answer to it first.';
  if (type === 'identity_requested' && !requests.some((one) => one.mayIdentify)) {
    return 'Nobody may be asked who they are for this: opting out, limiting and voicing a concern are open to anyone. Do what is asked.';
  }
  if (type === 'clarification_requested' && request?.mayClarify === false) {
    return 'In the United Kingdom only an access request can wait for a clarification. Answer this one as it was understood.';
  }
  return null;
}

/** Refuses a question that came when the time to answer was over under every rule that it touches. */
export function refuseLate(type: ActType, requestId: string | null, on: CalendarDate, results: readonly ClockedRequest[]): string | null {
  if (!(QUESTIONS as readonly string[]).includes(type)) return null;
  const ends = results
    .filter((one) => requestId === null || one.requestId === requestId)
    .flatMap(({ result }) => ('error' in result || !result.clocks.respond ? [] : [result.clocks.respond.legalDate]));
  return ends.length > 0 && ends.every((end) => on > end)
    ? 'The time to answer was over on that day: a question asked after it moves nothing. Answer the request.'
    : null;
}
