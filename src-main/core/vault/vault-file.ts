import { join } from 'node:path';
import * as z from 'zod';
import { DeskError } from '../../../src-shared/errors.ts';
import { type Disk, readIfThere, removeDurably, removeLeftover, writeDurably } from './disk.ts';
import { type Framed, readFrame, writeFrame } from './frame.ts';

export const VAULT_FILE = 'vault.json';
export const VAULT_COPY = 'vault.copy.json';
const FORMAT = 1;

/** Exactly `count` bytes in base64, written in the one way that it is written. */
const Bytes = (count: number) =>
  z.string().refine((text) => {
    const bytes = Buffer.from(text, 'base64');
    return bytes.length === count && bytes.toString('base64') === text;
  }, `is not ${count} bytes in base64`);

/** Argon2id's cost. The bounds keep a tampered file from asking for more memory than the machine has. */
const Argon2Cost = z.strictObject({
  memoryKiB: z.int().min(8).max(1_048_576),
  passes: z.int().min(1).max(16),
  lanes: z.int().min(1).max(1),
});
export type Argon2Cost = Readonly<z.infer<typeof Argon2Cost>>;

const Slot = z.strictObject({
  slotId: z.uuid(),
  kind: z.enum(['staff', 'recovery']),
  /** Null for the recovery slot. */
  nameTag: Bytes(32).nullable(),
  /** Null where the slot was made without a device secret. */
  deviceCheck: Bytes(16).nullable(),
  cost: Argon2Cost,
  salt: Bytes(16),
  nonce: Bytes(12),
  /** 32 bytes of key, 16 of tag. */
  wrapped: Bytes(48),
  lockedOut: z.boolean(),
});
export type Slot = Readonly<z.infer<typeof Slot>>;

const VaultBody = z
  .strictObject({
    vaultId: z.uuid(),
    nameSalt: Bytes(32),
    keyCheck: Bytes(16),
    slots: z.array(Slot).max(1000),
  })
  .refine((body) => body.slots.filter((slot) => slot.kind === 'recovery').length === 1, 'has not one recovery slot')
  .refine((body) => new Set(body.slots.map((slot) => slot.slotId)).size === body.slots.length, 'has two slots with one id')
  .refine((body) => body.slots.every((slot) => (slot.nameTag === null) === (slot.kind === 'recovery')), 'has a slot without its name tag')
  .refine((body) => body.slots.every((slot) => slot.kind === 'staff' || slot.deviceCheck === null), 'ties the recovery slot to a device');
export interface VaultBody {
  readonly vaultId: string;
  readonly nameSalt: string;
  readonly keyCheck: string;
  readonly slots: readonly Slot[];
}

/** Whether a vault, or what is left of one, lies in the folder: whoever finds true must not make a new one over it. */
export function vaultFileExists(disk: Disk, folder: string): boolean {
  return [VAULT_FILE, VAULT_COPY].some((name) => disk.existsSync(join(folder, name)));
}

/**
 * Writes the vault and its copy. The copy goes first and comes back last: at no instant does it hold an older state than the file itself,
 * so it can stand in for a rotten file and never brings a removed slot back. Error `unavailable`.
 */
export function saveVaultFile(disk: Disk, folder: string, body: VaultBody): void {
  const text = vaultFileText(body);
  removeDurably(disk, folder, VAULT_COPY);
  writeDurably(disk, folder, VAULT_FILE, text);
  try {
    writeDurably(disk, folder, VAULT_COPY, text);
  } catch (error) {
    // The file itself is durable, so the change is done and must not be reported as failed; the next load makes the copy.
    if (!(error instanceof DeskError)) throw error;
  }
}

/** The vault file's text. */
export function vaultFileText(body: VaultBody): string {
  return writeFrame(FORMAT, body);
}

/**
 * Reads the vault; from its copy where the file itself is gone or broken. Mends whichever of the two is not as the other.
 * Errors: `damaged` where neither can be read (both are left as they are), `from_future`, `not_found`, `unavailable`.
 */
export function loadVaultFile(disk: Disk, folder: string): VaultBody {
  const file = readOne(disk, folder, VAULT_FILE);
  const copy = readOne(disk, folder, VAULT_COPY);
  // The file decides, whatever the copy says: a restore puts back the file alone.
  if (file.body !== null) {
    removeLeftover(disk, folder, VAULT_FILE);
    removeLeftover(disk, folder, VAULT_COPY);
    const text = vaultFileText(file.body);
    if (copy.body === null || vaultFileText(copy.body) !== text) writeDurably(disk, folder, VAULT_COPY, text);
    return file.body;
  }
  if (file.state === 'from_future' || copy.state === 'from_future') {
    throw new DeskError(
      'from_future',
      'The key slots were written by a newer version of DSR Desk. Install that version; nothing was changed.',
    );
  }
  if (copy.body !== null) {
    writeDurably(disk, folder, VAULT_FILE, vaultFileText(copy.body));
    return copy.body;
  }
  if (file.state === 'missing' && copy.state === 'missing') {
    throw new DeskError('not_found', 'There is no queue in this folder yet.');
  }
  const sentence = `The key slots (${VAULT_FILE} in the queue's folder) cannot be read, so the queue stays closed. Nothing was deleted: restore the last backup.`;
  throw new DeskError('damaged', sentence, { detail: { file: VAULT_FILE }, cause: file.cause ?? copy.cause });
}

interface ReadFile {
  readonly state: 'missing' | Framed['state'];
  readonly body: VaultBody | null;
  readonly cause?: unknown;
}

function readOne(disk: Disk, folder: string, name: string): ReadFile {
  let bytes: Buffer | null;
  try {
    bytes = readIfThere(disk, folder, name);
  } catch (cause) {
    return { state: 'damaged', body: null, cause };
  }
  if (bytes === null) return { state: 'missing', body: null };
  const framed = readFrame(bytes, FORMAT);
  if (framed.state !== 'whole') return { state: framed.state, body: null };
  const parsed = VaultBody.safeParse(framed.body);
  return parsed.success ? { state: 'whole', body: parsed.data } : { state: 'damaged', body: null, cause: parsed.error };
}
