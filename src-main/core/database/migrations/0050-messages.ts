import type { Migration } from './migration.ts';

/** What came in, and the files with it. A message without a case is staged: read, and waiting for a person's look. */
export const messages: Migration = {
  version: 50,
  up: (db) => {
    db.exec(`
      CREATE TABLE message (
        id            TEXT NOT NULL PRIMARY KEY,
        case_id       TEXT REFERENCES dsr_case (id),
        header_id     TEXT,              -- its Message-ID
        content_hash  TEXT NOT NULL,     -- of sender, subject, text and attachments
        from_name     TEXT NOT NULL,
        from_email    TEXT NOT NULL,
        subject       TEXT NOT NULL,
        received_at   TEXT NOT NULL,
        text          TEXT NOT NULL,
        truncated     INTEGER NOT NULL,
        language      TEXT,
        suggestion    TEXT,              -- JSON: kind, alsoKinds, confidence, because
        id_reused     INTEGER NOT NULL   -- another message has this Message-ID and other content
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX message_by_case ON message (case_id, received_at, id) WHERE case_id IS NOT NULL;
      CREATE INDEX message_by_header ON message (header_id) WHERE header_id IS NOT NULL;
      CREATE INDEX message_by_content ON message (content_hash);

      CREATE TABLE file (
        id         TEXT NOT NULL PRIMARY KEY,
        message_id TEXT REFERENCES message (id),
        name       TEXT NOT NULL,
        type       TEXT NOT NULL,
        bytes      INTEGER NOT NULL,
        sha256     TEXT NOT NULL,        -- hex; '' while its pieces are still coming in
        added_at   TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX file_by_message ON file (message_id) WHERE message_id IS NOT NULL;
      CREATE TABLE file_piece (
        file_id  TEXT NOT NULL REFERENCES file (id),
        position INTEGER NOT NULL,       -- of its first byte
        data     BLOB NOT NULL,
        PRIMARY KEY (file_id, position)
      ) STRICT;
    `);
  },
};
