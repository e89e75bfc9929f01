import { describe, expect, test } from 'vitest';
import {
  clockOf,
  matchedFactors,
  nearDay,
  needsNote,
  needsPaper,
  nextVerify,
  offeredActs,
  shownWays,
  unreadable,
  waitsForIdentity,
} from '../../../src-renderer/features/identity/verify.ts';
import type { CaseIdentity, ProofRecord, RequestIdentity } from '../../../src-shared/contract/identity.ts';
import { assess, offeredMethods, type Proof, requirementOf } from '../../../src-shared/identity/index.ts';
import type { RequesterRole, RequestKind } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Factor } from '../../../src-shared/vocabulary/identity.ts';

const AT = '2026-09-03T14:00:00.000Z' as Instant;
const SUBJECT = { id: 'person', name: 'Maria O’Connor', matched: [], email: null, customerNumber: null, accounts: [] };
const ALL: Factor[] = ['email', 'phone', 'customer_number', 'ticket', 'date_of_birth'];
const match = (factor: Factor): Proof => ({ type: 'match', factor, at: AT });
const seen = (type: Proof['type'], factor: Factor | null = null): Proof => ({ type, factor, at: AT });

interface Given {
  readonly kind?: RequestKind;
  readonly requester?: RequesterRole;
  readonly proofs?: readonly Proof[];
  readonly onFile?: readonly Factor[];
  readonly identity?: Partial<CaseIdentity>;
}

/** A case as the core would tell it: the real policy, with what is on file and proven. */
function given({ kind = 'access', requester = 'subject', proofs = [], onFile = ALL, identity = {} }: Given = {}): CaseIdentity {
  const requirement = requirementOf({ kind, scope: null, requester, account: 'none', disputed: [] });
  const assessment = assess(requirement, proofs, []);
  const methods = offeredMethods(requirement, { factors: onFile, email: onFile.includes('email'), phone: onFile.includes('phone') }, []);
  const request = {
    requestId: 'request',
    kind,
    level: requirement.level,
    reasons: requirement.reasons,
    settled: assessment.settled,
    reached: assessment.reached,
    parts: assessment.parts,
    answerAs: assessment.answerAs,
  } as unknown as RequestIdentity;
  return {
    caseId: 'case',
    needed: requirement.parts.length > 0,
    settled: assessment.settled,
    subject: SUBJECT,
    candidates: [],
    requests: [request],
    methods,
    factors: [...onFile],
    codeTo: [],
    callTo: [],
    openCode: null,
    proofs: proofs.map((proof, place) => ({ ...proof, id: String(place), withdrawn: false, counts: true }) as unknown as ProofRecord),
    failures: 0,
    triesLeft: 3,
    pause: null,
    ...identity,
  };
}
const SUPPORT = { mayUnlock: false };
const MANAGER = { mayUnlock: true };
const whatOf = (identity: CaseIdentity, who = SUPPORT) => {
  const act = nextVerify(identity, who);
  return act?.what === 'record' ? act.type : (act?.what ?? null);
};
const PAUSE = { id: 'pause', because: 'case', since: AT, until: AT } as const;

describe('what comes next to verify who asks', () => {
  test('for an opt-out is nothing, whoever looks', () => {
    expect(whatOf(given({ kind: 'opt_out' }), MANAGER)).toBe(null);
    expect(whatOf(given({ kind: 'concern' }))).toBe(null);
  });

  test('is first to say whom on file it is about', () => {
    expect(whatOf(given({ identity: { subject: null, candidates: [SUBJECT] } }))).toBe('link');
    expect(whatOf(given({ identity: { subject: null } }))).toBe('link');
  });

  test('of somebody who is not on file is nothing that cannot be done', () => {
    expect(nextVerify(given({ identity: { subject: null, methods: [], factors: [] } }), { ...SUPPORT, notOnFile: true })).toBe(null);
  });

  test('is to ask and compare, then what completes it', () => {
    expect(whatOf(given())).toBe('compare');
    expect(whatOf(given({ proofs: [match('email')] }))).toBe('compare');
    expect(whatOf(given({ proofs: [match('email'), match('phone'), match('ticket')] }))).toBe('declaration');
  });

  test('goes on with what was begun', () => {
    expect(whatOf(given({ proofs: [seen('call_back', 'phone')] }))).toBe('code');
    expect(whatOf(given({ proofs: [seen('code', 'email')] }))).toBe('call_back');
    // Three facts are proven too, but a call is made sooner than a paper is signed.
    expect(whatOf(given({ proofs: [seen('code', 'email'), match('customer_number'), match('ticket')] }))).toBe('call_back');
    const openCode = { codeId: 'code', to: { value: 'm•••', masked: true }, expiresAt: AT, triesLeft: 3 };
    expect(whatOf(given({ identity: { openCode } }))).toBe('code');
  });

  test('never asks what is not on file', () => {
    expect(whatOf(given({ onFile: ['email', 'phone'] }))).toBe('portal_sign_in');
    expect(whatOf(given({ onFile: ['date_of_birth'] }))).toBe('portal_sign_in');
  });

  test('is nothing where it is settled', () => {
    expect(whatOf(given({ proofs: [seen('portal_sign_in')] }))).toBe(null);
    expect(whatOf(given({ kind: 'restriction', proofs: [match('email'), match('phone')] }))).toBe(null);
  });

  test('where it stands still: a manager lets it go on, nobody else can do anything', () => {
    const paused = given({ identity: { pause: PAUSE } });
    expect(whatOf(paused)).toBe(null);
    expect(whatOf(paused, MANAGER)).toBe('unlock');
  });

  test('of an agent: who they are, then their right to act', () => {
    expect(whatOf(given({ requester: 'authorised_agent' }))).toBe('agent_identity');
    expect(whatOf(given({ requester: 'authorised_agent', proofs: [seen('agent_identity'), seen('signed_permission')] }))).toBe(
      'subject_confirmed',
    );
  });

  test('of an authority: the issuer is reached, then a manager approves; nobody is linked for it', () => {
    const authority = (proofs: Proof[] = []) =>
      given({ kind: 'legal_process', requester: 'authority', proofs, identity: { subject: null } });
    expect(whatOf(authority())).toBe('issuer_contacted');
    expect(whatOf(authority([seen('issuer_contacted')]))).toBe(null);
    expect(whatOf(authority([seen('issuer_contacted')]), MANAGER)).toBe('approve');
  });
});

describe('what is offered', () => {
  test('is what the core names; approving only to managers, and after the issuer was reached', () => {
    const authority = (proofs: Proof[]) => given({ kind: 'legal_process', requester: 'authority', proofs });
    expect(offeredActs(authority([]), true)).toEqual(['issuer_contacted']);
    expect(offeredActs(authority([seen('issuer_contacted')]), false)).toEqual(['issuer_contacted']);
    expect(offeredActs(authority([seen('issuer_contacted')]), true)).toEqual(['issuer_contacted', 'manager_approved']);
  });

  test('has no compare where there is nothing to compare', () => {
    expect(offeredActs(given({ identity: { factors: [] } }), false)).not.toContain('match');
  });

  test('are ways that can be completed; of a settled part the one that is done', () => {
    const few = given({ onFile: ['email'] });
    const [part] = few.requests[0]!.parts;
    expect(shownWays(part!, few).map(({ id }) => id)).toEqual(['portal']);
    const done = given({ proofs: [seen('portal_sign_in')] });
    expect(shownWays(done.requests[0]!.parts[0]!, done).map(({ id }) => id)).toEqual(['portal']);
    const unlinked = given({ onFile: [], identity: { subject: null } });
    expect(shownWays(unlinked.requests[0]!.parts[0]!, unlinked).length).toBe(3);
  });
});

test('a fact counts as matched while its proof counts', () => {
  const identity = given({ proofs: [match('email'), match('phone'), seen('call_back', 'phone')] });
  identity.proofs[1]!.counts = false;
  expect([...matchedFactors(identity)]).toEqual(['email']);
});

test('an answer waits for who asks only where that is asked for and open', () => {
  expect(waitsForIdentity(undefined, 'request')).toBe(false);
  expect(waitsForIdentity(given(), 'request')).toBe(true);
  expect(waitsForIdentity(given(), 'another')).toBe(false);
  expect(waitsForIdentity(given({ kind: 'opt_out' }), 'request')).toBe(false);
  expect(waitsForIdentity(given({ proofs: [seen('portal_sign_in')] }), 'request')).toBe(false);
});

test('papers and words are asked for where the core wants them', () => {
  expect((['declaration', 'signed_permission', 'power_of_attorney', 'authority_document'] as const).every(needsPaper)).toBe(true);
  expect((['portal_sign_in', 'agent_identity', 'subject_confirmed', 'issuer_contacted'] as const).some(needsPaper)).toBe(false);
  expect(needsNote('issuer_contacted')).toBe(true);
  expect(needsNote('declaration')).toBe(false);
});

test('what could not be read is not sent as an answer', () => {
  expect(unreadable('date_of_birth', '2 March 1975')).toBe('date_of_birth');
  for (const typed of ['1975-03-02', '02/03/1975', '25/03/1975', '3.2.1975']) expect(unreadable('date_of_birth', typed)).toBe(null);
  expect(unreadable('email', 'maria at example')).toBe('email');
  expect(unreadable('email', 'maria@example.com')).toBe(null);
  expect(unreadable('ticket', '?')).toBe(null);
});

test('a moment is said by its hour today and tomorrow', () => {
  expect(nearDay('2026-09-03', '2026-09-03')).toBe('today');
  expect(nearDay('2026-10-01', '2026-09-30')).toBe('tomorrow');
  expect(nearDay('2026-09-05', '2026-09-03')).toBe('later');
  expect(nearDay('2026-09-02', '2026-09-03')).toBe('later');
});

test('a countdown is minutes and seconds', () => {
  expect([600, 545, 59.2, 1, 0, -5].map(clockOf)).toEqual(['10:00', '9:05', '1:00', '0:01', '0:00', '0:00']);
});
