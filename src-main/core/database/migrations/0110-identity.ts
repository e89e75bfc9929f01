import type { Migration } from './migration.ts';

/** Who asks, and how that was found out. What a caller said stands nowhere: only what was compared, and with which result. */
export const identity: Migration = {
  version: 110,
  up: (db) => {
    db.exec(`
      CREATE TABLE case_subject (
        case_id   TEXT NOT NULL PRIMARY KEY REFERENCES dsr_case (id),
        person_id TEXT NOT NULL REFERENCES person (id),
        linked_by TEXT NOT NULL,
        linked_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX case_subject_by_person ON case_subject (person_id);

      CREATE TABLE request_scope (
        request_id  TEXT NOT NULL PRIMARY KEY, -- also of a request that was removed: an undo brings it back with its scope
        case_id     TEXT NOT NULL REFERENCES dsr_case (id),
        scope       TEXT,
        account_id  TEXT REFERENCES account (id),
        disputed    TEXT NOT NULL,             -- JSON list of factors
        asked_since TEXT                       -- only later proofs count
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX request_scope_by_case ON request_scope (case_id);

      CREATE TABLE identity_proof (
        id           TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        case_id      TEXT NOT NULL REFERENCES dsr_case (id),
        person_id    TEXT,                     -- about whom; NULL where nobody on file can be meant
        type         TEXT NOT NULL,
        factor       TEXT,
        fact_id      TEXT,                     -- the contact that a code went to, or that was called
        at           TEXT NOT NULL,
        recorded_at  TEXT NOT NULL,
        by_staff     TEXT NOT NULL,
        file_id      TEXT,
        file_name    TEXT,
        file_bytes   INTEGER,
        file_sha256  TEXT,
        note         TEXT NOT NULL,
        withdrawn_at TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX identity_proof_by_case ON identity_proof (case_id, id);

      CREATE TABLE identity_attempt (
        id        TEXT NOT NULL PRIMARY KEY,   -- UUIDv7
        case_id   TEXT NOT NULL REFERENCES dsr_case (id),
        person_id TEXT,
        staff_id  TEXT NOT NULL,
        at        TEXT NOT NULL,
        method    TEXT NOT NULL,               -- 'match', 'code', 'call_back'
        factor    TEXT,
        failed    INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX identity_attempt_by_case ON identity_attempt (case_id, at);
      CREATE INDEX identity_attempt_by_person ON identity_attempt (person_id, at) WHERE person_id IS NOT NULL;
      CREATE INDEX identity_attempt_by_staff ON identity_attempt (staff_id, at);

      CREATE TABLE identity_pause (
        id            TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        because       TEXT NOT NULL,           -- 'case', 'person', 'staff'
        case_id       TEXT NOT NULL REFERENCES dsr_case (id), -- of the try that led to it
        person_id     TEXT,
        staff_id      TEXT NOT NULL,
        since         TEXT NOT NULL,
        until         TEXT NOT NULL,
        unlocked_at   TEXT,
        unlocked_by   TEXT,
        unlock_reason TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX identity_pause_by_case ON identity_pause (case_id, until);
      CREATE INDEX identity_pause_by_person ON identity_pause (person_id, until) WHERE person_id IS NOT NULL;
      CREATE INDEX identity_pause_by_staff ON identity_pause (staff_id, until);
      CREATE INDEX identity_pause_by_until ON identity_pause (until);

      CREATE TABLE one_time_code (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        case_id     TEXT NOT NULL REFERENCES dsr_case (id),
        person_id   TEXT NOT NULL,
        fact_id     TEXT NOT NULL,
        salt        TEXT NOT NULL,
        hash        TEXT NOT NULL,
        created_at  TEXT NOT NULL,
        expires_at  TEXT NOT NULL,
        tries       INTEGER NOT NULL,
        closed_at   TEXT,                      -- used, used up, or replaced by a newer one
        by_staff    TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX one_time_code_by_case ON one_time_code (case_id, id);

      -- who has read out of the desk what is on file, last: a compare of it would prove nothing
      CREATE TABLE fact_seen (
        staff_id TEXT NOT NULL,
        fact_id  TEXT NOT NULL REFERENCES person_fact (id),
        at       TEXT NOT NULL,
        PRIMARY KEY (staff_id, fact_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX fact_seen_by_time ON fact_seen (staff_id, at);

      -- files that staff put onto a case; those of messages have a message instead
      ALTER TABLE file ADD COLUMN case_id TEXT REFERENCES dsr_case (id);
      ALTER TABLE file ADD COLUMN purpose TEXT;
      CREATE INDEX file_by_case ON file (case_id, id) WHERE case_id IS NOT NULL;
    `);
  },
};
