import type { Migration } from './migration.ts';

/**
 * Persons, accounts and what binds them, as their source last said. Two entries for one person stay two rows: `merged_into` names the one
 * that stands for both, so that nothing has to be undone but that.
 */
export const directory: Migration = {
  version: 100,
  up: (db) => {
    db.exec(`
      CREATE TABLE person (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        name        TEXT NOT NULL,
        language    TEXT,
        country     TEXT,
        region      TEXT,
        source      TEXT NOT NULL,             -- 'staff', 'demo', 'csv:people.csv'
        external_id TEXT,                      -- the source's own
        observed_at TEXT NOT NULL,
        merged_into TEXT REFERENCES person (id), -- never one that is itself merged
        version     INTEGER NOT NULL,
        hlc         TEXT NOT NULL,
        UNIQUE (source, external_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX person_by_merged ON person (merged_into) WHERE merged_into IS NOT NULL;

      CREATE TABLE person_word (
        word      TEXT NOT NULL,               -- of the name, without case and accents
        person_id TEXT NOT NULL REFERENCES person (id),
        PRIMARY KEY (word, person_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX person_word_by_person ON person_word (person_id);

      CREATE TABLE person_fact (
        id            TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        person_id     TEXT NOT NULL REFERENCES person (id),
        kind          TEXT NOT NULL,
        value         TEXT NOT NULL,           -- as it is compared and found by
        shown         TEXT NOT NULL,           -- as it was written
        source        TEXT NOT NULL,
        observed_at   TEXT NOT NULL,
        on_file_since TEXT NOT NULL,           -- what came on file after a request proves nothing for it
        by_staff      TEXT,                    -- who typed it; NULL: a source said so
        ended_at      TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX person_fact_one ON person_fact (person_id, kind, value) WHERE ended_at IS NULL;
      CREATE INDEX person_fact_by_value ON person_fact (kind, value) WHERE ended_at IS NULL;

      CREATE TABLE person_merge (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        kept_id     TEXT NOT NULL REFERENCES person (id),
        dropped_id  TEXT NOT NULL REFERENCES person (id),
        members     TEXT NOT NULL,             -- JSON: the dropped entry and those that were merged into it before
        reason      TEXT NOT NULL,
        by_staff    TEXT NOT NULL,
        at          TEXT NOT NULL,
        undone_at   TEXT,
        undone_by   TEXT,
        undo_reason TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX person_merge_by_kept ON person_merge (kept_id);
      CREATE INDEX person_merge_by_dropped ON person_merge (dropped_id);

      CREATE TABLE account (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        number      TEXT NOT NULL,
        name        TEXT NOT NULL,
        parent_id   TEXT REFERENCES account (id),
        status      TEXT NOT NULL,
        source      TEXT NOT NULL,
        external_id TEXT,
        observed_at TEXT NOT NULL,
        version     INTEGER NOT NULL,
        hlc         TEXT NOT NULL,
        UNIQUE (source, external_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX account_by_parent ON account (parent_id, number);
      CREATE INDEX account_by_number ON account (number);

      CREATE TABLE account_word (
        word       TEXT NOT NULL,              -- of name and number
        account_id TEXT NOT NULL REFERENCES account (id),
        PRIMARY KEY (word, account_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX account_word_by_account ON account_word (account_id);

      CREATE TABLE relation (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        person_id   TEXT NOT NULL REFERENCES person (id),
        account_id  TEXT NOT NULL REFERENCES account (id),
        kind        TEXT NOT NULL,
        permissions TEXT NOT NULL,             -- JSON list
        from_on     TEXT,
        until_on    TEXT,
        granted_by  TEXT,
        state       TEXT NOT NULL,
        source      TEXT NOT NULL,
        observed_at TEXT NOT NULL,
        version     INTEGER NOT NULL,
        hlc         TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX relation_by_person ON relation (person_id, account_id);
      CREATE INDEX relation_by_account ON relation (account_id, person_id);

      CREATE TABLE account_grant (
        id            TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        account_id    TEXT NOT NULL REFERENCES account (id), -- the subaccount that is opened
        to_account_id TEXT NOT NULL REFERENCES account (id), -- to the owners of this one
        permissions   TEXT NOT NULL,
        from_on       TEXT,
        until_on      TEXT,
        granted_by    TEXT,
        state         TEXT NOT NULL,
        source        TEXT NOT NULL,
        observed_at   TEXT NOT NULL,
        version       INTEGER NOT NULL,
        hlc           TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX account_grant_by_account ON account_grant (account_id);
      CREATE INDEX account_grant_by_other ON account_grant (to_account_id);

      CREATE TABLE preference (
        person_id   TEXT NOT NULL REFERENCES person (id),
        scope       TEXT NOT NULL,
        channel     TEXT NOT NULL,
        value       TEXT NOT NULL,
        source      TEXT NOT NULL,
        observed_at TEXT NOT NULL,
        PRIMARY KEY (person_id, scope, channel)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE invoice (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7
        account_id  TEXT NOT NULL REFERENCES account (id),
        number      TEXT NOT NULL,
        issued_on   TEXT NOT NULL,
        amount      INTEGER NOT NULL,          -- in the currency's smallest unit
        currency    TEXT NOT NULL,
        status      TEXT NOT NULL,
        source      TEXT NOT NULL,
        observed_at TEXT NOT NULL,
        UNIQUE (source, number)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX invoice_by_account ON invoice (account_id, issued_on DESC);

      CREATE TABLE directory_import (
        id         TEXT NOT NULL PRIMARY KEY,  -- UUIDv7
        name       TEXT NOT NULL,
        bytes      INTEGER NOT NULL,
        file_id    TEXT NOT NULL,
        begun_by   TEXT NOT NULL,
        begun_at   TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE access_check (
        id         TEXT NOT NULL PRIMARY KEY,  -- UUIDv7
        at         TEXT NOT NULL,
        by_staff   TEXT NOT NULL,
        person_id  TEXT NOT NULL,              -- as it was asked; no reference: the check outlives both
        account_id TEXT NOT NULL,
        data_class TEXT NOT NULL,
        on_date    TEXT NOT NULL,
        answer     TEXT NOT NULL,
        record     TEXT NOT NULL,              -- JSON: the decision with names and facts, as they were then
        case_id    TEXT REFERENCES dsr_case (id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX access_check_by_person ON access_check (person_id, id);
      CREATE INDEX access_check_by_account ON access_check (account_id, id);
      CREATE INDEX access_check_by_case ON access_check (case_id, id) WHERE case_id IS NOT NULL;
      CREATE INDEX access_check_by_staff ON access_check (by_staff, id);
    `);
  },
};
