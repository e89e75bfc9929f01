import { describe, expect, test } from 'vitest';
import type { HousePolicy } from '../../../src-shared/deadlines/index.ts';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { allOf } from '../../support/streams.ts';
import { Clocked, date, datesOf, noonOf, takeFrom } from './clocked.ts';

const said = (words: RegExp, code = 'NOT_ALLOWED') => expect.objectContaining({ code, message: expect.stringMatching(words) });

const POLICY: HousePolicy = {
  version: '2',
  effectiveFrom: date('2026-09-10'),
  acknowledge: { amount: 1, unit: 'business_day' },
  respond: { amount: 20, unit: 'day' },
  extension: null,
  pauses: [],
  internalTarget: null,
};
const setPolicy = async (desk: TestDesk, policy = POLICY) =>
  (await allOf(await desk.desk.deadlines.applyChange({ house: policy }))).at(-1)!;

describe('other rules than suggested', () => {
  test('are chosen with a reason; the dates follow from the same events, and nothing that happened is lost', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(
      desk,
      await takeFrom(desk, { country: 'DE' }, ['access'], { channel: 'phone', receivedAt: noonOf('2026-08-03') }),
    );
    await found.record('identity_requested', '2026-08-05');
    await found.record('identity_received', '2026-08-12');
    const events = (await found.now()).events;
    await found.changeRegimes(['uk-gdpr']); // in the middle of the case
    expect((await found.now()).events).toEqual(events);
    expect(datesOf(await found.regime('uk-gdpr'), 'respond')).toEqual(['2026-09-12', '2026-09-14', '2026-09-11']);
    expect((await found.regime('uk-gdpr')).origin).toBe('staff');
    await found.changeRegimes(['eu-gdpr', 'house']);
    expect(datesOf(await found.regime('eu-gdpr'), 'respond')?.[0]).toBe('2026-09-10');
    const { entries } = await desk.desk.cases.timeline({ caseId: found.caseId });
    expect(entries[0]).toMatchObject({
      type: 'regimes_changed',
      facts: { from: 'uk-gdpr', to: 'eu-gdpr, house', reason: 'As the file says.' },
    });
  });

  test('need a reason, must be known, and in force on the day of receipt', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['concern'], { receivedAt: noonOf('2026-06-18') }));
    expect(await found.regimes()).toEqual(['house']); // complaints have their rule from 19 June 2026 on
    expect(await refusalOf(found.changeRegimes(['uk-complaint']))).toEqual(said(/not in force on the day of receipt/));
    expect(await refusalOf(found.changeRegimes(['nowhere']))).toEqual(said(/no set of rules called nowhere/, 'INVALID'));
    const one = { ...(await found.one()), requestId: await found.request() };
    expect(await codeOf(desk.desk.deadlines.changeRegimes({ ...one, regimes: ['house'], reason: '  ' }))).toBe('BAD_REQUEST');
    expect(await codeOf(desk.desk.deadlines.changeRegimes({ ...one, regimes: [], reason: 'none at all' }))).toBe('BAD_REQUEST');
  });

  test('keep the version of what stays among them, although a newer one has come', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }));
    desk.db.prepare("UPDATE request_regime SET calendar_version = '2026-11' , calendar = 'weekends' WHERE regime = 'house'").run();
    await found.changeRegimes(['us-or', 'house', 'house']);
    expect(await found.regimes()).toEqual(['us-or', 'house']);
    expect(await found.regime('house')).toMatchObject({ calendar: 'weekends', origin: 'staff' });
    expect(await found.regime('us-or')).toMatchObject({ calendar: 'us-federal' });
  });

  test('stay when kind and place change', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }));
    await found.changeRegimes(['ca-pipeda']);
    await desk.desk.cases.changeRequester({ ...(await found.one()), requester: { country: 'GB' } });
    await desk.desk.cases.changeRequest({ ...(await found.one()), requestId: await found.request(), kind: 'deletion' });
    expect(await found.regimes()).toEqual(['ca-pipeda']);
    expect((await found.regime('ca-pipeda')).origin).toBe('staff');
  });
});

describe('kind and place', () => {
  test('suggest the rules anew, those that stay keep their version and where they were counted', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, {}));
    expect(await found.regimes()).toEqual(['house']);
    desk.db.prepare("UPDATE request_regime SET calendar = 'weekends'").run();
    await desk.desk.cases.changeRequester({ ...(await found.one()), requester: { country: 'US', region: 'OR' } });
    expect(await found.regimes()).toEqual(['us-or', 'house']); // the house's is second now, and the same
    expect(await found.regime('house')).toMatchObject({ calendar: 'weekends', origin: 'suggested' });
  });

  test('an undone change of kind brings the old rules back', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'US', region: 'CA' }));
    const before = await found.row();
    const changed = await desk.desk.cases.changeRequest({ ...(await found.one()), requestId: await found.request(), kind: 'opt_out' });
    expect(await found.regimes()).toEqual(['can-spam', 'ccpa-opt-out', 'tcpa', 'house']);
    await desk.desk.cases.undo({ undoId: changed.undoId! });
    expect(await found.regimes()).toEqual(['ccpa', 'house']);
    expect(await found.row()).toMatchObject({ workByOn: before.workByOn, regime: before.regime, clock: before.clock, band: before.band });
  });

  test('a request that was removed and brought back has the rules that staff chose for it', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }, ['access', 'correction']));
    await found.changeRegimes(['us-tx'], 'access');
    const removed = await desk.desk.cases.removeRequest({ ...(await found.one()), requestId: await found.request('access') });
    expect((await found.now()).requests.map((request) => request.kind)).toEqual(['correction']);
    await desk.desk.cases.undo({ undoId: removed.undoId! });
    expect(await found.regimes('access')).toEqual(['us-tx']);
  });

  test('what has nothing to do with them moves no date, although the program knows more rules by now', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }));
    desk.db.prepare("DELETE FROM request_regime WHERE regime = 'eu-gdpr'").run(); // as if its file had come only now
    await desk.desk.cases.assign({ cases: [await found.one()], assignee: await desk.staffId('Ana Prieto') });
    await found.record('acknowledged', '2026-09-03');
    expect(await found.regimes()).toEqual(['house']);
  });
});

describe('the day of receipt', () => {
  test('put right moves every clock; said in the words of before and after', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }));
    await found.record('acknowledged', '2026-09-03');
    await found.changeReceipt('2026-08-20T16:00:00Z');
    expect(await found.now()).toMatchObject({ receivedOn: '2026-08-20', receivedAt: '2026-08-20T16:00:00.000Z' });
    expect(await found.row()).toMatchObject({ workByOn: '2026-09-18', receivedAt: '2026-08-20T16:00:00.000Z' }); // Sat 19 September
    const { entries } = await desk.desk.cases.timeline({ caseId: found.caseId });
    expect(entries[0]).toMatchObject({ type: 'receipt_changed', facts: { to: '2026-08-20T16:00:00.000Z' } });
  });

  test('is the office’s, not the machine’s: shortly before midnight in New York it is tomorrow in UTC', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }));
    await found.changeReceipt('2026-08-21T03:59:00Z');
    expect((await found.now()).receivedOn).toBe('2026-08-20');
    await found.changeReceipt('2026-08-21T04:00:00Z');
    expect((await found.now()).receivedOn).toBe('2026-08-21');
  });

  test('across a boundary takes the version that was in force on it', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { receivedAt: noonOf('2026-02-10') }));
    await found.changeRegimes(['uk-gdpr', 'house']); // chosen by staff
    const other = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { receivedAt: noonOf('2026-02-10') }));
    for (const one of [found, other]) {
      expect((await one.regime('uk-gdpr')).version).toBe('2026-02-05');
      await one.changeReceipt('2026-02-04T16:00:00Z');
      expect(await one.regime('uk-gdpr')).toMatchObject({ version: '2018-05-25', title: expect.stringContaining('before Article 12A') });
      expect(datesOf(await one.regime('uk-gdpr'), 'respond')?.[0]).toBe('2026-03-04');
      await one.changeReceipt('2026-02-05T16:00:00Z');
      expect((await one.regime('uk-gdpr')).version).toBe('2026-02-05');
    }
    expect((await found.regime('uk-gdpr')).origin).toBe('staff');
    expect((await other.regime('uk-gdpr')).origin).toBe('suggested');
  });

  test('before a suggested rule existed leaves it out; one that staff chose is not dropped without a word', async () => {
    await using desk = await foundedDesk();
    const suggested = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['concern']));
    expect(await suggested.regimes()).toEqual(['uk-complaint', 'house']);
    await suggested.changeReceipt('2026-06-18T16:00:00Z');
    expect(await suggested.regimes()).toEqual(['house']);
    await suggested.changeReceipt('2026-06-19T16:00:00Z');
    expect(await suggested.regimes()).toEqual(['uk-complaint', 'house']);
    const chosen = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['concern']));
    await chosen.changeRegimes(['uk-complaint']);
    expect(await refusalOf(chosen.changeReceipt('2026-06-18T16:00:00Z'))).toEqual(said(/not in force on the day of receipt/));
    expect((await chosen.now()).receivedOn).toBe('2026-09-03');
  });

  test('after something that happened already is refused, as is the future', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }, ['access'], { receivedAt: noonOf('2026-08-20') }));
    await found.record('identity_requested', '2026-08-25');
    expect(await refusalOf(found.changeReceipt('2026-08-26T16:00:00Z'))).toEqual(
      said(/before the request was received.*Nothing was changed/),
    );
    expect(await refusalOf(found.changeReceipt('2026-09-03T14:00:00.001Z'))).toEqual(said(/future/, 'INVALID'));
    expect((await found.row()).receivedAt).toBe('2026-08-20T16:00:00.000Z');
    await found.withdraw('identity_requested');
    await found.changeReceipt('2026-09-03T14:00:00Z'); // this very moment, written without its milliseconds
  });

  test('of a call takes the spoken acknowledgement along', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await desk.take());
    await found.changeReceipt('2026-08-31T16:00:00Z');
    expect((await found.now()).events).toMatchObject([{ type: 'acknowledged', on: '2026-08-31' }]);
    await found.changeReceipt('2026-09-02T16:00:00Z');
    expect((await found.now()).events).toMatchObject([{ type: 'acknowledged', on: '2026-09-02' }]);
  });

  test('of a closed case moves the date by which it had to be answered', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, {}));
    await found.answer();
    await found.changeReceipt('2026-08-03T16:00:00Z');
    expect(await found.row()).toMatchObject({ status: 'closed', band: 'none', workByOn: '2026-09-02' });
  });
});

describe('days that are not like others', () => {
  test.each([
    ['2024-01-31', 'eu-gdpr', '2024-02-29'],
    ['2023-01-31', 'eu-gdpr', '2023-02-28'],
    ['2024-02-29', 'eu-gdpr', '2024-03-29'],
    ['2027-01-29', 'uk-gdpr', '2027-02-28'],
    ['2024-01-15', 'us-or', null],
    ['2026-03-07', 'house', '2026-04-06'],
    ['2026-10-31', 'house', '2026-11-30'],
  ])('received on %s, %s ends on %s', async (received, regime, end) => {
    await using desk = await foundedDesk();
    desk.clock.now = noonOf('2027-06-01');
    await desk.signOutAndIn();
    const found = new Clocked(desk, await takeFrom(desk, {}, ['access'], { receivedAt: noonOf(received) }));
    if (end === null) expect(await refusalOf(found.changeRegimes([regime]))).toEqual(said(/not in force/));
    else {
      await found.changeRegimes([regime]);
      expect(datesOf(await found.regime(regime), 'respond')?.[0]).toBe(end);
    }
  });
});

describe('the house policy', () => {
  test('of before holds for what came in before, and the new one for what comes in since', async () => {
    await using desk = await foundedDesk();
    const early = new Clocked(desk, await takeFrom(desk, {}, ['access'], { channel: 'phone' }));
    await setPolicy(desk);
    expect(await early.row()).toMatchObject({ workByOn: '2026-10-02' });
    const today = new Clocked(desk, await takeFrom(desk, {}, ['access'], { channel: 'phone' }));
    expect((await today.regime('house')).version).toBe('1');
    desk.clock.now = noonOf('2026-09-10');
    await desk.signOutAndIn();
    const late = new Clocked(desk, await takeFrom(desk, {}, ['access'], { channel: 'phone' }));
    expect(await late.regime('house')).toMatchObject({ version: '2' });
    expect(await late.row()).toMatchObject({ workByOn: '2026-09-30' });
    expect(await early.regime('house')).toMatchObject({ version: '1' });
    await early.changeReceipt('2026-09-10T15:00:00Z');
    expect(await early.regime('house')).toMatchObject({ version: '2' });
  });

  test('may stop for a question, give more time and set a target of its own', async () => {
    await using desk = await foundedDesk();
    await setPolicy(desk, {
      ...POLICY,
      effectiveFrom: date('2026-09-01'),
      acknowledge: null,
      extension: { amount: 60, unit: 'day', noticeBy: { amount: 20, unit: 'day' } },
      pauses: [{ kind: 'identity', effect: 'suspend' }],
      internalTarget: { amount: 10, unit: 'day' },
    });
    const found = new Clocked(desk, await takeFrom(desk, {}));
    expect(await found.row()).toMatchObject({ clock: 'internal_target', workByOn: '2026-09-11', band: 'later' });
    const view = await found.regime('house');
    expect(view.pauses).toEqual({ identity: 'suspends', fee: 'none', clarification: 'none' });
    expect(view.extension).toMatchObject({ noticeBy: '2026-09-23', extendsTo: '2026-11-02' });
    await found.record('identity_requested', '2026-09-03');
    expect(await found.row()).toMatchObject({ band: 'paused', clock: 'internal_target' });
  });
});
