/** Why no date is given: a closed list. */
export const DEADLINE_ERRORS = [
  'extension_too_late',
  'extension_not_allowed',
  'already_extended',
  'event_out_of_order',
  'pause_ends_before_start',
  'unknown_regime',
  'unknown_calendar',
  'invalid_time_zone',
  'invalid_input',
  'calendar_out_of_range',
] as const;
export type DeadlineError = (typeof DEADLINE_ERRORS)[number];

/** Carries an error of the closed list out of the floors below; `computeDeadlines` returns it as a value. */
export class Refusal extends Error {
  readonly error: DeadlineError;
  readonly detail: string;

  constructor(error: DeadlineError, detail: string) {
    super(`${error}: ${detail}`);
    this.name = 'Refusal';
    this.error = error;
    this.detail = detail;
  }
}
