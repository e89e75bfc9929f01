import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { StaffRole } from '../../../src-shared/vocabulary/permissions.ts';
import { createCommand, SYSTEM } from '../command.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { change, sql } from '../database/query.ts';
import { QUEUE_FILE } from '../desk.ts';
import type { World } from '../options.ts';
import { insertStaff } from '../staff/service.ts';
import { realDisk, syncFolder } from '../vault/disk.ts';
import { Vault, type VaultOptions } from '../vault/vault.ts';

export interface Founding {
  readonly organisation: string;
  readonly timeZone: string;
  readonly calendar: string;
  readonly name: string;
  readonly passphrase: string;
}

const FIRST_ROLES: readonly StaffRole[] = ['administrator', 'manager', 'support'];
const IDLE_LOCK_MINUTES = 5;

/** Where a desk lies in the data folder, and where one is made before it is whole. */
export const deskFolder = (dataFolder: string) => path.join(dataFolder, 'desk');
const unfinishedFolder = (dataFolder: string) => path.join(dataFolder, 'desk-unfinished');

/**
 * Makes vault and queue in a folder aside, and gives it its name as the last step: a first run that is cut off leaves nothing that looks
 * like a desk. What it left is cleared away by the next one; nobody was ever told that it was there.
 */
export async function foundDesk(
  dataFolder: string,
  founding: Founding,
  options: Omit<VaultOptions, 'folder'>,
): Promise<{ recoveryKey: string; key: Buffer; slotId: string }> {
  const folder = unfinishedFolder(dataFolder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { opened, recoveryKey } = await Vault.create({ folder, ...options, name: founding.name, passphrase: founding.passphrase });
  try {
    fillQueue(path.join(folder, QUEUE_FILE), opened.key, opened.slotId, founding, options.world);
    renameSync(folder, deskFolder(dataFolder));
    syncFolder(realDisk, dataFolder);
  } catch (error) {
    opened.key.fill(0);
    throw error;
  }
  return { recoveryKey, key: opened.key, slotId: opened.slotId };
}

function fillQueue(
  file: string,
  key: Uint8Array,
  slotId: string,
  { organisation, timeZone, calendar, name }: Founding,
  world: World,
): void {
  const db = openDatabase(file, key, { create: true });
  try {
    migrate(db);
    const device = world.newId();
    const number = Buffer.from(world.randomBytes(2)).readUInt16BE() % 1024;
    db.transaction(() => {
      change(db, sql.insertInto('desk').values({ one: 1, device, desk_number: number, next_counter: 0 }));
      change(
        db,
        sql.insertInto('organisation').values({
          one: 1,
          name: organisation,
          time_zone: timeZone,
          calendar,
          idle_lock_minutes: IDLE_LOCK_MINUTES,
          watched_folder: null,
          daily_summary: 0,
          version: 1,
          hlc: '',
        }),
      );
    }).immediate();
    const command = createCommand(db, device, world, () => {});
    command(SYSTEM, { action: 'desk.found', subject: device, input: { organisation, timeZone, calendar, name } }, (work) => {
      insertStaff(work, { name, roles: FIRST_ROLES, slotId });
      work.outbox({ entity: 'organisation', entityId: 'organisation', entityVersion: 1, operation: 'created' });
    });
    db.pragma('wal_checkpoint(TRUNCATE)'); // the folder is renamed whole
  } finally {
    db.close();
  }
}
