import type { Migration } from './migration.ts';

/**
 * Cases and what belongs to them. The lists that a page walks each have an index in the very order of the page; `seq` is in all of them,
 * being the rowid, and breaks ties. `sealed` leads, so that a list without sealed cases never touches one.
 */
export const cases: Migration = {
  version: 30,
  up: (db) => {
    db.exec(`
      CREATE TABLE dsr_case (
        seq             INTEGER NOT NULL PRIMARY KEY,
        id              TEXT NOT NULL UNIQUE,
        reference       TEXT NOT NULL UNIQUE,
        status          TEXT NOT NULL,
        open            INTEGER NOT NULL, -- 0 once closed
        sealed          INTEGER NOT NULL, -- 1: holds legal process, managers only
        billing         INTEGER NOT NULL, -- 1: holds opt-outs and concerns only
        channel         TEXT NOT NULL,
        language        TEXT,
        kinds           TEXT NOT NULL,    -- of its requests, JSON list, for the queue
        assignee        TEXT NOT NULL,    -- staff id, or '' for nobody
        unread          INTEGER NOT NULL,
        requester_role  TEXT NOT NULL,
        requester_name  TEXT NOT NULL,
        email           TEXT NOT NULL,
        phone           TEXT NOT NULL,
        address         TEXT NOT NULL,
        customer_number TEXT NOT NULL,
        country         TEXT,
        region          TEXT,
        received_at     TEXT NOT NULL,
        updated_at      TEXT NOT NULL,
        closed_at       TEXT,
        work_by_on      TEXT,
        due_key         TEXT NOT NULL,    -- work_by_on, or '9999-12-31' where no clock is running
        regime          TEXT,             -- whose clock governs, and which
        clock           TEXT,
        band            TEXT NOT NULL,
        duplicate_of    TEXT REFERENCES dsr_case (id),
        version         INTEGER NOT NULL,
        hlc             TEXT NOT NULL
      ) STRICT;
      ${['due_key', 'received_at', 'updated_at', 'reference']
        .map(
          (sort) => `
      CREATE INDEX case_open_${sort}     ON dsr_case (sealed, open, ${sort});
      CREATE INDEX case_status_${sort}   ON dsr_case (sealed, status, ${sort});
      CREATE INDEX case_assignee_${sort} ON dsr_case (sealed, open, assignee, ${sort});
      CREATE INDEX case_band_${sort}     ON dsr_case (sealed, band, ${sort}) WHERE band IN ('overdue', 'soon');`,
        )
        .join('')}
      CREATE INDEX case_by_email ON dsr_case (email, seq) WHERE email <> '';
      CREATE INDEX case_by_duplicate ON dsr_case (duplicate_of) WHERE duplicate_of IS NOT NULL;

      CREATE TABLE request (
        id            TEXT NOT NULL PRIMARY KEY,
        case_id       TEXT NOT NULL REFERENCES dsr_case (id),
        position      INTEGER NOT NULL,
        kind          TEXT NOT NULL,
        detail        TEXT NOT NULL,
        suggestion    TEXT,             -- JSON: kind, confidence, because
        confirmed     INTEGER NOT NULL,
        outcome       TEXT,
        denial_reason TEXT,
        outcome_note  TEXT NOT NULL,
        outcome_by    TEXT,
        outcome_at    TEXT,
        version       INTEGER NOT NULL,
        hlc           TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX request_by_case ON request (case_id, position);

      CREATE TABLE timeline_entry (
        id      TEXT NOT NULL PRIMARY KEY, -- UUIDv7: newest last
        case_id TEXT NOT NULL REFERENCES dsr_case (id),
        at      TEXT NOT NULL,
        actor   TEXT NOT NULL,
        type    TEXT NOT NULL,
        facts   TEXT NOT NULL              -- JSON
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX timeline_by_case ON timeline_entry (case_id, id);
    `);
  },
};
