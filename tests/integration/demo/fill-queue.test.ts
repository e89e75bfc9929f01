import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { CASE_STATUSES, CHANNELS, REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import { foundedDesk, PASSPHRASE } from '../../support/desk.ts';
import { expectWhole } from '../../support/whole-queue.ts';

/** Thousands of rows, on a machine that may have other work. */
const FILLING_MS = 60_000;

async function allCases(desk: Awaited<ReturnType<typeof foundedDesk>>): Promise<CaseRow[]> {
  const rows: CaseRow[] = [];
  for (const view of ['all', 'closed'] as const) {
    for (let after: string | null = null; ; ) {
      const page = await desk.desk.cases.page({ view, sort: { by: 'received', direction: 'asc' }, after, limit: 200 });
      rows.push(...page.rows);
      after = page.next;
      if (after === null) break;
    }
  }
  return rows;
}

describe('a queue filled with the sample', () => {
  let desk: Awaited<ReturnType<typeof foundedDesk>>;
  let rows: CaseRow[];

  beforeAll(async () => {
    desk = await foundedDesk();
    await desk.desk.staff.add({ name: 'Sam', roles: ['support'], passphrase: PASSPHRASE });
    await desk.desk.staff.add({ name: 'Bea', roles: ['billing'], passphrase: PASSPHRASE });
    expect(await desk.desk.demo.fillQueue()).toEqual({ cases: 200 });
    rows = await allCases(desk);
  }, FILLING_MS);
  afterAll(() => desk[Symbol.asyncDispose]());

  test('holds two hundred cases in every state, kind, channel and band', () => {
    expect(rows).toHaveLength(200);
    const found = <T>(values: readonly T[]) => new Set(values);
    expect(found(rows.map((row) => row.status))).toEqual(new Set(CASE_STATUSES));
    expect(found(rows.flatMap((row) => row.kinds))).toEqual(new Set(REQUEST_KINDS));
    expect(found(rows.map((row) => row.channel))).toEqual(new Set(CHANNELS));
    for (const band of ['overdue', 'soon', 'later', 'none']) expect(found(rows.map((row) => row.band))).toContain(band);
    expect(found(rows.map((row) => row.language)).size).toBeGreaterThan(5);
    expect(rows.filter((row) => row.sealed).length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.duplicateOf !== null).length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.unread).length).toBeGreaterThan(0);
    const overdue = rows.filter((row) => row.band === 'overdue').length;
    expect(overdue, 'a desk that is behind, but not hopeless').toBeLessThan(rows.filter((row) => row.status !== 'closed').length / 3);
  });

  test('spreads over the last four months and not into the future', () => {
    const now = Date.parse(desk.clock.now);
    const ages = rows.map((row) => (now - Date.parse(row.receivedAt)) / 86_400_000);
    expect(Math.min(...ages)).toBeGreaterThan(0);
    expect(Math.min(...ages)).toBeLessThan(1);
    expect(Math.max(...ages)).toBeGreaterThan(100);
    expect(Math.max(...ages)).toBeLessThan(125);
    for (const row of rows) expect(row.updatedAt <= desk.clock.now).toBe(true);
  });

  test('gives work to everybody who may have it, and to nobody else', async () => {
    const { staff } = await desk.desk.staff.list();
    const of = (name: string) => rows.filter((row) => row.assignee === staff.find((member) => member.name === name)!.id);
    expect(of('Ana Prieto').length).toBeGreaterThan(20);
    expect(of('Sam').length).toBeGreaterThan(20);
    expect(of('Sam').every((row) => !row.sealed)).toBe(true);
    expect(of('Bea').length).toBeGreaterThan(0);
    for (const row of of('Bea')) for (const kind of row.kinds) expect(['opt_out', 'concern']).toContain(kind);
    expect(rows.filter((row) => row.assignee === null).length).toBeGreaterThan(5);
  });

  test('has timelines, messages and attachments that can be opened', async () => {
    let files = 0;
    let notes = 0;
    for (const row of rows) {
      const { entries } = await desk.desk.cases.timeline({ caseId: row.id, limit: 200 });
      expect(entries.at(-1)?.type).toBe('taken_in');
      notes += entries.filter((entry) => entry.type === 'note').length;
      const { messages } = await desk.desk.cases.messages({ caseId: row.id });
      for (const message of messages) {
        expect(message.text).not.toMatch(/[{}]/);
        expect(message.text.length).toBeGreaterThan(20);
        files += message.files.length;
        for (const file of message.files) {
          const piece = await desk.desk.cases.filePiece({ fileId: file.id, offset: 0 });
          expect(Buffer.from(piece.data, 'base64')).toHaveLength(file.bytes);
        }
      }
    }
    expect(files).toBeGreaterThan(5);
    expect(notes).toBeGreaterThan(50);
  });

  test('is found by search', async () => {
    const row = rows.find((one) => one.channel === 'email' && !one.sealed)!;
    const { hits } = await desk.desk.search.find({ text: row.requesterName });
    expect(hits.map((hit) => hit.row.id)).toContain(row.id);
  });

  test('is whole: ledger, counts, search index, links, dates', () => {
    const { db, book } = desk.session.open!.desk;
    expectWhole(db, book);
  });

  test('is one entry on the ledger, and changes the pages once', () => {
    const { db } = desk.session.open!.desk;
    expect(db.prepare("SELECT count(*) AS n FROM ledger_entry WHERE action = 'demo.fill'").get()).toEqual({ n: 1 });
  });

  test('is not filled again: invented cases never mix with real ones', async () => {
    await expect(desk.desk.demo.fillQueue()).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await allCases(desk)).toHaveLength(200);
  });
});

test(
  'the same moment and the same people give the same sample',
  async () => {
    const told = async () => {
      await using desk = await foundedDesk();
      await desk.desk.demo.fillQueue();
      return (await allCases(desk)).map(({ requesterName, kinds, status, receivedAt, updatedAt, band, workByOn }) => ({
        requesterName,
        kinds,
        status,
        receivedAt,
        updatedAt,
        band,
        workByOn,
      }));
    };
    expect(await told()).toEqual(await told());
  },
  FILLING_MS,
);

test.each(['2026-01-01T00:30:00.000Z', '2026-03-29T01:30:00.000Z', '2026-12-24T18:00:00.000Z'])(
  'a sample can be made at %s',
  async (now) => {
    await using desk = await foundedDesk();
    desk.clock.now = now as typeof desk.clock.now;
    expect(await desk.desk.demo.fillQueue()).toEqual({ cases: 200 });
    const { db, book } = desk.session.open!.desk;
    expectWhole(db, book);
  },
  FILLING_MS,
);

test('one real case is enough to refuse', async () => {
  await using desk = await foundedDesk();
  await desk.desk.cases.create({ channel: 'phone', requester: { name: 'A real person' }, requests: [{ kind: 'legal_process' }] });
  await expect(desk.desk.demo.fillQueue()).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('only an administrator fills a queue', async () => {
  await using desk = await foundedDesk();
  await desk.become('manager');
  await expect(desk.desk.demo.fillQueue()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
