import type { Migration } from './migration.ts';

/** Batches of messages on their way in, kept so that nothing is lost between the drop and the import. */
export const intake: Migration = {
  version: 70,
  up: (db) => {
    db.exec(`
      CREATE TABLE intake_batch (
        id          TEXT NOT NULL PRIMARY KEY, -- UUIDv7: newest last
        name        TEXT NOT NULL,
        source      TEXT NOT NULL,
        state       TEXT NOT NULL,
        started_at  TEXT NOT NULL,
        started_by  TEXT NOT NULL,
        bytes_read  INTEGER NOT NULL,
        bytes_total INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE intake_item (
        id           TEXT NOT NULL PRIMARY KEY,
        batch_id     TEXT NOT NULL REFERENCES intake_batch (id),
        position     INTEGER NOT NULL,
        state        TEXT NOT NULL,
        file         TEXT NOT NULL,
        mbox_index   INTEGER,
        problem      TEXT,
        message_id   TEXT REFERENCES message (id),
        raw_file_id  TEXT REFERENCES file (id), -- what could not be read, as it came
        settled_kind TEXT,                      -- what a person said it is
        duplicate    TEXT,                      -- 'same_content' or 'same_id_other_content'
        duplicate_of TEXT,                      -- the other message
        case_id      TEXT REFERENCES dsr_case (id)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX intake_item_by_batch ON intake_item (batch_id, position);
      CREATE INDEX intake_item_by_state ON intake_item (batch_id, state, position);
      CREATE INDEX intake_item_by_message ON intake_item (message_id) WHERE message_id IS NOT NULL;
    `);
  },
};
