import { expect, test } from 'vitest';
import { independentMatches, usableProofs } from '../../../src-shared/identity/index.ts';
import type { Factor } from '../../../src-shared/vocabulary/identity.ts';
import { proofs } from './proofs.ts';

const COUNTS: readonly (readonly [string, readonly Factor[], number])[] = [
  ['', [], 0],
  ['date_of_birth', [], 0],
  ['date_of_birth ticket', [], 2],
  ['date_of_birth ticket', ['ticket'], 0],
  ['address customer_number invoice_number invoice_amount', [], 1],
  ['address customer_number', ['address'], 1],
  ['address customer_number', ['address', 'customer_number'], 0],
  ['email phone ticket product address date_of_birth', [], 6],
  ['email email email', [], 1],
  ['email code:email', [], 1],
  ['code:email code:phone', [], 2],
  ['call_back:phone code:phone phone', [], 1],
  ['code:email call_back:phone', ['email'], 1],
  ['code:email call_back:phone', ['phone'], 1],
  ['code call_back match', [], 0],
  ['code:ticket call_back:email', [], 0],
  ['portal_sign_in declaration agent_identity signed_permission', [], 0],
];
for (const [words, disputed, count] of COUNTS) {
  test(`${words || 'nothing'}${disputed.length > 0 ? ` without ${disputed.join(', ')}` : ''}: ${count}`, () => {
    expect(independentMatches(proofs(words), disputed)).toBe(count);
  });
}

test('a dispute takes away the fact and its contact, not the sign-in or a paper', () => {
  const all = proofs('email code:email call_back:phone portal_sign_in declaration');
  expect(usableProofs(all, ['email', 'phone']).map(({ type }) => type)).toEqual(['portal_sign_in', 'declaration']);
});
