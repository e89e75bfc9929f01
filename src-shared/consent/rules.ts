import * as z from 'zod';
import type { CallDirection } from '../vocabulary/consent.ts';
import type { RecordingRule, RecordingRuleFound } from './types.ts';

const Place = z.string().regex(/^[A-Z]{2}(-[A-Z]{2,3})?$/, 'is a country or a region as in ISO 3166');
const Country = z.string().regex(/^[A-Z]{2}$/);

const ShippedRule = z.strictObject({
  place: Place,
  rule: z.enum(['all_party', 'one_party', 'basis_and_notice']),
  citation: z.string().min(3),
  source: z.url(),
  confirmed: z.boolean(),
  note: z.string().min(3).nullable(),
  /** Where it holds for calls of one direction only. */
  direction: z.enum(['inbound', 'outbound']).optional(),
});

/** `resources/regimes/recording.json`. */
export const RecordingRules = z
  .strictObject({
    about: z.string(),
    version: z.iso.date(),
    /** The place whose rule goes where no other is known. */
    strictest: Place,
    unknownNote: z.string().min(3),
    /** Which countries a place stands for. */
    groups: z.record(Place, z.array(Country).min(1)),
    /** Countries whose rules differ by region, with every region that there is: one that is not among them is not known. */
    regions: z.record(Country, z.array(z.string()).min(1)),
    rules: z.array(ShippedRule).min(1),
  })
  .refine(({ rules, strictest }) => rules.some(({ place, rule, direction }) => place === strictest && rule === 'all_party' && !direction), {
    message: 'the strictest place has no rule under which all must agree',
  });
export type RecordingRules = z.infer<typeof RecordingRules>;

/** Everyday codes that ISO 3166-1 spells otherwise. */
const ALIASES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/**
 * The rule for recording a call where the caller says to be. Where that is not known for sure (no country, a country without a rule, a
 * United States number without its state) it is the strictest of all, and the answer says so. Whatever it says, the desk asks on every call.
 */
export function ruleFor(
  rules: RecordingRules,
  country: string | null,
  region: string | null,
  direction: CallDirection,
): RecordingRuleFound {
  const named = country?.trim().toUpperCase() ?? '';
  const iso = ALIASES[named] ?? named;
  const inRegion = region?.trim().toUpperCase().replace(`${iso}-`, '') ?? '';
  const regions = rules.regions[iso];
  const known = regions === undefined || regions.includes(inRegion);
  const group = Object.keys(rules.groups).find((place) => rules.groups[place]!.includes(iso));
  const places = known ? [`${iso}-${inRegion}`, ...(group === undefined ? [] : [group])] : [];
  for (const place of places) {
    const rule = rules.rules.find((one) => one.place === place && (one.direction ?? direction) === direction);
    if (rule) return { ...plain(rule), known: true };
  }
  const strictest = rules.rules.find((one) => one.place === rules.strictest && one.direction === undefined)!;
  return { ...plain(strictest), note: rules.unknownNote, known: false };
}

function plain({ place, rule, citation, source, confirmed, note }: RecordingRule): RecordingRule {
  return { place, rule, citation, source, confirmed, note };
}
