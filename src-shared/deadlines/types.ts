import * as z from 'zod';
import { CalendarDate, Instant } from '../vocabulary/dates.ts';
import type { DeadlineError } from './refusal.ts';
import type { PauseKind } from './schema.ts';

/** `uk-gdpr`, `us-va`, `house` …: the id of a regime in the catalogue. */
export type RegimeId = string;
/** `us-federal`, `gb-eng`, `weekends` …: the id of a calendar in the catalogue. */
export type CalendarId = string;

/** In the order in which clocks that fall due on one day are named. */
export const CLOCK_IDS = ['acknowledge', 'respond', 'extension_notice', 'appeal_respond', 'internal_target'] as const;
export type ClockId = (typeof CLOCK_IDS)[number];

/** Also the order in which acts of one day are taken: asking before receiving, extending before responding. */
export const DEADLINE_EVENT_TYPES = [
  'acknowledged',
  'identity_requested',
  'fee_requested',
  'clarification_requested',
  'identity_received',
  'fee_paid',
  'clarification_received',
  'extended',
  'responded',
  'appeal_received',
  'appeal_extended',
] as const;
export type DeadlineEventType = (typeof DEADLINE_EVENT_TYPES)[number];

/** What happened in a case that may move a date. `on` is the day at the office; of `extended`, the day the notice was sent. */
export const DeadlineEvent = z.object({ type: z.enum(DEADLINE_EVENT_TYPES), on: CalendarDate });
export type DeadlineEvent = z.infer<typeof DeadlineEvent>;

export const DeadlineInput = z.object({
  regime: z.string(),
  receivedAt: Instant,
  timeZone: z.string(),
  calendar: z.string(),
  events: z.array(DeadlineEvent),
  regimeVersion: z.string().optional(),
  calendarVersion: z.string().optional(),
});

/** What a date is computed from. Without a pinned version: the regime's version in force on the local receipt date, and the newest calendar. */
export interface DeadlineInput {
  readonly regime: RegimeId;
  readonly receivedAt: Instant;
  readonly timeZone: string;
  readonly calendar: CalendarId;
  readonly events: readonly DeadlineEvent[];
  readonly regimeVersion?: string | undefined;
  readonly calendarVersion?: string | undefined;
}

export type ClockDate = 'statutoryDate' | 'legalDate' | 'workByDate';

/** What a step does to one of the three dates: begin at `from` where given, then move by months, then by days. */
export interface StepEffect {
  readonly of: ClockDate;
  readonly from?: CalendarDate;
  readonly months?: number;
  readonly days?: number;
}

export const STEP_KINDS = [
  'received',
  'start',
  'restart',
  'period',
  'extended',
  'not_counted',
  'skipped',
  'no_roll',
  'work_by',
  'note',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One decision on the way to a date. Without `effect` it explains only. */
export interface Step {
  readonly kind: StepKind;
  readonly sentence: string;
  /** The rule's id: `uk-gdpr/respond/period`, `calendar/gb-eng`. */
  readonly rule: string;
  readonly version: string;
  readonly source: string;
  /** False while the source waits for counsel. */
  readonly confirmed: boolean;
  readonly effect?: StepEffect;
}

export interface Clock {
  /** The literal end of the period. */
  readonly statutoryDate: CalendarDate;
  /** After the roll, only where a cited rule rolls. Compliance is judged on it. */
  readonly legalDate: CalendarDate;
  /** The last business day on or before `statutoryDate`: what staff see. */
  readonly workByDate: CalendarDate;
  /** Day 0, not counted. */
  readonly startsOn: CalendarDate;
  readonly trace: readonly Step[];
}

export interface OpenPause {
  readonly kind: PauseKind;
  readonly since: CalendarDate;
}

/** The dates, with the versions that a case stores to get them again in ten years. */
export interface Deadlines {
  readonly clocks: Partial<Record<ClockId, Clock>>;
  readonly governing: ClockId | null;
  readonly openPause?: OpenPause;
  readonly receivedOn: CalendarDate;
  readonly regimeVersion: string;
  readonly calendarVersion: string;
}

export interface NoDeadlines {
  readonly error: DeadlineError;
  readonly detail: string;
}

export type DeadlineResult = Deadlines | NoDeadlines;
