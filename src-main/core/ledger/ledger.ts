import { hash } from 'node:crypto';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Connection } from '../database/open.ts';
import { change, first, sql } from '../database/query.ts';
import { canonicalJson } from './canonical.ts';
import type { Hlc } from './hlc.ts';

/** What is written down of an act. */
export interface Entry {
  readonly at: Instant;
  readonly hlc: Hlc;
  /** Staff id, `system` or `recovery`. */
  readonly actor: string;
  readonly action: string;
  /** Id of what it was done to: never a name or a word. */
  readonly subject: string;
  /** What was asked for. It lies beside the chain with its salt: erasing it leaves the chain whole. */
  readonly input: unknown;
  readonly salt: string;
}

export interface ChainRow {
  readonly device: string;
  readonly seq: number;
  readonly hlc: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly digest: string;
  readonly previous: string;
  readonly hash: string;
}

export interface Head {
  readonly seq: number;
  readonly hash: string;
  readonly hlc: string | null;
}

const GENESIS = '0'.repeat(64);
const sha256 = (text: string) => hash('sha256', text);
const digestOf = (salt: string, payload: string) => sha256(`dsr-desk/payload/1\n${salt}\n${payload}`);

/** Each hash covers the one before it, so that nothing can be edited, dropped, swapped or put in between unnoticed. */
function link(entry: Omit<ChainRow, 'hash'>): string {
  return sha256(
    JSON.stringify([
      'dsr-desk/ledger/1',
      entry.previous,
      entry.device,
      entry.seq,
      entry.hlc,
      entry.at,
      entry.actor,
      entry.action,
      entry.subject,
      entry.digest,
    ]),
  );
}

/** The newest entry of a device's chain; before the first, sequence 0 and the genesis hash. */
export function head(db: Connection, device: string): Head {
  const row = first(
    db,
    sql.selectFrom('ledger_entry').select(['seq', 'hash', 'hlc']).where('device', '=', device).orderBy('seq', 'desc').limit(1),
  );
  return row ?? { seq: 0, hash: GENESIS, hlc: null };
}

/** Every device that has a chain in this queue. */
export function devices(db: Connection): string[] {
  const found: string[] = [];
  for (;;) {
    const next = first(
      db,
      sql
        .selectFrom('ledger_entry')
        .select('device')
        .where('device', '>', found.at(-1) ?? '')
        .orderBy('device')
        .limit(1),
    );
    if (!next) return found;
    found.push(next.device);
  }
}

/** An entry as it follows on `newest`: its place in the chain, and what lies beside it. */
export function chained(newest: Head, device: string, { input, salt, ...entry }: Entry) {
  const payload = canonicalJson(input) ?? 'null';
  const row = { ...entry, device, seq: newest.seq + 1, digest: digestOf(salt, payload), previous: newest.hash };
  return { row: { ...row, hash: link(row) }, kept: { device, seq: row.seq, salt, payload } };
}

/** Appends an entry. Called only by the unit of work. */
export function append(db: Connection, device: string, entry: Entry): void {
  const { row, kept } = chained(head(db, device), device, entry);
  change(db, sql.insertInto('ledger_entry').values(row));
  change(db, sql.insertInto('ledger_payload').values(kept));
}

/** What the newest entry of this action was asked, or null where there is none or its payload was erased. Walks the chain from its end. */
export function newestPayload(db: Connection, device: string, action: string): unknown {
  const row = first(
    db,
    sql
      .selectFrom('ledger_entry')
      .leftJoin('ledger_payload', (on) =>
        on.onRef('ledger_payload.device', '=', 'ledger_entry.device').onRef('ledger_payload.seq', '=', 'ledger_entry.seq'),
      )
      .select('ledger_payload.payload')
      .where('ledger_entry.device', '=', device)
      .where('ledger_entry.action', '=', action)
      .orderBy('ledger_entry.seq', 'desc')
      .limit(1),
  );
  return row?.payload ? JSON.parse(row.payload) : null;
}

export interface Verification {
  readonly entries: number;
  /** The first sequence number that does not hold; null: all do. */
  readonly badSeq: number | null;
}

/**
 * Walks a device's chain from its beginning, one entry at a time. An erased payload holds. `onProgress` is told of every 10,000.
 * A chain cut off at its end holds in itself: only a head kept elsewhere shows that.
 */
export function verify(db: Connection, device: string, onProgress: (entries: number) => void = () => {}): Verification {
  const walk = db
    .prepare<[string], ChainRow & { salt: string | null; payload: string | null }>(
      `SELECT entry.*, kept.salt, kept.payload FROM ledger_entry AS entry LEFT JOIN ledger_payload AS kept USING (device, seq)
       WHERE device = ? ORDER BY seq`,
    )
    .iterate(device);
  let previous = GENESIS;
  let expected = 1;
  for (const row of walk) {
    const payloadHolds = row.salt === null || row.payload === null || row.digest === digestOf(row.salt, row.payload);
    if (row.seq !== expected || row.previous !== previous || row.hash !== link(row) || !payloadHolds)
      return { entries: expected - 1, badSeq: expected };
    previous = row.hash;
    if (expected % 10_000 === 0) onProgress(expected);
    expected += 1;
  }
  return { entries: expected - 1, badSeq: null };
}
