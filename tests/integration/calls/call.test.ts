import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk, refusalOf } from '../../support/desk.ts';
import { deskWithMara, later, linesOf, MARA, MINUTE } from '../../support/on-file.ts';
import { ledgerOf } from '../../support/work.ts';
import { CALLER, callOn, closed, NOWHERE, said } from './on-call.ts';

const CARD = '4111 1111 1111 1111';

describe('what is typed', () => {
  test('is kept at once, and comes back to a window that was killed', async () => {
    await using desk = await deskWithMara();
    const { id, startedAt } = await desk.desk.calls.open({ number: 'tel:+1-202-555-0142;ext=7' });
    await desk.desk.calls.save({ callId: id, seq: 5, callerName: 'Mara', country: 'US', region: 'CA', placeSource: 'said' });
    await desk.desk.calls.save({
      callId: id,
      seq: 6,
      note: 'first',
      personId: desk.personId,
      optOuts: [{ scope: 'marketing', channels: ['email'] }],
    });
    const { calls } = await desk.desk.calls.mine();
    expect(calls).toMatchObject([
      {
        id,
        startedAt,
        state: 'open',
        callerName: 'Mara',
        country: 'US',
        region: 'CA',
        note: 'first',
        person: { id: desk.personId },
        optOuts: [{ scope: 'marketing', channels: ['email'] }],
        number: { typed: '+1-202-555-0142', shown: CALLER, e164: '+12025550142', country: 'US', masked: false },
        rule: { place: 'US-CA', known: true },
      },
    ]);
  });

  test('a save that comes late, or twice, changes nothing', async () => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.calls.open({});
    const newest = await desk.desk.calls.save({ callId: id, seq: 7, note: 'newest' });
    expect(await desk.desk.calls.save({ callId: id, seq: 7, note: 'the same number' })).toEqual(newest);
    expect(await desk.desk.calls.save({ callId: id, seq: 3, note: 'late', callerName: 'late' })).toEqual(newest);
    expect((await desk.desk.calls.save({ callId: id, seq: 8, callerName: 'Mara' })).note).toBe('newest');
  });

  test('of two windows on one call each keeps the fields that it changes', async () => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.calls.open({});
    await desk.desk.calls.save({ callId: id, seq: 100, note: 'by one' });
    await desk.desk.calls.save({ callId: id, seq: 101, callerName: 'by the other' });
    const shown = await desk.desk.calls.save({ callId: id, seq: 102, note: 'by one again' });
    expect(shown).toMatchObject({ note: 'by one again', callerName: 'by the other' });
  });

  test('goes on the ledger by the names of the fields, without a word of it', async () => {
    await using desk = await foundedDesk();
    const call = await callOn(desk, { note: 'zymurgy', callerName: 'Zygmunt' });
    await closed(desk, call);
    const lines = ledgerOf(desk.db).filter(({ action }) => action.startsWith('call.'));
    expect(lines.map(({ action }) => action)).toEqual(['call.open', 'call.save', 'call.close']);
    expect(lines[1]!.payload).toBe('{"fields":["callerName","note"]}');
    expect(JSON.stringify(lines)).not.toMatch(/zymurgy|Zygmunt|5550142/i);
  });

  test('a number of the place that is said afterwards is read anew', async () => {
    await using desk = await foundedDesk();
    const { id, number } = await desk.desk.calls.open({ number: '020 7946 0018' });
    expect(number).toMatchObject({ e164: null, shown: '020 7946 0018' });
    const saved = await desk.desk.calls.save({ callId: id, seq: 1, country: 'GB' });
    expect(saved.number).toMatchObject({ typed: '020 7946 0018', shown: '+44 20 7946 0018', e164: '+442079460018', country: 'GB' });
    expect((await desk.desk.calls.save({ callId: id, seq: 2, country: null })).number.e164).toBe('+442079460018');
  });
});

describe('a card number', () => {
  test.each(['note', 'verbatim', 'callerName', 'number'] as const)('in the %s is refused, and what was kept of it goes', async (field) => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.calls.open({});
    await desk.desk.calls.save({ callId: id, seq: 1, [field]: 'pays by 4111 1111 1111 111' });
    const refused = await refusalOf(desk.desk.calls.save({ callId: id, seq: 2, [field]: `pays by ${CARD}`, language: 'es' }));
    expect(refused).toMatchObject({ code: 'INVALID', data: { field } });
    const [call] = (await desk.desk.calls.mine()).calls;
    expect(field === 'number' ? call!.number.typed : call![field]).toBe('pays by •••');
    expect(call!.language).toBe('es');
    const rows = JSON.stringify([desk.db.prepare('SELECT * FROM phone_call').all(), ledgerOf(desk.db)]);
    expect(rows).not.toMatch(/4111/);
  });

  test('never comes in by a softphone, an answer or a request', async () => {
    await using desk = await foundedDesk();
    const { id, number } = await desk.desk.calls.open({ number: CARD });
    expect(number.typed).toBe('•••');
    const answers = [{ purpose: 'marketing_email' as const, answer: 'refused' as const }];
    const words = { callId: id, answers, method: 'verbal_no' as const, verbatim: CARD };
    expect(await refusalOf(desk.desk.calls.answer(words))).toMatchObject({ code: 'INVALID', data: { field: 'verbatim' } });
    const asked = { callId: id, requests: [{ kind: 'access' as const, detail: CARD }] };
    expect(await refusalOf(desk.desk.calls.openCase(asked))).toMatchObject({ code: 'INVALID', data: { field: 'requests.0.detail' } });
    expect(JSON.stringify(ledgerOf(desk.db))).not.toMatch(/4111/);
  });
});

describe('a call that is parked', () => {
  test('waits with everything, and goes on', async () => {
    await using desk = await foundedDesk();
    const first = await callOn(desk);
    expect((await desk.desk.calls.park({ callId: first.id })).state).toBe('parked');
    const second = await desk.desk.calls.open({});
    expect((await desk.desk.calls.mine()).calls.map(({ id, state }) => [id, state])).toEqual([
      [first.id, 'parked'],
      [second.id, 'open'],
    ]);
    expect(await desk.desk.calls.save({ callId: first.id, seq: 9, note: 'more' })).toMatchObject({ state: 'parked', note: 'more' });
    expect((await desk.desk.calls.resume({ callId: first.id })).state).toBe('open');
  });

  test('there are at most twenty', async () => {
    await using desk = await foundedDesk();
    for (let n = 0; n < 20; n += 1) await desk.desk.calls.open({});
    expect(await refusalOf(desk.desk.calls.open({}))).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringMatching(/20 calls/) });
  });
});

test('recording stands still while a card number is spoken, and the pauses are kept', async () => {
  await using desk = await foundedDesk();
  const call = await callOn(desk);
  const since = (await desk.desk.calls.pause({ callId: call.id })).pausedSince;
  expect(since).toBe(desk.clock.now);
  later(desk, MINUTE);
  expect((await desk.desk.calls.pause({ callId: call.id })).pausedSince).toBe(since);
  expect((await desk.desk.calls.unpause({ callId: call.id })).pausedSince).toBeNull();
  await desk.desk.calls.unpause({ callId: call.id });
  const again = (await desk.desk.calls.pause({ callId: call.id })).pausedSince;
  const end = await closed(desk, call);
  expect(end).toMatchObject({ state: 'closed', endedAt: desk.clock.now, pausedSince: null });
  const kept = JSON.parse(desk.db.prepare('SELECT pauses FROM phone_call').pluck().get() as string);
  expect(kept).toEqual([
    [since, again],
    [again, end.endedAt],
  ]);
});

test('a number is looked up as a whole only', async () => {
  await using desk = await deskWithMara();
  const found = await desk.desk.calls.lookUp({ number: 'tel:+17015550142' });
  expect(found).toMatchObject({
    shown: MARA.phone,
    e164: '+17015550142',
    country: 'US',
    persons: [{ id: desk.personId, matched: ['phone'] }],
  });
  expect((await desk.desk.calls.lookUp({ number: '+1 701 555 014' })).persons).toEqual([]);
  expect((await desk.desk.calls.lookUp({ number: 'Mara Doe' })).persons).toEqual([]);
  expect((await desk.desk.calls.lookUp({ number: '' })).persons).toEqual([]);
});

describe('the end of a call', () => {
  test('one on which nothing was typed or answered is thrown away', async () => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.calls.open({});
    await desk.desk.calls.read({ callId: id, purpose: 'recording_consent' });
    await desk.desk.calls.save({ callId: id, seq: 1, note: '  ', language: 'es' });
    expect(await desk.desk.calls.close({ callId: id })).toEqual({ call: null, optOuts: [], confirmation: null, case: null });
    expect(desk.db.prepare('SELECT count(*) FROM phone_call').pluck().get()).toBe(0);
    expect(await codeOf(desk.desk.calls.close({ callId: id }))).toBe('NOT_FOUND');
  });

  test('takes the opt-outs that were said, with one case that the call lies on', async () => {
    await using desk = await deskWithMara();
    const call = await callOn(desk, { personId: desk.personId });
    await desk.desk.calls.save({ callId: call.id, seq: 2, optOuts: [{ scope: 'marketing', channels: ['email', 'voice'] }] });
    const end = await desk.desk.calls.close({ callId: call.id });
    expect(end.optOuts.map(({ scope, channel }) => [scope, channel])).toEqual([
      ['marketing', 'email'],
      ['marketing', 'voice'],
    ]);
    expect(end.confirmation).toContain('marketing; channels: email and phone');
    expect(end.call).toMatchObject({ state: 'closed', case: end.case });
    expect(await linesOf(desk, end.case!.id, 'called')).toMatchObject([{ type: 'called', facts: { callId: call.id } }]);
    const check = { channel: 'voice' as const, value: CALLER, scope: 'marketing' as const };
    expect((await desk.desk.optOuts.check(check)).maySend).toBe(false);
  });

  test('opt-outs of nobody are asked about, and the call stays open with everything', async () => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.calls.open({});
    await desk.desk.calls.save({ callId: id, seq: 1, note: 'stop', optOuts: [{ scope: 'any_contact', channels: ['email'] }] });
    const before = (await desk.desk.calls.mine()).calls;
    expect(await refusalOf(desk.desk.calls.close({ callId: id }))).toMatchObject({ code: 'INVALID', data: { field: 'who' } });
    expect((await desk.desk.calls.mine()).calls).toEqual(before);
    expect(await desk.desk.cases.page({})).toMatchObject({ rows: [] });
    await desk.desk.calls.save({ callId: id, seq: 2, callerName: 'Mara' });
    expect((await desk.desk.calls.close({ callId: id })).optOuts).toMatchObject([{ givenName: 'Mara' }]);
  });

  test('a number that was withheld stops no opt-out', async () => {
    await using desk = await foundedDesk();
    const { id } = await desk.desk.calls.open({ number: 'anonymous' });
    await desk.desk.calls.save({ callId: id, seq: 1, callerName: 'Mara', optOuts: [{ scope: 'marketing', channels: ['post'] }] });
    expect((await desk.desk.calls.close({ callId: id })).optOuts).toMatchObject([{ givenName: 'Mara', contacts: [] }]);
  });

  test('service mail is answered with its script, and nothing is taken', async () => {
    await using desk = await foundedDesk();
    const call = await callOn(desk, { callerName: 'Mara' });
    await desk.desk.calls.save({ callId: call.id, seq: 2, optOuts: [{ scope: 'service', channels: ['email'] }] });
    expect(await codeOf(desk.desk.calls.close({ callId: call.id }))).toBe('NOT_ALLOWED');
    expect((await desk.desk.calls.mine()).calls).toMatchObject([{ id: call.id, state: 'open' }]);
  });

  test('is for good', async () => {
    await using desk = await foundedDesk();
    const call = await closed(desk, await callOn(desk));
    const callId = call.id;
    for (const late of [
      desk.desk.calls.save({ callId, seq: 99, note: 'late' }),
      desk.desk.calls.close({ callId }),
      desk.desk.calls.read({ callId, purpose: 'recording_consent' }),
      said(desk, callId, { marketing_email: 'refused' }),
      desk.desk.calls.park({ callId }),
      desk.desk.calls.openCase({ callId, requests: [{ kind: 'access' }] }),
    ])
      expect(await refusalOf(late)).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringMatching(/closed/) });
  });
});

describe('the case of a call', () => {
  test('is opened with what was said, and the person on the line', async () => {
    await using desk = await deskWithMara();
    const call = await callOn(desk, { personId: desk.personId, callerName: 'Mara D.' });
    const { reference, handedOver, call: shown } = await desk.desk.calls.openCase({ callId: call.id, requests: [{ kind: 'access' }] });
    expect({ handedOver, case: shown.case }).toMatchObject({ handedOver: false, case: { reference } });
    const { row, requester } = await desk.desk.cases.get({ caseId: shown.case!.id });
    expect(row).toMatchObject({ channel: 'phone', receivedAt: call.startedAt, requesterName: 'Mara D.', kinds: ['access'] });
    expect(requester.phone).toMatchObject({ value: '+12025550142' });
    expect((await desk.desk.identity.ofCase({ caseId: row.id })).subject).toMatchObject({ id: desk.personId });
    expect(await codeOf(desk.desk.calls.openCase({ callId: call.id, requests: [{ kind: 'access' }] }))).toBe('NOT_ALLOWED');
    const types = (await linesOf(desk, row.id, '')).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['taken_in', 'note', 'called']));
    const answered = await said(desk, call.id, { marketing_sms: 'refused' });
    expect(answered.record.caseId).toBe(row.id);
    expect((await linesOf(desk, row.id, 'consented'))[0]).toMatchObject({ facts: { answers: 'marketing_sms:refused' } });
  });

  test('billing opens cases for opt-outs and concerns only', async () => {
    await using desk = await foundedDesk();
    await desk.become('billing');
    const call = await callOn(desk);
    const opened = (kind: 'access' | 'concern') => desk.desk.calls.openCase({ callId: call.id, requests: [{ kind }] });
    expect(await refusalOf(opened('access'))).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'requests' } });
    expect((await opened('concern')).call.case).not.toBeNull();
  });

  test('one that is there takes the call, open or closed; one that is not, none', async () => {
    await using desk = await foundedDesk();
    const row = await desk.take();
    const call = await closed(desk, await callOn(desk));
    expect(await refusalOf(desk.desk.calls.attachCase({ callId: call.id, caseId: NOWHERE }))).toMatchObject({
      code: 'NOT_FOUND',
      data: { field: 'caseId' },
    });
    const attached = await desk.desk.calls.attachCase({ callId: call.id, caseId: row.id });
    expect(attached.case?.id).toBe(row.id);
    expect(await desk.desk.calls.attachCase({ callId: call.id, caseId: row.id })).toEqual(attached);
    expect(await linesOf(desk, row.id, 'called')).toHaveLength(1);
    expect((await desk.desk.calls.list({ caseId: row.id })).calls.map(({ id }) => id)).toEqual([call.id]);
  });
});

test('the calls of a person are those of all their entries, newest first, page by page', async () => {
  await using desk = await deskWithMara();
  const other = (await desk.desk.directory.create({ name: 'Mara Doe' })).id;
  const ids: string[] = [];
  for (const personId of [desk.personId, other, desk.personId]) ids.unshift((await closed(desk, await callOn(desk, { personId }))).id);
  await callOn(desk, { personId: other }); // goes on
  const version = async (personId: string) => ({ personId, version: (await desk.desk.directory.get({ personId })).version });
  const listed = async (personId: string) => (await desk.desk.calls.list({ personId })).calls.map(({ id }) => id);
  expect(await listed(other)).toEqual([ids[1]]);
  await desk.desk.directory.merge({ keep: await version(desk.personId), drop: await version(other), reason: 'the same' });
  expect(await listed(other)).toEqual(ids);
  const page = await desk.desk.calls.list({ personId: desk.personId, limit: 2 });
  expect(page).toMatchObject({ more: true, calls: [{ id: ids[0], person: { id: desk.personId } }, { id: ids[1] }] });
  expect(await desk.desk.calls.list({ personId: desk.personId, limit: 2, before: ids[1] })).toMatchObject({
    more: false,
    calls: [{ id: ids[2] }],
  });
  expect(await codeOf(desk.desk.calls.list({ personId: NOWHERE }))).toBe('NOT_FOUND');
  expect(await codeOf(desk.desk.calls.list({}))).toBe('INVALID');
});

describe('another member of staff', () => {
  test('does not find a call that is not theirs until it is closed', async () => {
    await using desk = await deskWithMara();
    await desk.become('support');
    const call = await callOn(desk, { personId: desk.personId });
    await desk.become('support', 'billing');
    expect(await desk.desk.calls.mine()).toEqual({ calls: [] });
    expect(await codeOf(desk.desk.calls.save({ callId: call.id, seq: 9, note: 'x' }))).toBe('NOT_FOUND');
    expect(await codeOf(desk.desk.consents.vcon({ callId: call.id }))).toBe('NOT_FOUND');
    await desk.signOutAndIn('support');
    await closed(desk, call);
    await desk.signOutAndIn('support billing');
    expect((await desk.desk.calls.list({ personId: desk.personId })).calls).toMatchObject([{ id: call.id, by: { name: 'support' } }]);
  });

  test('sees the number of a closed call as a contact detail: clear, masked, or as in the directory', async () => {
    await using desk = await deskWithMara();
    await desk.become('support');
    const call = await closed(desk, await callOn(desk, { personId: desk.personId, callerName: 'mara@post.example' }));
    const seen = async () => (await desk.desk.calls.list({ personId: desk.personId })).calls[0]!;
    expect((await seen()).number).toMatchObject({ shown: CALLER, e164: '+12025550142', masked: false });
    for (const role of ['manager', 'billing'] as const) {
      await desk.become(role);
      expect((await seen()).number, role).toEqual({ typed: '•••42', shown: '•••42', e164: null, country: 'US', masked: true });
      expect((await seen()).callerName, role).toBe('m•••@p•••.example');
      expect(JSON.stringify(await seen())).not.toContain('5550142');
    }
    await desk.become('support');
    const concern = await desk.take({ requests: [{ kind: 'concern' }] });
    await desk.desk.calls.attachCase({ callId: call.id, caseId: concern.id });
    await desk.become('billing'); // who sees it there
    expect((await seen()).number.masked).toBe(false);
    await desk.become('manager');
    const own = await callOn(desk);
    expect(own.number).toMatchObject({ shown: CALLER, masked: false });
    expect((await closed(desk, own)).number.masked).toBe(true);
  });
});
