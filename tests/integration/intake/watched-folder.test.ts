import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { TAKEN_IN, WatchedFolder } from '../../../src-main/core/intake/watched-folder.ts';
import { foundedDesk, type TestDesk } from '../../support/desk.ts';
import { eml, mbox } from '../../support/mail.ts';

/** Files count as whole after a second, and the machine may have other work. */
const LONG = { timeout: 20_000 };

async function watching(desk: TestDesk): Promise<string> {
  const folder = path.join(desk.folder, 'incoming');
  mkdirSync(folder);
  await desk.desk.organisation.change({ version: 1, watchedFolder: folder });
  return folder;
}

const casesOf = async ({ desk }: TestDesk) => (await desk.cases.counts()).counts.all;
const asideIn = (folder: string) => readdirSync(path.join(folder, TAKEN_IN)).sort();

describe('the watched folder', () => {
  test('keeps every file that it has taken in: a second one of the same name does not replace the first', async () => {
    await using desk = await foundedDesk();
    const folder = await watching(desk);
    const letters = ['one', 'two'].map((subject) => eml({ subject, text: `please ${subject}` }));
    for (const [nth, letter] of letters.entries()) {
      writeFileSync(path.join(folder, 'message.eml'), letter);
      await vi.waitFor(async () => expect(await casesOf(desk)).toBe(nth + 1), LONG);
      await vi.waitFor(() => expect(readdirSync(folder)).toEqual([TAKEN_IN]), LONG);
    }
    const kept = asideIn(folder).map((name) => readFileSync(path.join(folder, TAKEN_IN, name)));
    expect(kept.map(String).sort()).toEqual(letters.map(String).sort());
  }, 60_000);

  test('takes the others in where one file goes away before it is read', async () => {
    await using desk = await foundedDesk();
    const folder = path.join(desk.folder, 'incoming');
    mkdirSync(folder);
    const [first, gone, last] = ['a.eml', 'b.eml', 'c.eml'].map((name) => path.join(folder, name)) as [string, string, string];
    for (const file of [first, gone, last])
      writeFileSync(file, eml({ subject: path.basename(file), text: `please ${path.basename(file)}` }));
    const { intake } = desk.session.open!.desk;
    const read: number[] = [];
    const problems: unknown[] = [];
    const meddled: ConstructorParameters<typeof WatchedFolder>[0] = {
      async readFiles(actor, source, name, bytes, files) {
        read.push(files.length);
        rmSync(gone, { force: true });
        await new Promise((resolve) => setTimeout(resolve, 50)); // a stream opened by now has failed by now
        return intake.readFiles(actor, source, name, bytes, files);
      },
      takeAll: (actor, batchId) => intake.takeAll(actor, batchId),
    };
    const watched = new WatchedFolder(meddled, (problem) => problems.push(problem));
    watched.set(folder);
    await vi.waitFor(async () => expect(await casesOf(desk)).toBe(2), LONG);
    await watched.idle();
    watched.close();
    expect(read[0]).toBe(3);
    expect(asideIn(folder).map((name) => name.slice(-5))).toEqual(['a.eml', 'c.eml']);
    expect(problems).toMatchObject([{ code: 'ENOENT' }]);
  }, 60_000);

  test('does not move a mailbox that grew while it was read: what was added is read too', async () => {
    await using desk = await foundedDesk();
    const folder = path.join(desk.folder, 'incoming');
    mkdirSync(folder);
    const file = path.join(folder, 'inbox.mbox');
    writeFileSync(file, mbox([eml({ subject: 'one', text: 'please one' })]));
    const { intake } = desk.session.open!.desk;
    let grown = false;
    const meddled: ConstructorParameters<typeof WatchedFolder>[0] = {
      readFiles: (...given) => intake.readFiles(...given),
      async takeAll(actor, batchId) {
        await intake.takeAll(actor, batchId);
        if (!grown) appendFileSync(file, mbox([eml({ subject: 'two', text: 'please two' })]));
        grown = true;
      },
    };
    const problems: unknown[] = [];
    const watched = new WatchedFolder(meddled, (problem) => problems.push(problem));
    watched.set(folder);
    await vi.waitFor(async () => expect(await casesOf(desk)).toBe(2), LONG);
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([TAKEN_IN]), LONG);
    watched.close();
    expect(problems).toEqual([]);
  }, 60_000);
});
