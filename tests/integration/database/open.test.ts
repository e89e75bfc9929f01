import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src-main/core/database/open.ts';
import { afterPowerLoss, contents, QUEUE_KEY, queue } from '../../support/queue.ts';
import { refusal, temporaryFolder } from '../../support/vault.ts';

const inFolder = (folder: string) => path.join(folder, 'queue.db');

describe('a queue that is not ours to open is left as it is, byte for byte, with and without what a crash left in the WAL', () => {
  /** A folder after a crash, with a change in the WAL that never came into the file. */
  function crashed(version?: number): string {
    const { db, folder } = queue();
    db.exec(`INSERT INTO desk VALUES (1, 'device', 1, 0)`);
    if (version !== undefined) db.pragma(`user_version = ${version}`);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.exec('UPDATE desk SET next_counter = 7');
    const left = afterPowerLoss(folder);
    expect(readFileSync(path.join(left, 'queue.db-wal')).length).toBeGreaterThan(0);
    return left;
  }

  function closed(version?: number): string {
    const left = crashed(version);
    const db = version === undefined ? openDatabase(inFolder(left), QUEUE_KEY) : undefined;
    db?.close();
    return left;
  }

  test.each([
    ['closed', closed],
    ['crashed', crashed],
  ])('the wrong key, %s', async (_, made) => {
    const folder = made();
    const before = contents(folder);
    expect((await refusal(() => openDatabase(inFolder(folder), new Uint8Array(32).fill(1)))).code).toBe('damaged');
    expect(contents(folder)).toEqual(before);
    const db = openDatabase(inFolder(folder), QUEUE_KEY);
    expect(db.prepare('SELECT next_counter FROM desk').pluck().get()).toBe(7);
    db.close();
  });

  test('from the future, crashed', async () => {
    const folder = crashed(100_000);
    const before = contents(folder);
    expect((await refusal(() => openDatabase(inFolder(folder), QUEUE_KEY))).code).toBe('from_future');
    expect(contents(folder)).toEqual(before);
  });

  test('from the future, closed', async () => {
    const { db, file, folder } = queue();
    db.pragma('user_version = 100000');
    db.close();
    const before = contents(folder);
    expect((await refusal(() => openDatabase(file, QUEUE_KEY))).code).toBe('from_future');
    expect(contents(folder)).toEqual(before);
  });

  test('no file: none is made', async () => {
    const folder = temporaryFolder();
    expect((await refusal(() => openDatabase(inFolder(folder), QUEUE_KEY))).code).toBe('damaged');
    expect(existsSync(inFolder(folder))).toBe(false);
  });

  test.each([
    ['empty', 0],
    ['half a page', 2048],
    ['half a file', 8192],
  ])('cut off: %s', async (_, bytes) => {
    const { db, file, folder } = queue();
    db.close();
    truncateSync(file, bytes);
    const before = contents(folder);
    expect((await refusal(() => openDatabase(file, QUEUE_KEY))).code).toBe('damaged');
    expect(contents(folder)).toEqual(before);
  });

  test('something else altogether', async () => {
    const folder = temporaryFolder();
    writeFileSync(inFolder(folder), 'These are the voyages of a text file. '.repeat(400));
    const before = contents(folder);
    expect((await refusal(() => openDatabase(inFolder(folder), QUEUE_KEY))).code).toBe('damaged');
    expect(contents(folder)).toEqual(before);
  });

  test('a key of another length is a bug, not an answer', () => {
    expect(() => openDatabase(inFolder(temporaryFolder()), new Uint8Array(31), { create: true })).toThrow('32 bytes');
  });
});

describe('every connection', () => {
  const pragma = (db: ReturnType<typeof openDatabase>, name: string) => db.pragma(name, { simple: true });

  test('keeps what it is told: durable, encrypted, nothing in temporary files', () => {
    const { db } = queue();
    expect(pragma(db, 'journal_mode')).toBe('wal');
    expect(pragma(db, 'synchronous')).toBe(2);
    expect(pragma(db, 'checkpoint_fullfsync')).toBe(1);
    expect(pragma(db, 'secure_delete')).toBe(1);
    expect(pragma(db, 'foreign_keys')).toBe(1);
    expect(pragma(db, 'temp_store')).toBe(2);
    expect(pragma(db, 'trusted_schema')).toBe(0);
    expect(pragma(db, 'busy_timeout')).toBe(5000);
    expect(pragma(db, 'cipher')).toBe('aegis');
  });

  test('is in defensive mode: the schema cannot be written as a table', () => {
    const { db } = queue();
    db.pragma('writable_schema = ON');
    expect(() => db.exec(`UPDATE sqlite_schema SET sql = '' WHERE name = 'dsr_case'`)).toThrow(/may not be modified/);
  });

  test('of the reader cannot change anything', () => {
    const { db, file } = queue();
    db.exec(`INSERT INTO desk VALUES (1, 'device', 1, 0)`);
    const reader = openDatabase(file, QUEUE_KEY, { readonly: true });
    expect(reader.prepare('SELECT device FROM desk').pluck().get()).toBe('device');
    expect(pragma(reader, 'temp_store')).toBe(2);
    expect(pragma(reader, 'query_only')).toBe(1);
    expect(() => reader.exec('DELETE FROM desk')).toThrow(/readonly/);
    reader.pragma('query_only = OFF');
    expect(() => reader.exec('DELETE FROM desk')).toThrow(/readonly/);
    reader.close();
  });

  test('all tables are STRICT, so that no column holds what it does not say', () => {
    const { db } = queue();
    const loose = db
      .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`)
      .pluck()
      .all();
    expect(loose).toEqual([]);
  });

  test('writes nothing in the clear: not in the file, not in the WAL', () => {
    const { db, folder } = queue();
    db.exec(`INSERT INTO desk VALUES (1, 'quokka-quokka-quokka', 1, 0)`);
    const bytes = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
    expect(bytes).toHaveLength(3);
    for (const part of bytes)
      expect(part.includes('quokka') || part.includes('CREATE TABLE') || part.includes('SQLite format')).toBe(false);
  });
});
