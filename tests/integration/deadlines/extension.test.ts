import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { Clocked, datesOf, metOf, noonOf, takeFrom } from './clocked.ts';

const said = (words: RegExp, code = 'NOT_ALLOWED') => expect.objectContaining({ code, message: expect.stringMatching(words) });

/** An access request from the European Union, received on 3 August: due on 3 September. */
const european = async (desk: TestDesk) => {
  const found = new Clocked(
    desk,
    await takeFrom(desk, { country: 'DE' }, ['access'], { channel: 'phone', receivedAt: noonOf('2026-08-03') }),
  );
  await found.changeRegimes(['eu-gdpr']);
  return found;
};

describe('more time', () => {
  test('is shown with its last day and what it gives, proposed, approved by a manager, and counted from the start', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    expect((await found.regime('eu-gdpr')).extension).toEqual({ noticeBy: '2026-09-03', daysLeft: 0, extendsTo: '2026-11-03' });
    await found.propose('2026-09-03');
    const [proposal] = (await found.now()).proposals;
    expect(proposal).toMatchObject({ noticeOn: '2026-09-03', own: true, proposedBy: 'Ana Prieto', reason: 'As the file says.' });
    expect(await found.row()).toMatchObject({ workByOn: '2026-09-03' }); // a proposal moves nothing
    await found.decide(true);
    expect(await found.row()).toMatchObject({ workByOn: '2026-11-03', band: 'later', clock: 'respond' });
    const view = await found.regime('eu-gdpr');
    expect(view.extension).toBeNull();
    expect(metOf(view)).toContain('extension_notice');
    expect(datesOf(view, 'extension_notice')).toEqual(['2026-09-03', '2026-09-03', '2026-09-03']);
    expect((await found.now()).proposals).toEqual([]);
  });

  test('is refused the day after the last, and the proposal that came too late changes nothing', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    const refusal = await refusalOf(found.propose('2026-09-04'));
    expect(refusal).toEqual(said(/came after Thu 3 Sep 2026.*Nothing was changed/));
    expect(refusal.data).toMatchObject({ field: 'noticeOn', detail: { error: 'extension_too_late' } });
    expect((await found.now()).proposals).toEqual([]);
  });

  test('proposed in time, and too late once the dates moved under it: refused when it is decided, and it can be declined', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    await found.propose('2026-09-03');
    await found.changeReceipt('2026-08-01T16:00:00Z');
    expect(await refusalOf(found.decide(true))).toEqual(said(/came after/));
    expect((await found.now()).proposals).toHaveLength(1);
    await found.decide(false);
    expect((await found.now()).proposals).toEqual([]);
  });

  test.each([
    ['house', {}],
    ['ccpa-opt-out', { country: 'US', region: 'CA' }],
    ['br-lgpd', { country: 'BR' }],
  ] as const)('does not exist under %s', async (regime, place) => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, place, [regime === 'ccpa-opt-out' ? 'opt_out' : 'access']));
    await found.changeRegimes([regime]);
    expect((await found.regime(regime)).extension).toBeNull();
    const refusal = await refusalOf(found.propose('2026-09-03'));
    expect(refusal).toEqual(said(/None of the rules that hold here knows an extension/));
    expect(refusal.data).toMatchObject({ detail: { error: 'extension_not_allowed' } });
  });

  test('is given once', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    await found.propose('2026-09-01');
    expect(await refusalOf(found.propose('2026-09-02'))).toEqual(said(/waits for a manager already/));
    await found.decide(true);
    const refusal = await refusalOf(found.propose('2026-09-02'));
    expect(refusal.data).toMatchObject({ detail: { error: 'already_extended' } });
    expect(refusal).toEqual(said(/extended once/));
  });

  test('extends the rules that know it; the others run on as they did, and may govern', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'US', region: 'CA' }, ['access', 'deletion'], { channel: 'phone' }));
    await found.propose('2026-09-03', 'access');
    await found.decide(true);
    expect(datesOf(await found.regime('ccpa', 'access'), 'respond')?.[0]).toBe('2026-12-02');
    expect(datesOf(await found.regime('house', 'access'), 'respond')?.[0]).toBe('2026-10-03');
    expect(datesOf(await found.regime('ccpa', 'deletion'), 'respond')?.[0]).toBe('2026-10-18'); // another request: not asked
    expect((await found.regime('ccpa', 'deletion')).extension).not.toBeNull();
    expect(await found.row()).toMatchObject({ regime: 'house', workByOn: '2026-10-02' });
    await found.withdraw('extended');
    expect(datesOf(await found.regime('ccpa', 'access'), 'respond')?.[0]).toBe('2026-10-18');
  });

  test('of several regimes at once is one act, and is withdrawn as one', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    await found.changeRegimes(['eu-gdpr', 'us-or', 'house']);
    await found.propose('2026-09-01');
    await found.decide(true);
    expect((await found.now()).events.filter((event) => event.type === 'extended')).toHaveLength(2);
    await found.withdraw('extended');
    expect((await found.now()).events.filter((event) => event.type === 'extended')).toHaveLength(0);
    expect((await found.regime('eu-gdpr')).extension).not.toBeNull();
  });

  test('stays with its rules: taken off and put back, it is there again', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    await found.propose('2026-09-01');
    await found.decide(true);
    await found.changeRegimes(['us-or']);
    expect((await found.row()).workByOn).toBe('2026-09-17');
    await found.changeRegimes(['eu-gdpr']);
    expect((await found.row()).workByOn).toBe('2026-11-03');
  });
});

describe('who decides', () => {
  test('a manager; to one’s own proposal with a reason, which stays marked', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    await found.propose('2026-09-03');
    expect(await refusalOf(found.decide(true, ''))).toEqual(said(/proposed this yourself/, 'INVALID'));
    await found.decide(true, 'Nobody else is at the desk.');
    const { entries } = await desk.desk.cases.timeline({ caseId: found.caseId });
    expect(entries[0]).toMatchObject({
      type: 'extension_decided',
      facts: { approved: true, ownDecision: true, reason: 'Nobody else is at the desk.' },
    });
  });

  test('another’s proposal needs no reason; support may propose and not decide, nor take back what a manager approved', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    await desk.become('support');
    await found.propose('2026-09-03');
    expect(await codeOf(found.decide(true))).toBe('FORBIDDEN');
    await desk.become('manager');
    expect((await found.now()).proposals[0]).toMatchObject({ own: false, proposedBy: 'support' });
    await found.decide(true, '');
    expect(await found.row()).toMatchObject({ workByOn: '2026-11-03' });
    await desk.become('support');
    expect(await refusalOf(found.withdraw('extended'))).toEqual(said(/only a manager/, 'FORBIDDEN'));
    await desk.become('manager');
    await found.withdraw('extended');
    expect(await found.row()).toMatchObject({ workByOn: '2026-09-03' });
  });

  test('declining moves nothing, needs no reason, and leaves the way open to another proposal', async () => {
    await using desk = await foundedDesk();
    const found = await european(desk);
    await found.propose('2026-09-03');
    const proposal = (await found.now()).proposals[0]!;
    await found.decide(false, '');
    expect(await found.row()).toMatchObject({ workByOn: '2026-09-03' });
    expect(
      await codeOf(
        desk.desk.deadlines.decideExtension({ ...(await found.one()), proposalId: proposal.id, approve: true, reason: 'again' }),
      ),
    ).toBe('NOT_FOUND');
    await found.propose('2026-09-02');
  });

  test('a proposal for a request that is gone, or on a closed case, cannot be approved', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }, ['access', 'correction']));
    await found.propose('2026-09-03', 'access');
    await found.answer();
    expect(await refusalOf(found.decide(true))).toEqual(said(/closed/));
    await desk.desk.cases.reopen({ ...(await found.one()), reason: 'Not yet.' });
    const proposalId = (await found.now()).proposals[0]!.id;
    await desk.desk.cases.removeRequest({ ...(await found.one()), requestId: await found.request('access') });
    expect((await found.now()).proposals).toEqual([]);
    expect(await codeOf(desk.desk.deadlines.decideExtension({ ...(await found.one()), proposalId, approve: true, reason: 'late' }))).toBe(
      'NOT_FOUND',
    );
  });
});
