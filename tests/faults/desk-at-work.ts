import { writeSync } from 'node:fs';
import type { Instant } from '../../src-shared/vocabulary/dates.ts';
import { NAME, TestDesk } from '../support/desk.ts';
import { eml, mbox } from '../support/mail.ts';

// A desk in a process of its own, to be killed at any instant: `node desk-at-work.ts <folder> found|commands|calls|intake <round>`. What it was
// told is done it writes to its output at once, and never before.

const [folder = '', mode = '', round = '0'] = process.argv.slice(2);
const acknowledge = (line: unknown) => writeSync(1, `${JSON.stringify(line)}\n`);
/** Each round some hours later: a sign-in that was killed counts as one that failed, and whoever failed waits. */
export const clockOf = (round: number, hour: number) => ({
  now: new Date(Date.UTC(2026, 8, 3, 14 + 2 * round + hour)).toISOString() as Instant,
});

async function commands(desk: TestDesk): Promise<void> {
  await desk.signIn();
  const mine: { id: string; version: number; notes: number }[] = [];
  for (let nth = 0; ; nth += 1) {
    const row = await desk.take({
      requester: { name: `Round ${round} case ${nth}` },
      requests: [{ kind: nth % 5 === 4 ? 'legal_process' : 'access' }],
    });
    const one = { id: row.id, version: row.version, notes: 0 };
    mine.push(one);
    acknowledge(one);
    const other = mine[(nth * 7) % mine.length]!;
    if (other.version === 1) {
      const moved = await desk.desk.cases.move({ cases: [{ caseId: other.id, version: 1 }], to: 'triaged' });
      other.version = moved.cases[0]!.version;
      acknowledge(other);
    }
    await desk.desk.cases.addNote({ caseId: other.id, text: `note ${nth}` });
    other.notes += 1;
    acknowledge(other);
  }
}

/** One call after the other, typed into letter by letter; each second one says no to marketing and yes to being recorded. */
async function calls(desk: TestDesk): Promise<void> {
  await desk.signIn();
  for (let nth = 0; ; nth += 1) {
    const { id } = await desk.desk.calls.open({ number: '+1 202 555 0142' });
    const text = `note ${nth} of round ${round}`;
    for (let seq = 1; seq <= text.length; seq += 1) {
      await desk.desk.calls.save({ callId: id, seq, note: text.slice(0, seq), callerName: `Caller ${seq}` });
      acknowledge({ id, note: text.slice(0, seq), records: 0, closed: false });
    }
    if (nth % 2 === 1) {
      await desk.desk.calls.read({ callId: id, purpose: 'recording_consent' });
      await desk.desk.calls.answer({ callId: id, answers: [{ purpose: 'quality', answer: 'granted' }], method: 'verbal_yes' });
      acknowledge({ id, note: text, records: 1, closed: false });
      await desk.desk.calls.answer({ callId: id, answers: [{ purpose: 'marketing_email', answer: 'refused' }], method: 'verbal_no' });
      acknowledge({ id, note: text, records: 2, closed: false });
    }
    await desk.desk.calls.close({ callId: id });
    acknowledge({ id, note: text, records: nth % 2 === 1 ? 2 : 0, closed: true });
  }
}

/** The mailbox is sent in pieces of this size; each is acknowledged. */
export const STEP = 100_000;

/** The mailbox that is dropped again after each crash: letters with attachments, one of them larger than memory is given. */
export const LETTERS = 160;
export const mailbox = (): Buffer =>
  mbox(
    Array.from({ length: LETTERS }, (_, nth) =>
      eml({
        subject: `letter ${nth}`,
        id: `letter-${nth}`,
        text: `Please send me a copy of all the personal data that you hold about me. ${nth}`,
        file: { name: 'a.txt', text: 'x'.repeat(nth === 20 ? 1_200_000 : 500 + nth) },
      }),
    ),
  );

async function intake(desk: TestDesk): Promise<void> {
  await desk.signIn();
  const bytes = mailbox();
  const { id } = await desk.desk.intake.open({ files: [{ name: 'many.mbox', bytes: bytes.length }] });
  for (let offset = 0; offset < bytes.length; offset += STEP) {
    const data = bytes.subarray(offset, offset + STEP).toString('base64');
    const { ready, same } = await desk.desk.intake.piece({ batchId: id, file: 0, offset, data, last: offset + STEP >= bytes.length });
    acknowledge({ kept: ready + same, taken: 0 });
  }
  await desk.desk.intake.take({ batchId: id });
  for await (const { taken } of await desk.desk.intake.watch({ batchId: id })) acknowledge({ kept: 0, taken });
  acknowledge({ done: true });
}

if (import.meta.main) {
  const desk = new TestDesk(folder, {}, clockOf(Number(round), 0));
  acknowledge({ started: NAME });
  if (mode === 'found') acknowledge({ recoveryKey: await desk.found() });
  else if (mode === 'commands') await commands(desk);
  else if (mode === 'calls') await calls(desk);
  else await intake(desk);
}
