import { type Catalogue, calendarFor, regimeFor } from './catalogue.ts';
import { type ClockPlan, computeClock, noticeRule } from './clock.ts';
import { dateOf, dayInWords, dayNumber } from './days.ts';
import { type History, readHistory } from './events.ts';
import { Refusal } from './refusal.ts';
import type { ClockRule, Regime } from './schema.ts';
import { ruleOf, step } from './trace.ts';
import { CLOCK_IDS, type Clock, type ClockId, DeadlineInput, type DeadlineResult, type OpenPause, type Step } from './types.ts';
import { localTime, UnknownTimeZone } from './zone.ts';

/** What the law makes of a request and its events: each clock with its dates and its trace, or an error of the closed list. Pure. */
export function computeDeadlines(input: DeadlineInput, catalogue: Catalogue): DeadlineResult {
  try {
    return compute(input, catalogue);
  } catch (failure) {
    if (failure instanceof Refusal) return { error: failure.error, detail: failure.detail };
    if (failure instanceof UnknownTimeZone) return { error: 'invalid_time_zone', detail: failure.message };
    throw failure;
  }
}

/** What all clocks of one request share. */
interface Setting {
  readonly base: Pick<ClockPlan, 'regime' | 'calendar'>;
  readonly receivedOn: number;
  readonly received: string;
  readonly history: History;
}

function compute(raw: DeadlineInput, catalogue: Catalogue): DeadlineResult {
  const parsed = DeadlineInput.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Refusal('invalid_input', `${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'not understood'}`);
  }
  const input = parsed.data;
  const local = localTime(input.receivedAt, input.timeZone, catalogue.zones);
  const regime = regimeFor(catalogue, input.regime, local.date, input.regimeVersion);
  const calendar = calendarFor(catalogue, input.calendar, input.calendarVersion);
  const history = readHistory(input.events, local.date);
  const receivedOn = dayNumber(local.date);
  const received = `received ${dayInWords(receivedOn)} ${local.time} in ${input.timeZone}`;
  const clocks = computeClocks({ base: { regime, calendar }, receivedOn, received, history });
  return {
    clocks,
    governing: governingOf(clocks, history),
    ...openPauseOf(history, regime),
    receivedOn: local.date,
    regimeVersion: regime.version,
    calendarVersion: calendar.file.version,
  };
}

function computeClocks(setting: Setting): Partial<Record<ClockId, Clock>> {
  const { history, base } = setting;
  const { acknowledge, respond, appeal_respond: appeal, internal_target: target } = base.regime.clocks;
  const clocks: Partial<Record<ClockId, Clock>> = {};
  const onReceipt = (id: ClockId, rule: ClockRule, pauses = history.pauses) =>
    planFrom(setting, id, rule, setting.receivedOn, setting.received, pauses);
  if (acknowledge !== undefined) clocks.acknowledge = computeClock(onReceipt('acknowledge', acknowledge, []));
  if (respond !== undefined) {
    const notice = noticeRule(respond);
    if (notice !== undefined)
      clocks.extension_notice = computeClock({ ...onReceipt('extension_notice', respond), period: notice, source: notice.source });
    const extended = checkExtension(history.extensions, respond, clocks.extension_notice, 'the period to respond');
    clocks.respond = computeClock({ ...onReceipt('respond', respond), extended });
  } else checkExtension(history.extensions, undefined, undefined, 'a period without an end');
  const answered = computeAppeal(setting, appeal);
  if (answered !== undefined) clocks.appeal_respond = answered;
  if (target !== undefined) clocks.internal_target = computeClock(onReceipt('internal_target', target));
  return clocks;
}

/** The clock that an appeal starts, where the regime gives one. */
function computeAppeal(setting: Setting, rule: ClockRule | undefined): Clock | undefined {
  const { appealReceivedOn, appealExtensions } = setting.history;
  if (rule === undefined || appealReceivedOn === undefined) {
    checkExtension(appealExtensions, undefined, undefined, 'the answer to this appeal');
    return undefined;
  }
  const plan = planFrom(setting, 'appeal_respond', rule, appealReceivedOn, `appeal received ${dayInWords(appealReceivedOn)}`, []);
  const plain = computeClock(plan);
  const extended = checkExtension(appealExtensions, rule, plain, 'the period to answer the appeal');
  return extended === undefined ? plain : computeClock({ ...plan, extended });
}

/** The first pause still open, of a kind for which this regime stops. */
function openPauseOf(history: History, regime: Regime): { openPause?: OpenPause } {
  const open = history.pauses.find((pause) => pause.open && regime.pauses.some((rule) => rule.kind === pause.kind));
  return open === undefined ? {} : { openPause: { kind: open.kind, since: dateOf(open.askedOn) } };
}

function planFrom(setting: Setting, id: ClockId, rule: ClockRule, origin: number, words: string, pauses: ClockPlan['pauses']): ClockPlan {
  const { source, roll, amount, unit } = rule;
  const because = ruleOf(setting.base.regime, id, 'period', source);
  const opening: Step[] = [
    step('received', words, because),
    step('start', `day of ${id === 'appeal_respond' ? 'the appeal' : 'receipt'} not counted`, because),
  ];
  return { ...setting.base, id, origin, opening, period: { amount, unit }, source, roll, pauses };
}

/** The one extension there may be, if its notice went out in time. Throws `extension_not_allowed`, `already_extended` or `extension_too_late`. */
function checkExtension(
  sentOn: readonly number[],
  rule: ClockRule | undefined,
  noticeBy: Clock | undefined,
  what: string,
): ClockPlan['extended'] {
  const [first, second] = sentOn;
  if (first === undefined) return undefined;
  if (rule?.extension === undefined || noticeBy === undefined)
    throw new Refusal('extension_not_allowed', `no cited rule lets ${what} be extended`);
  if (first > dayNumber(noticeBy.legalDate)) {
    throw new Refusal('extension_too_late', `the notice of ${dayInWords(first)} came after ${dayInWords(dayNumber(noticeBy.legalDate))}`);
  }
  if (second !== undefined) throw new Refusal('already_extended', `${what} can be extended once; it was extended on ${dayInWords(first)}`);
  const { amount, unit, source } = rule.extension;
  return { on: first, period: { amount, unit }, source };
}

/** The clock not yet met that staff must meet first. The notice of an extension is a choice, not a duty. */
function governingOf(clocks: Partial<Record<ClockId, Clock>>, history: History): ClockId | null {
  let governing: ClockId | null = null;
  for (const id of CLOCK_IDS) {
    const clock = clocks[id];
    if (clock === undefined || isMet(id, history)) continue;
    if (governing === null || clock.workByDate < (clocks[governing]?.workByDate ?? '')) governing = id;
  }
  return governing;
}

function isMet(id: ClockId, history: History): boolean {
  if (id === 'extension_notice') return true;
  if (id === 'acknowledge') return history.acknowledged;
  // The first response answers the request; one more, on or after the day of the appeal, answers the appeal.
  if (id === 'appeal_respond') return history.responses.slice(1).some((on) => on >= (history.appealReceivedOn ?? Number.POSITIVE_INFINITY));
  return history.responses.length > 0;
}
