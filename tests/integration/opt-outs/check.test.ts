import { describe, expect, test } from 'vitest';
import { putPreference } from '../../../src-main/core/directory/service.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { type OptOutInput, personOnFile, said } from './on-file.ts';

type Channel = OptOutInput['optOuts'][number]['channels'][number];

const maySend = async (desk: TestDesk, channel: Channel, value: string, scope: OptOutInput['optOuts'][number]['scope'] = 'marketing') =>
  (await desk.desk.optOuts.check({ channel, value, scope })).maySend;

describe('by the whole contact', () => {
  test('an address in any case, and no part of one', async () => {
    await using desk = await foundedDesk();
    const { optOuts } = await desk.desk.optOuts.take(said({ who: { email: 'Mara.Doe@Post.Example' } }));
    for (const value of ['mara.doe@post.example', 'MARA.DOE@POST.EXAMPLE', '  Mara.Doe@post.Example '])
      expect(await maySend(desk, 'email', value), value).toBe(false);
    for (const value of ['mara@post.example', 'doe@post.example', 'mara.doe@post.example.org']) {
      expect(await maySend(desk, 'email', value), value).toBe(true);
    }
    expect(await desk.desk.optOuts.check({ channel: 'email', value: 'mara.doe@post.example', scope: 'marketing' })).toEqual({
      maySend: false,
      because: [{ scope: 'marketing', channel: 'email', since: desk.clock.now, source: `opt_out:${optOuts[0]!.id}` }],
      notAskBefore: '2027-09-03',
    });
  });

  test('a number in any writing', async () => {
    await using desk = await foundedDesk();
    const optOuts = [{ scope: 'marketing' as const, channels: ['voice' as const] }];
    await desk.desk.optOuts.take(said({ who: { phone: '202.555.0142' }, optOuts }));
    for (const value of ['+12025550142', '+1 (202) 555-0142', '202-555-0142', 'tel:+1-202-555-0142', '1 202 555 0142'])
      expect(await maySend(desk, 'voice', value), value).toBe(false);
    expect(await maySend(desk, 'voice', '+12025550143')).toBe(true);
    expect(await maySend(desk, 'sms', '+12025550142')).toBe(true);
    const { code, data } = await refusalOf(desk.desk.optOuts.check({ channel: 'voice', value: 'nobody', scope: 'marketing' }));
    expect({ code, data }).toMatchObject({ code: 'INVALID', data: { field: 'value' } });
  });

  test('through the portal by any contact of the person on file', async () => {
    await using desk = await foundedDesk();
    const personId = personOnFile(desk, 'Mara', [
      { kind: 'email', value: 'mara@post.example' },
      { kind: 'customer_number', value: 'C-778812' },
    ]);
    await desk.desk.optOuts.take(said({ who: { personId }, optOuts: [{ scope: 'marketing', channels: ['portal'] }] }));
    for (const value of ['MARA@post.example', 'c 778812']) expect(await maySend(desk, 'portal', value), value).toBe(false);
    expect(await maySend(desk, 'email', 'mara@post.example')).toBe(true);
  });
});

describe('what covers what', () => {
  test('any contact stops everything but service messages', async () => {
    await using desk = await foundedDesk();
    await desk.desk.optOuts.take(said({ optOuts: [{ scope: 'any_contact', channels: ['email'] }] }));
    for (const scope of ['marketing', 'third_party_offers', 'policy_changes', 'any_contact'] as const)
      expect(await maySend(desk, 'email', 'mara@post.example', scope), scope).toBe(false);
    expect(await maySend(desk, 'email', 'mara@post.example', 'service')).toBe(true);
  });

  test('marketing stops no notice of a changed policy', async () => {
    await using desk = await foundedDesk();
    await desk.desk.optOuts.take(said());
    expect(await maySend(desk, 'email', 'mara@post.example', 'policy_changes')).toBe(true);
  });
});

describe('whoever has the contact', () => {
  test('what they said of another address holds for all of theirs, also for one that came on file later', async () => {
    await using desk = await foundedDesk();
    const personId = personOnFile(desk, 'Mara', [{ kind: 'email', value: 'mara@post.example' }], { externalId: 'M' });
    await desk.desk.optOuts.take(said({ who: { personId } }));
    const facts = [{ kind: 'email' as const, value: 'mara@new.example' }];
    personOnFile(desk, 'Mara', facts, { externalId: 'M', observedAt: '2026-09-03T00:00:00.000Z' as Instant });
    for (const value of ['mara@post.example', 'mara@new.example']) expect(await maySend(desk, 'email', value), value).toBe(false);
  });

  test('what the source says of them counts', async () => {
    await using desk = await foundedDesk();
    const personId = personOnFile(desk, 'Mara', [{ kind: 'email', value: 'mara@post.example' }], { country: 'DE' });
    const { desk: inner, actor } = desk.session.open!;
    const observedAt = '2026-08-01T00:00:00.000Z' as Instant;
    const wish = { personId, scope: 'marketing', channel: 'email', value: 'opted_out', source: 'csv:crm', observedAt } as const;
    inner.command(actor, { action: 'test.put', subject: 'wish', input: {} }, (work) => putPreference(work, wish));
    expect(await desk.desk.optOuts.check({ channel: 'email', value: 'mara@post.example', scope: 'marketing' })).toEqual({
      maySend: false,
      because: [{ scope: 'marketing', channel: 'email', since: observedAt, source: 'csv:crm' }],
      notAskBefore: null,
    });
  });

  test('a later word of the source or of the person lifts nothing here', async () => {
    await using desk = await foundedDesk();
    const personId = personOnFile(desk, 'Mara', [{ kind: 'email', value: 'mara@post.example' }]);
    await desk.desk.optOuts.take(said({ who: { personId } }));
    desk.clock.now = '2026-10-03T14:00:00.000Z' as Instant;
    const { desk: inner, actor } = desk.session.open!;
    const wish = {
      personId,
      scope: 'marketing',
      channel: 'email',
      value: 'opted_in',
      source: 'csv:crm',
      observedAt: desk.clock.now,
    } as const;
    inner.command(actor, { action: 'test.put', subject: 'wish', input: {} }, (work) => putPreference(work, wish));
    expect(await maySend(desk, 'email', 'mara@post.example')).toBe(false);
  });
});

describe('asking again', () => {
  test.each([
    ['US', 'CA', '2027-09-03'],
    ['US', 'TX', null],
    ['DE', null, null],
    [null, null, '2027-09-03'], // nobody knows where: as in California
  ] as const)('from %s %s on', async (country, region, day) => {
    await using desk = await foundedDesk();
    await desk.desk.optOuts.take(said({ country, region }));
    const answer = await desk.desk.optOuts.check({ channel: 'email', value: 'mara@post.example', scope: 'marketing' });
    expect(answer.notAskBefore).toBe(day);
  });

  test('counts from the last time that it was said, and is over some day', async () => {
    await using desk = await foundedDesk();
    const where = { country: 'US', region: 'CA' };
    const ask = () => desk.desk.optOuts.check({ channel: 'email', value: 'mara@post.example', scope: 'marketing' });
    const first = desk.clock.now;
    await desk.desk.optOuts.take(said(where));
    desk.clock.now = '2027-03-01T14:00:00.000Z' as Instant;
    await desk.desk.optOuts.take(said(where));
    expect(await ask()).toMatchObject({ because: [{ since: first }], notAskBefore: '2028-03-01' });
    desk.clock.now = '2028-03-01T14:00:00.000Z' as Instant;
    expect(await ask()).toMatchObject({ maySend: false, notAskBefore: null });
  });
});

test('billing asks too, an administrator does not', async () => {
  await using desk = await foundedDesk();
  await desk.desk.optOuts.take(said());
  await desk.become('billing');
  expect(await maySend(desk, 'email', 'mara@post.example')).toBe(false);
  await desk.become('administrator');
  expect(await codeOf(maySend(desk, 'email', 'mara@post.example'))).toBe('FORBIDDEN');
});
