import type { CalendarDate } from '../vocabulary/dates.ts';
import { dateOf, dayNumber, monthsAfter } from './days.ts';
import type { Regime, RuleSource } from './schema.ts';
import type { ClockDate, ClockId, Step, StepEffect, StepKind } from './types.ts';

/** The rule a step follows, as a regime's file states it. */
export interface Rule {
  readonly id: string;
  readonly version: string;
  readonly source: RuleSource;
}

/** Names one rule of a regime: `uk-gdpr/respond/period`. */
export function ruleOf(regime: Regime, clock: ClockId | 'pause', part: string, source: RuleSource): Rule {
  return { id: `${regime.id}/${clock}/${part}`, version: regime.version, source };
}

/** One step of a trace. */
export function step(kind: StepKind, sentence: string, rule: Rule, effect?: StepEffect): Step {
  const { id, version, source } = rule;
  const plain = { kind, sentence, rule: id, version, source: source.citation, confirmed: source.confirmed };
  return effect === undefined ? plain : { ...plain, effect };
}

export interface Replayed {
  readonly startsOn: CalendarDate;
  readonly statutoryDate: CalendarDate;
  readonly legalDate: CalendarDate;
  readonly workByDate: CalendarDate;
}

/**
 * The dates that a trace leads to, from its steps alone: what the page shows under "Why this date?" adds up, or a test says so.
 * `legalDate` and `workByDate` set out from the finished `statutoryDate`. Throws on a trace without a start.
 */
export function replay(trace: readonly Step[]): Replayed {
  const effects = trace.flatMap((one) => (one.effect === undefined ? [] : [one.effect]));
  const start = effects.findLast((effect) => effect.of === 'statutoryDate' && effect.from !== undefined)?.from;
  if (start === undefined) throw new Error('this trace has no start');
  const statutory = run(effects, 'statutoryDate', dayNumber(start));
  return {
    startsOn: start,
    statutoryDate: dateOf(statutory),
    legalDate: dateOf(run(effects, 'legalDate', statutory)),
    workByDate: dateOf(run(effects, 'workByDate', statutory)),
  };
}

function run(effects: readonly StepEffect[], of: ClockDate, from: number): number {
  let day = from;
  for (const effect of effects) {
    if (effect.of !== of) continue;
    if (effect.from !== undefined) day = dayNumber(effect.from);
    day = monthsAfter(day, effect.months ?? 0) + (effect.days ?? 0);
  }
  return day;
}
