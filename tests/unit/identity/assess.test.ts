import { describe, expect, test } from 'vitest';
import { type Asked, assess, requirementOf } from '../../../src-shared/identity/index.ts';
import type { Factor } from '../../../src-shared/vocabulary/identity.ts';
import { ROWS } from './grid.ts';
import { proofs } from './proofs.ts';

/**
 * Which requirements a set of proofs settles, by hand. `y` settled, `.` not. The columns are the cells of the grid; `g` stands for
 * parents, guardians and estates alike; `+` with the account allowed (not allowed and unchecked never settle). `0` always settles.
 */
const SETTLES = `
proofs                                                          disputed  reached s1 s2 g1 g2 a1 a2 i  s2+ g2+ a2+
-                                                               -         L0      .  .  .  .  .  .  .  .   .   .
date_of_birth                                                   -         L0      .  .  .  .  .  .  .  .   .   .
date_of_birth,declaration                                       -         L0      .  .  .  .  .  .  .  .   .   .
email                                                           -         L0      .  .  .  .  .  .  .  .   .   .
email,email                                                     -         L0      .  .  .  .  .  .  .  .   .   .
invoice_number,invoice_amount,customer_number                   -         L0      .  .  .  .  .  .  .  .   .   .
address,invoice_number,invoice_amount,customer_number,declaration -       L0      .  .  .  .  .  .  .  .   .   .
email,code:email                                                -         L0      .  .  .  .  .  .  .  .   .   .
code:email                                                      -         L0      .  .  .  .  .  .  .  .   .   .
phone,call_back:phone,code:phone                                -         L0      .  .  .  .  .  .  .  .   .   .
declaration                                                     -         L0      .  .  .  .  .  .  .  .   .   .
email,ticket                                                    -         L1      y  .  .  .  .  .  .  .   .   .
email,date_of_birth                                             -         L1      y  .  .  .  .  .  .  .   .   .
address,product                                                 -         L1      y  .  .  .  .  .  .  .   .   .
call_back:phone,code:phone,ticket                               -         L1      y  .  .  .  .  .  .  .   .   .
email,ticket,product                                            -         L1      y  .  .  .  .  .  .  .   .   .
email,ticket,declaration                                        -         L1      y  .  .  .  .  .  .  .   .   .
email,invoice_number,customer_number,declaration                -         L1      y  .  .  .  .  .  .  .   .   .
email,ticket,product,declaration                                -         L2      y  y  .  .  .  .  .  y   .   .
email,ticket,date_of_birth,declaration                          -         L2      y  y  .  .  .  .  .  y   .   .
code:email,call_back:phone                                      -         L2      y  y  .  .  .  .  .  y   .   .
code:email,phone,ticket,declaration                             -         L2      y  y  .  .  .  .  .  y   .   .
portal_sign_in                                                  -         L2      y  y  .  .  .  .  .  y   .   .
email,ticket,authority_document                                 -         L1      y  .  y  .  .  .  .  .   .   .
portal_sign_in,authority_document                               -         L2      y  y  y  y  .  .  .  y   y   .
authority_document                                              -         L0      .  .  .  .  .  .  .  .   .   .
agent_identity                                                  -         L0      .  .  .  .  .  .  .  .   .   .
agent_identity,signed_permission                                -         L0      .  .  .  .  .  .  .  .   .   .
agent_identity,subject_confirmed                                -         L0      .  .  .  .  .  .  .  .   .   .
power_of_attorney                                               -         L0      .  .  .  .  .  .  .  .   .   .
signed_permission,subject_confirmed                             -         L0      .  .  .  .  .  .  .  .   .   .
agent_identity,power_of_attorney                                -         L0      .  .  .  .  y  y  .  .   .   y
agent_identity,signed_permission,subject_confirmed              -         L0      .  .  .  .  y  y  .  .   .   y
agent_identity,signed_permission,email,ticket                   -         L1      y  .  .  .  y  .  .  .   .   .
agent_identity,email,ticket,product,declaration                 -         L2      y  y  .  .  .  .  .  y   .   .
signed_permission,portal_sign_in                                -         L2      y  y  .  .  .  .  .  y   .   .
agent_identity,signed_permission,portal_sign_in                 -         L2      y  y  .  .  y  y  .  y   .   y
agent_identity,signed_permission,call_back:phone,code:email     -         L2      y  y  .  .  y  y  .  y   .   y
agent_identity,signed_permission,email,phone,ticket,declaration -         L2      y  y  .  .  y  y  .  y   .   y
issuer_contacted                                                -         L0      .  .  .  .  .  .  .  .   .   .
manager_approved                                                -         L0      .  .  .  .  .  .  .  .   .   .
issuer_contacted,manager_approved                               -         L0      .  .  .  .  .  .  y  .   .   .
email,ticket                                                    email     L0      .  .  .  .  .  .  .  .   .   .
code:email,ticket                                               email     L0      .  .  .  .  .  .  .  .   .   .
code:email,call_back:phone                                      email     L0      .  .  .  .  .  .  .  .   .   .
code:email,call_back:phone                                      phone     L0      .  .  .  .  .  .  .  .   .   .
code:email,call_back:phone,ticket                               phone     L1      y  .  .  .  .  .  .  .   .   .
email,ticket,product,declaration                                product   L1      y  .  .  .  .  .  .  .   .   .
email,date_of_birth                                             email     L0      .  .  .  .  .  .  .  .   .   .
address,email                                                   address   L0      .  .  .  .  .  .  .  .   .   .
address,invoice_number,email                                    address   L1      y  .  .  .  .  .  .  .   .   .
portal_sign_in                                                  email     L2      y  y  .  .  .  .  .  y   .   .
`;
const COLUMNS = ['s1', 's2', 'g1', 'g2', 'a1', 'a2', 'i', 's2+', 'g2+', 'a2+'];
const SETS = SETTLES.trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [words, disputed, reached, ...cells] = line.split(/ +/);
    if (cells.length !== COLUMNS.length) throw new Error(`a cell is missing: ${line}`);
    return {
      words: words === '-' ? '' : words!.replaceAll(',', ' '),
      disputed: disputed === '-' ? [] : [disputed as Factor],
      reached,
      settles: new Map(COLUMNS.map((column, index) => [column, cells[index] === 'y'])),
    };
  });

describe('every kind, scope, requester and account with every set of proofs', () => {
  for (const { words, disputed, reached, settles } of SETS) {
    test(`${words || 'nothing'}${disputed.length > 0 ? `, ${disputed} in dispute` : ''}`, () => {
      for (const { asked, cell } of ROWS) {
        const expected =
          cell.startsWith('0') || (settles.get(cell.replace('e', 'g')) === true && !(cell.endsWith('+') && asked.account !== 'allowed'));
        const assessment = assess(requirementOf(asked), proofs(words), disputed);
        expect([asked, assessment.settled]).toEqual([asked, expected]);
        expect(assessment.reached).toBe(reached);
      }
    });
  }
});

const SPECIFIC: Asked = { kind: 'access', scope: 'specific_pieces', requester: 'subject', account: 'none', disputed: [] };
const answerAs = (asked: Partial<Asked>, words: string, disputed: readonly Factor[] = []) =>
  assess(requirementOf({ ...SPECIFIC, ...asked }), proofs(words), disputed).answerAs;

describe('answered as a request for categories (11 CCR §7024(a))', () => {
  test('where specific pieces are asked and two facts match', () => {
    expect(answerAs({}, 'email ticket')).toBe('categories');
    expect(answerAs({ scope: null }, 'email ticket')).toBe('categories');
    expect(answerAs({ requester: 'account_holder' }, 'email ticket')).toBe('categories');
  });
  test('not with less, not where it is settled, not with a fact in dispute', () => {
    expect(answerAs({}, 'email')).toBeNull();
    expect(answerAs({}, 'portal_sign_in')).toBeNull();
    expect(answerAs({}, 'email ticket', ['email'])).toBeNull();
  });
  test('not where anything else is asked', () => {
    expect(answerAs({ scope: 'categories' }, 'email')).toBeNull();
    expect(answerAs({ kind: 'deletion', scope: null }, 'email ticket')).toBeNull();
    expect(answerAs({ kind: 'portability', scope: null }, 'email ticket')).toBeNull();
    expect(answerAs({ requester: 'authority' }, 'email ticket')).toBeNull();
  });
  test('an agent: identity, permission and the subject at the lower level', () => {
    expect(answerAs({ requester: 'authorised_agent' }, 'agent_identity signed_permission email ticket')).toBe('categories');
    expect(answerAs({ requester: 'authorised_agent' }, 'signed_permission email ticket')).toBeNull();
    expect(answerAs({ requester: 'authorised_agent' }, 'agent_identity email ticket')).toBeNull();
    expect(answerAs({ requester: 'authorised_agent' }, 'agent_identity signed_permission')).toBeNull();
    expect(answerAs({ requester: 'authorised_agent' }, 'agent_identity power_of_attorney')).toBeNull();
  });
  test('a parent, a guardian, an estate: with the paper', () => {
    for (const requester of ['parent_or_guardian', 'estate'] as const) {
      expect(answerAs({ requester }, 'email ticket authority_document')).toBe('categories');
      expect(answerAs({ requester }, 'email ticket')).toBeNull();
    }
  });
  test('never data of an account', () => {
    for (const account of ['allowed', 'not_allowed', 'unchecked'] as const) expect(answerAs({ account }, 'email ticket')).toBeNull();
    expect(answerAs({ account: 'unchecked' }, 'portal_sign_in')).toBeNull();
  });
});

test('the states of the steps say what is there and what is missing', () => {
  const { parts } = assess(requirementOf({ ...SPECIFIC, account: 'unchecked' }), proofs('email ticket call_back:phone'), []);
  expect(parts).toEqual([
    {
      who: 'subject',
      settled: false,
      ways: [
        { id: 'portal', done: false, steps: [{ step: { type: 'proof', proof: 'portal_sign_in' }, done: false }] },
        {
          id: 'call_back_and_code',
          done: false,
          steps: [
            { step: { type: 'proof', proof: 'call_back' }, done: true },
            { step: { type: 'proof', proof: 'code' }, done: false },
          ],
        },
        {
          id: 'three_matches_and_declaration',
          done: false,
          steps: [
            { step: { type: 'matches', count: 3 }, done: true, count: 3 },
            { step: { type: 'proof', proof: 'declaration' }, done: false },
          ],
        },
      ],
    },
    {
      who: 'account',
      settled: false,
      ways: [{ id: 'account_authorised', done: false, steps: [{ step: { type: 'account_authorised' }, done: false }] }],
    },
  ]);
});
