import { describe, expect, test } from 'vitest';
import { foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { actWords, Clocked, datesOf, metOf, noonOf, takeFrom } from './clocked.ts';

const said = (words: RegExp, code = 'NOT_ALLOWED') => expect.objectContaining({ code, message: expect.stringMatching(words) });

/** A request from Oregon, received on 3 August and denied on 3 September. */
async function denied(desk: TestDesk, place = { country: 'US', region: 'OR' }) {
  const found = new Clocked(desk, await takeFrom(desk, place, ['deletion'], { receivedAt: noonOf('2026-08-03') }));
  await found.answer('denied');
  return found;
}

/** Some days later, after an unlock. */
async function later(desk: TestDesk, day: string) {
  desk.clock.now = noonOf(day);
  await desk.signOutAndIn();
}

describe('an appeal', () => {
  test('opens the case again with a clock of its own, and the earlier answer stays as it was', async () => {
    await using desk = await foundedDesk();
    const found = await denied(desk);
    const answered = datesOf(await found.regime('us-or'), 'respond');
    await later(desk, '2026-09-21');
    await found.record('appeal_received', '2026-09-20');
    // 45 days from 20 September: Wed 4 November
    expect(await found.row()).toMatchObject({
      status: 'in_progress',
      regime: 'us-or',
      clock: 'appeal_respond',
      workByOn: '2026-11-04',
      band: 'later',
    });
    const view = await found.regime('us-or');
    expect(datesOf(view, 'respond')).toEqual(answered);
    expect(metOf(view)).toEqual(['respond']);
    expect(metOf(await found.regime('house'))).toEqual(['acknowledge', 'respond']); // whoever appeals has had the answer
    expect((await found.now()).events).toMatchObject([
      { type: 'responded', on: '2026-09-03' },
      { type: 'appeal_received', on: '2026-09-20' },
    ]);
    expect(view.extension).toBeNull();
  });

  test('is met by the second answer, after which the case keeps the date of the appeal', async () => {
    await using desk = await foundedDesk();
    const found = await denied(desk);
    await found.record('appeal_received', '2026-09-03');
    expect((await found.row()).band).toBe('later'); // the first answer, of the same day, does not answer it
    await later(desk, '2026-10-01');
    await found.answer('fulfilled');
    expect(await found.row()).toMatchObject({
      status: 'closed',
      clock: 'appeal_respond',
      regime: 'us-or',
      workByOn: '2026-10-16',
      band: 'none',
    });
    expect(metOf(await found.regime('us-or'))).toEqual(['respond', 'appeal_respond']);
    expect(actWords(await found.now())).toEqual([]);
    expect(await refusalOf(found.record('appeal_received', '2026-10-01'))).toEqual(said(/recorded already/));
    await desk.desk.cases.reopen({ ...(await found.one()), reason: 'Something was left out.' });
    expect(await found.row()).toMatchObject({ clock: 'appeal_respond', workByOn: '2026-10-16' });
  });

  test('offers no questions any more: the answer was given', async () => {
    await using desk = await foundedDesk();
    const found = await denied(desk);
    await found.record('appeal_received', '2026-09-03');
    expect(actWords(await found.now())).toEqual(['appeal_extended']);
    expect(await refusalOf(found.record('identity_requested', '2026-09-03'))).toEqual(said(/answered already/));
    expect(await refusalOf(found.record('acknowledged', '2026-09-03'))).toEqual(said(/answered already/));
    expect(await refusalOf(found.propose('2026-09-03'))).toEqual(said(/answered already/));
  });

  test('can be given more time in Colorado, once and in time; in Oregon not', async () => {
    await using desk = await foundedDesk();
    const oregon = await denied(desk);
    await oregon.record('appeal_received', '2026-09-03');
    expect(await refusalOf(oregon.record('appeal_extended', '2026-09-03'))).toEqual(said(/None of the rules/));
    const colorado = await denied(desk, { country: 'US', region: 'CO' });
    await colorado.record('appeal_received', '2026-09-03');
    expect((await colorado.row()).workByOn).toBe('2026-10-16'); // Sun 18 October
    await later(desk, '2026-10-19');
    await colorado.record('appeal_extended', '2026-10-19'); // the Sunday rolls to the Monday
    expect((await colorado.row()).workByOn).toBe('2026-12-17'); // 105 days in all
    expect(actWords(await colorado.now())).toEqual([]);
    expect(await refusalOf(colorado.record('appeal_extended', '2026-10-19'))).toEqual(said(/possible once/));
  });

  test('that came before the answer it is about is refused, and the case stays closed', async () => {
    await using desk = await foundedDesk();
    const found = await denied(desk);
    expect(await refusalOf(found.record('appeal_received', '2026-09-02'))).toEqual(said(/before the response it appeals against/));
    expect(await found.row()).toMatchObject({ status: 'closed' });
    expect((await found.now()).events).toEqual([]);
  });

  test('under rules that give appeals no time has no date; the answer is still there', async () => {
    await using desk = await foundedDesk();
    const found = await denied(desk, { country: 'DE', region: 'XX' });
    await found.record('appeal_received', '2026-09-03');
    expect(await found.row()).toMatchObject({ status: 'in_progress', workByOn: null, band: 'none' });
    expect(metOf(await found.regime('eu-gdpr'))).toEqual(['respond']);
  });

  test('recorded wrongly is withdrawn; the answer stands, and an appeal that comes later is not taken for answered', async () => {
    await using desk = await foundedDesk();
    const found = await denied(desk);
    await found.record('appeal_received', '2026-09-03');
    expect(await refusalOf(found.withdraw('responded'))).toEqual(said(/Withdraw the appeal first/));
    await found.withdraw('appeal_received');
    expect(await found.row()).toMatchObject({ status: 'in_progress', band: 'none', workByOn: null });
    await later(desk, '2026-09-10');
    await found.answer('denied');
    await found.record('appeal_received', '2026-09-10');
    expect((await found.now()).events.filter((event) => event.type === 'responded')).toHaveLength(1);
    expect(await found.row()).toMatchObject({ clock: 'appeal_respond', workByOn: '2026-10-23', band: 'later' });
  });
});
