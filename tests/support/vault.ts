import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { World } from '../../src-main/core/options.ts';
import { type Disk, realDisk } from '../../src-main/core/vault/disk.ts';
import type { Argon2Cost, VaultOptions } from '../../src-main/core/vault/vault.ts';
import { DeskError } from '../../src-shared/errors.ts';
import { instantOf } from '../../src-shared/vocabulary/dates.ts';

/** Argon2id's least: the tests are of what stands around it. */
export const CHEAP: Argon2Cost = { memoryKiB: 8, passes: 1, lanes: 1 };
export const PASSPHRASE = 'tram blanket 47 violin';
export const NAME = 'Jane Example';
export const DEVICE = new Uint8Array(32).fill(7);

/** A world that stands still until it is told, with bytes and ids that are the same in each run. */
export class StillWorld implements World {
  milliseconds = Date.parse('2026-03-02T09:00:00.000Z');
  #drawn = 0;

  readonly now = () => instantOf(this.milliseconds);
  readonly newId = () => {
    const hex = Buffer.from(this.randomBytes(16)).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  readonly randomBytes = (count: number) => {
    this.#drawn += 1;
    return new Uint8Array(createHash('shake256', { outputLength: count }).update(`drawn ${this.#drawn}`).digest());
  };

  pass(seconds: number): void {
    this.milliseconds += seconds * 1000;
  }
}

/** A folder of its own, gone after the test. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'dsr-desk-vault-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Options for a vault in a folder of its own. */
export function vaultOptions(
  more: Partial<Omit<VaultOptions, 'world'>> & { readonly world?: StillWorld } = {},
): VaultOptions & { world: StillWorld } {
  return { deviceSecret: DEVICE, cost: CHEAP, ...more, folder: more.folder ?? temporaryFolder(), world: more.world ?? new StillWorld() };
}

/** The code and the detail that a promise, or a call, is refused with. Fails where it is not refused by a DeskError. */
export async function refusal(
  work: Promise<unknown> | (() => unknown),
): Promise<{ code: string; detail: DeskError['detail']; message: string }> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof DeskError) return { code: error.code, detail: error.detail, message: error.message };
    throw error;
  }
  throw new Error('was not refused');
}

/** A disk whose power fails at its `at`-th change (from 0): nothing after that happens, and a write in progress is left half done. */
export function failingDisk(at: number): Disk & { readonly changes: () => number } {
  let changes = 0;
  const guarded = <A extends unknown[], R>(change: (...args: A) => R, half?: (...args: A) => void) => {
    return (...args: A): R => {
      changes += 1;
      if (changes <= at) return change(...args);
      if (changes === at + 1) half?.(...args);
      throw Object.assign(new Error('EIO: the power is out'), { code: 'EIO' });
    };
  };
  return {
    ...realDisk,
    writeFileSync: guarded(realDisk.writeFileSync, (file, data) =>
      realDisk.writeFileSync(file, String(data).slice(0, 100)),
    ) as Disk['writeFileSync'],
    openSync: guarded(realDisk.openSync),
    fsyncSync: guarded(realDisk.fsyncSync),
    renameSync: guarded(realDisk.renameSync),
    rmSync: guarded(realDisk.rmSync),
    changes: () => changes,
  };
}

/** Everything that lies in a folder, in one buffer, names included. */
export function allBytes(folder: string): Buffer {
  return Buffer.concat(fs.readdirSync(folder).flatMap((name) => [Buffer.from(name), fs.readFileSync(join(folder, name))]));
}
