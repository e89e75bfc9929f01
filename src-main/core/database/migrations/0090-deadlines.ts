import type { Migration } from './migration.ts';

/**
 * What dates are computed from: which rules hold for a request, in which versions, and what happened. Dates themselves are kept nowhere
 * but for the queue's order: the same rows give the same dates in ten years.
 */
export const deadlines: Migration = {
  version: 90,
  up: (db) => {
    db.exec(`
      CREATE TABLE request_regime (
        request_id       TEXT NOT NULL, -- also of a request that was removed: an undo brings it back with its rules
        regime           TEXT NOT NULL,
        case_id          TEXT NOT NULL REFERENCES dsr_case (id),
        position         INTEGER NOT NULL,
        regime_version   TEXT NOT NULL,
        calendar         TEXT NOT NULL,
        calendar_version TEXT NOT NULL,
        time_zone        TEXT NOT NULL,
        origin           TEXT NOT NULL, -- 'suggested' or 'staff'
        PRIMARY KEY (request_id, regime)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX request_regime_by_case ON request_regime (case_id);

      CREATE TABLE deadline_event (
        id           TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        case_id      TEXT NOT NULL REFERENCES dsr_case (id),
        request_id   TEXT,                      -- NULL: of the whole case
        regime       TEXT,                      -- NULL: of every regime
        type         TEXT NOT NULL,
        on_date      TEXT NOT NULL,
        by_staff     TEXT NOT NULL,
        recorded_at  TEXT NOT NULL,
        reason       TEXT NOT NULL,
        withdrawn_at TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX deadline_event_by_case ON deadline_event (case_id, id);

      CREATE TABLE extension_proposal (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        case_id     TEXT NOT NULL REFERENCES dsr_case (id),
        request_id  TEXT NOT NULL,
        notice_on   TEXT NOT NULL,
        reason      TEXT NOT NULL,
        proposed_by TEXT NOT NULL,
        proposed_at TEXT NOT NULL,
        state       TEXT NOT NULL              -- 'waiting', 'approved', 'declined'
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX extension_proposal_by_case ON extension_proposal (case_id, id);

      CREATE TABLE house_policy (
        version        TEXT NOT NULL PRIMARY KEY,
        effective_from TEXT NOT NULL UNIQUE,
        policy         TEXT NOT NULL,          -- JSON
        set_by         TEXT NOT NULL,
        set_at         TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE reminder (
        case_id TEXT NOT NULL,
        band    TEXT NOT NULL,
        due_on  TEXT NOT NULL,                 -- told once for each band and date
        told_at TEXT NOT NULL,
        PRIMARY KEY (case_id, band, due_on)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
