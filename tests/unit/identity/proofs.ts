import type { Proof } from '../../../src-shared/identity/index.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Factor, ProofType } from '../../../src-shared/vocabulary/identity.ts';

const AT = '2026-09-03T09:00:00.000Z' as Instant;

/** `email ticket declaration code:email`: a fact is a match of it, the rest are proofs by name. */
export function proofs(words: string): Proof[] {
  return words
    .split(' ')
    .filter((word) => word !== '')
    .map((word): Proof => {
      const [name, factor] = word.split(':');
      if (FACTS.has(name!)) return { type: 'match', factor: name as Factor, at: AT };
      return { type: name as ProofType, factor: (factor as Factor | undefined) ?? null, at: AT };
    });
}

const FACTS: ReadonlySet<string> = new Set([
  'email',
  'phone',
  'address',
  'customer_number',
  'invoice_number',
  'invoice_amount',
  'ticket',
  'product',
  'date_of_birth',
]);
