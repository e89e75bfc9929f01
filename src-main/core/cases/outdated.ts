import { type Expression, sql as raw, type SqlBool } from 'kysely';
import { addDays, type Catalogue, calendarFor, localDate, type Regime } from '../../../src-shared/deadlines/index.ts';
import { type CalendarDate, type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { sql } from '../database/query.ts';
import type { Office } from '../deadlines/book.ts';

const DAY = 86_400_000;

/**
 * Counts the open cases that stand on another calendar, or on another version of it or of their rules, than the newest for their day of
 * receipt. Not those that were received in another zone: that is where they came in.
 */
export function outdatedQuery(catalogue: Catalogue, office: Office) {
  const { id, version } = calendarFor(catalogue, office.calendar).file;
  const newest = [...catalogue.regimes.values()].map(
    (versions) =>
      raw`WHEN ${versions[0]!.id} THEN CASE ${raw.join(
        versions.toReversed().map((one) => inForceFrom(one, catalogue, office)),
        raw` `,
      )} ELSE request_regime.regime_version END`,
  );
  const wanted = raw`CASE request_regime.regime ${raw.join(newest, raw` `)} ELSE request_regime.regime_version END`;
  return sql
    .selectFrom('request_regime')
    .innerJoin('dsr_case', 'dsr_case.id', 'request_regime.case_id')
    .select((count) => count.fn.count<number>('case_id').distinct().as('n'))
    .where('dsr_case.open', '=', 1)
    .where(raw<SqlBool>`(calendar <> ${id} OR calendar_version <> ${version} OR regime_version <> ${wanted})` as Expression<SqlBool>);
}

/** One version of a regime, for whoever was received on one of its days at the office. */
function inForceFrom({ version, effectiveFrom, effectiveTo }: Regime, { zones }: Catalogue, { timeZone }: Office) {
  const from = firstInstantOf(effectiveFrom, timeZone, zones);
  // after its end none is in force, and what a case is pinned to stays
  const until = effectiveTo === null ? null : firstInstantOf(addDays(effectiveTo, 1), timeZone, zones);
  return until === null
    ? raw`WHEN received_at >= ${from} THEN ${version}`
    : raw`WHEN received_at >= ${until} THEN regime_version WHEN received_at >= ${from} THEN ${version}`;
}

/** The moment at which a day begins at the office; where its midnight is skipped, the moment after. */
function firstInstantOf(date: CalendarDate, timeZone: string, zones: Catalogue['zones']): Instant {
  const noon = Date.parse(`${date}T12:00:00.000Z`);
  let before = noon - 2 * DAY;
  let there = noon + 2 * DAY;
  while (there - before > 1) {
    const middle = Math.floor((before + there) / 2);
    if (localDate(instantOf(middle), timeZone, zones) < date) before = middle;
    else there = middle;
  }
  return instantOf(there);
}
