import { FACTORS, type Factor, PROOF_TYPES, type ProofType } from '../vocabulary/identity.ts';
import { independentMatches, usableProofs } from './factors.ts';
import type { Proof, Requirement, Step, Way } from './types.ts';

/** What the record of the person holds: the facts to compare with, and whether there is a contact for a code or a call. */
export interface OnFile {
  readonly factors: readonly Factor[];
  readonly email: boolean;
  readonly phone: boolean;
}

type Obtainable = Pick<Proof, 'type' | 'factor'>;

/**
 * The proofs worth asking for: those that belong to a way which can be completed with what is on file. Nothing else may be asked
 * (11 CCR §7060: match with what is held, avoid collecting more); nothing at all for L0.
 */
export function offeredMethods(requirement: Requirement, onFile: OnFile, disputed: readonly Factor[]): ProofType[] {
  const obtainable = obtainableOf(onFile, disputed);
  const offered = new Set<ProofType>();
  for (const { steps } of reachableWays(requirement, obtainable)) {
    for (const step of steps) {
      if (step.type === 'proof') offered.add(step.proof);
      if (step.type === 'matches') for (const { type } of obtainable) offered.add(type);
    }
  }
  return PROOF_TYPES.filter((type) => offered.has(type));
}

/** The facts that may be compared: on file, not in dispute (11 CCR §7060(h)), and only where enough independent ones can be had. */
export function offeredFactors(requirement: Requirement, onFile: OnFile, disputed: readonly Factor[]): Factor[] {
  const ways = reachableWays(requirement, obtainableOf(onFile, disputed));
  if (!ways.some(({ steps }) => steps.some(({ type }) => type === 'matches'))) return [];
  return FACTORS.filter((factor) => onFile.factors.includes(factor) && !disputed.includes(factor));
}

/** Every match, code and call that what is on file allows. */
function obtainableOf({ factors, email, phone }: OnFile, disputed: readonly Factor[]): Obtainable[] {
  const all: Obtainable[] = [
    ...factors.map((factor) => ({ type: 'match', factor }) as const),
    // Codes go out by email alone.
    ...(email ? ([{ type: 'code', factor: 'email' }] as const) : []),
    ...(phone ? ([{ type: 'call_back', factor: 'phone' }] as const) : []),
  ];
  return usableProofs(all, disputed);
}

function reachableWays({ parts }: Requirement, obtainable: readonly Obtainable[]): Way[] {
  return parts.flatMap(({ ways }) => ways.filter(({ steps }) => steps.every((step) => isReachable(step, obtainable))));
}

function isReachable(step: Step, obtainable: readonly Obtainable[]): boolean {
  if (step.type === 'matches') return independentMatches(obtainable, []) >= step.count;
  if (step.type !== 'proof') return true;
  if (step.proof === 'code' || step.proof === 'call_back') return obtainable.some(({ type }) => type === step.proof);
  return true;
}
