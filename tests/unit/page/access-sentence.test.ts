import { describe, expect, test } from 'vitest';
import { createFormat } from '../../../src-renderer/app/format.ts';
import { startI18n } from '../../../src-renderer/app/i18n.ts';
import { type SentenceWords, sentence } from '../../../src-renderer/features/access/sentence.ts';
import { ACCESS_REASONS } from '../../../src-shared/access/types.ts';
import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import { DATA_CLASSES } from '../../../src-shared/vocabulary/directory.ts';

const i18n = startI18n();
const format = createFormat('en-GB', 'America/New_York');
const words: SentenceWords = {
  say: i18n.getFixedT('en', 'access'),
  dataClass: (one) => i18n.t(`vocabulary:dataClass.${one}`),
  permission: (one) => i18n.t(`vocabulary:grantPermission.${one}`),
  date: format.longDate,
  dayOf: format.dayOf,
  daysBetween: format.daysBetween,
  list: format.list,
};

type Reason = AccessCheck['because'][number];
type Relation = NonNullable<Reason['relation']>;
const id = (last: number) => `01990000-0000-7000-8000-00000000000${last}` as never;
const HOSTING = { id: id(1), number: 'A-1042', name: 'Example Hosting' };
const ABOVE = { id: id(2), number: 'A-1000', name: 'Example Group' };

const relation = (part: Partial<Relation> = {}): Relation => ({
  kind: 'authorised_user',
  permissions: ['tickets'],
  from: '2026-05-03' as never,
  until: null,
  by: null,
  state: 'active',
  ...part,
});
const because = (code: Reason['code'], part: Partial<Reason> = {}): Reason => ({
  code,
  account: HOSTING,
  relation: null,
  on: null,
  ...part,
});
const check = (part: Partial<AccessCheck> = {}): AccessCheck => ({
  id: id(9),
  at: '2026-09-03T14:00:00.000Z' as never,
  by: 'Ana Prieto',
  person: { id: id(3), name: 'Ana Ruiz' },
  account: HOSTING,
  dataClass: 'invoices',
  on: '2026-09-03' as never,
  answer: 'deny',
  because: [],
  path: [],
  missing: null,
  grantors: [],
  observedAt: null,
  case: null,
  withheld: false,
  ...part,
});
const said = (part: Partial<AccessCheck>) => sentence(check(part), words).whole;
const denied = (reason: Reason, part: Partial<AccessCheck> = {}) => said({ because: [reason], ...part });
const allowed = (reason: Reason) => said({ answer: 'allow', because: [reason] });
const unknown = (reason: Reason) => said({ answer: 'unknown', because: [reason] });

describe('yes', () => {
  test('the owner, the billing contact, who was granted it', () => {
    expect(allowed(because('owner', { relation: relation({ kind: 'owner', permissions: [], from: null }) }))).toBe(
      'Yes: Ana Ruiz is the owner of Example Hosting (A-1042), and may see its invoices.',
    );
    expect(allowed(because('billing_contact', { relation: relation({ kind: 'billing_contact', permissions: [] }) }))).toBe(
      'Yes: Ana Ruiz is the billing contact of Example Hosting (A-1042), since 3 May 2026, and may see its invoices.',
    );
    expect(allowed(because('granted', { relation: relation({ permissions: ['tickets', 'invoices'] }) }))).toBe(
      'Yes: Ana Ruiz is an authorised user of Example Hosting (A-1042) with tickets and invoices, since 3 May 2026, and may see its invoices.',
    );
  });

  test('the owner of an account above, by what the subaccount granted it', () => {
    const reason = because('subaccount_granted', { account: ABOVE, relation: relation({ kind: null, permissions: ['invoices'] }) });
    expect(allowed(reason)).toBe(
      'Yes: Ana Ruiz owns Example Group (A-1000), to which Example Hosting (A-1042) granted invoices, since 3 May 2026, and may see its invoices.',
    );
  });
});

describe('no', () => {
  test('the sentence of the design: what somebody has, since when, and whom it needs', () => {
    expect(denied(because('permission_missing', { relation: relation(), on: '2026-05-03' as never }))).toBe(
      'No: Ana Ruiz is an authorised user of Example Hosting (A-1042) with tickets only, since 3 May 2026; invoices need the owner.',
    );
  });

  test('nothing granted, a billing contact, and a grant to the account above', () => {
    expect(denied(because('permission_missing', { relation: relation({ permissions: [], from: null }) }))).toBe(
      'No: Ana Ruiz is an authorised user of Example Hosting (A-1042) with nothing granted; invoices need the owner.',
    );
    expect(
      denied(because('permission_missing', { relation: relation({ kind: 'billing_contact', permissions: [], from: null }) }), {
        dataClass: 'tickets',
      }),
    ).toBe('No: Ana Ruiz is the billing contact of Example Hosting (A-1042) with invoices only; tickets need the owner.');
    expect(denied(because('permission_missing', { account: ABOVE, relation: relation({ kind: null, from: null }) }))).toBe(
      'No: Ana Ruiz owns Example Group (A-1000), to which Example Hosting (A-1042) granted tickets only; its invoices need the owner of Example Hosting (A-1042).',
    );
    expect(denied(because('not_granted_to_parent', { account: ABOVE, relation: relation({ kind: 'owner' }) }))).toBe(
      'No: Ana Ruiz owns Example Group (A-1000), but Example Hosting (A-1042) has granted it nothing; its invoices need the owner of Example Hosting (A-1042).',
    );
  });

  test('nobody on file, not yet, no longer', () => {
    expect(denied(because('no_relation'))).toBe('No: Ana Ruiz is not on file for Example Hosting (A-1042); invoices need the owner.');
    expect(denied(because('not_started', { relation: relation(), on: '2026-10-01' as never }))).toBe(
      'No: Ana Ruiz becomes an authorised user of Example Hosting (A-1042) only on 1 October 2026.',
    );
    expect(denied(because('ended', { relation: relation(), on: '2026-08-31' as never }))).toBe(
      'No: Ana Ruiz was an authorised user of Example Hosting (A-1042) until 31 August 2026, and no longer is.',
    );
    // The person's own relation may be the one to the account above.
    expect(denied(because('ended', { account: ABOVE, relation: relation({ kind: 'owner' }), on: '2026-08-31' as never }))).toBe(
      'No: Ana Ruiz was the owner of Example Group (A-1000) until 31 August 2026, and no longer is.',
    );
    expect(denied(because('ended', { account: ABOVE, relation: relation({ kind: null }), on: '2026-08-31' as never }))).toBe(
      'No: what Example Hosting (A-1042) granted to Example Group (A-1000) ended on 31 August 2026.',
    );
    expect(denied(because('not_started', { account: ABOVE, relation: relation({ kind: null }), on: '2026-10-01' as never }))).toBe(
      'No: what Example Hosting (A-1042) granted to Example Group (A-1000) begins only on 1 October 2026.',
    );
  });

  test('suspended and disputed, of a person and of a grant; an account that is suspended or closed; the owner alone', () => {
    expect(denied(because('suspended', { relation: relation() }))).toContain(
      'the access of Ana Ruiz to Example Hosting (A-1042) is suspended',
    );
    expect(denied(because('suspended', { account: ABOVE, relation: relation({ kind: null }) }))).toContain(
      'what Example Hosting (A-1042) granted to Example Group (A-1000) is suspended',
    );
    expect(denied(because('disputed', { relation: relation() }))).toBe(
      'No: the access of Ana Ruiz to Example Hosting (A-1042) is disputed; nothing is read out until that is settled.',
    );
    expect(denied(because('disputed', { account: ABOVE, relation: relation({ kind: null }) }))).toContain(
      'granted to Example Group (A-1000) is disputed',
    );
    expect(denied(because('account_suspended', { account: ABOVE }))).toBe(
      'No: Example Group (A-1000) is suspended, and then only its own owner may see its data.',
    );
    expect(denied(because('account_closed'))).toContain('Example Hosting (A-1042) is closed');
    expect(denied(because('owner_only', { relation: relation() }), { dataClass: 'call_recordings' })).toBe(
      'No: call recordings of Example Hosting (A-1042) are for its owner alone.',
    );
  });

  test('of another day than today, the answer says of which', () => {
    expect(denied(because('no_relation'), { on: '2026-03-12' as never })).toMatch(/^No, as of 12 March 2026: Ana Ruiz is not on file/);
  });
});

describe('not known', () => {
  test('stale: how long ago, and where to ask', () => {
    expect(unknown(because('stale', { on: '2026-08-04' as never }))).toBe(
      'Do not disclose: what is on file was last seen 30 days ago. Ask the owner, or look it up in the CRM.',
    );
    expect(unknown(because('stale', { on: '2026-09-02' as never }))).toContain('1 day ago');
    expect(unknown(because('stale'))).toContain('last seen too long ago');
  });

  test('a tree that does not hold together, and an account that is not there', () => {
    expect(unknown(because('broken_tree', { account: ABOVE }))).toContain('do not hold together at Example Group (A-1000)');
    expect(unknown(because('unknown_account'))).toContain('is not on file as an account');
  });
});

describe('support gets the answer without the data behind it', () => {
  const kept = [because('disputed', { relation: relation({ by: 'Olga Owner', permissions: ['domains'] }) })];

  test('yes, no with who can grant it, no, and not known', () => {
    expect(said({ withheld: true, answer: 'allow' })).toBe('Yes: Ana Ruiz may see the invoices of Example Hosting (A-1042).');
    expect(said({ withheld: true, missing: { permission: 'invoices', account: HOSTING } })).toBe(
      'No: Ana Ruiz may not see the invoices of Example Hosting (A-1042); the owner can grant it.',
    );
    expect(said({ withheld: true })).toBe(
      'No: Ana Ruiz may not see the invoices of Example Hosting (A-1042); the owner of the account can be asked.',
    );
    expect(said({ withheld: true, answer: 'unknown' })).toMatch(/^Do not disclose: .*not known for sure/);
  });

  test('nothing of what is behind it, even where it came along', () => {
    for (const answer of ['allow', 'deny', 'unknown'] as const)
      expect(said({ withheld: true, answer, because: kept })).not.toMatch(/disputed|domains|Olga|3 May/);
  });
});

test('every reason has a whole sentence, with every class, for a person, a grant and without either', () => {
  for (const code of ACCESS_REASONS)
    for (const dataClass of DATA_CLASSES)
      for (const of of [relation(), relation({ kind: null }), relation({ from: null, permissions: [] }), null])
        for (const account of [HOSTING, ABOVE, null])
          for (const on of ['2026-05-03' as never, null]) {
            const whole = said({ dataClass, because: [because(code, { relation: of, account, on })] });
            expect(whole).toMatch(/^No: .{20,}\.$/);
            expect(whole).not.toMatch(/\{\{|undefined|null|\bbecause\.| {2}|, ,/);
          }
  for (const answer of ['allow', 'deny', 'unknown'] as const) expect(said({ answer })).toMatch(/Ana Ruiz .*Example Hosting \(A-1042\)/);
});
