import { describe, expect, test } from 'vitest';
import { takeOptOuts } from '../../../src-main/core/opt-outs/service.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { codeOf, foundedDesk, refusalOf } from '../../support/desk.ts';
import { ledgerOf } from '../../support/work.ts';
import { contactsSuppressed, count, personOnFile, regimesOf, said, suppressed } from './on-file.ts';

const NOWHERE = '01920000-0000-7000-8000-000000000000';

describe('nobody is asked who they are', () => {
  test.each([
    [{ email: 'Mara@Post.Example' }, ['email mara@post.example marketing']],
    [{ phone: '(202) 555-0142' }, ['sms +12025550142 marketing', 'voice +12025550142 marketing']],
    [{ address: '12 Elm Street, Springfield' }, ['post 12 elm st springfield marketing']],
    [{ name: 'Mara Doe' }, []],
  ])('%o is enough', async (who, contacts) => {
    await using desk = await foundedDesk();
    const optOuts = [{ scope: 'marketing' as const, channels: ['email' as const, 'voice' as const, 'sms' as const, 'post' as const] }];
    const taken = await desk.desk.optOuts.take(said({ who, optOuts }));
    expect(contactsSuppressed(desk.db)).toEqual(contacts);
    expect(taken.optOuts.map(({ channel, state }) => `${channel} ${state}`)).toEqual([
      'email queued',
      'voice queued',
      'sms queued',
      'post queued',
    ]);
    const { requests, identity, row } = await desk.desk.cases.get({ caseId: taken.case!.id });
    expect(requests.map(({ kind }) => kind)).toEqual(['opt_out']);
    expect(identity).toBe('not_needed');
    expect(row.channel).toBe('phone');
    expect(requests[0]?.detail).toContain('marketing: ');
    expect(requests[0]?.detail.includes('No contact is known')).toBe(true);
  });

  test('but something must be said of them, and what is said must be readable', async () => {
    await using desk = await foundedDesk();
    const refused = async (who: object) => {
      const { code, data } = await refusalOf(desk.desk.optOuts.take(said({ who })));
      return { code, field: (data as { field: string }).field };
    };
    expect(await refused({})).toEqual({ code: 'INVALID', field: 'who' });
    expect(await refused({ name: '  ' })).toEqual({ code: 'INVALID', field: 'who' });
    expect(await refused({ email: 'mara at post' })).toEqual({ code: 'INVALID', field: 'who.email' });
    expect(await refused({ phone: '12' })).toEqual({ code: 'INVALID', field: 'who.phone' });
    expect(await refused({ name: 'Mara 4111 1111 1111 1111' })).toEqual({ code: 'INVALID', field: 'who.name' });
    expect(await refused({ address: '4111 1111 1111 1111' })).toEqual({ code: 'INVALID', field: 'who.address' });
    expect(await refused({ personId: NOWHERE })).toEqual({ code: 'NOT_FOUND', field: 'who.personId' });
    expect([count(desk.db, 'opt_out'), count(desk.db, 'suppression'), count(desk.db, 'dsr_case')]).toEqual([0, 0, 0]);
  });

  test('a number is read where they say to be, else where the office is', async () => {
    await using desk = await foundedDesk();
    const optOuts = [{ scope: 'marketing' as const, channels: ['voice' as const] }];
    await desk.desk.optOuts.take(said({ who: { phone: '020 7946 0018' }, optOuts, country: 'GB' }));
    await desk.desk.optOuts.take(said({ who: { phone: '202-555-0142' }, optOuts }));
    expect(contactsSuppressed(desk.db)).toEqual(['voice +12025550142 marketing', 'voice +442079460018 marketing']);
  });
});

describe('service messages', () => {
  test.each([
    ['en', /for as long as the account is open/],
    ['es', /cuenta/],
    ['fr', /for as long as the account is open/],
  ])('are answered with their script, in %s', async (language, words) => {
    await using desk = await foundedDesk();
    const optOuts = [
      { scope: 'marketing' as const, channels: ['email' as const] },
      { scope: 'service' as const, channels: ['email' as const] },
    ];
    const { code, message, data } = await refusalOf(desk.desk.optOuts.take(said({ optOuts, language })));
    expect(code).toBe('NOT_ALLOWED');
    expect(message).toMatch(words);
    expect(message).not.toMatch(/[{}]/);
    expect(data).toEqual({ field: 'optOuts', detail: { because: 'service' } });
    expect([count(desk.db, 'opt_out'), count(desk.db, 'suppression')]).toEqual([0, 0]);
  });
});

describe('in one transaction', () => {
  test('it is on the list, on a case, on the person, in the outbox and on the ledger', async () => {
    await using desk = await foundedDesk();
    const personId = personOnFile(desk, 'Mara Doe', [{ kind: 'email', value: 'mara@post.example' }]);
    const before = count(desk.db, 'outbox');
    const { optOuts, case: where } = await desk.desk.optOuts.take(said({ who: { personId }, channel: 'email' }));
    expect(suppressed(desk.db)).toEqual([
      { channel: 'email', value: 'mara@post.example', scope: 'marketing', since: desk.clock.now, source: `opt_out:${optOuts[0]!.id}` },
    ]);
    const sent = desk.db.prepare('SELECT entity, entity_id, entity_version, operation FROM outbox ORDER BY id').all().slice(before);
    expect(sent).toContainEqual({ entity: 'opt_out', entity_id: optOuts[0]!.id, entity_version: 1, operation: 'created' });
    expect(sent).toContainEqual({ entity: 'case', entity_id: where!.id, entity_version: 1, operation: 'created' });
    const { preferences, cases } = await desk.desk.directory.get({ personId });
    expect(cases.map(({ id }) => id)).toEqual([where!.id]);
    expect(preferences).toEqual([
      { scope: 'marketing', channel: 'email', value: 'opted_out', source: 'staff', observedAt: desk.clock.now },
    ]);
    const { entries } = await desk.desk.cases.timeline({ caseId: where!.id });
    expect(entries[0]).toMatchObject({ type: 'opted_out', facts: { scope: 'marketing', channels: 'email' } });
    expect(optOuts[0]).toMatchObject({ scope: 'marketing', channel: 'email', by: 'Ana Prieto', state: 'queued', case: where });
    const kept = ledgerOf(desk.db).at(-1)!;
    expect(kept).toMatchObject({ action: 'opt_out.take', subject: optOuts[0]!.id });
  });

  test('the ledger learns no name and no contact', async () => {
    await using desk = await foundedDesk();
    await desk.desk.optOuts.take(said({ who: { name: 'Mara Doe', email: 'mara@post.example', phone: '+12025550142' } }));
    expect(JSON.stringify(ledgerOf(desk.db))).not.toMatch(/mara|2025550142/i);
  });

  test('or nothing is, where the command around it fails', async () => {
    await using desk = await foundedDesk();
    const personId = personOnFile(desk, 'Mara Doe', [{ kind: 'email', value: 'mara@post.example' }]);
    const tables = ['opt_out', 'suppression', 'dsr_case', 'outbox', 'preference', 'timeline_entry'] as const;
    const before = tables.map((table) => count(desk.db, table));
    const { desk: inner, actor } = desk.session.open!;
    const who = { personId, name: '', email: '', phone: '', address: '' };
    const taking = { ...said(), who, callId: null, caseId: null, country: null, region: null, language: 'en' };
    const deps = { book: inner.book, scripts: inner.scripts, organisation: () => 'X' };
    const run = () =>
      inner.command(actor, { action: 'test.close', subject: 'call', input: {} }, (work) => {
        expect(takeOptOuts(work, deps, taking).ids).toHaveLength(1);
        expect(count(desk.db, 'opt_out')).toBe(1);
        throw new Error('the power went');
      });
    expect(run).toThrow('the power went');
    expect(tables.map((table) => count(desk.db, table))).toEqual(before);
  });
});

describe('whom it holds for', () => {
  test('all addresses of somebody on file, the entries that turned out to be theirs among them', async () => {
    await using desk = await foundedDesk();
    const keep = personOnFile(desk, 'Mara Doe', [
      { kind: 'email', value: 'mara@post.example' },
      { kind: 'email', value: 'mara@work.example' },
      { kind: 'phone', value: '+12025550142' },
    ]);
    const drop = personOnFile(desk, 'M. Doe', [{ kind: 'email', value: 'md@old.example' }]);
    const version = async (personId: string) => ({ personId, version: (await desk.desk.directory.get({ personId })).version });
    await desk.desk.directory.merge({ keep: await version(keep), drop: await version(drop), reason: 'one person' });
    await desk.desk.optOuts.take(said({ who: { personId: drop, email: 'mara@new.example' } }));
    expect(contactsSuppressed(desk.db)).toEqual([
      'email mara@new.example marketing',
      'email mara@post.example marketing',
      'email mara@work.example marketing',
      'email md@old.example marketing',
    ]);
    expect(desk.db.prepare('SELECT DISTINCT person_id FROM opt_out').pluck().all()).toEqual([keep]);
    // and it stays with both, should they be two after all
    const { merges } = await desk.desk.directory.get({ personId: keep });
    await desk.desk.directory.unmerge({ mergeId: merges[0]!.id, reason: 'two persons' });
    for (const personId of [keep, drop])
      expect((await desk.desk.directory.get({ personId })).preferences).toMatchObject([{ scope: 'marketing', value: 'opted_out' }]);
  });

  test('what was on file is shown as in the directory, what was said as on the case', async () => {
    await using desk = await foundedDesk();
    const personId = personOnFile(desk, 'Mara Doe', [{ kind: 'email', value: 'mara@post.example' }]);
    const who = { personId, email: 'mara@new.example' };
    await desk.become('support');
    const { optOuts, case: where } = await desk.desk.optOuts.take(said({ who }));
    expect(optOuts[0]?.contacts).toEqual([
      { channel: 'email', value: { value: 'mara@new.example', masked: false } },
      { channel: 'email', value: { value: 'm•••@p•••.example', masked: true } },
    ]);
    const { requester } = await desk.desk.cases.get({ caseId: where!.id });
    expect(requester).toMatchObject({ name: 'Mara Doe', email: { value: 'mara@new.example' } });
    await desk.become('manager');
    const listed = await desk.desk.optOuts.list({ personId });
    expect(JSON.stringify(listed)).not.toContain('mara@');
    expect(listed.optOuts).toHaveLength(1);
  });

  test('what is done with data knows no channels: it stops every contact by one entry', async () => {
    await using desk = await foundedDesk();
    const optOuts = [{ scope: 'sale_or_sharing' as const, channels: ['email' as const, 'portal' as const] }];
    const taken = await desk.desk.optOuts.take(said({ who: { email: 'mara@post.example', phone: '+12025550142' }, optOuts }));
    expect(taken.optOuts).toHaveLength(1);
    expect(taken.confirmation).toContain('channels: all');
    expect(contactsSuppressed(desk.db)).toEqual([
      'email mara@post.example sale_or_sharing',
      'sms +12025550142 sale_or_sharing',
      'voice +12025550142 sale_or_sharing',
    ]);
  });

  test('one that is said again keeps the first day', async () => {
    await using desk = await foundedDesk();
    const first = desk.clock.now;
    await desk.desk.optOuts.take(said());
    desk.clock.now = '2026-10-03T14:00:00.000Z' as Instant;
    const again = await desk.desk.optOuts.take(said({ who: { email: ' MARA@post.example' } }));
    expect(again.optOuts).toHaveLength(1);
    expect(suppressed(desk.db)).toMatchObject([{ since: first }]);
    expect(count(desk.db, 'opt_out')).toBe(2);
  });
});

describe('what is said to confirm it', () => {
  const optOuts = [
    { scope: 'marketing' as const, channels: ['email' as const, 'sms' as const] },
    { scope: 'third_party_offers' as const, channels: ['sms' as const, 'email' as const] },
  ];

  test('in English', async () => {
    await using desk = await foundedDesk();
    const { confirmation } = await desk.desk.optOuts.take(said({ optOuts }));
    expect(confirmation).toContain('September 3, 2026');
    expect(confirmation).toContain('marketing and offers from others; channels: email and text message.');
    expect(confirmation).not.toMatch(/[{}…]/);
  });

  test('in Spanish, and in English where a language has no script', async () => {
    await using desk = await foundedDesk();
    const { confirmation } = await desk.desk.optOuts.take(said({ optOuts, language: 'es' }));
    expect(confirmation).toContain('3 de septiembre de 2026');
    expect(confirmation).not.toMatch(/[{}…]|marketing and/);
    const other = await desk.desk.optOuts.take(said({ language: 'fr' }));
    expect(other.confirmation).toContain('September 3, 2026');
  });
});

describe('its clock', () => {
  const of = (
    scope: 'marketing' | 'sale_or_sharing' | 'policy_changes' | 'any_contact',
    ...channels: ('email' | 'voice' | 'sms' | 'post')[]
  ) => [{ scope, channels }];

  test.each([
    ['sale of data, California', of('sale_or_sharing', 'email'), 'US', 'CA', ['ccpa-opt-out', 'house']],
    ['sale of data, Texas', of('sale_or_sharing', 'email'), 'US', 'TX', ['house']],
    ['calls, United States', of('marketing', 'voice'), 'US', 'NY', ['tcpa', 'house']],
    ['e-mail, United States', of('any_contact', 'email'), 'US', 'NY', ['can-spam', 'house']],
    ['both', of('marketing', 'email', 'sms'), 'US', null, ['can-spam', 'tcpa', 'house']],
    ['letters', of('marketing', 'post'), 'US', 'NY', ['house']],
    ['e-mail, Canada', of('marketing', 'email'), 'CA', null, ['casl', 'house']],
    ['nobody knows where: the shorter time', of('marketing', 'voice'), null, null, ['tcpa', 'house']],
  ] as const)('%s', async (_, optOuts, country, region, regimes) => {
    await using desk = await foundedDesk();
    const taken = await desk.desk.optOuts.take(
      said({ who: { name: 'Mara' }, optOuts: [...optOuts].map((one) => ({ ...one, channels: [...one.channels] })), country, region }),
    );
    expect(regimesOf(desk.db, taken.case!.id)).toEqual(regimes);
    const { row } = await desk.desk.cases.get({ caseId: taken.case!.id });
    expect(taken.optOuts[0]?.dueOn).toBe(row.workByOn);
    expect(row.workByOn).not.toBeNull();
    expect(row.regime).toBe(regimes[0]);
  });

  test('ten business days for a call, fifteen for the sale of data in California', async () => {
    await using desk = await foundedDesk();
    const call = await desk.desk.optOuts.take(
      said({ optOuts: [{ scope: 'marketing', channels: ['voice'] }], country: 'US', region: 'NY' }),
    );
    expect(call.optOuts[0]?.dueOn).toBe('2026-09-18'); // over Labor Day
    const sale = await desk.desk.optOuts.take(
      said({ optOuts: [{ scope: 'sale_or_sharing', channels: ['email'] }], country: 'US', region: 'CA' }),
    );
    expect(sale.optOuts[0]?.dueOn).toBe('2026-09-25');
  });

  test('runs on the case that it is said on, as a request of its own', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take({ requester: { country: 'US', region: 'NY' }, requests: [{ kind: 'access' }] });
    const taken = await desk.desk.optOuts.take(said({ caseId: row.id, country: 'US', region: 'NY' }));
    expect(taken.case).toEqual({ id: row.id, reference: row.reference });
    const after = await desk.desk.cases.get({ caseId: row.id });
    expect(after.requests.map(({ kind }) => kind)).toEqual(['access', 'opt_out']);
    expect(after.row.regime).toBe('can-spam');
    expect(taken.optOuts[0]?.dueOn).toBe('2026-09-18');
    // and what is said on it again is on the same request
    await desk.desk.optOuts.take(said({ caseId: row.id, optOuts: [{ scope: 'third_party_offers', channels: ['email'] }] }));
    expect((await desk.desk.cases.get({ caseId: row.id })).requests).toHaveLength(2);
    const { entries } = await desk.desk.cases.timeline({ caseId: row.id });
    expect(entries.filter(({ type }) => type === 'opted_out')).toHaveLength(2);
    expect((await desk.desk.optOuts.list({ caseId: row.id })).optOuts.map(({ scope }) => scope)).toEqual([
      'third_party_offers',
      'marketing',
    ]);
  });

  test('on a closed case it would stand still: another is opened', async () => {
    await using desk = await foundedDesk();
    const { case: one } = await desk.desk.optOuts.take(said());
    const requestId = await desk.requestOf(one!);
    let version = (await desk.desk.cases.get({ caseId: one!.id })).row.version;
    await desk.desk.cases.setOutcome({ caseId: one!.id, version, requestId, outcome: 'fulfilled' });
    for (const to of ['triaged', 'in_progress', 'closed'] as const) {
      version = (await desk.desk.cases.get({ caseId: one!.id })).row.version;
      await desk.desk.cases.move({ cases: [{ caseId: one!.id, version }], to });
    }
    const { case: other } = await desk.desk.optOuts.take(said({ caseId: one!.id }));
    expect(other!.id).not.toBe(one!.id);
    const { entries } = await desk.desk.cases.timeline({ caseId: one!.id });
    expect(entries[0]?.type).toBe('opted_out');
  });

  test('begins with the call on which it was said, not with an older case that the call is about', async () => {
    await using desk = await foundedDesk();
    const older = await desk.take({ requests: [{ kind: 'access' }] });
    desk.clock.now = '2026-09-24T14:00:00.000Z' as Instant;
    const today = await desk.take({ requests: [{ kind: 'access' }] });
    const { desk: inner, actor } = desk.session.open!;
    const { id: callId } = await desk.desk.calls.open({});
    const closeOn = (caseId: string, scope: 'marketing' | 'policy_changes') => {
      const optOuts = [{ scope, channels: ['email' as const] }];
      const who = { personId: null, name: 'Mara', email: '', phone: '', address: '' };
      const taking = { who, optOuts, channel: 'phone' as const, callId, caseId, country: 'US', region: 'NY', language: 'en' };
      return inner.command(actor, { action: 'test.close', subject: callId, input: {} }, (work) => inner.optOuts.takeWithin(work, taking));
    };
    expect(closeOn(today.id, 'marketing').caseId).toBe(today.id);
    const { caseId, ids } = closeOn(older.id, 'marketing');
    expect(caseId).not.toBe(older.id);
    expect(inner.optOuts.shown(actor, ids)[0]?.dueOn).toBe('2026-10-08');
    expect((await desk.desk.cases.get({ caseId: older.id })).requests).toHaveLength(1);
    expect((await desk.desk.cases.timeline({ caseId: older.id })).entries[0]?.type).toBe('opted_out');
    // what was read in the case itself came in with it, and so runs on it
    const { case: where } = await desk.desk.optOuts.take(said({ caseId: older.id }));
    expect(where?.id).toBe(older.id);
  });

  test('and has a case of its own where the other holds as many requests as it may', async () => {
    await using desk = await foundedDesk();
    const requests = Array.from({ length: 9 }, () => ({ kind: 'concern' as const }));
    const row = await desk.take({ requests });
    const { case: where } = await desk.desk.optOuts.take(said({ caseId: row.id }));
    expect(where!.id).not.toBe(row.id);
  });
});

describe('who may', () => {
  test('billing takes one, with its case', async () => {
    await using desk = await foundedDesk();
    await desk.become('billing');
    const { optOuts, case: where } = await desk.desk.optOuts.take(said());
    expect((await desk.desk.cases.get({ caseId: where!.id })).row.kinds).toEqual(['opt_out']);
    expect((await desk.desk.optOuts.list({})).optOuts).toEqual(optOuts);
  });

  test('an administrator does not', async () => {
    await using desk = await foundedDesk();
    await desk.become('administrator');
    expect(await codeOf(desk.desk.optOuts.take(said()))).toBe('FORBIDDEN');
  });

  test('one on a sealed case is there for managers only', async () => {
    await using desk = await foundedDesk();
    await desk.become('manager');
    const row = await desk.take({ requests: [{ kind: 'legal_process' }] });
    const { optOuts } = await desk.desk.optOuts.take(said({ caseId: row.id }));
    expect(optOuts).toHaveLength(1);
    await desk.become('support');
    expect((await desk.desk.optOuts.list({})).optOuts).toEqual([]);
    expect(await codeOf(desk.desk.optOuts.confirm({ optOutId: optOuts[0]!.id, note: 'done' }))).toBe('NOT_FOUND');
    expect((await desk.desk.optOuts.check({ channel: 'email', value: 'mara@post.example', scope: 'marketing' })).maySend).toBe(false);
  });
});
