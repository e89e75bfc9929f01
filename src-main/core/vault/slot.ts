import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { normalPassphrase } from './passphrase.ts';
import { formatRecoveryKey, RECOVERY_SECRET_BYTES } from './recovery-key.ts';
import type { Argon2Cost, Slot, VaultBody } from './vault-file.ts';

export const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Begins every label that goes into a derivation, so that no value made here can stand for one made elsewhere or in another format. */
const DOMAIN = 'dsr-desk/vault/1';

/** The vault as far as a slot is bound to it. */
export type VaultIdentity = Pick<VaultBody, 'vaultId' | 'nameSalt'>;

/** A slot before its key is wrapped: all of this is bound to the wrapped key. */
export type SlotHead = Omit<Slot, 'lockedOut' | 'nonce' | 'wrapped'>;

/** The bytes of a passphrase to derive from. The caller wipes them; the string it came in cannot be wiped. */
export function passphraseBytes(passphrase: string): Buffer {
  return Buffer.from(normalPassphrase(passphrase), 'utf8');
}

/** A name as it is compared: without case, accents, invisible characters and surplus spaces. */
export function foldName(name: string): string {
  const letters = name.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '');
  return letters.toUpperCase().toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/gu, ' ').trim();
}

/**
 * The keyed tag by which a name finds its slot (base64). With a device secret the tag's key hangs on it, and names cannot be guessed from
 * a stolen file; without one the salt alone keeps tags of one vault from matching those of another.
 */
export function nameTag(vault: VaultIdentity, deviceSecret: Uint8Array | null, name: string): string {
  const salt = Buffer.from(vault.nameSalt, 'base64');
  const key = deviceSecret === null ? salt : Buffer.from(hkdfSync('sha256', deviceSecret, salt, `${DOMAIN}/names`, KEY_BYTES));
  return createHmac('sha256', key).update(`${DOMAIN}/name\0`).update(foldName(name)).digest('base64');
}

/** Tells by which device secret a slot was made, without telling the secret (base64). */
export function deviceCheck(vault: VaultIdentity, deviceSecret: Uint8Array): string {
  const digest = createHmac('sha256', deviceSecret).update(`${DOMAIN}/device\0${vault.vaultId}`).digest();
  return digest.subarray(0, TAG_BYTES).toString('base64');
}

/** Tells the queue's key from any other, a wiped one above all, without telling it (base64). */
export function keyCheck(vaultId: string, key: Uint8Array): string {
  const digest = createHmac('sha256', key).update(`${DOMAIN}/key\0${vaultId}`).digest();
  return digest.subarray(0, TAG_BYTES).toString('base64');
}

/** Whether `key` is this vault's. */
export function isKeyOf(vault: Pick<VaultBody, 'vaultId' | 'keyCheck'>, key: Uint8Array): boolean {
  if (key.length !== KEY_BYTES) return false;
  return timingSafeEqual(Buffer.from(keyCheck(vault.vaultId, key), 'base64'), Buffer.from(vault.keyCheck, 'base64'));
}

export interface SealOptions {
  readonly vault: VaultIdentity;
  readonly deviceSecret: Uint8Array | null;
  readonly cost: Argon2Cost;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Makes a person's slot, which the passphrase (and the device secret, where there is one) will open. */
export async function sealStaffSlot(
  options: SealOptions,
  who: { readonly slotId: string; readonly name: string },
  passphrase: string,
  key: Uint8Array,
): Promise<Slot> {
  const secret = passphraseBytes(passphrase);
  try {
    return await sealSlot(options, who, secret, key);
  } finally {
    secret.fill(0);
  }
}

/** Makes the recovery slot and the key for it, as it is printed. It never takes the device secret. */
export async function sealRecoverySlot(options: SealOptions, slotId: string, key: Uint8Array): Promise<{ slot: Slot; printed: string }> {
  const secret = Buffer.from(options.randomBytes(RECOVERY_SECRET_BYTES));
  try {
    return { slot: await sealSlot(options, { slotId, name: null }, secret, key), printed: formatRecoveryKey(secret) };
  } finally {
    secret.fill(0);
  }
}

async function sealSlot(
  options: SealOptions,
  who: { readonly slotId: string; readonly name: string | null },
  secret: Uint8Array,
  key: Uint8Array,
): Promise<Slot> {
  const { vault, cost, randomBytes } = options;
  const deviceSecret = who.name === null ? null : options.deviceSecret;
  const head: SlotHead = {
    slotId: who.slotId,
    kind: who.name === null ? 'recovery' : 'staff',
    nameTag: who.name === null ? null : nameTag(vault, deviceSecret, who.name),
    deviceCheck: deviceSecret === null ? null : deviceCheck(vault, deviceSecret),
    cost,
    salt: Buffer.from(randomBytes(SALT_BYTES)).toString('base64'),
  };
  const wrapping = await wrappingKey(vault, head, deviceSecret, secret);
  const nonce = Buffer.from(randomBytes(NONCE_BYTES));
  try {
    const cipher = createCipheriv('aes-256-gcm', wrapping, nonce, { authTagLength: TAG_BYTES }).setAAD(boundData(vault, head));
    const wrapped = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    return { ...head, nonce: nonce.toString('base64'), wrapped: wrapped.toString('base64'), lockedOut: false };
  } finally {
    wrapping.fill(0);
  }
}

/** The key in a slot, for the caller to wipe; null where `secret` or the device secret is another, or the slot was tampered with. */
export async function openSlot(
  vault: VaultIdentity,
  slot: Slot,
  deviceSecret: Uint8Array | null,
  secret: Uint8Array,
): Promise<Buffer | null> {
  const wrapping = await wrappingKey(vault, slot, slot.deviceCheck === null ? null : deviceSecret, secret);
  const wrapped = Buffer.from(slot.wrapped, 'base64');
  const key = Buffer.alloc(KEY_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(slot.nonce, 'base64'), { authTagLength: TAG_BYTES });
    decipher.setAAD(boundData(vault, slot)).setAuthTag(wrapped.subarray(KEY_BYTES));
    const plain = decipher.update(wrapped.subarray(0, KEY_BYTES));
    plain.copy(key);
    plain.fill(0);
    try {
      decipher.final();
    } catch {
      // The one thing that `final` throws for: the tag does not match. What was deciphered is noise, and is not handed out.
      key.fill(0);
      return null;
    }
    return key;
  } finally {
    wrapping.fill(0);
  }
}

/** A slot that nothing opens: an unknown name is tried against it, with the same work as a known one. */
export function decoySlot(vault: VaultIdentity, options: Omit<SealOptions, 'vault'>, slotId: string): Slot {
  const random = (count: number) => Buffer.from(options.randomBytes(count)).toString('base64');
  return {
    slotId,
    kind: 'staff',
    nameTag: random(KEY_BYTES),
    deviceCheck: options.deviceSecret === null ? null : deviceCheck(vault, options.deviceSecret),
    cost: options.cost,
    salt: random(SALT_BYTES),
    nonce: random(NONCE_BYTES),
    wrapped: random(KEY_BYTES + TAG_BYTES),
    lockedOut: false,
  };
}

/** Argon2id over the secret, then HKDF over that and the device secret. The slot's id and the vault's are in the derivation too. */
async function wrappingKey(vault: VaultIdentity, head: SlotHead, deviceSecret: Uint8Array | null, secret: Uint8Array): Promise<Buffer> {
  const salt = Buffer.from(head.salt, 'base64');
  // Argon2id, version 0x13, is the library's default; a test compares it with Node's own.
  const stretched = await hashRaw(secret, {
    memoryCost: head.cost.memoryKiB,
    timeCost: head.cost.passes,
    parallelism: head.cost.lanes,
    outputLen: KEY_BYTES,
    salt,
  });
  const material = Buffer.concat([stretched, deviceSecret ?? Buffer.alloc(0)]);
  const label = `${DOMAIN}/wrap\0${vault.vaultId}\0${head.slotId}\0${deviceSecret === null ? 'passphrase' : 'passphrase+device'}`;
  try {
    return Buffer.from(hkdfSync('sha256', material, salt, label, KEY_BYTES));
  } finally {
    stretched.fill(0);
    material.fill(0);
  }
}

/** What AES-GCM authenticates beside the key: every field of the slot but the lock-out, which must change without a key. */
function boundData(vault: VaultIdentity, head: SlotHead): Buffer {
  const { memoryKiB, passes, lanes } = head.cost;
  const fields = [DOMAIN, vault.vaultId, vault.nameSalt, head.slotId, head.kind, head.nameTag, head.deviceCheck];
  return Buffer.from(JSON.stringify([...fields, memoryKiB, passes, lanes, head.salt]));
}
