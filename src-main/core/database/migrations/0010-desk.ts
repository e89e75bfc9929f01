import type { Migration } from './migration.ts';

/** Who we are: one desk, one organisation, its staff. Each row carries its version and the time of its last change (HLC). */
export const desk: Migration = {
  version: 10,
  up: (db) => {
    db.exec(`
      CREATE TABLE desk (
        one          INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
        device       TEXT NOT NULL,    -- this desk's id on the ledger
        desk_number  INTEGER NOT NULL, -- 0…1023, the first two characters of a reference
        next_counter INTEGER NOT NULL  -- the next case's number, before scrambling
      ) STRICT;
      CREATE TABLE organisation (
        one                INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
        name               TEXT NOT NULL,
        time_zone          TEXT NOT NULL,
        calendar           TEXT NOT NULL,
        idle_lock_minutes  INTEGER NOT NULL,
        watched_folder     TEXT,
        daily_summary      INTEGER NOT NULL, -- 1: each person is told of the day at its first unlock
        version            INTEGER NOT NULL,
        hlc                TEXT NOT NULL
      ) STRICT;
      CREATE TABLE staff (
        id       TEXT NOT NULL PRIMARY KEY,
        name     TEXT NOT NULL,
        roles    TEXT NOT NULL, -- JSON list
        slot_id  TEXT UNIQUE,   -- of the vault; NULL once removed
        added_at TEXT NOT NULL,
        version  INTEGER NOT NULL,
        hlc      TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
