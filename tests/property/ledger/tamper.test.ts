import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src-main/core/database/open.ts';
import { verify } from '../../../src-main/core/ledger/ledger.ts';
import { ACT, ANA, DEVICE_ID, workbench } from '../../support/work.ts';

const LENGTH = 12;
const COLUMNS = ['hlc', 'at', 'actor', 'action', 'subject', 'digest', 'previous', 'hash'] as const;

/** A chain of twelve, in a transaction that each try rolls back. Whoever has the key can take the triggers away. */
function chain(): { db: Connection; tried: (tamper: (db: Connection) => void) => number | null } {
  const { db, command } = workbench();
  for (let i = 0; i < LENGTH; i += 1) command(ANA, { ...ACT, input: { i } }, () => {});
  db.pragma('foreign_keys = OFF');
  db.exec('DROP TRIGGER ledger_entry_keeps; DROP TRIGGER ledger_entry_stays');
  expect(verify(db, DEVICE_ID)).toEqual({ entries: LENGTH, badSeq: null });
  const tried = (tamper: (db: Connection) => void) => {
    db.exec('BEGIN');
    tamper(db);
    const { badSeq, entries } = verify(db, DEVICE_ID);
    db.exec('ROLLBACK');
    if (badSeq !== null) expect(entries).toBe(badSeq - 1);
    return badSeq;
  };
  return { db, tried };
}

const place = fc.integer({ min: 1, max: LENGTH });
const runs = { numRuns: 60 };

describe('verification finds, at the first sequence that does not hold', () => {
  test('an entry edited in any column', () => {
    const { tried } = chain();
    fc.assert(
      fc.property(place, fc.constantFrom(...COLUMNS), (seq, column) => {
        expect(tried((db) => db.prepare(`UPDATE ledger_entry SET ${column} = ${column} || 'x' WHERE seq = ?`).run(seq))).toBe(seq);
      }),
      runs,
    );
  });

  test('what was asked, or its salt, edited', () => {
    const { tried } = chain();
    fc.assert(
      fc.property(place, fc.constantFrom('payload', 'salt'), (seq, column) => {
        expect(tried((db) => db.prepare(`UPDATE ledger_payload SET ${column} = ${column} || ' ' WHERE seq = ?`).run(seq))).toBe(seq);
      }),
      runs,
    );
  });

  test('an entry removed, but the last: only a head kept elsewhere shows that', () => {
    const { tried } = chain();
    for (let seq = 1; seq < LENGTH; seq += 1)
      expect(tried((db) => db.prepare('DELETE FROM ledger_entry WHERE seq = ?').run(seq))).toBe(seq);
    expect(tried((db) => db.prepare('DELETE FROM ledger_entry WHERE seq = ?').run(LENGTH))).toBeNull();
  });

  test('an entry removed and the gap closed', () => {
    const { tried } = chain();
    for (let seq = 1; seq < LENGTH; seq += 1) {
      const close = (db: Connection) => {
        db.prepare('DELETE FROM ledger_entry WHERE seq = ?').run(seq);
        for (let later = seq + 1; later <= LENGTH; later += 1)
          db.prepare('UPDATE ledger_entry SET seq = ? WHERE seq = ?').run(later - 1, later);
      };
      expect(tried(close)).toBe(seq);
    }
  });

  test('two entries swapped', () => {
    const { tried } = chain();
    fc.assert(
      fc.property(place, place, (one, other) => {
        fc.pre(one !== other);
        const swap = (db: Connection) => {
          const move = db.prepare('UPDATE ledger_entry SET seq = ? WHERE seq = ?');
          move.run(-1, one);
          move.run(one, other);
          move.run(other, -1);
        };
        expect(tried(swap)).toBe(Math.min(one, other));
      }),
      runs,
    );
  });

  test('an entry put in between', () => {
    const { tried } = chain();
    fc.assert(
      fc.property(place, place, (seq, copyOf) => {
        const insert = (db: Connection) => {
          const copy = db.prepare('SELECT * FROM ledger_entry WHERE seq = ?').get(copyOf) as Record<string, unknown>;
          for (let later = LENGTH; later >= seq; later -= 1)
            db.prepare('UPDATE ledger_entry SET seq = ? WHERE seq = ?').run(later + 1, later);
          const values = Object.values({ ...copy, seq });
          db.prepare(`INSERT INTO ledger_entry VALUES (${values.map(() => '?').join(', ')})`).run(...values);
        };
        const bad = tried(insert);
        // a copy of the very entry that stands here is itself in its place: what was moved on is not
        expect(bad).toBe(copyOf === seq ? seq + 1 : seq);
      }),
      runs,
    );
  });
});

test('what was asked may be erased, of one entry or of all, and the chain still holds', () => {
  const { tried } = chain();
  for (let seq = 1; seq <= LENGTH; seq += 1)
    expect(tried((db) => db.prepare('DELETE FROM ledger_payload WHERE seq = ?').run(seq))).toBeNull();
  expect(tried((db) => db.exec('DELETE FROM ledger_payload'))).toBeNull();
});

test('the ledger itself refuses to be changed', () => {
  const { db, command } = workbench();
  command(ANA, ACT, () => {});
  expect(() => db.exec(`UPDATE ledger_entry SET actor = 'nobody'`)).toThrow('append-only');
  expect(() => db.exec('DELETE FROM ledger_entry')).toThrow('append-only');
});

test('progress is told of every ten thousand', () => {
  const { db, command } = workbench();
  db.transaction(() => {
    for (let i = 0; i < 10_001; i += 1) command(ANA, ACT, () => {});
  })();
  const told: number[] = [];
  expect(verify(db, DEVICE_ID, (entries) => told.push(entries)).entries).toBe(10_001);
  expect(told).toEqual([10_000]);
});
