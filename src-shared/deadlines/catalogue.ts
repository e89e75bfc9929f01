import type { CalendarDate } from '../vocabulary/dates.ts';
import { type Calendar, compileCalendar } from './calendar.ts';
import { Refusal } from './refusal.ts';
import type { CalendarFile, Regime } from './schema.ts';
import type { CalendarId, RegimeId } from './types.ts';
import type { ZoneCache } from './zone.ts';

/** Every regime and calendar that is known, each with its versions, oldest first. Immutable but for `zones`, which only saves time. */
export interface Catalogue {
  readonly regimes: ReadonlyMap<RegimeId, readonly Regime[]>;
  readonly calendars: ReadonlyMap<CalendarId, readonly Calendar[]>;
  readonly zones: ZoneCache;
}

/** Puts parsed regimes and calendars together. Throws when two claim the same version or the same first day. */
export function buildCatalogue(regimes: readonly Regime[], calendars: readonly CalendarFile[]): Catalogue {
  return {
    regimes: grouped(regimes, (regime) => regime.effectiveFrom),
    calendars: grouped(
      calendars.map((file) => ({ ...compileCalendar(file), id: file.id, version: file.version })),
      (calendar) => calendar.version,
    ),
    zones: new Map(),
  };
}

/** The regime's pinned version, else the one in force on the local date of receipt. Throws `unknown_regime`. */
export function regimeFor(catalogue: Catalogue, id: RegimeId, on: CalendarDate, version?: string): Regime {
  const versions = catalogue.regimes.get(id);
  if (versions === undefined) throw new Refusal('unknown_regime', `there is no regime ${JSON.stringify(id)}`);
  const found = version === undefined ? inForce(versions, on) : versions.find((regime) => regime.version === version);
  if (found !== undefined) return found;
  const missing = version === undefined ? `no version of ${id} is in force on ${on}` : `${id} has no version ${JSON.stringify(version)}`;
  throw new Refusal('unknown_regime', missing);
}

/** The version in force on a day, if any: the latest that has begun, unless it has ended. */
export function inForce(versions: readonly Regime[], on: CalendarDate): Regime | undefined {
  const begun = versions.findLast((regime) => regime.effectiveFrom <= on);
  return begun === undefined || (begun.effectiveTo !== null && begun.effectiveTo < on) ? undefined : begun;
}

/** The calendar's pinned version, else the newest. Throws `unknown_calendar`. */
export function calendarFor(catalogue: Catalogue, id: CalendarId, version?: string): Calendar {
  const versions = catalogue.calendars.get(id);
  if (versions === undefined) throw new Refusal('unknown_calendar', `there is no calendar ${JSON.stringify(id)}`);
  const found = version === undefined ? versions.at(-1) : versions.find((calendar) => calendar.file.version === version);
  if (found === undefined) throw new Refusal('unknown_calendar', `calendar ${id} has no version ${JSON.stringify(version)}`);
  return found;
}

function grouped<T extends { readonly id: string; readonly version: string }>(
  items: readonly T[],
  order: (item: T) => string,
): Map<string, readonly T[]> {
  const byId = Map.groupBy(items, (item) => item.id);
  for (const [id, versions] of byId) {
    versions.sort((a, b) => (order(a) < order(b) ? -1 : 1));
    for (const key of [order, (item: T) => item.version]) {
      if (new Set(versions.map(key)).size !== versions.length) throw new Error(`${id}: two versions share ${versions.map(key).join(', ')}`);
    }
  }
  return byId;
}
