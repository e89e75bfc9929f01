import type { HousePolicy, Regime } from '../../../src-shared/deadlines/index.ts';

/** A version of the house regime as the policy that an administrator edits. */
export function policyOf({ version, effectiveFrom, clocks, pauses }: Regime): HousePolicy {
  const { acknowledge, respond, internal_target: target } = clocks;
  if (!respond) throw new Error('a house policy without a time to answer');
  const period = ({ amount, unit }: { amount: number; unit: HousePolicy['respond']['unit'] }) => ({ amount, unit });
  return {
    version,
    effectiveFrom,
    acknowledge: acknowledge ? period(acknowledge) : null,
    respond: period(respond),
    extension: respond.extension ? { ...period(respond.extension), noticeBy: period(respond.extension.noticeBy) } : null,
    pauses: pauses.map(({ kind, effect }) => ({ kind, effect })),
    internalTarget: target ? period(target) : null,
  };
}
