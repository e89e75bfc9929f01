import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { caseOf, deskWithMara, HOUR, later, linesOf, MINUTE } from '../../support/on-file.ts';
import { askToRecord, CALLER, callOn, closed, said } from './on-call.ts';

const RECORDING = { system: 'pbx', externalId: 'rec-1', sha256: 'a'.repeat(64) };
const DAY = 24 * HOUR;

type Standing = { readonly purpose: string; readonly standing: string };
const of = (standings: readonly Standing[], purpose: string) => standings.find((one) => one.purpose === purpose)?.standing;
const standing = async (desk: TestDesk, personId: string, purpose: string, at: string | null = null) =>
  of((await desk.desk.consents.standing({ personId, at: at as never })).standings, purpose);
const byLetter = (desk: TestDesk, personId: string, purpose: 'quality' | 'marketing_email', answer: 'granted' | 'withdrawn') =>
  desk.desk.consents.record({ personId, answers: [{ purpose, answer }], method: 'written' });

describe('recording', () => {
  test('needs the script read on this call, and keeps which words those were', async () => {
    await using desk = await foundedDesk();
    const call = await callOn(desk);
    const yes = () => said(desk, call.id, { quality: 'granted', training: 'refused' });
    expect(await refusalOf(yes())).toMatchObject({ code: 'NOT_ALLOWED', data: { field: 'answers' } });
    await desk.desk.calls.read({ callId: call.id, purpose: 'opt_out_confirmed' });
    expect(await codeOf(yes())).toBe('NOT_ALLOWED');
    const { script } = await desk.desk.calls.read({ callId: call.id, purpose: 'recording_consent' });
    const readAt = desk.clock.now;
    later(desk, MINUTE);
    const { record, call: after } = await yes();
    expect(record).toMatchObject({
      position: 1,
      callId: call.id,
      method: 'verbal_yes',
      script: { id: script!.id, version: 1, language: 'en', sha256: hash('sha256', script!.text), readAt },
      rule: { known: false },
      answers: [
        { purpose: 'quality', answer: 'granted' },
        { purpose: 'training', answer: 'refused' },
      ],
    });
    expect(after).toMatchObject({ recording: 'allowed', answers: expect.arrayContaining(record.answers) });
  });

  test('a no needs no script; silence after a notice, another call and a letter are no yes', async () => {
    await using desk = await deskWithMara();
    const call = await callOn(desk, { personId: desk.personId });
    expect((await said(desk, call.id, { quality: 'refused' })).record).toMatchObject({ script: null, rule: { known: false } });
    const silent = await callOn(desk, { personId: desk.personId });
    await desk.desk.calls.read({ callId: silent.id, purpose: 'recording_consent' });
    expect((await said(desk, silent.id, { quality: 'granted' }, 'continued_after_notice')).call.recording).toBe('not_asked');
    expect(await codeOf(desk.desk.calls.attachRecording({ callId: silent.id, ...RECORDING }))).toBe('NOT_ALLOWED');
    await askToRecord(desk, silent.id);
    const third = await callOn(desk, { personId: desk.personId });
    expect(await codeOf(desk.desk.calls.attachRecording({ callId: third.id, ...RECORDING }))).toBe('NOT_ALLOWED');
    expect(await refusalOf(byLetter(desk, desk.personId, 'quality', 'granted'))).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('is linked once, after the call too, until somebody takes the yes back', async () => {
    await using desk = await deskWithMara();
    const call = await callOn(desk, { personId: desk.personId });
    await askToRecord(desk, call.id, 'granted', ['quality', 'training']);
    await closed(desk, call);
    await desk.desk.calls.attachRecording({ callId: call.id, ...RECORDING });
    const twice = await desk.desk.calls.attachRecording({ callId: call.id, ...RECORDING });
    expect(twice.recordings).toEqual([{ ...RECORDING, at: desk.clock.now }]);
    later(desk, DAY);
    await byLetter(desk, desk.personId, 'quality', 'withdrawn');
    expect((await desk.desk.calls.list({ personId: desk.personId })).calls[0]).toMatchObject({ recording: 'refused' });
    const other = { callId: call.id, ...RECORDING, externalId: 'rec-2' };
    expect(await codeOf(desk.desk.calls.attachRecording(other))).toBe('NOT_ALLOWED');
  });

  test('a withdrawal on the call itself stops it at once, and a later yes lets it go on', async () => {
    await using desk = await foundedDesk();
    const call = await callOn(desk);
    const { record: first } = await askToRecord(desk, call.id);
    later(desk, MINUTE);
    const { record: second, call: stopped } = await said(desk, call.id, { quality: 'withdrawn' });
    expect({ recording: stopped.recording, supersedes: second.supersedes }).toEqual({ recording: 'refused', supersedes: first.id });
    later(desk, MINUTE);
    expect((await desk.desk.calls.mine()).calls[0]?.answers).toEqual([{ purpose: 'quality', answer: 'withdrawn' }]);
  });
});

describe('an answer', () => {
  test.each([
    [[{ purpose: 'marketing_email', answer: 'granted' }], 'verbal_no', 'method'],
    [[{ purpose: 'marketing_email', answer: 'refused' }], 'verbal_yes', 'method'],
    [[{ purpose: 'marketing_email', answer: 'refused' }], 'continued_after_notice', 'method'],
    [
      [
        { purpose: 'quality', answer: 'refused' },
        { purpose: 'quality', answer: 'withdrawn' },
      ],
      'verbal_no',
      'answers',
    ],
  ] as const)('%j by %s is refused', async (answers, method, field) => {
    await using desk = await deskWithMara();
    const call = await callOn(desk);
    const onCall = desk.desk.calls.answer({ callId: call.id, answers: [...answers], method });
    expect(await refusalOf(onCall)).toMatchObject({ code: 'INVALID', data: { field } });
    const outside = desk.desk.consents.record({ personId: desk.personId, answers: [...answers], method });
    expect(await refusalOf(outside)).toMatchObject({ code: 'INVALID', data: { field } });
  });

  test('that says no to marketing is an opt-out at the end of the call; a later yes takes that back while there is time', async () => {
    await using desk = await deskWithMara();
    const call = await callOn(desk, { personId: desk.personId });
    await said(desk, call.id, { marketing_email: 'refused', marketing_sms: 'refused' });
    later(desk, MINUTE);
    const { call: after, record } = await said(desk, call.id, { marketing_sms: 'granted' });
    expect(after.optOuts).toEqual([{ scope: 'marketing', channels: ['email'] }]);
    expect(record.script).toBeNull();
    const end = await desk.desk.calls.close({ callId: call.id });
    expect(end.optOuts.map(({ channel }) => channel)).toEqual(['email']);
    expect(await standing(desk, desk.personId, 'marketing_email')).toBe('refused');
    expect(await standing(desk, desk.personId, 'marketing_sms')).toBe('granted');
  });

  test('that was given before it was known who calls is theirs as soon as that is known, and no more where that was wrong', async () => {
    await using desk = await deskWithMara();
    const other = (await desk.desk.directory.create({ name: 'Somebody Else' })).id;
    const call = await callOn(desk);
    await said(desk, call.id, { marketing_post: 'granted' });
    expect(await standing(desk, desk.personId, 'marketing_post')).toBe('none');
    await desk.desk.calls.save({ callId: call.id, seq: 2, personId: other });
    await said(desk, call.id, { marketing_email: 'granted' });
    await desk.desk.calls.save({ callId: call.id, seq: 3, personId: desk.personId });
    for (const purpose of ['marketing_post', 'marketing_email']) {
      expect(await standing(desk, desk.personId, purpose)).toBe('granted');
      expect(await standing(desk, other, purpose)).toBe('none');
    }
    const { records } = await desk.desk.consents.history({ personId: desk.personId });
    expect(records.map(({ person }) => person?.id)).toEqual([desk.personId, desk.personId]);
  });
});

describe('outside of a call', () => {
  test('a withdrawal holds from its moment on, stops at once, and the moment before stays as it was', async () => {
    await using desk = await deskWithMara();
    const call = await callOn(desk, { personId: desk.personId });
    const { record: yes } = await said(desk, call.id, { marketing_email: 'granted', marketing_post: 'granted' });
    await said(desk, call.id, { marketing_sms: 'refused' });
    await closed(desk, call);
    const before = desk.clock.now;
    later(desk, 30 * DAY);
    const no = await byLetter(desk, desk.personId, 'marketing_email', 'withdrawn');
    expect(no).toMatchObject({ supersedes: yes.id, callId: null, script: null, rule: null });
    expect(await standing(desk, desk.personId, 'marketing_email')).toBe('withdrawn');
    expect(await standing(desk, desk.personId, 'marketing_email', before)).toBe('granted');
    expect(await standing(desk, desk.personId, 'marketing_post')).toBe('granted');
    const check = { channel: 'email' as const, value: 'mara.doe@post.example', scope: 'marketing' as const };
    expect((await desk.desk.optOuts.check(check)).maySend).toBe(false);
  });

  test('stands on its case, and a yes runs out on its day', async () => {
    await using desk = await deskWithMara();
    const { caseId } = await caseOf(desk, 'concern');
    const expiresAt = new Date(Date.parse(desk.clock.now) + DAY).toISOString() as never;
    const answers = [{ purpose: 'marketing_email' as const, answer: 'granted' as const }];
    const record = await desk.desk.consents.record({ personId: desk.personId, caseId, answers, method: 'written', expiresAt });
    expect((await desk.desk.consents.history({ caseId })).records).toEqual([record]);
    expect(await linesOf(desk, caseId, 'consented')).toHaveLength(1);
    expect(await standing(desk, desk.personId, 'marketing_email')).toBe('granted');
    expect(await standing(desk, desk.personId, 'marketing_email', expiresAt)).toBe('expired');
  });

  test('history is asked of a person or of a case, page by page', async () => {
    await using desk = await deskWithMara();
    for (const answer of ['granted', 'withdrawn', 'granted'] as const) {
      later(desk, MINUTE);
      await byLetter(desk, desk.personId, 'marketing_email', answer);
    }
    const page = await desk.desk.consents.history({ personId: desk.personId, limit: 2 });
    expect(page).toMatchObject({ more: true, records: [{ position: 3 }, { position: 2 }] });
    const last = await desk.desk.consents.history({ personId: desk.personId, limit: 2, before: 2 });
    expect(last).toMatchObject({ more: false, records: [{ position: 1 }] });
    expect(await codeOf(desk.desk.consents.history({}))).toBe('INVALID');
  });
});

test('the caller’s number is in no record, and what they said only there', async () => {
  await using desk = await foundedDesk();
  const call = await callOn(desk);
  const words = {
    callId: call.id,
    answers: [{ purpose: 'marketing_email' as const, answer: 'refused' as const }],
    method: 'verbal_no' as const,
  };
  await desk.desk.calls.answer({ ...words, verbatim: 'zymurgy, never again' });
  const rows = desk.db.prepare('SELECT * FROM consent_record').all();
  expect(JSON.stringify(rows)).toContain('zymurgy');
  expect(JSON.stringify(rows)).not.toContain(CALLER.slice(-8));
  expect(JSON.stringify(desk.db.prepare('SELECT * FROM ledger_payload').all())).not.toContain('zymurgy');
});
