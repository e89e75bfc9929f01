import type { Migration } from './migration.ts';

/** What belongs to one person on the desk: views of their own, and what they may take back. */
export const own: Migration = {
  version: 80,
  up: (db) => {
    db.exec(`
      CREATE TABLE saved_view (
        id       TEXT NOT NULL PRIMARY KEY,
        staff_id TEXT NOT NULL REFERENCES staff (id),
        name     TEXT NOT NULL,
        view     TEXT NOT NULL,
        filter   TEXT NOT NULL, -- JSON
        sort     TEXT NOT NULL  -- JSON
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX saved_view_by_staff ON saved_view (staff_id, id);
      CREATE TABLE undo_entry (
        id       TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        staff_id TEXT NOT NULL,
        at       TEXT NOT NULL,
        action   TEXT NOT NULL,
        before   TEXT NOT NULL              -- JSON: the cases as they were, with the version that the change gave them
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX undo_by_age ON undo_entry (at); -- what is too old goes with each command
    `);
  },
};
