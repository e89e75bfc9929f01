import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { CLOCK_IDS, DEADLINE_EVENT_TYPES, HousePolicy, PAUSE_KINDS } from '../deadlines/index.ts';
import { RequestKind } from '../vocabulary/case.ts';
import { CalendarDate, Instant, TimeZone } from '../vocabulary/dates.ts';
import { Reference } from '../vocabulary/reference.ts';
import { Changed } from './cases.ts';
import { procedure } from './procedure.ts';

const Id = z.uuidv7();
const ClockId = z.enum(CLOCK_IDS);

/** One decision on the way to a date, as the engine gives it. */
export const TraceStep = z.object({
  kind: z.string(),
  sentence: z.string(),
  rule: z.string(),
  version: z.string(),
  source: z.string(),
  /** False while the source waits for counsel. */
  confirmed: z.boolean(),
});

export const ClockView = z.object({
  id: ClockId,
  startsOn: CalendarDate,
  statutoryDate: CalendarDate,
  legalDate: CalendarDate,
  workByDate: CalendarDate,
  /** Whether it has been met; a clock that is met governs nothing. */
  met: z.boolean(),
  daysLeft: z.int(),
  trace: z.array(TraceStep),
});
export type ClockView = z.infer<typeof ClockView>;

/** What asking does to this regime's clock: `none` is said plainly, because staff expect otherwise. */
export const PauseEffect = z.enum(['restarts', 'suspends', 'none']);

export const RegimeView = z.object({
  regime: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  version: z.string(),
  calendar: z.string(),
  calendarVersion: z.string(),
  timeZone: z.string(),
  /** `suggested` from kind and place; `staff` chose it, with a reason. */
  origin: z.enum(['suggested', 'staff']),
  clocks: z.array(ClockView),
  openPause: z.object({ kind: z.enum(PAUSE_KINDS), since: CalendarDate }).nullable(),
  /** Why there are no dates, as a sentence; null where there are. */
  problem: z.string().nullable(),
  pauses: z.object({ identity: PauseEffect, fee: PauseEffect, clarification: PauseEffect }),
  /** Until when the notice of an extension may be sent, and how far it carries; null where the regime has none or it was used. */
  extension: z.object({ noticeBy: CalendarDate, daysLeft: z.int(), extendsTo: CalendarDate }).nullable(),
});
export type RegimeView = z.infer<typeof RegimeView>;

export const DeadlineAct = z.enum(DEADLINE_EVENT_TYPES);
export const DeadlineEventView = z.object({
  id: Id,
  type: DeadlineAct,
  on: CalendarDate,
  requestId: Id.nullable(),
  by: z.string(),
  reason: z.string(),
});
export type DeadlineEventView = z.infer<typeof DeadlineEventView>;

export const ExtensionProposal = z.object({
  id: Id,
  requestId: Id,
  noticeOn: CalendarDate,
  reason: z.string(),
  proposedBy: z.string(),
  /** Whether the reader proposed it: approving one's own asks for a reason. */
  own: z.boolean(),
  at: Instant,
});
export type ExtensionProposal = z.infer<typeof ExtensionProposal>;

export const CaseDeadlines = z.object({
  caseId: Id,
  version: z.int(),
  /** Today at the office. */
  today: CalendarDate,
  receivedAt: Instant,
  receivedOn: CalendarDate,
  governing: z.object({ requestId: Id, regime: z.string(), clock: ClockId, workByDate: CalendarDate, daysLeft: z.int() }).nullable(),
  requests: z.array(z.object({ requestId: Id, kind: RequestKind, regimes: z.array(RegimeView) })),
  events: z.array(DeadlineEventView),
  proposals: z.array(ExtensionProposal),
  /** The acts that can be recorded now, for the case (`requestId` null) or for one request. */
  acts: z.array(z.object({ type: DeadlineAct, requestId: Id.nullable() })),
});
export type CaseDeadlines = z.infer<typeof CaseDeadlines>;

export const RegimeSummary = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  effectiveFrom: CalendarDate,
  effectiveTo: CalendarDate.nullable(),
  kinds: z.array(RequestKind),
  rules: z.array(
    z.object({
      /** `acknowledge`, `respond`, `extension`, `pause identity` …, in plain words beside it. */
      what: z.string(),
      words: z.string(),
      citation: z.string(),
      url: z.string().nullable(),
      confirmed: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
  notes: z.array(z.string()),
});
export type RegimeSummary = z.infer<typeof RegimeSummary>;

export const CalendarSummary = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  from: CalendarDate,
  to: CalendarDate,
  citation: z.string(),
  url: z.string().nullable(),
  confirmed: z.boolean(),
  notes: z.array(z.string()),
});
export type CalendarSummary = z.infer<typeof CalendarSummary>;

/** A change of the rules: a house policy, the office's zone or calendar, or none of them: the versions that came with the program. */
export const RuleChange = z.strictObject({
  house: HousePolicy.optional(),
  office: z.strictObject({ timeZone: TimeZone, calendar: z.string().min(1).max(40) }).optional(),
});
export type RuleChange = z.infer<typeof RuleChange>;

export const RuleChangeProgress = z.object({
  cases: z.int(),
  total: z.int(),
  moved: z.int(),
  /** The first 200 that move; `days` is negative where a case is due earlier. Sealed cases only for whom they are. */
  examples: z.array(z.object({ reference: Reference, from: CalendarDate.nullable(), to: CalendarDate.nullable(), days: z.int() })),
  done: z.boolean(),
});
export type RuleChangeProgress = z.infer<typeof RuleChangeProgress>;

const One = { caseId: Id, version: z.int() };
const Reason = z.string().trim().min(3).max(1000);

export const deadlines = {
  /** Every clock of a case with its dates and the reason for each. */
  ofCase: procedure({ permission: 'case.read' })
    .input(z.strictObject({ caseId: Id }))
    .output(CaseDeadlines),

  /** Records something that happened and may move a date. Refused in words where it cannot be: out of order, too late, in the future. */
  record: procedure({ permission: 'case.work' })
    .input(
      z.strictObject({
        ...One,
        type: DeadlineAct.exclude(['extended', 'responded']),
        requestId: Id.nullable().default(null),
        on: CalendarDate,
        note: z.string().trim().max(1000).default(''),
      }),
    )
    .output(Changed),

  /** Takes back what was recorded wrongly. The dates are computed anew; the entry stays on the timeline. */
  withdraw: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, eventId: Id, reason: Reason }))
    .output(Changed),

  /** Asks a manager for more time. `noticeOn` is the day on which the person is told. */
  proposeExtension: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, requestId: Id, noticeOn: CalendarDate, reason: Reason }))
    .output(Changed),

  /** A manager says yes or no; to one's own proposal with a reason. */
  decideExtension: procedure({ permission: 'deadline.approve' })
    .input(z.strictObject({ ...One, proposalId: Id, approve: z.boolean(), reason: z.string().trim().max(1000).default('') }))
    .output(Changed),

  changeRegimes: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, requestId: Id, regimes: z.array(z.string().min(1).max(40)).min(1).max(10), reason: Reason }))
    .output(Changed),

  changeReceipt: procedure({ permission: 'case.work' })
    .input(z.strictObject({ ...One, receivedAt: Instant, reason: Reason }))
    .output(Changed),

  regimes: procedure({ permission: 'organisation.read' }).output(z.object({ regimes: z.array(RegimeSummary) })),
  calendars: procedure({ permission: 'organisation.read' }).output(z.object({ calendars: z.array(CalendarSummary) })),
  calendar: procedure({ permission: 'organisation.read' })
    .input(z.strictObject({ id: z.string().min(1).max(40) }))
    .output(z.object({ calendar: CalendarSummary, holidays: z.array(z.object({ date: CalendarDate, name: z.string() })) })),

  /** The house policy in force today, and those to come; `outdated` counts the open cases whose rules have newer versions. */
  policy: procedure({ permission: 'organisation.read' }).output(
    z.object({ current: HousePolicy, coming: z.array(HousePolicy), outdated: z.int() }),
  ),

  /** Which open cases would move, and by how much. Changes nothing. */
  previewChange: procedure({ permission: 'policy.manage' }).input(RuleChange).output(eventIterator(RuleChangeProgress)),
  /** The same, done. Stopping it leaves each case either as it was or as it will be. */
  applyChange: procedure({ permission: 'policy.manage' }).input(RuleChange).output(eventIterator(RuleChangeProgress)),

  /** Due dates for a calendar program: iCalendar VTODOs with references, no names, no sealed cases; the 2,000 that are due first. */
  calendarFile: procedure({ permission: 'case.read' }).output(z.object({ name: z.string(), text: z.string() })),
};
