import type { RequestKind } from '../vocabulary/case.ts';
import type { CalendarDate } from '../vocabulary/dates.ts';
import { type Catalogue, inForce } from './catalogue.ts';
import type { Regime } from './schema.ts';
import type { RegimeId } from './types.ts';

export interface SuggestionInput {
  readonly kind: RequestKind;
  /** Where the person lives, ISO 3166-1 alpha-2; `UK` and `EL` are understood. */
  readonly country?: string | undefined;
  /** A United States postal code, `CA` or `US-CA`; without a country it means the United States. */
  readonly state?: string | undefined;
  /** The local date of receipt. */
  readonly on: CalendarDate;
  readonly catalogue: Catalogue;
}

/** Everyday codes that ISO 3166-1 spells otherwise. */
const ALIASES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR', USA: 'US' };

/** The regimes a request probably falls under, statutes first in the catalogue's order, the house policy last: a proposal that staff confirm. */
export function suggestRegimes({ kind, country, state, on, catalogue }: SuggestionInput): RegimeId[] {
  const inState = state?.trim().toUpperCase().replace(/^US-/, '') || undefined;
  const named = country?.trim().toUpperCase() || undefined;
  const inCountry = named === undefined ? (inState === undefined ? undefined : 'US') : (ALIASES[named] ?? named);
  const found = [...catalogue.regimes.values()].flatMap((versions) => {
    const regime = inForce(versions, on);
    return regime?.kinds.includes(kind) && appliesTo(regime, inCountry, inState) ? [regime] : [];
  });
  return [...found.filter((regime) => !regime.suggestFor.everyone), ...found.filter((regime) => regime.suggestFor.everyone)].map(
    (regime) => regime.id,
  );
}

function appliesTo({ suggestFor }: Regime, country: string | undefined, state: string | undefined): boolean {
  if (suggestFor.everyone) return true;
  if (country !== undefined && suggestFor.countries.includes(country)) return true;
  return country === 'US' && state !== undefined && suggestFor.states.includes(state);
}
