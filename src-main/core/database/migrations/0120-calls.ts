import type { Migration } from './migration.ts';

/** Calls, what was agreed to on them, and whom nobody may write to or ring any more. */
export const calls: Migration = {
  version: 120,
  up: (db) => {
    db.exec(`
      CREATE TABLE script (
        id             TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        purpose        TEXT NOT NULL,
        language       TEXT NOT NULL,
        version        INTEGER NOT NULL,
        text           TEXT NOT NULL,
        sha256         TEXT NOT NULL,
        state          TEXT NOT NULL,          -- 'draft', 'approved', 'superseded', 'withdrawn'
        effective_from TEXT NOT NULL,
        written_by     TEXT NOT NULL,
        written_at     TEXT NOT NULL,
        approved_by    TEXT,
        approved_at    TEXT,
        UNIQUE (purpose, language, version)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE phone_call (
        id            TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        direction     TEXT NOT NULL,
        state         TEXT NOT NULL,           -- 'open', 'parked', 'closed'
        started_at    TEXT NOT NULL,
        ended_at      TEXT,
        staff_id      TEXT NOT NULL,
        number_typed  TEXT NOT NULL,
        number_e164   TEXT,
        person_id     TEXT REFERENCES person (id),
        caller_name   TEXT NOT NULL,
        country       TEXT,
        region        TEXT,
        place_source  TEXT NOT NULL,
        language      TEXT NOT NULL,
        note          TEXT NOT NULL,
        verbatim      TEXT NOT NULL,
        opt_outs      TEXT NOT NULL,           -- JSON: said, and taken when the call closes
        script_id     TEXT REFERENCES script (id),
        script_read_at TEXT,
        paused_since  TEXT,
        pauses        TEXT NOT NULL,           -- JSON: [from, to] of each
        case_id       TEXT REFERENCES dsr_case (id),
        seq           INTEGER NOT NULL,        -- of the window's last save
        version       INTEGER NOT NULL,
        hlc           TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX phone_call_open ON phone_call (staff_id, id) WHERE state <> 'closed';
      CREATE INDEX phone_call_by_person ON phone_call (person_id, id) WHERE person_id IS NOT NULL;
      CREATE INDEX phone_call_by_case ON phone_call (case_id, id) WHERE case_id IS NOT NULL;

      CREATE TABLE call_recording (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        call_id     TEXT NOT NULL REFERENCES phone_call (id),
        record_id   TEXT NOT NULL,             -- the consent that covers it
        system      TEXT NOT NULL,
        external_id TEXT NOT NULL,
        sha256      TEXT NOT NULL,
        at          TEXT NOT NULL,
        by_staff    TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX call_recording_by_call ON call_recording (call_id, id);

      CREATE TABLE consent_record (
        position       INTEGER NOT NULL PRIMARY KEY, -- in this desk's chain, from 1
        id             TEXT NOT NULL UNIQUE,   -- UUIDv7
        at             TEXT NOT NULL,
        by_staff       TEXT NOT NULL,
        call_id        TEXT REFERENCES phone_call (id),
        case_id        TEXT REFERENCES dsr_case (id),
        person_id      TEXT REFERENCES person (id),
        method         TEXT NOT NULL,
        verbatim       TEXT NOT NULL,
        expires_at     TEXT,
        script_id      TEXT,
        script_version INTEGER,
        script_language TEXT,
        script_sha256  TEXT,
        script_read_at TEXT,
        rule           TEXT,                   -- JSON: the place's rule with its source, as it applied
        supersedes     TEXT,
        salt           TEXT,
        digest         TEXT NOT NULL,          -- of what it says, with the salt
        previous       TEXT NOT NULL,
        hash           TEXT NOT NULL,
        erased_at      TEXT                    -- retention took what it said; place and hash stay, so that the chain holds
      ) STRICT;
      CREATE INDEX consent_record_by_person ON consent_record (person_id, position) WHERE person_id IS NOT NULL;
      CREATE INDEX consent_record_by_call ON consent_record (call_id, position) WHERE call_id IS NOT NULL;
      CREATE INDEX consent_record_by_case ON consent_record (case_id, position) WHERE case_id IS NOT NULL;
      CREATE INDEX consent_record_by_at ON consent_record (at) WHERE erased_at IS NULL;

      CREATE TABLE consent_answer (
        position INTEGER NOT NULL REFERENCES consent_record (position),
        purpose  TEXT NOT NULL,
        answer   TEXT NOT NULL,
        PRIMARY KEY (position, purpose)
      ) STRICT, WITHOUT ROWID;

      -- a record is written once; only retention takes what it said, and that it did is marked
      CREATE TRIGGER consent_record_stays BEFORE UPDATE ON consent_record
        WHEN NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
        BEGIN SELECT raise(ABORT, 'a consent record is never changed'); END;
      CREATE TRIGGER consent_record_goes_not BEFORE DELETE ON consent_record
        BEGIN SELECT raise(ABORT, 'a consent record is never deleted'); END;
      CREATE TRIGGER consent_answer_stays BEFORE UPDATE ON consent_answer
        BEGIN SELECT raise(ABORT, 'a consent record is never changed'); END;

      CREATE TABLE opt_out (
        id         TEXT NOT NULL PRIMARY KEY,  -- UUIDv7
        scope      TEXT NOT NULL,
        channel    TEXT NOT NULL,
        taken_at   TEXT NOT NULL,
        by_staff   TEXT NOT NULL,
        person_id  TEXT REFERENCES person (id),
        given_name TEXT NOT NULL,
        contacts   TEXT NOT NULL,              -- JSON: [{channel, value, shown}]
        call_id    TEXT REFERENCES phone_call (id),
        case_id    TEXT REFERENCES dsr_case (id),
        country    TEXT,
        region     TEXT,
        state      TEXT NOT NULL,              -- 'queued', 'sent', 'confirmed', 'failed'
        state_at   TEXT NOT NULL,
        version    INTEGER NOT NULL,
        hlc        TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX opt_out_by_person ON opt_out (person_id, id) WHERE person_id IS NOT NULL;
      CREATE INDEX opt_out_by_case ON opt_out (case_id, id) WHERE case_id IS NOT NULL;
      CREATE INDEX opt_out_by_state ON opt_out (state, id);

      CREATE TABLE suppression (
        id         TEXT NOT NULL PRIMARY KEY,  -- UUIDv7
        channel    TEXT NOT NULL,
        value      TEXT NOT NULL,              -- canonical: what is compared
        shown      TEXT NOT NULL,
        scope      TEXT NOT NULL,
        since      TEXT NOT NULL,
        source     TEXT NOT NULL,              -- 'opt_out:' and its id, 'list:' and a file's name, 'crm'
        country    TEXT,
        region     TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX suppression_one ON suppression (channel, value, scope);
    `);
  },
};
