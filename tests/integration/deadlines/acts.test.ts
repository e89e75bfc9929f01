import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk, refusalOf } from '../../support/desk.ts';
import { nextOf } from '../../support/streams.ts';
import { actWords, Clocked, datesOf, noonOf, takeFrom } from './clocked.ts';

const said = (words: RegExp, code = 'NOT_ALLOWED') => expect.objectContaining({ code, message: expect.stringMatching(words) });

describe('asking who somebody is', () => {
  test('restarts the clock under the UK rules, suspends it in the EU, and moves nothing in California', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, {}, ['access'], { channel: 'phone', receivedAt: noonOf('2026-08-03') }));
    await found.changeRegimes(['uk-gdpr', 'eu-gdpr', 'ccpa', 'house']);
    const effects = async (regime: string) => (await found.regime(regime)).pauses.identity;
    expect([await effects('uk-gdpr'), await effects('eu-gdpr'), await effects('ccpa'), await effects('house')]).toEqual([
      'restarts',
      'suspends',
      'none',
      'none',
    ]);
    const before = { ccpa: datesOf(await found.regime('ccpa'), 'respond'), house: datesOf(await found.regime('house'), 'respond') };
    await found.record('identity_requested', '2026-08-05');
    await found.record('identity_received', '2026-08-12');
    // the month runs from the day of the answer: Sat 12 Sep, which rolls to the Monday
    expect(datesOf(await found.regime('uk-gdpr'), 'respond')).toEqual(['2026-09-12', '2026-09-14', '2026-09-11']);
    // 3 Sep and the seven days from the 6th to the 12th
    expect(datesOf(await found.regime('eu-gdpr'), 'respond')).toEqual(['2026-09-10', '2026-09-10', '2026-09-10']);
    expect(datesOf(await found.regime('ccpa'), 'respond')).toEqual(before.ccpa);
    expect(datesOf(await found.regime('house'), 'respond')).toEqual(before.house);
    const trace = (await found.regime('ccpa')).clocks.find((clock) => clock.id === 'respond')!.trace.map((step) => step.sentence);
    expect(trace.join('\n')).toContain('this regime does not stop for it');
  });

  test.each([['opt_out'], ['concern']] as const)('is refused for a case that holds nothing but %s', async (kind) => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, [kind]));
    expect(actWords(await found.now())).not.toContain('identity_requested');
    expect(await refusalOf(found.record('identity_requested', '2026-09-03'))).toEqual(said(/Nobody may be asked who they are/));
  });

  test('is refused where the rules of California forbid it, whatever the kind is called', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'US', region: 'CA' }, ['restriction']));
    expect(await found.regimes()).toContain('ccpa-opt-out');
    expect(await codeOf(found.record('identity_requested', '2026-09-03'))).toBe('NOT_ALLOWED');
  });

  test('for the one request of a case does not stop the opt-out beside it', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access', 'opt_out'], { channel: 'phone' }));
    await found.record('identity_requested', '2026-09-03');
    expect((await found.regime('uk-gdpr', 'access')).openPause).toMatchObject({ kind: 'identity' });
    const optOut = await found.regime('uk-gdpr', 'opt_out');
    expect(optOut).toMatchObject({ openPause: null, pauses: { identity: 'none' } });
    expect(datesOf(optOut, 'respond')).toEqual(['2026-10-03', '2026-10-05', '2026-10-02']);
    desk.clock.now = noonOf('2026-09-20');
    await desk.signOutAndIn();
    await found.record('identity_received', '2026-09-20');
    expect(datesOf(await found.regime('uk-gdpr', 'opt_out'), 'respond')).toEqual(['2026-10-03', '2026-10-05', '2026-10-02']);
    expect(datesOf(await found.regime('uk-gdpr', 'access'), 'respond')).toEqual(['2026-10-20', '2026-10-20', '2026-10-20']);
  });

  test('before an access request turns out to be an opt-out stops nothing any more', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone' }));
    await found.changeRegimes(['uk-gdpr']);
    await found.record('identity_requested', '2026-09-03');
    expect(await found.row()).toMatchObject({ band: 'paused' });
    await desk.desk.cases.changeRequest({ ...(await found.one()), requestId: await found.request(), kind: 'opt_out' });
    expect(await found.row()).toMatchObject({ band: 'later', workByOn: '2026-10-02' });
    expect(actWords(await found.now())).toContain('identity_received'); // still there to be answered; nothing is lost
  });
});

describe('asking what is meant', () => {
  test('stops the UK clock for access, both days included', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(
      desk,
      await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone', receivedAt: noonOf('2026-08-03') }),
    );
    const request = await found.request();
    await found.record('clarification_requested', '2026-08-10', request);
    await found.record('clarification_received', '2026-08-14', request);
    expect(datesOf(await found.regime('uk-gdpr'), 'respond')).toEqual(['2026-09-08', '2026-09-08', '2026-09-08']);
    expect(datesOf(await found.regime('uk-gdpr'), 'extension_notice')?.[1]).toBe('2026-09-08');
  });

  test('is refused under the UK rules for anything but access, and said so on the page', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['deletion', 'access']));
    const deletion = await found.request('deletion');
    expect(await refusalOf(found.record('clarification_requested', '2026-09-03', deletion))).toEqual(said(/only an access request/));
    expect((await found.regime('uk-gdpr', 'deletion')).pauses.clarification).toBe('none');
    expect((await found.regime('uk-gdpr', 'access')).pauses.clarification).toBe('suspends');
    const asked = (await found.now()).acts.filter((act) => act.type === 'clarification_requested');
    expect(asked.map((act) => act.requestId)).toEqual([await found.request('access')]);
  });

  test('of an access request that became a deletion stops nothing', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone' }));
    await found.record('clarification_requested', '2026-09-03', await found.request());
    expect((await found.regime('uk-gdpr')).openPause).not.toBeNull();
    await desk.desk.cases.changeRequest({ ...(await found.one()), requestId: await found.request(), kind: 'deletion' });
    expect((await found.regime('uk-gdpr')).openPause).toBeNull();
  });

  test('belongs to one request; who somebody is, to the whole case', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }, ['access', 'correction']));
    const access = await found.request('access');
    expect(await refusalOf(found.record('clarification_requested', '2026-09-03'))).toEqual(said(/one request/));
    expect(await refusalOf(found.record('identity_requested', '2026-09-03', access))).toEqual(said(/whole case/));
    await found.record('clarification_requested', '2026-09-03', access);
    expect(await refusalOf(found.record('clarification_requested', '2026-09-03', access))).toEqual(said(/asked already/));
    await found.record('clarification_requested', '2026-09-03', await found.request('correction'));
  });
});

describe('asking for a fee', () => {
  test('starts the UK month on the day it is paid', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(
      desk,
      await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone', receivedAt: noonOf('2026-08-03') }),
    );
    await found.record('fee_requested', '2026-08-04');
    expect((await found.regime('uk-gdpr')).openPause).toEqual({ kind: 'fee', since: '2026-08-04' });
    await found.record('fee_paid', '2026-08-31');
    // 30 September has the same number of the month as no day: the last of the month
    expect(datesOf(await found.regime('uk-gdpr'), 'respond')).toEqual(['2026-09-30', '2026-09-30', '2026-09-30']);
  });
});

describe('what cannot be recorded', () => {
  test('an answer without its question, the same twice, the future, before the receipt', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    const before = await found.row();
    expect(await refusalOf(found.record('identity_received', '2026-09-03'))).toEqual(said(/Nothing was asked/));
    expect(await refusalOf(found.record('acknowledged', '2026-09-04'))).toEqual(said(/future/, 'INVALID'));
    expect(await refusalOf(found.record('acknowledged', '2026-09-02'))).toEqual(
      said(/before the request was received.*Nothing was changed/),
    );
    expect(await refusalOf(found.record('appeal_received', '2026-09-03'))).toEqual(said(/close the case/));
    expect(await refusalOf(found.record('appeal_extended', '2026-09-03'))).toEqual(said(/no appeal/));
    expect(await found.row()).toEqual(before);
    await found.record('acknowledged', '2026-09-03');
    expect(await refusalOf(found.record('acknowledged', '2026-09-03'))).toEqual(said(/acknowledged already/));
  });

  test('an answer before its question', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { receivedAt: noonOf('2026-08-20') }));
    await found.record('identity_requested', '2026-09-01');
    expect(await refusalOf(found.record('identity_received', '2026-08-25'))).toEqual(said(/asked for only later/));
    expect((await found.now()).events.map((event) => event.type)).toEqual(['identity_requested']);
  });

  test('a question after the time to answer is over under all rules; while one still runs it can', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(
      desk,
      await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone', receivedAt: noonOf('2026-07-30') }),
    );
    // 30 August is a Sunday: the legal date is Mon 31 Aug in the United States
    expect(datesOf(await found.regime('uk-gdpr'), 'respond')).toEqual(['2026-08-30', '2026-08-31', '2026-08-28']);
    expect(datesOf(await found.regime('house'), 'respond')).toEqual(['2026-08-29', '2026-08-29', '2026-08-28']);
    expect(await refusalOf(found.record('identity_requested', '2026-09-01'))).toEqual(said(/was over on that day/));
    expect(await refusalOf(found.record('fee_requested', '2026-09-03'))).toEqual(said(/was over on that day/));
    await found.changeRegimes(['uk-gdpr', 'us-or']); // Oregon's 45 days run to 13 September
    await found.record('identity_requested', '2026-09-01');
  });

  test('asked on the very last day, it is in time', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(
      desk,
      await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone', receivedAt: noonOf('2026-07-30') }),
    );
    await found.changeRegimes(['uk-gdpr']);
    await found.record('identity_requested', '2026-08-31');
    expect(await found.row()).toMatchObject({ band: 'paused' });
  });

  test('with a version of the case that was changed meanwhile, or on a case that is not there', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    const stale = await found.one();
    await found.record('acknowledged', '2026-09-03');
    expect(await codeOf(desk.desk.deadlines.record({ ...stale, type: 'identity_requested', on: '2026-09-03' as never }))).toBe('STALE');
  });
});

describe('taking back', () => {
  test('what was recorded wrongly, with a reason: the dates are as if it had never been, the timeline remembers', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { channel: 'phone' }));
    await found.changeRegimes(['uk-gdpr']);
    const before = datesOf(await found.regime('uk-gdpr'), 'respond');
    await found.record('identity_requested', '2026-09-03');
    await found.withdraw('identity_requested');
    expect(datesOf(await found.regime('uk-gdpr'), 'respond')).toEqual(before);
    expect(await found.row()).toMatchObject({ band: 'later' });
    expect((await found.now()).events.map((event) => event.type)).toEqual(['acknowledged']);
    expect(await found.timeline()).toEqual(['taken_in', 'regimes_changed', 'deadline_event', 'deadline_withdrawn']);
    await found.record('identity_requested', '2026-09-03'); // and it can be recorded again
  });

  test('a question whose answer stands is refused: the case would lose its dates', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    await found.record('identity_requested', '2026-09-03');
    await found.record('identity_received', '2026-09-03');
    expect(await refusalOf(found.withdraw('identity_requested'))).toEqual(said(/never asked for/));
    expect((await found.now()).events).toHaveLength(2);
    await found.withdraw('identity_received');
    await found.withdraw('identity_requested');
    expect((await found.now()).events).toEqual([]);
  });

  test('only the one of two alike, even where both were recorded in the same moment', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    for (const type of ['identity_requested', 'identity_received', 'identity_requested'] as const) await found.record(type, '2026-09-03');
    await found.withdraw('identity_requested');
    expect((await found.now()).events.map((event) => event.type)).toEqual(['identity_requested', 'identity_received']);
  });

  test('is refused for an entry that was withdrawn already or belongs to another case', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    const other = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    await found.record('acknowledged', '2026-09-03');
    const eventId = (await found.now()).events[0]!.id;
    expect(await codeOf(desk.desk.deadlines.withdraw({ ...(await other.one()), eventId, reason: 'wrong case' }))).toBe('NOT_FOUND');
    await found.withdraw('acknowledged');
    expect(await codeOf(desk.desk.deadlines.withdraw({ ...(await found.one()), eventId, reason: 'twice' }))).toBe('NOT_FOUND');
  });
});

describe('what is written down and told', () => {
  test('each act is on the ledger and the timeline, moves the version on, goes to the outbox, and open pages ask again', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'DE' }));
    const live = (await desk.desk.live.changes())[Symbol.asyncIterator]();
    const told = async () => {
      const { touched } = await nextOf(live);
      return touched.map(({ entity, id }) => (id === null ? entity : `${entity} ${id === found.caseId}`)).sort();
    };
    const act = async (does: () => Promise<unknown>) => {
      const waiting = told();
      const { version } = await found.row();
      await does();
      expect((await found.row()).version).toBe(version + 1);
      expect(await waiting).toEqual(['case true', 'counts']);
    };
    await act(() => found.record('acknowledged', '2026-09-03'));
    await act(() => found.withdraw('acknowledged'));
    await act(() => found.propose('2026-09-03'));
    await act(() => found.decide(true));
    await act(() => found.changeRegimes(['eu-gdpr']));
    await act(() => found.changeReceipt('2026-09-02T12:00:00Z'));
    await live.return?.(undefined);
    expect(found.ledger()).toEqual([
      'case.create',
      'deadline.record',
      'deadline.withdraw',
      'deadline.propose_extension',
      'deadline.decide_extension',
      'deadline.change_regimes',
      'deadline.change_receipt',
    ]);
    const outbox = desk.db.prepare("SELECT count(*) AS n FROM outbox WHERE entity = 'case' AND entity_id = ?").get(found.caseId);
    expect(outbox).toEqual({ n: 7 });
    expect(await found.timeline()).toEqual([
      'taken_in',
      'deadline_event',
      'deadline_withdrawn',
      'extension_proposed',
      'extension_decided',
      'regimes_changed',
      'receipt_changed',
    ]);
  });

  test('a refused act leaves its refusal on the ledger and nothing else', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    await codeOf(found.record('identity_received', '2026-09-03'));
    const last = desk.db.prepare('SELECT action, subject FROM ledger_entry ORDER BY seq DESC LIMIT 1').get();
    expect(last).toEqual({ action: 'refused', subject: 'deadlines.record' });
    expect((await found.now()).events).toEqual([]);
  });
});
