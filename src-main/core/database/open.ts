import Database from 'better-sqlite3';
import { DeskError } from '../../../src-shared/errors.ts';
import { NEWEST_VERSION } from './migrations/index.ts';

export type Connection = Database.Database;

/** AEGIS-256 costs 1.0–1.2× of plain SQLite on this work; SQLCipher's format 1.0–3.6×. `rekey` can change it. */
const CIPHER = 'aegis';

const PAGE_CACHE_KIB = 32 * 1024;
const BUSY_MILLISECONDS = 5000;

export interface OpenOptions {
  /** For the reader worker: a connection that cannot change anything. The file must be there. */
  readonly readonly?: boolean;
  /** False where a file that is missing must not be made: everywhere but on the first run. */
  readonly create?: boolean;
}

/**
 * Opens the encrypted queue.
 *
 * @param key 32 random bytes; the caller wipes them.
 * @throws DeskError `damaged` where the key opens no queue here or the file is missing; `from_future` where a newer program wrote it.
 *   Either way the file is left as it was.
 */
export function openDatabase(file: string, key: Uint8Array, options: OpenOptions = {}): Connection {
  if (key.length !== 32) throw new Error(`a queue key has 32 bytes, not ${key.length}`);
  // A connection that may write empties the WAL into the file when it closes, refused or not: whether this file is ours to write is asked
  // on one that may not.
  if (!options.create) connectAndCheck(file, key, { readonly: true }).close();
  const db = connectAndCheck(file, key, options);
  try {
    settle(db, options.readonly ?? false);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function connectAndCheck(file: string, key: Uint8Array, options: OpenOptions): Connection {
  const db = connect(file, options);
  try {
    unlock(db, key);
    const version = db.pragma('user_version', { simple: true }) as number;
    // a file cut off to nothing is an empty database to SQLite, whatever the key
    if (version === 0 && !options.create) throw notOurs();
    if (version > NEWEST_VERSION) {
      throw new DeskError(
        'from_future',
        'A newer version of DSR Desk made this queue. Install that version to open it; nothing here was changed.',
      );
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function connect(file: string, { readonly = false, create = false }: OpenOptions): Connection {
  try {
    return new Database(file, { readonly, fileMustExist: !create });
  } catch (cause) {
    throw new DeskError(
      'damaged',
      'The queue file is missing or cannot be opened. Check the data folder and its rights, or restore a backup.',
      { cause },
    );
  }
}

function unlock(db: Connection, key: Uint8Array): void {
  const raw = rawKey(key);
  try {
    db.pragma(`cipher = '${CIPHER}'`);
    db.key(raw);
    db.prepare('SELECT count(*) FROM sqlite_schema').get(); // a wrong key shows only at the first read
  } catch (cause) {
    throw notOurs(cause);
  } finally {
    raw.fill(0);
  }
}

const HEX = '0123456789abcdef';

/** `raw:` and the key in hexadecimal, by way of no string: a string cannot be wiped. */
function rawKey(key: Uint8Array): Buffer {
  const raw = Buffer.from('raw:'.padEnd(4 + 2 * key.length));
  for (const [index, byte] of key.entries()) raw.set([HEX.charCodeAt(byte >> 4), HEX.charCodeAt(byte & 15)], 4 + 2 * index);
  return raw;
}

const notOurs = (cause?: unknown) =>
  new DeskError('damaged', 'The queue file is not one that this key opens, or it is damaged. Nothing was changed; restore a backup.', {
    cause,
  });

/** Set on every connection, and only once we know that the file is ours to write. */
function settle(db: Connection, readonly: boolean): void {
  db.pragma(`busy_timeout = ${BUSY_MILLISECONDS}`);
  db.pragma('temp_store = MEMORY'); // temporary files are not encrypted
  db.pragma('trusted_schema = OFF');
  db.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
  if (readonly) {
    db.pragma('query_only = ON');
    return;
  }
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL'); // NORMAL may lose an acknowledged command when the power goes
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('secure_delete = ON');
  db.pragma('foreign_keys = ON');
}
