/** The deadline engine: what other areas and programs call. */
export { bandOf, DUE_BANDS, DUE_SOON_DAYS, type DueBand } from './band.ts';
export { type Calendar, isBusinessDay } from './calendar.ts';
export { buildCatalogue, type Catalogue, calendarFor, inForce, regimeFor } from './catalogue.ts';
export { addDays, addMonths, daysBetween } from './days.ts';
export { computeDeadlines } from './engine.ts';
export { HOUSE_REGIME, HousePolicy, withHousePolicy } from './house.ts';
export { DEADLINE_ERRORS, type DeadlineError, Refusal } from './refusal.ts';
export { CalendarFile, type ClockRule, PAUSE_KINDS, type PauseKind, Period, Regime, RuleSource } from './schema.ts';
export { computeForRegimes, earliestOf, type Governing, type SeveralDeadlines } from './several.ts';
export { type SuggestionInput, suggestRegimes } from './suggest.ts';
export { type Replayed, replay } from './trace.ts';
export {
  type CalendarId,
  CLOCK_IDS,
  type Clock,
  type ClockId,
  DEADLINE_EVENT_TYPES,
  DeadlineEvent,
  type DeadlineEventType,
  DeadlineInput,
  type DeadlineResult,
  type Deadlines,
  type NoDeadlines,
  type OpenPause,
  type RegimeId,
  type Step,
  type StepKind,
} from './types.ts';
export { localDate, localTime, UnknownTimeZone, type ZoneCache } from './zone.ts';
