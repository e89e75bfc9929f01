import * as fs from 'node:fs';
import { join } from 'node:path';
import { DeskError } from '../../../src-shared/errors.ts';

/** The few calls by which the vault touches its folder: a seam, so that a test can cut the power between any two of them. */
export type Disk = Pick<
  typeof fs,
  'mkdirSync' | 'openSync' | 'writeFileSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'rmSync' | 'readFileSync' | 'existsSync'
>;

export const realDisk: Disk = fs;

const TEMPORARY = '.new';

/**
 * Replaces a small file so that after a crash at any instant it is whole, the old one or the new one, and is the new one once this has
 * returned. One fixed name for the temporary file: a leftover is overwritten, never collected. Error `unavailable`.
 */
export function writeDurably(disk: Disk, folder: string, name: string, text: string): void {
  const temporary = join(folder, name + TEMPORARY);
  try {
    disk.rmSync(temporary, { force: true });
    // `wx`: neither somebody else's file with its wider mode nor a link planted under our name is written through.
    const handle = disk.openSync(temporary, 'wx', 0o600);
    try {
      disk.writeFileSync(handle, text);
      disk.fsyncSync(handle);
    } finally {
      disk.closeSync(handle);
    }
    disk.renameSync(temporary, join(folder, name));
    syncFolder(disk, folder);
  } catch (cause) {
    throw notWritable(cause);
  }
}

/** Removes a file, and what a crash left of its writing, for good. Error `unavailable`. */
export function removeDurably(disk: Disk, folder: string, name: string): void {
  try {
    disk.rmSync(join(folder, name), { force: true });
    disk.rmSync(join(folder, name + TEMPORARY), { force: true });
    syncFolder(disk, folder);
  } catch (cause) {
    throw notWritable(cause);
  }
}

/** Removes what a crash left of a file's writing: it may hold a slot that nobody was ever told of. Error `unavailable`. */
export function removeLeftover(disk: Disk, folder: string, name: string): void {
  const temporary = join(folder, name + TEMPORARY);
  try {
    if (disk.existsSync(temporary)) disk.rmSync(temporary, { force: true });
  } catch (cause) {
    throw notWritable(cause);
  }
}

/** A file's bytes; null where there is none. Other failures are thrown as they come. */
export function readIfThere(disk: Disk, folder: string, name: string): Buffer | null {
  try {
    return disk.readFileSync(join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a rename in a folder last through a loss of power. */
export function syncFolder(disk: Disk, folder: string): void {
  // Windows cannot open a folder to sync it; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = disk.openSync(folder, 'r');
  try {
    disk.fsyncSync(handle);
  } finally {
    disk.closeSync(handle);
  }
}

function notWritable(cause: unknown): DeskError {
  const sentence = 'The folder of the queue cannot be written. See that its disk has room and that you may write there, then try again.';
  return new DeskError('unavailable', sentence, { cause });
}
