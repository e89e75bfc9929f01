import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { verify } from '../../src-main/core/ledger/ledger.ts';
import { codeOf, foundedDesk, refusalOf, TestDesk, testFolder } from '../support/desk.ts';
import { eml, readIn } from '../support/mail.ts';

// what fails is written down; here it is provoked by the dozen
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const QUEUE = path.join('desk', 'queue.db');

/** A copy of a desk's folder, without anybody closing it first: what is left when the power goes. */
function copyOf(folder: string) {
  const place = testFolder();
  mkdirSync(path.join(place.folder, 'desk'));
  for (const name of readdirSync(path.join(folder, 'desk')))
    if (!name.endsWith('-shm')) copyFileSync(path.join(folder, 'desk', name), path.join(place.folder, 'desk', name));
  return place;
}

async function busyDesk() {
  const desk = await foundedDesk();
  for (let nth = 0; nth < 25; nth += 1) await desk.take({ requester: { name: `Mara ${nth}` }, note: `note ${nth} `.repeat(50) });
  await readIn(desk, [eml({ file: { name: 'a.txt', text: 'x'.repeat(60_000) } })]);
  return desk;
}

/** Opens a desk and looks at everything in it. The codes of what was refused. */
async function looked(folder: string): Promise<string[]> {
  await using desk = new TestDesk(folder);
  const codes: string[] = [];
  const ask = async <T>(asked: Promise<T>): Promise<T | null> => {
    try {
      return await asked;
    } catch (error) {
      codes.push(await codeOf(Promise.reject(error)));
      return null;
    }
  };
  await ask(desk.signIn());
  if (!desk.session.open) return codes;
  const page = await ask(desk.desk.cases.page({}));
  for (const { id } of page?.rows ?? []) {
    await ask(desk.desk.cases.get({ caseId: id }));
    await ask(desk.desk.cases.timeline({ caseId: id }));
  }
  await ask(desk.desk.search.find({ text: 'note' }));
  await ask(desk.desk.search.find({ text: 'mara', order: 'relevance' }));
  await ask(desk.desk.cases.count({ view: 'all', filter: { kinds: ['access'] } }));
  await ask(desk.desk.cases.create({ channel: 'phone', requester: {}, requests: [{ kind: 'access' }] }));
  return codes;
}

describe('a queue file with', () => {
  test('a flipped byte, wherever it is, is said to be damaged or reads as it was; never a failure without words', {
    timeout: 60_000,
  }, async () => {
    await using desk = await busyDesk();
    await desk.session.close();
    const size = statSync(path.join(desk.folder, QUEUE)).size;
    const seen = new Set<string>();
    for (let page = 0; page * 4096 < size; page += Math.max(1, Math.floor(size / 4096 / 12))) {
      using copy = copyOf(desk.folder);
      const bytes = readFileSync(path.join(copy.folder, QUEUE));
      const at = Math.min(size - 1, page * 4096 + ((page * 977) % 4096));
      bytes[at] = bytes[at]! ^ 0x40;
      writeFileSync(path.join(copy.folder, QUEUE), bytes);
      for (const code of await looked(copy.folder)) seen.add(code);
    }
    expect([...seen]).toEqual(['DAMAGED']);
  });

  test('its end cut off', { timeout: 60_000 }, async () => {
    await using desk = await busyDesk();
    await desk.session.close();
    for (const part of [0.3, 0.9]) {
      using copy = copyOf(desk.folder);
      const file = path.join(copy.folder, QUEUE);
      truncateSync(file, Math.floor((statSync(file).size * part) / 4096) * 4096);
      expect(new Set(await looked(copy.folder))).toEqual(new Set(['DAMAGED']));
    }
  });
});

describe('a WAL that', () => {
  test.each<[string, (wal: string) => void]>([
    ['is gone', (wal) => rmSync(wal)],
    ['is cut off', (wal) => truncateSync(wal, Math.floor(statSync(wal).size / 2))],
    ['is cut off in the middle of a page', (wal) => truncateSync(wal, statSync(wal).size - 1234)],
    [
      'has a flipped byte',
      (wal) => {
        const bytes = readFileSync(wal);
        bytes[Math.floor(bytes.length / 2)]! ^= 1;
        writeFileSync(wal, bytes);
      },
    ],
  ])('%s leaves an earlier desk that is whole', async (_, spoil) => {
    await using desk = await foundedDesk();
    await desk.take();
    desk.db.pragma('wal_checkpoint(TRUNCATE)');
    desk.db.pragma('wal_autocheckpoint = 0');
    for (let nth = 0; nth < 10; nth += 1) await desk.take();
    using copy = copyOf(desk.folder);
    spoil(path.join(copy.folder, `${QUEUE}-wal`));
    await using later = new TestDesk(copy.folder);
    await later.signIn();
    const count = later.db.prepare('SELECT count(*) FROM dsr_case').pluck().get();
    expect(count).toBeGreaterThanOrEqual(1);
    expect(count).toBeLessThan(11);
    expect(later.db.pragma('quick_check', { simple: true })).toBe('ok');
    expect(verify(later.db, later.device).badSeq).toBeNull();
    expect((await later.desk.cases.counts()).counts.all).toBe(count);
    await later.take();
  });
});

test('a full disk: the change is refused in words, nothing of it is there, and with room again all goes on', async () => {
  await using desk = await foundedDesk();
  await desk.take();
  const entries = () => desk.db.prepare('SELECT count(*) FROM ledger_entry').pluck().get();
  const before = { entries: entries(), page: await desk.desk.cases.page({}), counts: await desk.desk.cases.counts() };
  desk.db.pragma(`max_page_count = ${desk.db.pragma('page_count', { simple: true }) as number}`);
  const full = await refusalOf(
    (async () => {
      for (;;) await desk.take({ note: 'x'.repeat(9000) });
    })(),
  );
  expect(full).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('disk is full') });
  const made = (await desk.desk.cases.page({ limit: 200 })).rows.length;
  expect((await desk.desk.cases.counts()).counts.all).toBe(made);
  expect(entries()).toBe((before.entries as number) + made - before.page.rows.length);
  expect(await codeOf(desk.desk.cases.move({ cases: [{ caseId: before.page.rows[0]!.id, version: 1 }], to: 'closed' }))).not.toMatch(
    /INTERNAL/,
  );
  desk.db.pragma('max_page_count = 1000000');
  await desk.take({ note: 'x'.repeat(9000) });
  expect(verify(desk.db, desk.device).badSeq).toBeNull();
});
