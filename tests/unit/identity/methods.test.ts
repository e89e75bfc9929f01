import { describe, expect, test } from 'vitest';
import { type Asked, type OnFile, offeredFactors, offeredMethods, requirementOf } from '../../../src-shared/identity/index.ts';
import type { Factor } from '../../../src-shared/vocabulary/identity.ts';

const asked = (some: Partial<Asked>) =>
  requirementOf({ kind: 'access', scope: 'specific_pieces', requester: 'subject', account: 'none', disputed: [], ...some });
const onFile = (factors: readonly Factor[], email = false, phone = false): OnFile => ({ factors, email, phone });
const NOTHING = onFile([]);
const MUCH = onFile(['email', 'phone', 'address', 'ticket'], true, true);
const L1 = asked({ scope: 'categories' });
const L2 = asked({});
const AGENT = asked({ requester: 'authorised_agent' });

describe('methods', () => {
  const cases = [
    ['opt-out, with everything on file', asked({ kind: 'opt_out', scope: null }), MUCH, [], []],
    ['concern taken in', asked({ kind: 'concern', scope: null }), MUCH, [], []],
    ['L2, everything on file', L2, MUCH, [], ['match', 'code', 'call_back', 'portal_sign_in', 'declaration']],
    ['L2, nothing on file', L2, NOTHING, [], ['portal_sign_in']],
    ['L1, nothing on file', L1, NOTHING, [], ['portal_sign_in']],
    ['L2, two groups on file', L2, onFile(['ticket', 'product']), [], ['portal_sign_in']],
    ['L2, an invoice alone', L2, onFile(['address', 'customer_number', 'invoice_number', 'invoice_amount']), [], ['portal_sign_in']],
    ['L2, three groups', L2, onFile(['ticket', 'product', 'address']), [], ['match', 'portal_sign_in', 'declaration']],
    ['L1, two groups', L1, onFile(['ticket', 'product']), [], ['match', 'portal_sign_in']],
    ['L1, a ticket and a date of birth', L1, onFile(['ticket', 'date_of_birth']), [], ['match', 'portal_sign_in']],
    ['L1, a date of birth alone', L1, onFile(['date_of_birth']), [], ['portal_sign_in']],
    ['L2, contacts alone', L2, onFile([], true, true), [], ['code', 'call_back', 'portal_sign_in']],
    ['L1, the email alone', L1, onFile(['email'], true), [], ['portal_sign_in']],
    ['L1, the email and a ticket', L1, onFile(['email', 'ticket'], true), [], ['match', 'code', 'portal_sign_in']],
    ['L2, the phone alone', L2, onFile(['phone'], false, true), [], ['portal_sign_in']],
    [
      'L2, the email in dispute',
      L2,
      onFile(['email', 'phone', 'ticket', 'product'], true, true),
      ['email'],
      ['match', 'call_back', 'portal_sign_in', 'declaration'],
    ],
    [
      'L2, the email in dispute and too little beside it',
      L2,
      onFile(['email', 'phone', 'ticket'], true, true),
      ['email'],
      ['portal_sign_in'],
    ],
    [
      'agent, nothing on file',
      AGENT,
      NOTHING,
      [],
      ['portal_sign_in', 'agent_identity', 'signed_permission', 'subject_confirmed', 'power_of_attorney'],
    ],
    [
      'agent, everything on file',
      AGENT,
      MUCH,
      [],
      [
        'match',
        'code',
        'call_back',
        'portal_sign_in',
        'declaration',
        'agent_identity',
        'signed_permission',
        'subject_confirmed',
        'power_of_attorney',
      ],
    ],
    ['parent', asked({ requester: 'parent_or_guardian' }), NOTHING, [], ['portal_sign_in', 'authority_document']],
    ['legal process', asked({ kind: 'legal_process', scope: null }), MUCH, [], ['issuer_contacted', 'manager_approved']],
    ['account: no proof replaces the check', asked({ account: 'unchecked' }), NOTHING, [], ['portal_sign_in']],
  ] as const;
  for (const [name, requirement, file, disputed, expected] of cases) {
    test(name, () => expect(offeredMethods(requirement, file, disputed)).toEqual(expected));
  }
});

describe('facts to compare', () => {
  test('those on file, in the order of the list', () => {
    expect(offeredFactors(L2, onFile(['ticket', 'email', 'address']), [])).toEqual(['email', 'address', 'ticket']);
  });
  test('not the one in dispute', () => {
    expect(offeredFactors(L2, onFile(['ticket', 'email', 'address', 'phone']), ['email'])).toEqual(['phone', 'address', 'ticket']);
  });
  test('none where too few can be had, where nothing is asked, and for an issuer', () => {
    expect(offeredFactors(L2, onFile(['ticket', 'email']), [])).toEqual([]);
    expect(offeredFactors(L2, onFile(['ticket', 'email', 'address']), ['ticket'])).toEqual([]);
    expect(offeredFactors(asked({ kind: 'opt_out', scope: null }), MUCH, [])).toEqual([]);
    expect(offeredFactors(asked({ kind: 'legal_process', scope: null }), MUCH, [])).toEqual([]);
  });
  test('a code or a call that can be had fills up the count', () => {
    expect(offeredFactors(L2, onFile(['ticket'], true, true), [])).toEqual(['ticket']);
  });
});
