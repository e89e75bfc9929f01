import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Seeded, STAFF, seedQueue } from '../../../src-main/cli/seed/queue.ts';
import { REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import { CHEAP, PASSPHRASE, RESOURCES, TestDesk, testFolder } from '../../support/desk.ts';
import { expectWhole } from '../../support/whole-queue.ts';

const NOW = '2026-09-03T14:00:00.000Z' as TestDesk['clock']['now'];
const CASES = 1500;

const seeded = (dataFolder: string, cases: number, seed = 'test', onProgress: (done: number) => void = () => {}): Promise<Seeded> =>
  seedQueue({ dataFolder, resourcesFolder: RESOURCES, cases, now: NOW, seed, passphrase: PASSPHRASE, cost: CHEAP, onProgress });

describe('a seeded queue', () => {
  const place = testFolder();
  const desk = new TestDesk(place.folder, {}, { now: NOW });
  const told: number[] = [];
  let made: Seeded;

  beforeAll(async () => {
    mkdirSync(path.join(place.folder, 'seeding'));
    writeFileSync(path.join(place.folder, 'seeding', 'left-over'), 'of a run that was cut off');
    made = await seeded(place.folder, CASES, 'test', (done) => told.push(done));
    await desk.signIn();
  });
  afterAll(async () => {
    await desk.session.close();
    place[Symbol.dispose]();
  });

  const db = () => desk.session.open!.desk.db;
  const number = (query: string) => Object.values(db().prepare(query).get() as object)[0] as number;

  test('is whole: ledger, counts, search index, links, dates', () => {
    expectWhole(db(), desk.session.open!.desk.book);
  });

  test('needs no case moved to another band when it is opened', () => {
    expect(number("SELECT count(*) FROM ledger_entry WHERE action = 'case.roll_bands'")).toBe(0);
  });

  test('looks like the work of a year', () => {
    expect(number('SELECT count(*) FROM dsr_case')).toBe(CASES);
    const open = number('SELECT count(*) FROM dsr_case WHERE open = 1') / CASES;
    expect(open).toBeGreaterThan(0.05);
    expect(open).toBeLessThan(0.15);
    const entries = number('SELECT count(*) FROM ledger_entry') / CASES;
    expect(entries).toBeGreaterThan(8);
    expect(entries).toBeLessThan(11);
    const requests = number('SELECT count(*) FROM request') / CASES;
    expect(requests).toBeGreaterThan(1.1);
    expect(requests).toBeLessThan(1.5);
    expect(number('SELECT count(DISTINCT language) FROM dsr_case')).toBeGreaterThan(6);
    expect(number('SELECT count(DISTINCT kind) FROM request')).toBe(REQUEST_KINDS.length);
    expect(number('SELECT count(DISTINCT channel) FROM dsr_case')).toBe(8);
    expect(number('SELECT count(*) FROM dsr_case WHERE sealed = 1')).toBeGreaterThan(0);
    expect(number('SELECT count(*) FROM dsr_case WHERE duplicate_of IS NOT NULL')).toBeGreaterThan(0);
    expect(number('SELECT min(length(text)) FROM message')).toBeGreaterThanOrEqual(300);
    expect(number('SELECT max(length(text)) FROM message')).toBeLessThan(1100);
  });

  test('has words as frequent as words are, so that one of them is in nearly every case', async () => {
    const hits = (word: string) => number(`SELECT count(*) FROM case_search WHERE case_search MATCH '"${word}"'`);
    expect(hits(made.commonest)).toBeGreaterThan(CASES * 0.8);
    const { hits: found } = await desk.desk.search.find({ text: made.commonest });
    expect(found).toHaveLength(20);
  });

  test('has a ledger in the order of time', () => {
    expect(
      number(
        'SELECT count(*) FROM ledger_entry AS a JOIN ledger_entry AS b ON b.device = a.device AND b.seq = a.seq + 1 WHERE b.hlc <= a.hlc OR b.at < a.at',
      ),
    ).toBe(0);
    expect(number(`SELECT count(*) FROM ledger_entry WHERE seq <= ${made.ledgerEntries} AND at <= '${NOW}'`)).toBe(made.ledgerEntries);
    expect(number(`SELECT count(*) FROM ledger_entry WHERE seq > ${made.ledgerEntries} AND at < '${NOW}'`)).toBe(0);
  });

  test('goes on where it ends: the next case has the next number', async () => {
    const before = number('SELECT next_counter FROM desk');
    expect(before).toBe(CASES);
    const { reference } = await desk.desk.cases.create({ channel: 'phone', requester: { name: 'New' }, requests: [{ kind: 'access' }] });
    expect(number(`SELECT count(*) FROM dsr_case WHERE reference = '${reference}'`)).toBe(1);
  });

  test('tells how far it is, up to the end', () => {
    expect(told.at(-1)).toBe(CASES);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
  });

  test('lets all eight in', async () => {
    for (const [name, roles] of STAFF) {
      await desk.session.close();
      await desk.signIn(name);
      expect(desk.session.state().me).toMatchObject({ name, roles });
    }
  });
});

test('the same seed makes the same cases, another seed others', async () => {
  using a = testFolder();
  using b = testFolder();
  using c = testFolder();
  const names: string[][] = [];
  for (const [place, seed] of [
    [a, 'one'],
    [b, 'one'],
    [c, 'two'],
  ] as const) {
    await seeded(place.folder, 40, seed);
    await using desk = new TestDesk(place.folder, {}, { now: NOW });
    await desk.signIn();
    const { rows } = await desk.desk.cases.page({ view: 'closed', limit: 200 });
    names.push(rows.map((row) => `${row.id} ${row.requesterName} ${row.updatedAt}`));
  }
  expect(names[0]).toEqual(names[1]);
  expect(names[0]).not.toEqual(names[2]);
});
