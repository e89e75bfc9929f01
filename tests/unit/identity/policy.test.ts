import { describe, expect, test } from 'vitest';
import { type Asked, REASONS, requirementOf, type Step, WAY_IDS, type WayId } from '../../../src-shared/identity/index.ts';
import { REQUEST_KINDS, REQUESTER_ROLES } from '../../../src-shared/vocabulary/case.ts';
import { NEVER_ACCEPTED, PROOF_TYPES, REQUEST_SCOPES, SCOPES_OF } from '../../../src-shared/vocabulary/identity.ts';
import { CELLS, ROWS } from './grid.ts';

const ACCOUNTS = ['none', 'allowed', 'not_allowed', 'unchecked'] as const;
const nameOf = ({ kind, scope, requester, account }: Asked) => `${kind}/${scope ?? '-'}/${requester}/${account}`;

test('the table leaves out no kind, scope, requester or account, and names each once', () => {
  const all = REQUEST_KINDS.flatMap((kind) =>
    [null, ...SCOPES_OF[kind]].flatMap((scope) =>
      REQUESTER_ROLES.flatMap((requester) => ACCOUNTS.map((account) => nameOf({ kind, scope, requester, account, disputed: [] }))),
    ),
  );
  expect(ROWS.map(({ asked }) => nameOf(asked)).sort()).toEqual(all.sort());
});

describe('level, reasons and ways', () => {
  for (const { asked, reason, cell } of ROWS) {
    test(nameOf(asked), () => {
      const expected = CELLS[cell]!;
      const requirement = requirementOf(asked);
      expect(requirement.level).toBe(expected.level);
      expect(requirement.reasons).toEqual(cell === 'i' ? ['legal_process'] : [reason, ...expected.more]);
      expect(requirement.parts.map(({ who, ways }) => [who, ways.map(({ id }) => id)])).toEqual(expected.parts);
      expect(requirement.account).toBe(asked.account);
      // What is in dispute takes proofs away, never a requirement.
      expect(requirementOf({ ...asked, disputed: ['email', 'phone', 'address'] })).toEqual(requirement);
    });
  }
});

test('a scope of another kind never lowers the level', () => {
  for (const kind of REQUEST_KINDS) {
    const scopes: readonly string[] = SCOPES_OF[kind];
    for (const requester of REQUESTER_ROLES) {
      for (const scope of REQUEST_SCOPES.filter((one) => !scopes.includes(one))) {
        const asked = { kind, requester, account: 'none', disputed: [] } as const;
        expect(requirementOf({ ...asked, scope })).toEqual(requirementOf({ ...asked, scope: null }));
      }
    }
  }
});

test('the steps of every way', () => {
  const proofs = (...all: readonly Exclude<(typeof PROOF_TYPES)[number], 'match'>[]): Step[] =>
    all.map((proof) => ({ type: 'proof', proof }));
  const steps: Record<WayId, Step[]> = {
    portal: proofs('portal_sign_in'),
    call_back_and_code: proofs('call_back', 'code'),
    three_matches_and_declaration: [{ type: 'matches', count: 3 }, ...proofs('declaration')],
    two_matches: [{ type: 'matches', count: 2 }],
    agent_identity: proofs('agent_identity'),
    power_of_attorney: proofs('power_of_attorney'),
    permission_and_confirmation: proofs('signed_permission', 'subject_confirmed'),
    permission_and_portal: proofs('signed_permission', 'portal_sign_in'),
    permission_and_call_back_and_code: proofs('signed_permission', 'call_back', 'code'),
    permission_and_three_matches_and_declaration: [...proofs('signed_permission'), { type: 'matches', count: 3 }, ...proofs('declaration')],
    permission_and_two_matches: [...proofs('signed_permission'), { type: 'matches', count: 2 }],
    authority_document: proofs('authority_document'),
    account_authorised: [{ type: 'account_authorised' }],
    issuer_and_manager: proofs('issuer_contacted', 'manager_approved'),
  };
  const ways = ROWS.flatMap(({ asked }) => requirementOf(asked).parts.flatMap((part) => part.ways));
  for (const way of ways) expect(way.steps).toEqual(steps[way.id]);
  expect(new Set(ways.map(({ id }) => id))).toEqual(new Set(WAY_IDS));
});

test('every reason is given for something', () => {
  expect(new Set(ROWS.flatMap(({ asked }) => requirementOf(asked).reasons))).toEqual(new Set(REASONS));
});

test('what is never accepted is no proof', () => {
  for (const never of NEVER_ACCEPTED) expect(PROOF_TYPES as readonly string[]).not.toContain(never);
});
