import { type Calendar, closedBecause } from './calendar.ts';
import { dateOf, dayInWords, monthsAfter } from './days.ts';
import type { Pause } from './events.ts';
import type { ClockRule, PauseRule, Period, Regime, RuleSource } from './schema.ts';
import { type Rule, ruleOf, step } from './trace.ts';
import type { Clock, ClockId, Step } from './types.ts';

/** What one clock is reckoned from. Day numbers. */
export interface ClockPlan {
  readonly id: ClockId;
  readonly regime: Regime;
  readonly calendar: Calendar;
  /** Day 0 before any restart, and the steps that led to it. */
  readonly origin: number;
  readonly opening: readonly Step[];
  readonly period: Period;
  readonly source: RuleSource;
  readonly roll: RuleSource | null;
  /** The whole period from the start once a valid notice was sent. */
  readonly extended?: { readonly on: number; readonly period: Period; readonly source: RuleSource } | undefined;
  /** Empty for a clock that nothing stops (acknowledgement, appeal). */
  readonly pauses: readonly Pause[];
}

/** Reckons one clock: start, period, days that do not count, roll, and the day staff work towards; each decision leaves a step. */
export function computeClock(plan: ClockPlan): Clock {
  const trace: Step[] = [...plan.opening];
  const startsOn = findStart(plan, trace);
  let end = findEnd(plan, startsOn, plan.period, ruleOf(plan.regime, plan.id, 'period', plan.source), trace, 'period');
  if (plan.extended !== undefined) {
    const { on, period, source } = plan.extended;
    end = findEnd(plan, startsOn, period, ruleOf(plan.regime, plan.id, 'extension', source), trace, 'extended', on);
  }
  end += daysNotCounted(plan, startsOn, end, trace);
  const legal = rollForward(plan, end, trace);
  const workBy = workBack(plan, startsOn, end, trace);
  return { statutoryDate: dateOf(end), legalDate: dateOf(legal), workByDate: dateOf(workBy), startsOn: dateOf(startsOn), trace };
}

function findStart(plan: ClockPlan, trace: Step[]): number {
  let start = plan.origin;
  for (const pause of plan.pauses) {
    const rule = pauseRule(plan.regime, pause);
    if (rule?.effect !== 'restart') continue;
    const moves = pause.endedOn > start;
    if (moves) start = pause.endedOn;
    const came = pause.open ? 'not there yet: reckoned as if it had come that day' : `received ${dayInWords(pause.endedOn)}`;
    const sentence = `${pause.kind} asked for ${dayInWords(pause.askedOn)}, ${came}; ${moves ? 'the period starts on that day' : 'the start stays'}`;
    trace.push(
      step(
        'restart',
        sentence,
        ruleOf(plan.regime, 'pause', pause.kind, rule.source),
        moves ? { of: 'statutoryDate', from: dateOf(start) } : undefined,
      ),
    );
  }
  return start;
}

function findEnd(
  plan: ClockPlan,
  start: number,
  period: Period,
  rule: Rule,
  trace: Step[],
  kind: 'period' | 'extended',
  noticeOn?: number,
): number {
  const from = { of: 'statutoryDate', from: dateOf(start) } as const;
  const length = inWords(period);
  const words = (end: string) =>
    noticeOn === undefined
      ? `${length} from ${dayInWords(start)}, that day not counted: ${end}`
      : `notice of extension sent ${dayInWords(noticeOn)}: ${length} from ${dayInWords(start)} instead: ${end}`;
  if (period.unit === 'month') {
    const end = monthsAfter(start, period.amount);
    trace.push(step(kind, words(dayInWords(end)), rule, { ...from, months: period.amount }));
    return end;
  }
  if (period.unit === 'day') {
    const end = start + period.amount;
    trace.push(step(kind, words(dayInWords(end)), rule, { ...from, days: period.amount }));
    return end;
  }
  trace.push(step(kind, words('days on which offices are closed left out'), rule, { ...from, days: period.amount }));
  let end = start;
  for (let left = period.amount; left > 0; ) {
    end++;
    const closed = closedBecause(plan.calendar, end);
    if (closed === undefined) left--;
    else trace.push(skipped(plan.calendar, closed, 'statutoryDate', 1));
  }
  return end;
}

/** The days of all suspensions after the start, each once. */
function daysNotCounted(plan: ClockPlan, startsOn: number, end: number, trace: Step[]): number {
  let total = 0;
  let covered = startsOn;
  for (const pause of plan.pauses) {
    const rule = pauseRule(plan.regime, pause);
    if (rule === undefined) {
      const sentence = `${pause.kind} asked for ${dayInWords(pause.askedOn)}: this regime does not stop for it`;
      trace.push(step('note', sentence, ruleOf(plan.regime, plan.id, 'period', plan.source)));
      continue;
    }
    if (rule.effect !== 'suspend') continue;
    const first = rule.from === 'day_of_asking' ? pause.askedOn : pause.askedOn + 1;
    const days = Math.max(0, pause.endedOn - Math.max(first - 1, covered));
    covered = Math.max(covered, pause.endedOn);
    const until = pause.open ? 'still awaited: reckoned as if it had come that day' : `received ${dayInWords(pause.endedOn)}`;
    // The rule adds these days whatever the date; whoever reads the trace must see that the question came too late to help.
    const late = pause.askedOn > end + total ? `; asked after the period had ended on ${dayInWords(end + total)}: have this confirmed` : '';
    const sentence = `${pause.kind} asked for ${dayInWords(pause.askedOn)}, ${until}: ${days} ${days === 1 ? 'day does' : 'days do'} not count${late}`;
    trace.push(step('not_counted', sentence, ruleOf(plan.regime, 'pause', pause.kind, rule.source), { of: 'statutoryDate', days }));
    total += days;
  }
  return total;
}

function rollForward(plan: ClockPlan, end: number, trace: Step[]): number {
  if (plan.period.unit === 'business_day') return end;
  let day = end;
  let closed = closedBecause(plan.calendar, day);
  if (closed === undefined) return day;
  if (plan.roll === null) {
    const sentence = `${dayInWords(end)} is no business day; no cited rule moves the end of this period`;
    trace.push(step('no_roll', sentence, ruleOf(plan.regime, plan.id, 'roll', plan.source)));
    return day;
  }
  while (closed !== undefined) {
    trace.push(skipped(plan.calendar, closed, 'legalDate', 1));
    closed = closedBecause(plan.calendar, ++day);
  }
  trace.push(
    step('note', `the period ends with ${dayInWords(day)}, the next business day`, ruleOf(plan.regime, plan.id, 'roll', plan.roll)),
  );
  return day;
}

/** Where no business day lies between start and end (a short house period over a weekend), the literal end stands: work is never due before it came. */
function workBack(plan: ClockPlan, startsOn: number, end: number, trace: Step[]): number {
  let day = end;
  const back: Step[] = [];
  for (
    let closed = closedBecause(plan.calendar, day);
    closed !== undefined && day >= startsOn;
    closed = closedBecause(plan.calendar, day)
  ) {
    back.push(skipped(plan.calendar, closed, 'workByDate', -1));
    day--;
  }
  if (day < startsOn) day = end;
  else trace.push(...back);
  const rule = { id: `calendar/${plan.calendar.file.id}`, version: plan.calendar.file.version, source: plan.calendar.file.source };
  trace.push(step('work_by', `work towards ${dayInWords(day)}`, rule, { of: 'workByDate', days: 0 }));
  return day;
}

function skipped(calendar: Calendar, sentence: string, of: 'statutoryDate' | 'legalDate' | 'workByDate', days: number): Step {
  const { id, version, source } = calendar.file;
  return step('skipped', sentence, { id: `calendar/${id}`, version, source }, { of, days });
}

function pauseRule(regime: Regime, pause: Pause): PauseRule | undefined {
  return regime.pauses.find((rule) => rule.kind === pause.kind);
}

function inWords({ amount, unit }: Period): string {
  return `${amount} ${unit.replace('_', ' ')}${amount === 1 ? '' : 's'}`;
}

/** The period of `extension_notice`, which counts and rolls as `respond` does. */
export function noticeRule(respond: ClockRule): (Period & { readonly source: RuleSource }) | undefined {
  return respond.extension === undefined ? undefined : { ...respond.extension.noticeBy, source: respond.extension.source };
}
