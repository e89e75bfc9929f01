import { describe, expect, test } from 'vitest';
import { foundedDesk, refusalOf } from '../../support/desk.ts';
import { actWords, Clocked, datesOf, metOf, noonOf, takeFrom } from './clocked.ts';

// The desk's clock stands at Thu 3 Sep 2026, 10:00 in New York; Mon 7 Sep is Labor Day.

describe('the rules that a case comes under when it is taken in', () => {
  test.each([
    [{}, 'access', ['house']],
    [{ country: 'GB' }, 'access', ['uk-gdpr', 'house']],
    [{ country: 'DE' }, 'deletion', ['eu-gdpr', 'house']],
    [{ country: 'US', region: 'CA' }, 'access', ['ccpa', 'house']],
    [{ country: 'US', region: 'OR' }, 'deletion', ['us-or', 'house']],
    [{ country: 'US', region: 'WY' }, 'access', ['house']],
    [{ country: 'GB' }, 'concern', ['uk-complaint', 'house']],
    [{ country: 'DE' }, 'legal_process', ['house']],
  ] as const)('%j, %s: %j', async (place, kind, expected) => {
    await using desk = await foundedDesk();
    const found = await new Clocked(desk, await takeFrom(desk, place, [kind])).regimes();
    expect(found).toEqual(expected);
  });

  test('an opt-out in California falls under several clocks, and the shortest governs', async () => {
    await using desk = await foundedDesk();
    const row = await takeFrom(desk, { country: 'US', region: 'CA' }, ['opt_out'], { channel: 'phone' });
    const found = new Clocked(desk, row);
    expect(await found.regimes()).toEqual(['can-spam', 'ccpa-opt-out', 'tcpa', 'house']);
    expect(row).toMatchObject({ regime: 'can-spam', clock: 'respond', workByOn: '2026-09-18', band: 'later' });
    expect(datesOf(await found.regime('ccpa-opt-out'), 'respond')).toEqual(['2026-09-25', '2026-09-25', '2026-09-25']);
  });

  test('every clock says its three dates, from where it counts, and each step with its source', async () => {
    await using desk = await foundedDesk();
    const view = await new Clocked(desk, await takeFrom(desk, { country: 'GB' })).regime('uk-gdpr');
    expect(view).toMatchObject({
      origin: 'suggested',
      version: '2026-02-05',
      calendar: 'us-federal',
      timeZone: 'America/New_York',
      problem: null,
    });
    expect(datesOf(view, 'respond')).toEqual(['2026-10-03', '2026-10-05', '2026-10-02']);
    expect(view.clocks.every((clock) => clock.startsOn === '2026-09-03' && clock.trace.length >= 2)).toBe(true);
    for (const step of view.clocks.flatMap((clock) => clock.trace)) expect(step.source.length).toBeGreaterThan(3);
  });
});

describe('which clock governs', () => {
  test('an opt-out that was carried out governs no more, while the access beside it runs on', async () => {
    await using desk = await foundedDesk();
    const row = await takeFrom(desk, { country: 'US', region: 'CA' }, ['access', 'opt_out'], { channel: 'phone' });
    expect(row).toMatchObject({ regime: 'can-spam', workByOn: '2026-09-18' });
    const found = new Clocked(desk, row);
    await desk.desk.cases.setOutcome({ ...(await found.one()), requestId: await found.request('opt_out'), outcome: 'fulfilled' });
    expect(await found.row()).toMatchObject({ regime: 'house', clock: 'respond', workByOn: '2026-10-02' });
    await desk.desk.cases.setOutcome({ ...(await found.one()), requestId: await found.request('opt_out'), outcome: null });
    expect(await found.row()).toMatchObject({ regime: 'can-spam', workByOn: '2026-09-18' });
  });

  test('the acknowledgement first, then the earliest answer; the notice of an extension never', async () => {
    await using desk = await foundedDesk();
    const row = await takeFrom(desk, { country: 'US', region: 'OR' });
    expect(row).toMatchObject({ regime: 'house', clock: 'acknowledge', workByOn: '2026-09-08', band: 'soon' });
    const found = new Clocked(desk, row);
    await found.record('acknowledged', '2026-09-03');
    expect(await found.row()).toMatchObject({ regime: 'house', clock: 'respond', workByOn: '2026-10-02', band: 'later' });
    expect(metOf(await found.regime('house'))).toEqual(['acknowledge']);
    await found.changeRegimes(['us-or']);
    expect(await found.row()).toMatchObject({ regime: 'us-or', clock: 'respond', workByOn: '2026-10-16' });
    expect((await found.now()).governing).toMatchObject({ regime: 'us-or', clock: 'respond', daysLeft: 43 });
  });

  test('over several requests, the one that is due first; removing it lets the other govern', async () => {
    await using desk = await foundedDesk();
    const row = await takeFrom(desk, { country: 'US', region: 'CA' }, ['access', 'opt_out'], { channel: 'phone' });
    const found = new Clocked(desk, row);
    const optOut = await found.request('opt_out');
    expect(row.workByOn).toBe('2026-09-18');
    expect((await found.now()).governing).toMatchObject({ requestId: optOut, regime: 'can-spam' });
    const removed = await desk.desk.cases.removeRequest({ ...(await found.one()), requestId: optOut });
    expect(removed.cases[0]).toMatchObject({ regime: 'house', workByOn: '2026-10-02' });
    const undone = await desk.desk.cases.undo({ undoId: removed.undoId! });
    expect(undone.cases[0]).toMatchObject({ regime: 'can-spam', workByOn: '2026-09-18' });
  });

  test('a clock that stands still governs only where none runs, and then the case is paused', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone' }));
    expect(await found.row()).toMatchObject({ regime: 'uk-gdpr', workByOn: '2026-10-02' });
    await found.record('identity_requested', '2026-09-03');
    expect(await found.row()).toMatchObject({ regime: 'house', workByOn: '2026-10-02', band: 'later' });
    expect((await found.regime('uk-gdpr')).openPause).toEqual({ kind: 'identity', since: '2026-09-03' });
    expect((await found.regime('house')).openPause).toBeNull();
    await found.changeRegimes(['uk-gdpr']);
    expect(await found.row()).toMatchObject({ regime: 'uk-gdpr', band: 'paused', workByOn: '2026-10-02' });
    desk.clock.now = noonOf('2026-09-15');
    await desk.signOutAndIn(); // an unlock after many hours
    await found.record('identity_received', '2026-09-15');
    expect(await found.row()).toMatchObject({ regime: 'uk-gdpr', band: 'later', workByOn: '2026-10-15' });
  });

  test('an acknowledgement is due whatever was asked', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    await found.changeRegimes(['uk-gdpr', 'ccpa']);
    await found.record('identity_requested', '2026-09-03');
    expect(await found.row()).toMatchObject({ regime: 'ccpa', clock: 'acknowledge', workByOn: '2026-09-18' });
  });

  test('an old open question does not stop the clock of an appeal', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    await found.changeRegimes(['uk-gdpr', 'us-or']);
    await found.record('identity_requested', '2026-09-03');
    await found.answer('denied');
    await found.record('appeal_received', '2026-09-03');
    expect(await found.row()).toMatchObject({ clock: 'appeal_respond', regime: 'us-or', band: 'later', workByOn: '2026-10-16' });
  });

  test('dates that cannot be computed are a sentence, and no date is made up', async () => {
    await using desk = await foundedDesk();
    const row = await takeFrom(desk, {}, ['access'], { receivedAt: noonOf('2019-05-02') });
    expect(row).toMatchObject({ workByOn: null, band: 'none', regime: null });
    const view = await new Clocked(desk, row).regime('house');
    expect(view.clocks).toEqual([]);
    expect(view.problem).toContain('says nothing about');
  });
});

describe('a closed case', () => {
  test('keeps the date by which it had to be answered, even where nobody acknowledged it', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }));
    desk.clock.now = noonOf('2026-09-10');
    await desk.signOutAndIn();
    expect(await found.row()).toMatchObject({ clock: 'acknowledge', band: 'overdue' });
    await found.answer();
    expect(await found.row()).toMatchObject({
      status: 'closed',
      clock: 'respond',
      regime: 'eu-gdpr',
      workByOn: '2026-10-02',
      band: 'none',
    });
    expect((await found.now()).governing).toBeNull();
    expect(metOf(await found.regime('house'))).toEqual(['acknowledge', 'respond']);
    expect(metOf(await found.regime('eu-gdpr'))).toContain('respond');
    expect((await found.regime('eu-gdpr')).extension).toBeNull();
  });

  test('keeps its rules when its place is put right, and takes the new ones when it opens again', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }, ['access'], { channel: 'phone' }));
    await found.answer();
    await desk.desk.cases.changeRequester({ ...(await found.one()), requester: { country: 'US', region: 'CA' } });
    expect(await found.row()).toMatchObject({ workByOn: '2026-10-02', regime: 'eu-gdpr' });
    expect(await found.regimes()).toEqual(['eu-gdpr', 'house']);
    await desk.desk.cases.reopen({ ...(await found.one()), reason: 'Something was left out.' });
    expect(await found.regimes()).toEqual(['ccpa', 'house']);
  });

  test('opened again, it has not been answered: its first clock runs on, and nothing is left of the answer', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }, ['access'], { channel: 'phone' }));
    await found.answer();
    await desk.desk.cases.reopen({ ...(await found.one()), reason: 'Something was left out.' });
    const deadlines = await found.now();
    expect(deadlines.events.map((event) => event.type)).toEqual(['acknowledged']);
    expect(deadlines.governing).toMatchObject({ clock: 'respond', workByDate: '2026-10-02' });
    expect(metOf(await found.regime('eu-gdpr'))).toEqual([]);
    expect(await found.row()).toMatchObject({ band: 'later' });
  });

  test('takes no act but an appeal', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }));
    await found.answer();
    expect(actWords(await found.now())).toEqual(['appeal_received']);
    expect(await refusalOf(found.record('acknowledged', '2026-09-03'))).toMatchObject({ message: expect.stringMatching(/closed/) });
    expect(await refusalOf(found.propose('2026-09-03'))).toMatchObject({ message: expect.stringMatching(/closed/) });
  });
});
