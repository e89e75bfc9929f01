import type { Migration } from './migration.ts';

/** Counts of all views without counting: one row for each combination that occurs, kept by triggers in the transaction of the change. */
export const tally: Migration = {
  version: 40,
  up: (db) => {
    db.exec(`
      CREATE TABLE case_tally (
        sealed   INTEGER NOT NULL,
        billing  INTEGER NOT NULL,
        status   TEXT NOT NULL,
        assignee TEXT NOT NULL,
        band     TEXT NOT NULL,
        n        INTEGER NOT NULL,
        PRIMARY KEY (sealed, billing, status, assignee, band)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER case_tally_in AFTER INSERT ON dsr_case BEGIN
        INSERT INTO case_tally VALUES (new.sealed, new.billing, new.status, new.assignee, new.band, 1) ON CONFLICT DO UPDATE SET n = n + 1;
      END;
      CREATE TRIGGER case_tally_out AFTER DELETE ON dsr_case BEGIN
        UPDATE case_tally SET n = n - 1 WHERE sealed = old.sealed AND billing = old.billing AND status = old.status AND assignee = old.assignee AND band = old.band;
      END;
      CREATE TRIGGER case_tally_move AFTER UPDATE OF sealed, billing, status, assignee, band ON dsr_case
        WHEN (old.sealed, old.billing, old.status, old.assignee, old.band) IS NOT (new.sealed, new.billing, new.status, new.assignee, new.band) BEGIN
        UPDATE case_tally SET n = n - 1 WHERE sealed = old.sealed AND billing = old.billing AND status = old.status AND assignee = old.assignee AND band = old.band;
        INSERT INTO case_tally VALUES (new.sealed, new.billing, new.status, new.assignee, new.band, 1) ON CONFLICT DO UPDATE SET n = n + 1;
      END;
    `);
  },
};
