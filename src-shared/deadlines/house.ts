import * as z from 'zod';
import { CalendarDate } from '../vocabulary/dates.ts';
import { type Catalogue, inForce } from './catalogue.ts';
import { PAUSE_KINDS, Period, Regime, type RuleSource } from './schema.ts';

export const HOUSE_REGIME = 'house';

/** What an administrator may set: the company's own promise, from a day on. Earlier cases keep the version they were received under. */
export const HousePolicy = z.strictObject({
  version: z.string().min(1),
  effectiveFrom: CalendarDate,
  acknowledge: Period.nullable(),
  respond: Period,
  /** The whole period from receipt once extended, and the last day for its notice. */
  extension: z.strictObject({ ...Period.shape, noticeBy: Period }).nullable(),
  pauses: z.array(z.strictObject({ kind: z.enum(PAUSE_KINDS), effect: z.enum(['restart', 'suspend']) })),
  internalTarget: Period.nullable(),
});
export type HousePolicy = z.infer<typeof HousePolicy>;

/** The catalogue with one more version of the house regime. Throws a `ZodError` on a policy no clock can follow, an `Error` on a version or a first day taken already. */
export function withHousePolicy(catalogue: Catalogue, policy: HousePolicy): Catalogue {
  const versions = catalogue.regimes.get(HOUSE_REGIME) ?? [];
  const before = inForce(versions, policy.effectiveFrom) ?? versions.at(-1);
  if (before === undefined) throw new Error('the catalogue has no house regime to build on');
  if (versions.some((one) => one.version === policy.version || one.effectiveFrom === policy.effectiveFrom)) {
    throw new Error(`house: version ${policy.version} or its first day ${policy.effectiveFrom} is taken`);
  }
  const source: RuleSource = { citation: `House policy, version ${policy.version}`, confirmed: true };
  const rule = (period: Period) => ({ ...period, roll: null, source });
  const regime = Regime.parse({
    ...before,
    version: policy.version,
    effectiveFrom: policy.effectiveFrom,
    effectiveTo: null,
    clocks: {
      ...(policy.acknowledge === null ? {} : { acknowledge: rule(policy.acknowledge) }),
      respond: { ...rule(policy.respond), ...(policy.extension === null ? {} : { extension: { ...policy.extension, source } }) },
      ...(policy.internalTarget === null ? {} : { internal_target: rule(policy.internalTarget) }),
    },
    pauses: policy.pauses.map(({ kind, effect }) =>
      effect === 'restart' ? { kind, effect, source } : { kind, effect, from: 'day_after_asking', source },
    ),
  });
  const all = [...versions, regime].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  return { ...catalogue, regimes: new Map(catalogue.regimes).set(HOUSE_REGIME, all) };
}
