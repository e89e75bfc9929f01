import type { Asked, Part, Reason, WayId } from '../../../src-shared/identity/index.ts';
import type { RequesterRole, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Level, RequestScope } from '../../../src-shared/vocabulary/identity.ts';

/**
 * What is expected of every kind × scope × requester, written by hand from the policy. The cells:
 * `0` nothing · `0a` nothing, and the agent's opt-out is named · `s` the subject · `g` parent or guardian · `e` estate · `a` authorised
 * agent, each with its level · `i` the issuer · `+` with the account's authorisation.
 */
const NO_ACCOUNT = `
kind          scope               reason                              subject guardian estate agent holder user authority
access        -                   specific_pieces                     s2      g2       e2     a2    s2     s2   i
access        specific_pieces     specific_pieces                     s2      g2       e2     a2    s2     s2   i
access        categories          categories_only                     s1      g1       e1     a1    s1     s1   i
portability   -                   portability_hands_out_data          s2      g2       e2     a2    s2     s2   i
correction    -                   contact_or_owner_correction         s2      g2       e2     a2    s2     s2   i
correction    contact_or_owner    contact_or_owner_correction         s2      g2       e2     a2    s2     s2   i
correction    low_risk_field      low_risk_correction                 s1      g1       e1     a1    s1     s1   i
deletion      -                   deletion_is_final                   s2      g2       e2     a2    s2     s2   i
restriction   -                   restriction_or_objection            s1      g1       e1     a1    s1     s1   i
objection     -                   restriction_or_objection            s1      g1       e1     a1    s1     s1   i
objection     other_uses          restriction_or_objection            s1      g1       e1     a1    s1     s1   i
objection     marketing           marketing_objection_never_verified  0       0        0      0a    0      0    0
objection     recording           recording_objection_never_verified  0       0        0      0     0      0    0
opt_out       -                   opt_out_never_verified              0       0        0      0a    0      0    0
concern       -                   concern_taken_in                    0       0        0      0     0      0    0
concern       answer_without_data concern_taken_in                    0       0        0      0     0      0    0
concern       answer_with_data    concern_answer_holds_data           s2      g2       e2     a2    s2     s2   i
legal_process -                   legal_process                       i       i        i      i     i      i    i
`;
const ACCOUNT = `
kind          scope               reason                              subject guardian estate agent holder user authority
access        -                   specific_pieces                     s2+     g2+      e2+    a2+   s2+    s2+  i
access        specific_pieces     specific_pieces                     s2+     g2+      e2+    a2+   s2+    s2+  i
access        categories          categories_only                     s2+     g2+      e2+    a2+   s2+    s2+  i
portability   -                   portability_hands_out_data          s2+     g2+      e2+    a2+   s2+    s2+  i
correction    -                   contact_or_owner_correction         s2+     g2+      e2+    a2+   s2+    s2+  i
correction    contact_or_owner    contact_or_owner_correction         s2+     g2+      e2+    a2+   s2+    s2+  i
correction    low_risk_field      low_risk_correction                 s2+     g2+      e2+    a2+   s2+    s2+  i
deletion      -                   deletion_is_final                   s2+     g2+      e2+    a2+   s2+    s2+  i
restriction   -                   restriction_or_objection            s2+     g2+      e2+    a2+   s2+    s2+  i
objection     -                   restriction_or_objection            s2+     g2+      e2+    a2+   s2+    s2+  i
objection     other_uses          restriction_or_objection            s2+     g2+      e2+    a2+   s2+    s2+  i
objection     marketing           marketing_objection_never_verified  0       0        0      0a    0      0    0
objection     recording           recording_objection_never_verified  0       0        0      0     0      0    0
opt_out       -                   opt_out_never_verified              0       0        0      0a    0      0    0
concern       -                   concern_taken_in                    0       0        0      0     0      0    0
concern       answer_without_data concern_taken_in                    0       0        0      0     0      0    0
concern       answer_with_data    concern_answer_holds_data           s2+     g2+      e2+    a2+   s2+    s2+  i
legal_process -                   legal_process                       i       i        i      i     i      i    i
`;

type Ways = readonly (readonly [Part['who'], readonly WayId[]])[];
export interface Expected {
  readonly level: Level;
  /** After the reason of the kind. */
  readonly more: readonly Reason[];
  readonly parts: Ways;
}
const L1: readonly WayId[] = ['two_matches', 'portal', 'call_back_and_code', 'three_matches_and_declaration'];
const L2: readonly WayId[] = ['portal', 'call_back_and_code', 'three_matches_and_declaration'];
const A1: Ways = [
  ['agent', ['agent_identity']],
  [
    'representation',
    [
      'power_of_attorney',
      'permission_and_confirmation',
      'permission_and_two_matches',
      'permission_and_portal',
      'permission_and_call_back_and_code',
      'permission_and_three_matches_and_declaration',
    ],
  ],
];
const A2: Ways = [
  ['agent', ['agent_identity']],
  [
    'representation',
    [
      'power_of_attorney',
      'permission_and_confirmation',
      'permission_and_portal',
      'permission_and_call_back_and_code',
      'permission_and_three_matches_and_declaration',
    ],
  ],
];
const PAPER = ['representation', ['authority_document']] as const;
const OF_ACCOUNT = ['account', ['account_authorised']] as const;

export const CELLS: Readonly<Record<string, Expected>> = {
  '0': { level: 'L0', more: [], parts: [] },
  '0a': { level: 'L0', more: ['agent_opt_out'], parts: [] },
  i: { level: 'issuer', more: [], parts: [['issuer', ['issuer_and_manager']]] },
  s1: { level: 'L1', more: [], parts: [['subject', L1]] },
  s2: { level: 'L2', more: [], parts: [['subject', L2]] },
  g1: { level: 'L1', more: ['parent_or_guardian'], parts: [['agent', L1], PAPER] },
  g2: { level: 'L2', more: ['parent_or_guardian'], parts: [['agent', L2], PAPER] },
  e1: { level: 'L1', more: ['estate'], parts: [['agent', L1], PAPER] },
  e2: { level: 'L2', more: ['estate'], parts: [['agent', L2], PAPER] },
  a1: { level: 'L1', more: ['agent'], parts: A1 },
  a2: { level: 'L2', more: ['agent'], parts: A2 },
  's2+': { level: 'L2', more: ['account_data'], parts: [['subject', L2], OF_ACCOUNT] },
  'g2+': { level: 'L2', more: ['parent_or_guardian', 'account_data'], parts: [['agent', L2], PAPER, OF_ACCOUNT] },
  'e2+': { level: 'L2', more: ['estate', 'account_data'], parts: [['agent', L2], PAPER, OF_ACCOUNT] },
  'a2+': { level: 'L2', more: ['agent', 'account_data'], parts: [...A2, OF_ACCOUNT] },
};

const REQUESTERS: readonly RequesterRole[] = [
  'subject',
  'parent_or_guardian',
  'estate',
  'authorised_agent',
  'account_holder',
  'authorised_user',
  'authority',
];

export interface Row {
  readonly asked: Asked;
  readonly reason: Reason;
  readonly cell: string;
}

function rowsOf(table: string, accounts: readonly Asked['account'][]): Row[] {
  const [, ...lines] = table.trim().split('\n');
  return lines.flatMap((line) => {
    const [kind, scope, reason, ...cells] = line.split(/ +/);
    if (cells.length !== REQUESTERS.length) throw new Error(`a cell is missing: ${line}`);
    return accounts.flatMap((account) =>
      REQUESTERS.map((requester, index) => ({
        asked: {
          kind: kind as RequestKind,
          scope: scope === '-' ? null : (scope as RequestScope),
          requester,
          account,
          disputed: [],
        },
        reason: reason as Reason,
        cell: cells[index]!,
      })),
    );
  });
}

/** All 504. */
export const ROWS: readonly Row[] = [...rowsOf(NO_ACCOUNT, ['none']), ...rowsOf(ACCOUNT, ['allowed', 'not_allowed', 'unchecked'])];
