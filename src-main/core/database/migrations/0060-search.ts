import type { Migration } from './migration.ts';

/**
 * Full-text search: one document a case, its rowid the case's `seq`, so that newest-first is the index's own order backwards.
 * Sealed cases have a table of their own: not even a word's frequency tells of them. The text lies beside the index (external content)
 * because only then does FTS5's secure-delete take a word out of the file for good. Beginnings of one letter are indexed too: a sixth more
 * index, and without them the first key typed into the search box walks every word with that letter (25 ms in 100,000 cases).
 */
export const search: Migration = {
  version: 60,
  up: (db) => {
    for (const name of ['case', 'sealed']) {
      db.exec(`
        CREATE TABLE ${name}_text (
          seq       INTEGER NOT NULL PRIMARY KEY,
          reference TEXT NOT NULL,
          who       TEXT NOT NULL,
          subject   TEXT NOT NULL,
          body      TEXT NOT NULL,
          notes     TEXT NOT NULL
        ) STRICT;
        CREATE VIRTUAL TABLE ${name}_search USING fts5 (
          reference, who, subject, body, notes,
          content = '${name}_text', content_rowid = 'seq', prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
        );
        INSERT INTO ${name}_search (${name}_search, rank) VALUES ('secure-delete', 1);
        CREATE TRIGGER ${name}_text_in AFTER INSERT ON ${name}_text BEGIN
          INSERT INTO ${name}_search (rowid, reference, who, subject, body, notes) VALUES (new.seq, new.reference, new.who, new.subject, new.body, new.notes);
        END;
        CREATE TRIGGER ${name}_text_out AFTER DELETE ON ${name}_text BEGIN
          INSERT INTO ${name}_search (${name}_search, rowid, reference, who, subject, body, notes) VALUES ('delete', old.seq, old.reference, old.who, old.subject, old.body, old.notes);
        END;
        CREATE TRIGGER ${name}_text_change AFTER UPDATE ON ${name}_text BEGIN
          INSERT INTO ${name}_search (${name}_search, rowid, reference, who, subject, body, notes) VALUES ('delete', old.seq, old.reference, old.who, old.subject, old.body, old.notes);
          INSERT INTO ${name}_search (rowid, reference, who, subject, body, notes) VALUES (new.seq, new.reference, new.who, new.subject, new.body, new.notes);
        END;
      `);
    }
  },
};
