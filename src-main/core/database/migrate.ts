import { MIGRATIONS, NEWEST_VERSION } from './migrations/index.ts';
import type { Connection } from './open.ts';

/** Brings the queue to the newest version: all of it or none of it. `upTo` is for the tests of single steps. */
export function migrate(db: Connection, upTo: number = NEWEST_VERSION): void {
  const current = db.pragma('user_version', { simple: true }) as number;
  if (current >= upTo) return;
  db.transaction(() => {
    for (const migration of MIGRATIONS) if (migration.version > current && migration.version <= upTo) migration.up(db);
    db.pragma(`user_version = ${upTo}`);
  }).immediate();
}
