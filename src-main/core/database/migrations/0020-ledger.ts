import type { Migration } from './migration.ts';

/** The hash chain of everything done, and the outbox of what others must learn. */
export const ledger: Migration = {
  version: 20,
  up: (db) => {
    db.exec(`
      CREATE TABLE ledger_entry (
        device   TEXT NOT NULL,
        seq      INTEGER NOT NULL, -- 1, 2, 3 … per device, without a gap
        hlc      TEXT NOT NULL,
        at       TEXT NOT NULL,
        actor    TEXT NOT NULL,    -- staff id, 'system' or 'recovery'
        action   TEXT NOT NULL,
        subject  TEXT NOT NULL,
        digest   TEXT NOT NULL,    -- of salt and payload, which may be erased while the chain stays whole
        previous TEXT NOT NULL,
        hash     TEXT NOT NULL,
        PRIMARY KEY (device, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE ledger_payload (
        device  TEXT NOT NULL,
        seq     INTEGER NOT NULL,
        salt    TEXT NOT NULL,
        payload TEXT NOT NULL,
        PRIMARY KEY (device, seq),
        FOREIGN KEY (device, seq) REFERENCES ledger_entry (device, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER ledger_entry_keeps BEFORE UPDATE ON ledger_entry BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
      CREATE TRIGGER ledger_entry_stays BEFORE DELETE ON ledger_entry BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

      CREATE TABLE outbox (
        id             TEXT NOT NULL PRIMARY KEY, -- UUIDv7: oldest first
        entity         TEXT NOT NULL,
        entity_id      TEXT NOT NULL,
        entity_version INTEGER NOT NULL,
        operation      TEXT NOT NULL,
        hlc            TEXT NOT NULL,
        state          TEXT NOT NULL DEFAULT 'waiting',
        created_at     TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX outbox_by_entity ON outbox (entity, entity_id, id);
    `);
  },
};
