import type { Factor } from '../vocabulary/identity.ts';
import { independentMatches, usableProofs } from './factors.ts';
import type { Assessment, Proof, Requirement, Step, StepState, Way } from './types.ts';
import { L1_WAYS, L2_WAYS, representationWays } from './ways.ts';

interface Evidence {
  readonly usable: readonly Proof[];
  readonly matches: number;
  readonly account: Requirement['account'];
}

/**
 * What the proofs settle of a requirement, step by step. Every part must be settled by one of its ways; without parts (L0) it is settled.
 * A proof more never takes anything away. Source: 11 CCR §§7060–7063.
 */
export function assess(requirement: Requirement, proofs: readonly Proof[], disputed: readonly Factor[]): Assessment {
  const evidence: Evidence = {
    usable: usableProofs(proofs, disputed),
    matches: independentMatches(proofs, disputed),
    account: requirement.account,
  };
  const parts = requirement.parts.map(({ who, ways }) => {
    const states = ways.map(({ id, steps }) => {
      const stepStates = steps.map((step) => stateOf(step, evidence));
      return { id, done: stepStates.every(({ done }) => done), steps: stepStates };
    });
    return { who, settled: states.some(({ done }) => done), ways: states };
  });
  const settled = parts.every((part) => part.settled);
  return {
    settled,
    reached: isAnyDone(L2_WAYS, evidence) ? 'L2' : isAnyDone(L1_WAYS, evidence) ? 'L1' : 'L0',
    parts,
    answerAs: !settled && enoughForCategories(requirement, evidence) ? 'categories' : null,
  };
}

function stateOf(step: Step, { usable, matches, account }: Evidence): StepState {
  switch (step.type) {
    case 'matches':
      return { step, done: matches >= step.count, count: matches };
    case 'account_authorised':
      return { step, done: account === 'allowed' };
    case 'proof':
      // Beside the call to the phone, a code to the same phone would prove one device twice: the code goes to the email on file.
      return { step, done: usable.some(({ type, factor }) => type === step.proof && (type !== 'code' || factor === 'email')) };
  }
}

function isAnyDone(ways: readonly Way[], evidence: Evidence): boolean {
  return ways.some(({ steps }) => steps.every((step) => stateOf(step, evidence).done));
}

/**
 * Whether a request for specific pieces could be answered as one for categories: 11 CCR §7024(a). The parts are those of the same
 * requester at L1. Data of an account are never so answered: they need L2 whatever is asked.
 */
function enoughForCategories({ reasons, parts, account }: Requirement, evidence: Evidence): boolean {
  if (!reasons.includes('specific_pieces') || account !== 'none') return false;
  return parts.every(({ ways }) => {
    if (ways.some(({ id }) => id === 'power_of_attorney')) return isAnyDone(representationWays(L1_WAYS), evidence);
    const ofPerson = ways.some(({ id }) => id === 'three_matches_and_declaration');
    return isAnyDone(ofPerson ? L1_WAYS : ways, evidence);
  });
}
