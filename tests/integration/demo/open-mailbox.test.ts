import { expect, test } from 'vitest';
import { foundedDesk } from '../../support/desk.ts';

test('the sample mailbox opens as a batch, as if it had been dropped', async () => {
  await using desk = await foundedDesk();
  const batch = await desk.desk.demo.openMailbox();
  expect(batch).toMatchObject({ source: 'demo', state: 'ready', ready: 39, same: 1, unreadable: 1, taken: 0 });
  const { items } = await desk.desk.intake.items({ batchId: batch.id, limit: 200 });
  expect(items).toHaveLength(41);
  const duplicates = items.flatMap((item) => (item.duplicate ? [item.duplicate.reason] : []));
  expect(duplicates.sort()).toEqual(['same_content', 'same_id_other_content']);
  const unreadable = items.find((item) => item.state === 'unreadable')!;
  expect(unreadable.problem).toMatch(/no sender/);
  expect(items.filter((item) => item.files > 0).length).toBeGreaterThanOrEqual(4);
  const names = items.map((item) => item.fromName);
  for (const name of ['Łukasz Wójcik', 'Ümit Öztürk', '高瀬陽子', 'Ximena Villalobos Cruz']) expect(names).toContain(name);
  const html = items.find((item) => item.fromName === 'Amos Brightwater')!;
  expect(html.excerpt).toContain('3 Lantern Road');
  expect(html.excerpt).not.toMatch(/alert|<b>/);
  for (const { receivedAt } of items.filter((item) => item.state === 'ready')) {
    const days = (Date.parse(desk.clock.now) - Date.parse(receivedAt!)) / 86_400_000;
    expect(days).toBeGreaterThan(0);
    expect(days).toBeLessThan(21);
  }
});

test('opened a second time, all of it is known already', async () => {
  await using desk = await foundedDesk();
  const first = await desk.desk.demo.openMailbox();
  const second = await desk.desk.demo.openMailbox();
  expect(second.same).toBe(first.ready + first.same);
  expect(second.ready).toBe(0);
});
