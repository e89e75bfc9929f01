import type { CalendarSummary, RegimeSummary } from '../../../src-shared/contract/deadlines.ts';
import type { CalendarFile, Period, Regime, RuleSource } from '../../../src-shared/deadlines/index.ts';

const UNIT = { month: ['month', 'months'], day: ['day', 'days'], business_day: ['business day', 'business days'] } as const;

const period = ({ amount, unit }: Period): string => `${amount} ${UNIT[unit][amount === 1 ? 0 : 1]}`;

/** A regime as the settings page shows it: each rule in plain words, with where it is written. */
export function describeRegime(regime: Regime): RegimeSummary {
  const rules: RegimeSummary['rules'] = [];
  const add = (what: string, words: string, source: RuleSource) =>
    rules.push({ what, words, citation: source.citation, url: source.url ?? null, confirmed: source.confirmed, note: source.note ?? null });
  for (const [clock, rule] of Object.entries(regime.clocks)) {
    if (!rule) continue;
    add(clock, `within ${period(rule)}`, rule.source);
    if (rule.roll) add(`${clock} roll`, 'an end on a closed day moves to the next business day', rule.roll);
    if (rule.extension) {
      add(
        `${clock} extension`,
        `up to ${period(rule.extension)} in all, announced within ${period(rule.extension.noticeBy)}`,
        rule.extension.source,
      );
    }
  }
  for (const rule of regime.pauses) {
    const words = rule.effect === 'restart' ? 'the period starts anew with the answer' : 'the days of waiting do not count';
    add(`pause ${rule.kind}`, words, rule.source);
  }
  if (regime.keepClosedCase)
    add('keep', `a closed case is kept for ${regime.keepClosedCase.months} months at least`, regime.keepClosedCase.source);
  const { id, version, title, jurisdiction, effectiveFrom, effectiveTo, kinds, notes } = regime;
  return { id, version, title, jurisdiction, effectiveFrom, effectiveTo, kinds: [...kinds], rules, notes: [...notes] };
}

export function describeCalendar({ id, version, title, jurisdiction, from, to, source, notes }: CalendarFile): CalendarSummary {
  return {
    id,
    version,
    title,
    jurisdiction,
    from,
    to,
    citation: source.citation,
    url: source.url ?? null,
    confirmed: source.confirmed,
    notes: [...notes],
  };
}
