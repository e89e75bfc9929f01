import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { verifyConsents } from '../../src-main/core/calls/consent-ledger.ts';
import { verify } from '../../src-main/core/ledger/ledger.ts';
import { TestDesk, testFolder } from '../support/desk.ts';
import { readIn, takeIn } from '../support/mail.ts';
import { clockOf, LETTERS, mailbox, STEP } from './desk-at-work.ts';

const WORKER = path.join(import.meta.dirname, 'desk-at-work.ts');
const LONG = { timeout: 15_000 };

/**
 * Runs a desk in another process and kills it, with no warning, so many milliseconds after it has said so many lines. Returns what it had
 * acknowledged by then.
 */
function killed<T>(
  folder: string,
  mode: string,
  round: number,
  at: { readonly lines: number; readonly milliseconds: number },
): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WORKER, folder, mode, String(round)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complained = '';
    let dying = false;
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (dying || said.split('\n').length <= at.lines) return;
      dying = true;
      setTimeout(() => child.kill('SIGKILL'), at.milliseconds);
    });
    child.stderr.on('data', (data: Buffer) => {
      complained += data.toString();
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL' && code !== 0) reject(new Error(`the desk at work ended with ${code}: ${complained}`));
      // the last line may be cut off: it was not acknowledged whole
      else
        resolve(
          said
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line) as T),
        );
    });
  });
}

/** The same moments in each run; where in the work they fall is the machine's. */
function moments(count: number, lines: number, milliseconds: number) {
  let state = 2_463_534_242;
  const random = (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  return Array.from({ length: count }, () => ({ lines: 1 + random(lines), milliseconds: random(milliseconds) }));
}

function expectWhole(desk: TestDesk): void {
  expect(desk.db.pragma('quick_check', { simple: true })).toBe('ok');
  expect(desk.db.pragma('foreign_key_check')).toEqual([]);
  const { badSeq, entries } = verify(desk.db, desk.device);
  expect({ badSeq, gaps: entries - (desk.db.prepare('SELECT max(seq) FROM ledger_entry').pluck().get() as number) }).toEqual({
    badSeq: null,
    gaps: 0,
  });
  const slow = desk.db.prepare('SELECT count(*) FROM dsr_case').pluck().get();
  expect(desk.db.prepare('SELECT sum(n) FROM case_tally').pluck().get()).toBe(slow || null);
  expect(desk.db.prepare('SELECT (SELECT count(*) FROM case_text) + (SELECT count(*) FROM sealed_text)').pluck().get()).toBe(slow);
  desk.db.exec(
    `INSERT INTO case_search (case_search) VALUES ('integrity-check'); INSERT INTO sealed_search (sealed_search) VALUES ('integrity-check')`,
  );
}

describe('a desk that is killed at any instant', () => {
  test('in the middle of commands loses nothing that it acknowledged', { timeout: 60_000 }, async () => {
    using place = testFolder();
    const founding = new TestDesk(place.folder);
    await founding.found();
    await founding.session.close();
    const acknowledged = new Map<string, { version: number; notes: number }>();
    for (const [round, at] of moments(4, 40, 80).entries()) {
      const lines = await killed<{ id?: string; version: number; notes: number }>(place.folder, 'commands', round, at);
      for (const { id, version, notes } of lines) if (id) acknowledged.set(id, { version, notes });
      await using desk = new TestDesk(place.folder, {}, clockOf(round, 1));
      await desk.signIn();
      expectWhole(desk);
      const notes = desk.db.prepare(`SELECT count(*) FROM timeline_entry WHERE case_id = ? AND type = 'note'`).pluck();
      for (const [id, told] of acknowledged) {
        const { row } = await desk.desk.cases.get({ caseId: id });
        expect(row.version).toBeGreaterThanOrEqual(told.version);
        expect(notes.get(id) as number).toBeGreaterThanOrEqual(told.notes);
      }
    }
    expect(acknowledged.size).toBeGreaterThan(10);
  });

  test('in the middle of a call has everything of it that was acknowledged, and the call goes on', { timeout: 60_000 }, async () => {
    using place = testFolder();
    const founding = new TestDesk(place.folder);
    await founding.found();
    await founding.session.close();
    const acknowledged = new Map<string, { note: string; records: number; closed: boolean }>();
    for (const [round, at] of moments(3, 70, 40).entries()) {
      const lines = await killed<{ id?: string; note: string; records: number; closed: boolean }>(place.folder, 'calls', round, at);
      for (const { id, ...told } of lines) if (id) acknowledged.set(id, told);
      await using desk = new TestDesk(place.folder, {}, clockOf(round, 1));
      await desk.signIn();
      expectWhole(desk);
      expect(verifyConsents(desk.db).badPosition).toBeNull();
      const stored = desk.db.prepare<[string], { note: string; state: string }>('SELECT note, state FROM phone_call WHERE id = ?');
      const records = desk.db.prepare('SELECT count(*) FROM consent_record WHERE call_id = ?').pluck();
      const taken = desk.db.prepare('SELECT count(*) FROM opt_out WHERE call_id = ?').pluck();
      for (const [id, told] of acknowledged) {
        const { note, state } = stored.get(id)!;
        expect(note.startsWith(told.note)).toBe(true);
        expect(records.get(id) as number).toBeGreaterThanOrEqual(told.records);
        if (told.closed) expect(state).toBe('closed');
        // a call that ended took its opt-outs; one that did not took none
        expect(taken.get(id)).toBe(state === 'closed' && (records.get(id) as number) > 0 ? 1 : 0);
      }
      // what was open is brought back, and can be ended
      for (const call of (await desk.desk.calls.mine()).calls) {
        await desk.desk.calls.save({ callId: call.id, seq: 10_000, callerName: 'Somebody' });
        expect((await desk.desk.calls.close({ callId: call.id })).call).toMatchObject({ note: call.note, state: 'closed' });
        acknowledged.set(call.id, { note: call.note, records: 0, closed: true });
      }
    }
    expect(acknowledged.size).toBeGreaterThan(4);
  });

  test('in the middle of its first run is no desk, or a whole one', { timeout: 60_000 }, async () => {
    for (const [round, { milliseconds }] of moments(3, 1, 120).entries()) {
      using place = testFolder();
      const lines = await killed<{ recoveryKey?: string }>(place.folder, 'found', round, { lines: 1, milliseconds });
      await using desk = new TestDesk(place.folder, {}, clockOf(round, 1));
      const { phase } = await desk.desk.session.state();
      if (lines.some(({ recoveryKey }) => recoveryKey)) expect(phase).toBe('locked');
      if (phase === 'first_run') await desk.found();
      else await desk.signIn();
      expectWhole(desk);
    }
  });

  test('in the middle of reading and taking in a mailbox takes in each message once', { timeout: 60_000 }, async () => {
    using place = testFolder();
    const founding = new TestDesk(place.folder);
    await founding.found();
    await founding.session.close();
    const cases = (desk: TestDesk) => desk.db.prepare('SELECT count(*) FROM dsr_case').pluck().get() as number;
    let taken = 0;
    const pieces = Math.ceil(mailbox().length / STEP);
    // in the middle of the large attachment; when the first cases are told to be made; in the middle of all that is here already
    const at = [
      { lines: 10, milliseconds: 3 },
      { lines: 1 + pieces + 1, milliseconds: 0 },
      { lines: pieces - 1, milliseconds: 2 },
    ];
    for (const [round, moment] of at.entries()) {
      const lines = await killed<{ kept?: number; taken?: number }>(place.folder, 'intake', round, moment);
      await using desk = new TestDesk(place.folder, {}, clockOf(round, 1));
      await desk.signIn();
      taken += Math.max(0, ...lines.map((line) => line.taken ?? 0));
      expect(cases(desk)).toBeGreaterThanOrEqual(taken);
      const resting = async () => (await desk.desk.intake.list({})).batches.every(({ state }) => state === 'ready' || state === 'done');
      await vi.waitFor(async () => expect(await resting()).toBe(true), LONG);
      expectWhole(desk);
      expect(desk.db.prepare(`SELECT count(*) FROM file WHERE sha256 = '' OR message_id IS NULL`).pluck().get()).toBe(0);
      const kept = desk.db.prepare('SELECT count(*) FROM message').pluck().get();
      expect(kept).toBeGreaterThanOrEqual(Math.max(0, ...lines.map((line) => line.kept ?? 0)));
      taken = cases(desk);
    }
    await using desk = new TestDesk(place.folder, {}, clockOf(9, 1));
    await desk.signIn();
    const last = await readIn(desk, [mailbox()]);
    expect(last.ready + last.same).toBe(LETTERS);
    for (const { id } of (await desk.desk.intake.list({})).batches) await takeIn(desk, id);
    expect(cases(desk)).toBe(LETTERS);
    const subjects = desk.db.prepare('SELECT count(DISTINCT subject) FROM message WHERE case_id IS NOT NULL').pluck().get();
    expect(subjects).toBe(LETTERS);
    expectWhole(desk);
  });
});
