import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { seedQueue } from '../../src-main/cli/seed/queue.ts';
import { NEWEST_VERSION } from '../../src-main/core/database/migrations/index.ts';
import { type Connection, openDatabase } from '../../src-main/core/database/open.ts';
import { QUEUE_FILE } from '../../src-main/core/desk.ts';
import { deskFolder } from '../../src-main/core/session/found.ts';
import { Vault } from '../../src-main/core/vault/vault.ts';
import { realWorld } from '../../src-main/core/world.ts';
import type { Instant } from '../../src-shared/vocabulary/dates.ts';
import { CHEAP, NAME, PASSPHRASE, RESOURCES } from '../support/desk.ts';

/** The moment at which every seeded queue stands, so that a queue that was kept is as good as a new one. */
export const NOW = '2026-09-03T14:00:00.000Z' as Instant;
/** To be raised whenever the seed or an unreleased migration makes other queues than before. */
const SEED = '4';

export interface BenchQueue {
  readonly cases: number;
  readonly dataFolder: string;
  readonly plainFile: string;
  readonly commonest: string;
  readonly ledgerEntries: number;
  /** Null where it was kept from a run before. */
  readonly seededInSeconds: number | null;
}

/** A queue of this size and the same queue unencrypted; made once and kept. */
export async function benchQueue(folder: string, cases: number, tell: (line: string) => void): Promise<BenchQueue> {
  const dataFolder = path.join(folder, `queue-${cases}-v${NEWEST_VERSION}-${SEED}`);
  const plainFile = path.join(dataFolder, 'plain.db');
  const factsFile = path.join(dataFolder, 'facts.json');
  let seededInSeconds: number | null = null;
  if (!existsSync(factsFile)) {
    rmSync(dataFolder, { recursive: true, force: true });
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const began = performance.now();
    const onProgress = (done: number) => tell(`seeding ${done.toLocaleString('en')} of ${cases.toLocaleString('en')} …`);
    const options = {
      dataFolder,
      resourcesFolder: RESOURCES,
      cases,
      now: NOW,
      seed: SEED,
      passphrase: PASSPHRASE,
      cost: CHEAP,
      onProgress,
    };
    const { commonest, ledgerEntries } = await seedQueue(options);
    seededInSeconds = (performance.now() - began) / 1000;
    tell('making the plain copy …');
    await makePlain(dataFolder, plainFile);
    writeFileSync(factsFile, JSON.stringify({ commonest, ledgerEntries }));
  }
  const facts = JSON.parse(readFileSync(factsFile, 'utf8')) as { commonest: string; ledgerEntries: number };
  return { cases, dataFolder, plainFile, seededInSeconds, ...facts };
}

/** The file copied and decrypted: the same rows in the same order. SQLite packs the pages anew for it, which if anything helps the limit. */
async function makePlain(dataFolder: string, plainFile: string): Promise<void> {
  const unfinished = `${plainFile}.unfinished`;
  rmSync(unfinished, { force: true });
  copyFileSync(path.join(deskFolder(dataFolder), QUEUE_FILE), unfinished);
  const db = openDatabase(unfinished, await keyOf(dataFolder));
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('journal_mode = DELETE');
    db.rekey(Buffer.alloc(0));
  } finally {
    db.close();
  }
  renameSync(unfinished, plainFile);
}

/** The key of a seeded queue. */
export async function keyOf(dataFolder: string): Promise<Buffer> {
  const vault = Vault.load({ folder: deskFolder(dataFolder), deviceSecret: null, world: realWorld });
  return (await vault.signIn(NAME, PASSPHRASE)).key;
}

/** The plain queue with the settings of the encrypted one. */
export function openPlain(file: string): Connection {
  const db = new Database(file, { fileMustExist: true });
  for (const pragma of [
    'temp_store = MEMORY',
    'cache_size = -65536',
    'journal_mode = WAL',
    'synchronous = FULL',
    'checkpoint_fullfsync = ON',
  ])
    db.pragma(pragma);
  for (const pragma of ['secure_delete = ON', 'foreign_keys = ON', 'trusted_schema = OFF']) db.pragma(pragma);
  return db;
}
