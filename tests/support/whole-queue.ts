import { expect } from 'vitest';
import { clockedCase, dueColumns } from '../../src-main/core/cases/due.ts';
import type { Connection } from '../../src-main/core/database/open.ts';
import type { ClockBook } from '../../src-main/core/deadlines/book.ts';
import { selectPins } from '../../src-main/core/deadlines/store.ts';
import { devices, verify } from '../../src-main/core/ledger/ledger.ts';
import { BILLING_KINDS } from '../../src-shared/vocabulary/permissions.ts';
import { parseReference } from '../../src-shared/vocabulary/reference.ts';

interface CaseFacts {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly open: number;
  readonly sealed: number;
  readonly billing: number;
  readonly kinds: string;
  readonly assignee: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly received_at: string;
  readonly updated_at: string;
  readonly closed_at: string | null;
}

/** That a queue is what the desk itself would have made: chain, counts, search, links, and all that a row says about another. */
export function expectWhole(db: Connection, book: ClockBook): void {
  for (const device of devices(db)) expect(verify(db, device).badSeq).toBeNull();
  expect(db.pragma('quick_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  for (const name of ['case', 'sealed']) {
    // an FTS5 table that does not agree with its text says so by an error
    db.exec(`INSERT INTO ${name}_search (${name}_search, rank) VALUES ('integrity-check', 1)`);
  }
  const counted =
    'SELECT sealed, billing, status, assignee, band, count(*) AS n FROM dsr_case GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5';
  expect(db.prepare('SELECT * FROM case_tally WHERE n > 0 ORDER BY 1, 2, 3, 4, 5').all()).toEqual(db.prepare(counted).all());
  const texts = (table: string) =>
    db
      .prepare<[], { seq: number }>(`SELECT seq FROM ${table} ORDER BY seq`)
      .all()
      .map((row) => row.seq);
  const cases = (sealed: number) =>
    db
      .prepare<[number], { seq: number }>('SELECT seq FROM dsr_case WHERE sealed = ? ORDER BY seq')
      .all(sealed)
      .map((row) => row.seq);
  expect(texts('case_text')).toEqual(cases(0));
  expect(texts('sealed_text')).toEqual(cases(1));
  const staff = new Set(
    db
      .prepare<[], { id: string }>('SELECT id FROM staff')
      .all()
      .map((row) => row.id),
  );
  for (const row of db.prepare<[], CaseFacts & Record<string, unknown>>('SELECT * FROM dsr_case').all()) expectCase(db, book, row, staff);
}

function expectCase(db: Connection, book: ClockBook, row: CaseFacts & Record<string, unknown>, staff: ReadonlySet<string>): void {
  const requests = db
    .prepare<[string], { id: string; kind: string; outcome: string | null; outcome_at: string | null }>(
      'SELECT id, kind, outcome, outcome_at FROM request WHERE case_id = ? ORDER BY position',
    )
    .all(row.id);
  const kinds = [...new Set(requests.map((request) => request.kind))];
  const closed = row.status === 'closed';
  const due = dueColumns(book.govern(book.compute(db, clockedCase(row, requests), selectPins(db, row.id)), !closed));
  expect(row).toMatchObject({
    kinds: JSON.stringify(kinds),
    open: closed ? 0 : 1,
    sealed: kinds.includes('legal_process') ? 1 : 0,
    billing: kinds.every((kind) => (BILLING_KINDS as readonly string[]).includes(kind)) ? 1 : 0,
    ...due,
  });
  expect(parseReference(row.reference)).toBe(row.reference);
  expect(row.assignee === '' || staff.has(row.assignee)).toBe(true);
  expect(row.closed_at !== null).toBe(closed);
  if (closed) expect(requests.every((request) => request.outcome !== null)).toBe(true);
  const lines = db
    .prepare<[string], { at: string; type: string }>('SELECT at, type FROM timeline_entry WHERE case_id = ? ORDER BY id')
    .all(row.id);
  expect(lines[0]?.type).toBe('taken_in');
  expect(lines.map((line) => line.at)).toEqual(lines.map((line) => line.at).sort());
  expect(lines.at(-1)!.at <= row.updated_at).toBe(true);
}
