import type { Factor } from '../vocabulary/identity.ts';
import type { Proof } from './types.ts';

/** A proof as far as it decides what it counts for: when it was given is the caller's to judge. */
type Named = Pick<Proof, 'type' | 'factor'>;

/**
 * Facts of one group come out of one source and count once: whoever holds an invoice reads four of them from it.
 * Source: 11 CCR §7060 (likelihood of fraud, spoofability).
 */
export const GROUP_OF: Readonly<Record<Factor, string>> = {
  address: 'invoice',
  customer_number: 'invoice',
  invoice_number: 'invoice',
  invoice_amount: 'invoice',
  email: 'email',
  phone: 'phone',
  ticket: 'ticket',
  product: 'product',
  date_of_birth: 'date_of_birth',
};

/**
 * The proofs that may count. Left out: what rests on a fact in dispute (11 CCR §7060(h)), also a code or a call to a disputed contact;
 * a match that names no fact; a code or a call that names no contact it can have reached.
 */
export function usableProofs<P extends Named>(proofs: readonly P[], disputed: readonly Factor[]): P[] {
  return proofs.filter(({ type, factor }) => {
    if (type !== 'match' && type !== 'code' && type !== 'call_back') return true;
    if (factor === null || disputed.includes(factor)) return false;
    if (type === 'match') return true;
    return factor === 'phone' || (type === 'code' && factor === 'email');
  });
}

/**
 * How many independent facts are proven: groups, each once, by a match or by a code or call that reached the contact.
 * A date of birth counts beside another fact and never alone. Source: 11 CCR §7062; NIST SP 800-63A (facts that can be had from others).
 */
export function independentMatches(proofs: readonly Named[], disputed: readonly Factor[]): number {
  const groups = new Set<string>();
  for (const { type, factor } of usableProofs(proofs, disputed)) {
    if (factor !== null && (type === 'match' || type === 'code' || type === 'call_back')) groups.add(GROUP_OF[factor]);
  }
  const onlyBirth = groups.size === 1 && groups.has(GROUP_OF.date_of_birth);
  return onlyBirth ? 0 : groups.size;
}
