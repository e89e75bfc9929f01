import type { World } from '../options.ts';
import { type Disk, realDisk } from './disk.ts';
import { foldName, KEY_BYTES, type SealOptions } from './slot.ts';
import { emptyName, folderNotMade, queueHere } from './vault-errors.ts';
import { type Argon2Cost, type VaultBody, vaultFileExists } from './vault-file.ts';

export const DEFAULT_COST: Argon2Cost = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };

export interface VaultOptions {
  /** Absolute; made where it is missing. */
  readonly folder: string;
  /** 32 bytes from the OS keystore; null where there is none. */
  readonly deviceSecret: Uint8Array | null;
  readonly world: World;
  /** For new slots. A test passes a cheap one. */
  readonly cost?: Argon2Cost;
  /** A test passes one that fails. */
  readonly disk?: Disk;
}

/** The options with what a test may leave to be said. */
export function complete(options: VaultOptions): Required<VaultOptions> {
  const { folder, deviceSecret, world, cost = DEFAULT_COST, disk = realDisk } = options;
  if (deviceSecret !== null && deviceSecret.length !== KEY_BYTES) throw new Error(`a device secret has ${KEY_BYTES} bytes`);
  return { folder, deviceSecret, world, cost, disk };
}

/** Error `conflict`. */
export function refuseWhereVaultIs({ disk, folder }: Required<VaultOptions>): void {
  if (vaultFileExists(disk, folder)) throw queueHere();
}

/** Error `unavailable`. */
export function makeFolder({ disk, folder }: Required<VaultOptions>): void {
  try {
    disk.mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw folderNotMade(cause);
  }
}

/** What a new slot is made with. */
export function sealing({ deviceSecret, cost, world }: Required<VaultOptions>, vault: VaultBody): SealOptions {
  return { vault, deviceSecret, cost, randomBytes: world.randomBytes };
}

/** A name by which a slot can be found. Error `invalid`. */
export function checkedName(name: string): string {
  if (foldName(name) === '') throw emptyName();
  return name;
}
