import type { CaseDeadlines, ClockView, DeadlineEventView, RegimeView } from '../../../src-shared/contract/deadlines.ts';
import { bandOf } from '../../../src-shared/deadlines/band.ts';
import type { RequestKind } from '../../../src-shared/vocabulary/case.ts';

export type DeadlineAct = CaseDeadlines['acts'][number];
export type ActType = DeadlineAct['type'];
export type PauseKind = keyof RegimeView['pauses'];
export const PAUSES = ['identity', 'clarification', 'fee'] as const satisfies readonly PauseKind[];

/** The requests of a case that one regime holds for with the same dates: said once, not once for each. */
export interface RegimeGroup {
  readonly key: string;
  readonly view: RegimeView;
  readonly requestIds: readonly string[];
  readonly kinds: readonly RequestKind[];
}

/** What of a regime's view two requests must share to be said together. */
const sameness = ({ regime, version, calendar, calendarVersion, clocks, openPause, problem, extension, pauses }: RegimeView) =>
  JSON.stringify([
    regime,
    version,
    calendar,
    calendarVersion,
    clocks.map(({ id, statutoryDate, legalDate, workByDate, startsOn, met }) => [id, statutoryDate, legalDate, workByDate, startsOn, met]),
    openPause,
    problem,
    extension,
    pauses,
  ]);

/** The regimes of a case, each once where it says the same for several requests; in the order in which the case names them. */
export function groupRegimes(requests: CaseDeadlines['requests']): RegimeGroup[] {
  const groups = new Map<string, { key: string; view: RegimeView; requestIds: string[]; kinds: RequestKind[] }>();
  for (const { requestId, kind, regimes } of requests) {
    for (const view of regimes) {
      const same = sameness(view);
      const group = groups.get(same) ?? { key: `${requestId}.${view.regime}`, view, requestIds: [], kinds: [] };
      group.requestIds.push(requestId);
      group.kinds.push(kind);
      groups.set(same, group);
    }
  }
  return [...groups.values()];
}

/** One clock of one request under one regime: what *Why this date?* is asked of. */
export interface ClockPlace {
  readonly requestId: string;
  readonly regime: string;
  readonly clock: ClockView['id'];
}

/** The clock that a request is worked towards: the one that governs the case where it is this request's, else the first date that is not met. */
export function governingOf(deadlines: CaseDeadlines, requestId: string): ClockPlace | null {
  const { governing, requests } = deadlines;
  if (governing?.requestId === requestId) return { requestId, regime: governing.regime, clock: governing.clock };
  const places = (requests.find((request) => request.requestId === requestId)?.regimes ?? []).flatMap((view) =>
    view.clocks.filter(({ id, met }) => id !== 'extension_notice' && !met).map((clock) => ({ view, clock })),
  );
  // One that stands still comes after all that run, as the queue has it.
  const rank = ({ view, clock }: (typeof places)[number]) => `${standsStill(view, clock) ? 1 : 0}${clock.workByDate}`;
  const first = places.toSorted((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0))[0];
  return first ? { requestId, regime: first.view.regime, clock: first.clock.id } : null;
}

/** The clock at a place, with its regime. */
export function findClock(
  deadlines: CaseDeadlines,
  { requestId, regime, clock }: ClockPlace,
): { readonly view: RegimeView; readonly clock: ClockView; readonly kind: RequestKind } | null {
  const request = deadlines.requests.find((one) => one.requestId === requestId);
  const view = request?.regimes.find((one) => one.regime === regime);
  const found = view?.clocks.find((one) => one.id === clock);
  return request && view && found ? { view, clock: found, kind: request.kind } : null;
}

/** Whether an open question stops this clock. The acknowledgement and the answer to an appeal are due whatever was asked. */
export function standsStill({ openPause }: Pick<RegimeView, 'openPause'>, { id }: Pick<ClockView, 'id'>): boolean {
  return openPause !== null && (id === 'respond' || id === 'internal_target' || id === 'extension_notice');
}

/** The band that a clock is coloured by, as the queue's are. */
export function bandOfClock(view: Pick<RegimeView, 'openPause'>, clock: Pick<ClockView, 'id' | 'met'>, daysLeft: number) {
  if (clock.met) return 'none';
  if (standsStill(view, clock)) return 'paused';
  return ({ overdue: 'overdue', due_soon: 'soon', on_track: 'later' } as const)[bandOf(daysLeft)];
}

/** What an act is about: a question, its answer, or neither. */
export function pauseOf(type: ActType): { readonly kind: PauseKind; readonly part: 'asked' | 'received' } | null {
  switch (type) {
    case 'identity_requested':
      return { kind: 'identity', part: 'asked' };
    case 'identity_received':
      return { kind: 'identity', part: 'received' };
    case 'clarification_requested':
      return { kind: 'clarification', part: 'asked' };
    case 'clarification_received':
      return { kind: 'clarification', part: 'received' };
    case 'fee_requested':
      return { kind: 'fee', part: 'asked' };
    case 'fee_paid':
      return { kind: 'fee', part: 'received' };
    default:
      return null;
  }
}

/** What recording an act does to a regime's clocks, as the name of a sentence. `none` is said plainly, because staff expect otherwise. */
export type ActEffect =
  | `${'asked' | 'received'}_${RegimeView['pauses'][PauseKind]}`
  | 'asked_none_identity'
  | 'acknowledged_meets'
  | 'acknowledged_none'
  | 'appeal'
  | 'appeal_extended';

export function effectOf(type: ActType, view: Pick<RegimeView, 'pauses' | 'clocks'>): ActEffect {
  const pause = pauseOf(type);
  if (pause) {
    const effect = view.pauses[pause.kind];
    return pause.part === 'asked' && pause.kind === 'identity' && effect === 'none' ? 'asked_none_identity' : `${pause.part}_${effect}`;
  }
  if (type === 'acknowledged') return view.clocks.some(({ id }) => id === 'acknowledge') ? 'acknowledged_meets' : 'acknowledged_none';
  return type === 'appeal_extended' ? 'appeal_extended' : 'appeal';
}

/** Whether a regime's time can still be extended by a notice of this day, and why not. */
export type ExtensionState =
  | { readonly state: 'possible'; readonly noticeBy: string; readonly extendsTo: string }
  | { readonly state: 'too_late'; readonly noticeBy: string }
  | { readonly state: 'used' }
  /** Answered: nothing is left to extend. */
  | { readonly state: 'over' }
  | { readonly state: 'unknown' };

export function extensionState({ extension, clocks }: Pick<RegimeView, 'extension' | 'clocks'>, noticeOn: string): ExtensionState {
  if (extension === null) {
    const notice = clocks.find(({ id }) => id === 'extension_notice');
    if (!notice) return { state: 'unknown' };
    return { state: notice.met ? 'used' : 'over' };
  }
  const { noticeBy, extendsTo } = extension;
  return noticeOn > noticeBy ? { state: 'too_late', noticeBy } : { state: 'possible', noticeBy, extendsTo };
}

/** The questions that are still open, each with the day on which it was asked and the regimes whose clocks it stops. */
export interface OpenPauseLine {
  readonly kind: PauseKind;
  readonly since: string;
  readonly regimes: readonly string[];
}

export function openPauses(groups: readonly RegimeGroup[]): OpenPauseLine[] {
  const lines = new Map<string, { kind: PauseKind; since: string; regimes: string[] }>();
  for (const { view } of groups) {
    if (!view.openPause) continue;
    const { kind, since } = view.openPause;
    const line = lines.get(`${kind} ${since}`) ?? { kind, since, regimes: [] };
    if (!line.regimes.includes(view.regime)) line.regimes.push(view.regime);
    lines.set(`${kind} ${since}`, line);
  }
  return [...lines.values()];
}

/** Questions without an answer that stop no clock at all: said too, because one waits and the date does not. */
export function idleQuestions(events: readonly DeadlineEventView[], groups: readonly RegimeGroup[]): OpenPauseLine[] {
  const stopped = new Set(openPauses(groups).map(({ kind }) => kind));
  return PAUSES.flatMap((kind) => {
    const of = (part: 'asked' | 'received') =>
      events.filter(({ type }) => {
        const pause = pauseOf(type);
        return pause?.kind === kind && pause.part === part;
      });
    const asked = of('asked');
    const last = asked.toSorted((one, other) => (one.on < other.on ? 1 : -1))[0];
    return last && asked.length > of('received').length && !stopped.has(kind) ? [{ kind, since: last.on, regimes: [] }] : [];
  });
}
