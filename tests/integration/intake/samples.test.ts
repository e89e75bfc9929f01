import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { foundedDesk, RESOURCES, type TestDesk } from '../../support/desk.ts';

const SAMPLES = path.resolve(RESOURCES, '../../shared/samples/inbox');
const thereAre = existsSync(SAMPLES);

/** Drops files as the page does, whole, and takes in all that is ready. */
async function takeAll(desk: TestDesk, files: readonly string[]) {
  const contents = files.map((file) => readFileSync(file));
  const named = files.map((file, index) => ({ name: path.basename(file), bytes: contents[index]!.length }));
  const { id: batchId } = await desk.desk.intake.open({ files: named });
  for (const [file, bytes] of contents.entries())
    await desk.desk.intake.piece({ batchId, file, offset: 0, data: bytes.toString('base64'), last: true });
  await desk.desk.intake.take({ batchId });
  let batch = (await desk.desk.intake.list({})).batches[0]!;
  for await (const seen of await desk.desk.intake.watch({ batchId })) batch = seen;
  return batch;
}

test('of the sample mailbox every readable message becomes a case, suggested or not', async () => {
  await using desk = await foundedDesk();
  const batch = await takeAll(desk, [path.join(RESOURCES, 'demo', 'mailbox.mbox')]);
  expect(batch).toMatchObject({ state: 'done', taken: 39, same: 1, unreadable: 1, left: 0, ready: 0 });
  expect((await desk.desk.cases.counts()).counts.all).toBe(39);
});

test.runIf(thereAre)('of the inbox of samples too, with the kinds that its labels name', async () => {
  await using desk = await foundedDesk();
  const files = readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.eml'))
    .sort();
  const batch = await takeAll(
    desk,
    files.map((name) => path.join(SAMPLES, name)),
  );
  expect(batch).toMatchObject({ state: 'done', taken: 36, same: 1, unreadable: 2, left: 0 });
  const labels = JSON.parse(readFileSync(path.join(SAMPLES, 'labels.json'), 'utf8')) as { file: string; kind: string }[];
  const { items } = await desk.desk.intake.items({ batchId: batch.id, limit: 200 });
  const right = labels.filter(({ file, kind }) => items.find((item) => item.file === file)?.suggestion?.kind === kind);
  expect(right.length).toBeGreaterThanOrEqual(32);
});
