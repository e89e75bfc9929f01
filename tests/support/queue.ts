import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { migrate } from '../../src-main/core/database/migrate.ts';
import { type Connection, openDatabase } from '../../src-main/core/database/open.ts';
import { temporaryFolder } from './vault.ts';

export const QUEUE_KEY = new Uint8Array(32).fill(42);

/** An encrypted queue in a folder of its own, as far as this migration; closed and gone after the test. */
export function queue(upTo?: number): { readonly db: Connection; readonly file: string; readonly folder: string } {
  const folder = temporaryFolder();
  const file = path.join(folder, 'queue.db');
  const db = openDatabase(file, QUEUE_KEY, { create: true });
  onTestFinished(() => {
    db.close();
  });
  migrate(db, upTo);
  return { db, file, folder };
}

/** What a machine whose power goes now leaves of a folder: its files as they are, without anybody closing them. */
export function afterPowerLoss(folder: string): string {
  const left = temporaryFolder();
  for (const name of readdirSync(folder)) copyFileSync(path.join(folder, name), path.join(left, name));
  rmSync(path.join(left, 'queue.db-shm'), { force: true });
  return left;
}

/** A hash of each file of a folder, but for a WAL that is empty and for its index: neither holds anything. */
export function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(path.join(folder, name)) }));
  const holding = files.filter(({ name, bytes }) => !name.endsWith('-shm') && !(name.endsWith('-wal') && bytes.length === 0));
  return Object.fromEntries(holding.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]));
}
