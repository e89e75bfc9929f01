import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const MIGRATIONS = path.resolve(import.meta.dirname, '../../src-main/core/database/migrations');
export const HASHES = path.resolve(import.meta.dirname, '../fixtures/database/migrations.json');

/** The SHA-256 of each migration's file, by its name. Line ends do not count. */
export function migrationHashes(): Record<string, string> {
  const names = readdirSync(MIGRATIONS).filter((name) => /^\d{4}-/.test(name));
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(MIGRATIONS, name), 'utf8').replaceAll('\r\n', '\n'))
      .digest('hex');
  return Object.fromEntries(names.sort().map((name) => [name, hash(name)]));
}

// `node tests/support/migration-hashes.ts` writes them down anew. Once a version is released, only lines for new files may change.
if (import.meta.main) writeFileSync(HASHES, `${JSON.stringify(migrationHashes(), null, 2)}\n`);
