import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { scriptById, scriptInForce } from '../../../src-main/core/scripts/service.ts';
import type { Script } from '../../../src-shared/contract/scripts.ts';
import type { ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import { codeOf, foundedDesk, NAME, refusalOf, type TestDesk } from '../../support/desk.ts';

const day = (text: string) => text as CalendarDate;
const TODAY = day('2026-09-03');
const TEXT = 'May I record this call, {staff} of {organisation} asks?';

const write = (desk: TestDesk, more: Partial<Parameters<TestDesk['desk']['scripts']['write']>[0]> = {}) =>
  desk.desk.scripts.write({ purpose: 'recording_consent', language: 'en', text: TEXT, effectiveFrom: TODAY, ...more });
const approve = (desk: TestDesk, { id }: Script) => desk.desk.scripts.approve({ scriptId: id });
const withdraw = (desk: TestDesk, { id }: Script) => desk.desk.scripts.withdraw({ scriptId: id });
const listed = async (desk: TestDesk, purpose: ScriptPurpose = 'recording_consent', language = 'en') =>
  (await desk.desk.scripts.list()).scripts
    .filter((script) => script.purpose === purpose && script.language === language)
    .map(({ version, state }) => [version, state]);
const versionOn = (desk: TestDesk, on: string, language = 'en') => {
  const found = scriptInForce(desk.db, 'recording_consent', language, day(on));
  return [found.language, found.version];
};
const on = (desk: TestDesk, date: string) => {
  desk.clock.now = `${date}T14:00:00.000Z` as Instant;
};
/** Everything ever written, as it lies in the table. */
const words = (desk: TestDesk) =>
  new Map(
    (desk.db.prepare('SELECT id, text, sha256 FROM script').all() as { id: string; text: string; sha256: string }[]).map((row) => [
      row.id,
      `${row.text} ${row.sha256}`,
    ]),
  );

describe('a version', () => {
  test('is a draft with the next number, and is not read before it is approved', async () => {
    await using desk = await foundedDesk();
    const draft = await write(desk, { text: `  ${TEXT}  ` });
    expect(draft).toMatchObject({ version: 2, state: 'draft', text: TEXT, sha256: hash('sha256', TEXT), writtenBy: NAME, used: false });
    expect(draft).toMatchObject({ approvedBy: null, approvedAt: null, effectiveFrom: TODAY });
    expect((await write(desk)).version).toBe(3);
    expect((await write(desk, { language: 'fr' })).version).toBe(1);
    expect((await write(desk, { purpose: 'service_mail' })).version).toBe(2);
    expect(versionOn(desk, TODAY)).toEqual(['en', 1]);
  });

  test('takes the place of the one before when it is approved', async () => {
    await using desk = await foundedDesk();
    const draft = await write(desk);
    expect(await approve(desk, draft)).toMatchObject({ state: 'approved', approvedBy: NAME, approvedAt: desk.clock.now });
    expect(await listed(desk)).toEqual([
      [2, 'approved'],
      [1, 'superseded'],
    ]);
    expect(versionOn(desk, TODAY)).toEqual(['en', 2]);
    expect(scriptInForce(desk.db, 'recording_consent', 'en', TODAY)).toEqual(scriptById(desk.db, draft.id));
    expect(versionOn(desk, TODAY, 'es')).toEqual(['es', 1]);
  });

  test('whose day is to come lets the one before hold until then', async () => {
    await using desk = await foundedDesk();
    await approve(desk, await write(desk, { effectiveFrom: day('2026-09-10') }));
    expect(await listed(desk)).toEqual([
      [2, 'approved'],
      [1, 'approved'],
    ]);
    expect([versionOn(desk, '2026-09-09'), versionOn(desk, '2026-09-10')]).toEqual([
      ['en', 1],
      ['en', 2],
    ]);
    on(desk, '2026-09-10');
    expect(await listed(desk)).toEqual([
      [2, 'approved'],
      [1, 'superseded'],
    ]);
  });

  test('begins at midnight of the office', async () => {
    await using desk = await foundedDesk();
    await approve(desk, await write(desk, { effectiveFrom: day('2026-09-04') }));
    desk.clock.now = '2026-09-04T03:59:59.999Z' as Instant; // New York: still the third
    expect(await listed(desk)).toContainEqual([1, 'approved']);
    desk.clock.now = '2026-09-04T04:00:00.000Z' as Instant;
    expect(await listed(desk)).toContainEqual([1, 'superseded']);
  });

  test('that is approved late holds from then on, not from a day on which nobody read it', async () => {
    await using desk = await foundedDesk();
    const draft = await write(desk, { effectiveFrom: day('2026-09-01') });
    on(desk, '2026-09-20');
    expect(await approve(desk, draft)).toMatchObject({ effectiveFrom: '2026-09-20' });
    expect([versionOn(desk, '2026-09-19')[1], versionOn(desk, '2026-09-20')[1]]).toEqual([1, 2]);
    on(desk, '2026-09-19'); // a clock that is put right
    expect(versionOn(desk, '2026-09-19')).toEqual(['en', 1]);
  });

  test('that is newer is the last word, whatever day an older one was given', async () => {
    await using desk = await foundedDesk();
    await approve(desk, await write(desk, { effectiveFrom: day('2026-10-01') }));
    await approve(desk, await write(desk, { effectiveFrom: day('2026-09-15') }));
    expect(['2026-09-14', '2026-09-15', '2026-10-01'].map((date) => versionOn(desk, date)[1])).toEqual([1, 3, 3]);
  });

  test('is approved once, as a draft, and not behind a newer one', async () => {
    await using desk = await foundedDesk();
    const [older, newer, gone] = [await write(desk), await write(desk), await write(desk)];
    await withdraw(desk, gone);
    await approve(desk, newer);
    for (const script of [older, newer, gone]) expect(await codeOf(approve(desk, script))).toBe('NOT_ALLOWED');
    expect((await refusalOf(approve(desk, older))).message).toMatch(/Version 3 is approved already/);
    expect((await refusalOf(approve(desk, gone))).message).toMatch(/withdrawn/);
    expect(await codeOf(approve(desk, { ...older, id: '01920000-0000-7000-8000-000000000000' }))).toBe('NOT_FOUND');
  });

  test('is taken back as a draft or before its day, and never after', async () => {
    await using desk = await foundedDesk();
    expect(await withdraw(desk, await write(desk))).toMatchObject({ state: 'withdrawn' });
    const later = await approve(desk, await write(desk, { effectiveFrom: day('2026-09-10') }));
    expect(await withdraw(desk, later)).toMatchObject({ state: 'withdrawn', approvedBy: NAME });
    on(desk, '2026-09-10');
    expect(versionOn(desk, '2026-09-10')).toEqual(['en', 1]);
    const held = await approve(desk, await write(desk, { effectiveFrom: day('2026-09-10') }));
    expect(await refusalOf(withdraw(desk, held))).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringMatching(/in force/) });
    expect(await codeOf(withdraw(desk, later))).toBe('NOT_ALLOWED');
    const [shipped] = (await desk.desk.scripts.list()).scripts.filter(({ version, state }) => version === 1 && state === 'superseded');
    expect(await codeOf(withdraw(desk, shipped!))).toBe('NOT_ALLOWED');
    expect((await write(desk)).version).toBe(5);
  });

  test('keeps its words, whatever is done afterwards', async () => {
    await using desk = await foundedDesk();
    const first = await approve(desk, await write(desk));
    const before = words(desk);
    const second = await write(desk, { text: 'Quite other words, for all to hear.' });
    await approve(desk, second);
    await withdraw(desk, await write(desk));
    for (const late of [approve, withdraw]) expect(await codeOf(late(desk, first))).toBe('NOT_ALLOWED');
    await desk.signOutAndIn();
    const after = words(desk);
    for (const [id, row] of before) expect(after.get(id)).toBe(row);
    expect(scriptById(desk.db, first.id)).toMatchObject({ text: TEXT, sha256: hash('sha256', TEXT), version: 2 });
  });
});

describe('who approves', () => {
  test('a single manager approves what they wrote, which stays marked on the ledger', async () => {
    await using desk = await foundedDesk();
    const draft = await write(desk);
    await approve(desk, draft);
    const entries = desk.db
      .prepare(
        `SELECT action, subject, payload FROM ledger_entry JOIN ledger_payload USING (device, seq)
         WHERE action IN ('script.write', 'script.approve') ORDER BY seq`,
      )
      .all();
    expect(entries).toEqual([
      { action: 'script.write', subject: draft.id, payload: expect.stringContaining(draft.sha256) },
      { action: 'script.approve', subject: draft.id, payload: expect.stringContaining('"ownText":true') },
    ]);
  });

  test('nobody approves their own words while another manager could', async () => {
    await using desk = await foundedDesk();
    const draft = await write(desk);
    await desk.desk.staff.add({ name: 'Max', roles: ['manager'], passphrase: 'unlikely walrus paints seven doors' });
    expect(await refusalOf(approve(desk, draft))).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringMatching(/Max/) });
    expect(await listed(desk)).toContainEqual([2, 'draft']);
    await desk.signOutAndIn('Max');
    expect(await approve(desk, draft)).toMatchObject({ state: 'approved', writtenBy: NAME, approvedBy: 'Max' });
  });

  test('who only writes cannot approve, and who only approves cannot write', async () => {
    await using desk = await foundedDesk();
    const draft = await write(desk);
    await desk.become('administrator');
    expect(await codeOf(approve(desk, draft))).toBe('FORBIDDEN');
    await desk.become('manager');
    expect(await codeOf(write(desk))).toBe('FORBIDDEN');
    expect(await codeOf(withdraw(desk, draft))).toBe('FORBIDDEN');
  });
});

describe('what is read', () => {
  test('is English where the language has nothing that was approved', async () => {
    await using desk = await foundedDesk();
    expect(versionOn(desk, TODAY, 'fr')).toEqual(['en', 1]);
    const draft = await write(desk, { language: 'fr', text: 'Puis-je enregistrer cet appel ?' });
    expect(versionOn(desk, TODAY, 'fr')).toEqual(['en', 1]);
    await approve(desk, draft);
    expect(versionOn(desk, TODAY, 'fr')).toEqual(['fr', 1]);
    desk.db.exec('DELETE FROM script');
    expect(() => versionOn(desk, TODAY, 'fr')).toThrow(/no approved script/);
  });

  test.each(['{name}', '{', 'staff}', '{Staff}', '{}'])('holds nothing that could not be filled in: %s', async (wrong) => {
    await using desk = await foundedDesk();
    const text = `May I record this call, ${wrong}?`;
    const refusal = { code: 'INVALID', data: { field: 'text' }, message: expect.stringContaining('{organisation}') };
    expect(await refusalOf(write(desk, { text }))).toMatchObject(refusal);
    expect(await refusalOf(desk.desk.scripts.preview({ text, language: 'en' }))).toMatchObject(refusal);
    expect(await listed(desk)).toEqual([[1, 'approved']]);
  });

  test('is shown beforehand with invented values, as plain words', async () => {
    await using desk = await foundedDesk();
    const preview = (text: string, language: string) => desk.desk.scripts.preview({ text, language });
    expect(await preview('<b>{scope}</b> & {date}', 'en')).toEqual({ text: '<b>marketing</b> & September 3, 2026', seconds: 2 });
    expect((await preview('{scope}, {channels}', 'es')).text).toBe('publicidad, correo electrónico y teléfono');
    expect((await preview('{scope}', 'fr')).text).toBe('marketing');
    expect((await preview('{organisation} {staff} {reference}', 'en')).text).not.toMatch(/[{}]/);
    expect(await preview('', 'en')).toEqual({ text: '', seconds: 0 });
  });

  test('is told to have been read once somebody heard it', async () => {
    await using desk = await foundedDesk();
    const draft = await approve(desk, await write(desk));
    const { id } = scriptInForce(desk.db, 'recording_consent', 'es', TODAY);
    const used = async () => (await desk.desk.scripts.list()).scripts.filter((script) => script.used).map((script) => script.id);
    const call = desk.db.prepare(
      `INSERT INTO phone_call (id, direction, state, started_at, staff_id, number_typed, caller_name, place_source, language, note, verbatim,
         opt_outs, script_id, script_read_at, pauses, seq, version, hlc)
       VALUES (?, 'inbound', 'open', ?, 'x', '', '', 'unknown', 'en', '', '', '[]', ?, ?, '[]', 0, 1, '')`,
    );
    call.run('waiting', desk.clock.now, id, null);
    expect(await used()).toEqual([]);
    call.run('read', desk.clock.now, draft.id, desk.clock.now);
    expect(await used()).toEqual([draft.id]);
    desk.db
      .prepare(
        `INSERT INTO consent_record (position, id, at, by_staff, method, verbatim, script_id, digest, previous, hash)
         VALUES (1, 'r', ?, 'x', 'verbal_yes', '', ?, '', '', '')`,
      )
      .run(desk.clock.now, id);
    expect((await used()).sort()).toEqual([draft.id, id].sort());
  });
});
