import type { CaseDeadlines, ClockView, RegimeView } from '../../../src-shared/contract/deadlines.ts';
import {
  CLOCK_IDS,
  type ClockId,
  type Deadlines,
  daysBetween,
  localDate,
  type PauseKind,
  type Regime,
} from '../../../src-shared/deadlines/index.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Actor } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { ClockBook, ClockedCase, ClockedRequest } from '../deadlines/book.ts';
import { selectEvents, selectPins, selectProposals } from '../deadlines/service.ts';
import { mayWait } from '../deadlines/touches.ts';
import type { StaffDirectory } from '../staff/directory.ts';
import { findCase } from './change.ts';
import { actsOf, askedRequests } from './clock-rules.ts';
import { clockedCase } from './due.ts';
import { selectRequests } from './store.ts';

/** Everything about a case's dates, for the page that explains them. */
export function caseDeadlines(db: Connection, book: ClockBook, staff: StaffDirectory, actor: Actor, caseId: string): CaseDeadlines {
  const record = findCase(db, actor, caseId);
  const requests = selectRequests(db, caseId);
  const catalogue = book.catalogue(db);
  const pins = selectPins(db, caseId);
  const facts = clockedCase(record, requests);
  const results = book.compute(db, facts, pins);
  const open = record.open === 1;
  const governed = book.govern(results, open);
  const today = book.today();
  const events = selectEvents(db, caseId);
  const { workByOn, regime, clock, requestId } = governed;
  const regimeView = (one: ClockedRequest, kind: string): RegimeView => {
    const versions = catalogue.regimes.get(one.pin.regime);
    // a version that this program does not bring along gives no dates, but the case can still be looked at
    const regime = versions?.find((version) => version.version === one.pin.regime_version) ?? versions?.at(-1);
    const view = viewOf(one, kind, regime, today);
    return open ? { ...view, extension: extensionOf(book, db, facts, one, today) } : view;
  };
  return {
    caseId,
    version: record.version,
    today,
    receivedAt: record.received_at as Instant,
    receivedOn: localDate(record.received_at as Instant, book.office.timeZone),
    governing:
      workByOn === null || regime === null || clock === null || requestId === null || !open
        ? null
        : { requestId, regime, clock, workByDate: workByOn, daysLeft: daysBetween(today, workByOn) },
    requests: requests.map((request) => ({
      requestId: request.id,
      kind: request.kind as CaseDeadlines['requests'][number]['kind'],
      regimes: results.filter((one) => one.requestId === request.id).map((one) => regimeView(one, request.kind)),
    })),
    events: events.map((event) => ({
      id: event.id,
      type: event.type as CaseDeadlines['events'][number]['type'],
      on: event.on_date as CalendarDate,
      requestId: event.request_id,
      by: staff.nameOf(event.by_staff),
      reason: event.reason,
    })),
    proposals: selectProposals(db, caseId)
      .filter((proposal) => proposal.state === 'waiting' && requests.some((request) => request.id === proposal.request_id))
      .map((proposal) => ({
        id: proposal.id,
        requestId: proposal.request_id,
        noticeOn: proposal.notice_on as CalendarDate,
        reason: proposal.reason,
        proposedBy: staff.nameOf(proposal.proposed_by),
        own: proposal.proposed_by === actor.staffId,
        at: proposal.proposed_at as Instant,
      })),
    acts: actsOf({ open, requests: askedRequests(requests, pins, catalogue), events }),
  };
}

function viewOf({ pin, result, met }: ClockedRequest, kind: string, regime: Regime | undefined, today: CalendarDate): RegimeView {
  const effectOf = (pause: PauseKind) => (mayWait(pause, pin.regime, kind) ? effectIn(regime, pause) : 'none');
  const common = {
    regime: pin.regime,
    title: regime?.title ?? pin.regime,
    jurisdiction: regime?.jurisdiction ?? '',
    version: pin.regime_version,
    calendar: pin.calendar,
    calendarVersion: pin.calendar_version,
    timeZone: pin.time_zone,
    origin: pin.origin as RegimeView['origin'],
    pauses: { identity: effectOf('identity'), fee: effectOf('fee'), clarification: effectOf('clarification') },
  };
  if ('error' in result)
    return { ...common, clocks: [], openPause: null, problem: `These dates cannot be computed: ${result.detail}.`, extension: null };
  return {
    ...common,
    clocks: CLOCK_IDS.flatMap((id) => clockView(id, result, today, met)),
    openPause: result.openPause ?? null,
    problem: null,
    extension: null,
  };
}

function clockView(id: ClockId, result: Deadlines, today: CalendarDate, met: ReadonlySet<ClockId>): ClockView[] {
  const clock = result.clocks[id];
  if (!clock) return [];
  return [
    {
      id,
      startsOn: clock.startsOn,
      statutoryDate: clock.statutoryDate,
      legalDate: clock.legalDate,
      workByDate: clock.workByDate,
      met: met.has(id),
      daysLeft: daysBetween(today, clock.workByDate),
      trace: clock.trace.map(({ kind, sentence, rule, version, source, confirmed }) => ({
        kind,
        sentence,
        rule,
        version,
        source,
        confirmed,
      })),
    },
  ];
}

function effectIn(regime: Regime | undefined, kind: PauseKind): RegimeView['pauses'][PauseKind] {
  const rule = regime?.pauses.find((candidate) => candidate.kind === kind);
  if (!rule) return 'none';
  return rule.effect === 'restart' ? 'restarts' : 'suspends';
}

/** Until when an extension can still be announced, and what it would give: computed as if it were announced on its last day. */
function extensionOf(
  book: ClockBook,
  db: Connection,
  facts: ClockedCase,
  { pin, requestId, result, met }: ClockedRequest,
  today: CalendarDate,
): RegimeView['extension'] {
  const noticeBy = 'error' in result ? undefined : result.clocks.extension_notice?.legalDate;
  if (noticeBy === undefined || met.has('extension_notice') || met.has('respond')) return null;
  const planned = { request_id: requestId, regime: pin.regime, type: 'extended', on_date: noticeBy };
  const extended = book.compute(db, facts, [pin], [planned])[0]?.result;
  if (!extended || 'error' in extended || !extended.clocks.respond) return null;
  return { noticeBy, daysLeft: daysBetween(today, noticeBy), extendsTo: extended.clocks.respond.legalDate };
}
