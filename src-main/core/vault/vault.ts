// The vault: who may open the queue, and with what. This is the specification of its files and of what they withstand.
//
// THE KEY. The queue's key is 32 random bytes. Each person has a key slot that holds it wrapped; a printed recovery key is a slot too.
//
// vault.json, and vault.copy.json with the same content against rot (see vault-file.ts for why it never is older):
//   {"format":1,"check":…,"body":{ vaultId, nameSalt, keyCheck, slots }}     the frame is frame.ts; binary values are base64
//     vaultId    UUID; in every derivation, so that nothing can be carried from one vault into another
//     nameSalt   32 random bytes
//     keyCheck   HMAC-SHA-256(key, "dsr-desk/vault/1/key" 0 vaultId), 16 bytes: a wiped or strange key is never wrapped
//   a slot: slotId, kind, nameTag, deviceCheck, cost, salt (16), nonce (12), wrapped (32 + 16), lockedOut
//     nameTag      HMAC-SHA-256(k, "dsr-desk/vault/1/name" 0 folded name), k = HKDF(device secret, nameSalt, "…/names"), or nameSalt itself
//                  where there is no device secret. Folded: NFKD without marks and format characters, one case, single spaces.
//     deviceCheck  HMAC-SHA-256(device secret, "dsr-desk/vault/1/device" 0 vaultId), 16 bytes; null without a device secret
//   Opening a slot:
//     stretched = Argon2id v1.3 (NFKC passphrase in UTF-8 | the 16 bytes of the recovery key; salt, cost: 64 MiB, 3 passes, 1 lane) → 32
//     wrapping  = HKDF-SHA-256(stretched ‖ device secret, salt, "dsr-desk/vault/1/wrap" 0 vaultId 0 slotId 0 "passphrase[+device]") → 32
//     key       = AES-256-GCM(wrapping, nonce, wrapped), its additional data every other field of the slot but lockedOut (slot.ts)
// vault-attempts.json: failures in a row per slot, and the journal; slot ids and times (attempts.ts).
// Each is written to a temporary file, synced, renamed, and the folder synced, with mode 0600.
//
// WHAT IT ANSWERS. A stolen folder without the device secret (it lies in the OS keystore) opens to no passphrase, and tells no name; only
// the recovery key opens it. With the device secret, or where there was no keystore, each guess costs Argon2id. At the keyboard: waits
// that grow, a lock-out after ten in a row, and for a name that nobody has the same work, the same waits, the same lock-out. An attempt is
// spent before it is tried, so killing the process saves none. Taking the counters away leaves three tries and an entry in the journal;
// a lock-out stands in vault.json too.
// WHAT IT CANNOT. Who can write the folder and holds the device secret guesses beside the program; counters do not bind him. A slot taken
// away opens no more here, but who kept a copy of the old file and the passphrase still knows the key: that takes a new key. A clock set
// forward shortens a wait, never the count. A string with a passphrase in it cannot be wiped; buffers are.

import { AttemptLog } from './attempt-log.ts';
import { type Charge, type FailedAttempt, MAX_FAILURES, RECOVERY_COUNTER, unknownCounter } from './attempts.ts';
import { realDisk } from './disk.ts';
import { parseRecoveryKey } from './recovery-key.ts';
import {
  decoySlot,
  deviceCheck,
  isKeyOf,
  KEY_BYTES,
  keyCheck,
  nameTag,
  openSlot,
  passphraseBytes,
  sealRecoverySlot,
  sealStaffSlot,
} from './slot.ts';
import { mistyped, nameTaken, noSlot, recoveryOnly, slotLocked, tooSoon, wrongPassphrase, wrongRecoveryKey } from './vault-errors.ts';
import { loadVaultFile, type Slot, saveVaultFile, type VaultBody, vaultFileExists } from './vault-file.ts';
import { checkedName, complete, makeFolder, refuseWhereVaultIs, sealing, type VaultOptions } from './vault-options.ts';

export type { FailedAttempt } from './attempts.ts';
export { foldName } from './slot.ts';
export { type Argon2Cost, VAULT_FILE } from './vault-file.ts';
export { DEFAULT_COST, type VaultOptions } from './vault-options.ts';

export type SlotKind = 'staff' | 'recovery';

export interface OpenedVault {
  readonly slotId: string;
  readonly slotKind: SlotKind;
  /** 32 bytes. The caller wipes it after use. */
  readonly key: Buffer;
}

export interface CreatedVault {
  readonly vault: Vault;
  readonly opened: OpenedVault;
  /** To be shown once; kept nowhere. */
  readonly recoveryKey: string;
  /** The first person's. */
  readonly slotId: string;
}

export interface SlotSummary {
  readonly slotId: string;
  readonly kind: SlotKind;
  /** Wrong passphrases in a row. */
  readonly failures: number;
  readonly lockedOut: boolean;
  readonly usesDeviceSecret: boolean;
  /** False for a slot that was made with another computer's device secret: no passphrase opens it here. */
  readonly opensHere: boolean;
}

interface Attempt {
  readonly kind: Charge['kind'];
  readonly counter: string;
  /** Null: nobody has this name. */
  readonly slot: Slot | null;
}

/** The key slots in one folder. Nothing of the queue itself is known here. */
export class Vault {
  readonly #options: Required<VaultOptions>;
  readonly #log: AttemptLog;
  #body: VaultBody;
  /** Attempts go one after the other: a hundred at once would all pass the same wait. */
  #turn: Promise<void> = Promise.resolve();

  private constructor(options: Required<VaultOptions>, body: VaultBody, log: AttemptLog) {
    this.#options = options;
    this.#body = body;
    this.#log = log;
  }

  /** Whether a vault, readable or not, lies in the folder. */
  static exists(folder: string): boolean {
    return vaultFileExists(realDisk, folder);
  }

  /** Makes a key, its first slot and its recovery key. Errors: `conflict` where a vault is, `invalid`, `unavailable`. */
  static async create(given: VaultOptions & { readonly name: string; readonly passphrase: string }): Promise<CreatedVault> {
    const { name, passphrase, ...rest } = given;
    const options = complete(rest);
    const { world, folder, disk } = options;
    refuseWhereVaultIs(options);
    const key = Buffer.from(world.randomBytes(KEY_BYTES));
    try {
      const vaultId = world.newId();
      const nameSalt = Buffer.from(world.randomBytes(KEY_BYTES)).toString('base64');
      const empty: VaultBody = { vaultId, nameSalt, keyCheck: keyCheck(vaultId, key), slots: [] };
      const first = await sealStaffSlot(sealing(options, empty), { slotId: world.newId(), name: checkedName(name) }, passphrase, key);
      const recovery = await sealRecoverySlot(sealing(options, empty), world.newId(), key);
      // Another call may have made one while this one was stretching its passphrase.
      refuseWhereVaultIs(options);
      makeFolder(options);
      const body = { ...empty, slots: [first, recovery.slot] };
      // The counters first: a vault without them looks as if somebody had taken them away.
      const log = AttemptLog.create(options, vaultId);
      saveVaultFile(disk, folder, body);
      const opened: OpenedVault = { slotId: first.slotId, slotKind: 'staff', key };
      return { vault: new Vault(options, body, log), opened, recoveryKey: recovery.printed, slotId: first.slotId };
    } catch (error) {
      key.fill(0);
      throw error;
    }
  }

  /** Reads the vault in the folder. Errors: `damaged` (nothing is deleted), `from_future`, `not_found`, `unavailable`. */
  static load(given: VaultOptions): Vault {
    const options = complete(given);
    const body = loadVaultFile(options.disk, options.folder);
    return new Vault(options, body, AttemptLog.load(options, body.vaultId));
  }

  /**
   * Opens with a name and a passphrase. Errors: `wrong_passphrase` (detail.triesLeft, detail.waitSeconds; the same for a name that nobody
   * has), `too_soon` (detail.waitSeconds), `slot_locked`, `not_allowed` (detail.recoveryOnly: no passphrase opens on this computer).
   */
  signIn(name: string, passphrase: string): Promise<OpenedVault> {
    return this.#inTurn(async () => {
      if (!this.slots().some((slot) => slot.kind === 'staff' && slot.opensHere)) throw recoveryOnly();
      const slot = this.#slotNamed(name);
      const counter = slot?.slotId ?? unknownCounter(nameTag(this.#body, this.#options.deviceSecret, name));
      const key = await this.#attempt({ kind: 'sign_in', slot, counter }, passphraseBytes(passphrase));
      if (key !== null && slot !== null) return { slotId: slot.slotId, slotKind: slot.kind, key };
      if (this.#lockedOut(slot, counter)) throw slotLocked();
      throw wrongPassphrase(MAX_FAILURES - this.#log.failures(counter), this.#log.waitSeconds(counter, true));
    });
  }

  /**
   * Opens with the printed recovery key. Errors: `invalid` (detail.group: the first mistyped group from 1, or 0 where only the whole is
   * wrong; costs no try), `wrong_passphrase` (another vault's or an old key; detail.waitSeconds), `too_soon` (detail.waitSeconds).
   */
  recover(recoveryKey: string): Promise<OpenedVault> {
    return this.#inTurn(async () => {
      const parsed = parseRecoveryKey(recoveryKey);
      if (parsed.secret === null) throw mistyped(parsed.group);
      const slot = this.#recoverySlot();
      const key = await this.#attempt({ kind: 'recover', slot, counter: RECOVERY_COUNTER }, parsed.secret);
      if (key !== null) return { slotId: slot.slotId, slotKind: 'recovery', key };
      throw wrongRecoveryKey(this.#log.waitSeconds(RECOVERY_COUNTER, false));
    });
  }

  /** Whether this is the slot's passphrase, for one who changes their own. Counts as an attempt. Errors: `too_soon`, `slot_locked`, `not_found`. */
  checkPassphrase(slotId: string, passphrase: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const slot = this.#staffSlot(slotId);
      const key = await this.#attempt({ kind: 'check', slot, counter: slotId }, passphraseBytes(passphrase));
      key?.fill(0);
      return key !== null;
    });
  }

  /** A slot for one more person. Errors: `conflict` for a name that has one here, `invalid`, `unavailable`. */
  addSlot(key: Uint8Array, name: string, passphrase: string): Promise<{ slotId: string }> {
    return this.#withKey(key, async (own) => {
      this.#mustBeFree(checkedName(name), null);
      const slotId = this.#options.world.newId();
      const slot = await sealStaffSlot(sealing(this.#options, this.#body), { slotId, name }, passphrase, own);
      // Started before it is there: after a loss of the counters a slot without its own would begin with few tries.
      this.#log.reset(slotId);
      this.#save([...this.#body.slots, slot]);
      return { slotId };
    });
  }

  /**
   * A new passphrase for a slot, on this computer's device secret, under `name` (theirs, or a new one). Lifts a lock-out.
   * Errors: `not_found`, `conflict`, `invalid`, `unavailable`.
   */
  rewrapSlot(key: Uint8Array, slotId: string, passphrase: string, name: string): Promise<void> {
    return this.#withKey(key, async (own) => {
      this.#staffSlot(slotId);
      this.#mustBeFree(checkedName(name), slotId);
      const slot = await sealStaffSlot(sealing(this.#options, this.#body), { slotId, name }, passphrase, own);
      // It may have been taken away in the meantime, and stays away.
      this.#staffSlot(slotId);
      this.#save(this.#body.slots.map((other) => (other.slotId === slotId ? slot : other)));
      this.#log.reset(slotId);
    });
  }

  /**
   * Takes a slot away: it opens nothing any more, an attempt under way included. Where it is gone already nothing happens, so that whoever
   * died between this and their own row can repeat it. The recovery slot stays. Error `unavailable`.
   */
  removeSlot(slotId: string): void {
    if (!this.#body.slots.some((slot) => slot.slotId === slotId && slot.kind === 'staff')) return;
    this.#save(this.#body.slots.filter((slot) => slot.slotId !== slotId));
    this.#log.forget(slotId);
  }

  /** A new recovery key, to be shown once; the old one opens nothing any more. Error `unavailable`. */
  replaceRecovery(key: Uint8Array): Promise<string> {
    return this.#withKey(key, async (own) => {
      const { slot, printed } = await sealRecoverySlot(sealing(this.#options, this.#body), this.#options.world.newId(), own);
      this.#save([...this.#body.slots.filter((other) => other.kind === 'staff'), slot]);
      this.#log.reset(RECOVERY_COUNTER);
      return printed;
    });
  }

  /** Lifts a lock-out without a new passphrase. Errors: `not_found`, `unavailable`. */
  lift(slotId: string): void {
    const { lockedOut } = this.#staffSlot(slotId);
    if (lockedOut) this.#setLockedOut(slotId, false);
    this.#log.reset(slotId);
  }

  slots(): SlotSummary[] {
    const own = this.#deviceCheck();
    return this.#body.slots.map((slot) => ({
      slotId: slot.slotId,
      kind: slot.kind,
      failures: this.#log.failures(slot.kind === 'recovery' ? RECOVERY_COUNTER : slot.slotId),
      lockedOut: slot.kind === 'staff' && this.#lockedOut(slot, slot.slotId),
      usesDeviceSecret: slot.deviceCheck !== null,
      opensHere: slot.deviceCheck === null || slot.deviceCheck === own,
    }));
  }

  /** What failed since the last `clearJournal`, oldest first, to be folded into the ledger. Each has an id, so that none is folded twice. */
  takeJournal(): FailedAttempt[] {
    return this.#log.take();
  }

  /** Drops the entries up to the one with this id: they are in the ledger now, and durable there. Error `unavailable`. */
  clearJournal(upTo: string): void {
    this.#log.clear(upTo);
  }

  /** A procedure was refused because the desk is locked. Of a flood, an entry a minute is kept, with its number. */
  noteRefusal(): void {
    this.#log.refused(null, 'refused_while_locked');
  }

  /** Tries `secret`, and wipes it. Null: wrong. Errors: `too_soon`, `slot_locked`. */
  async #attempt({ kind, counter, slot }: Attempt, secret: Buffer): Promise<Buffer | null> {
    const { deviceSecret } = this.#options;
    const slotId = slot?.slotId ?? null;
    let key: Buffer | null = null;
    try {
      // Asked first, for it brings the counters to today.
      const waitSeconds = this.#log.waitSeconds(counter, kind === 'sign_in');
      if (kind !== 'recover' && this.#lockedOut(slot, counter)) {
        this.#log.refused(slotId, 'refused_early');
        throw slotLocked();
      }
      if (waitSeconds > 0) {
        this.#log.refused(slotId, 'refused_early');
        throw tooSoon(waitSeconds);
      }
      this.#log.charge({ kind, counter, slotId });
      try {
        key = await openSlot(this.#body, slot ?? this.#decoy(), deviceSecret, secret);
      } catch (error) {
        this.#log.failed();
        throw error;
      }
    } finally {
      secret.fill(0);
    }
    // The slot may have been removed or re-wrapped while its old passphrase was stretched.
    if (key !== null && slot !== null && this.#body.slots.includes(slot) && isKeyOf(this.#body, key)) {
      try {
        this.#log.succeeded();
        return key;
      } catch (error) {
        key.fill(0);
        throw error;
      }
    }
    key?.fill(0);
    this.#log.failed();
    if (kind !== 'recover' && this.#log.failures(counter) >= MAX_FAILURES) this.#setLockedOut(slotId, true);
    return null;
  }

  /** For the name of nobody (`slotId` null) the same file is written again: the tenth failure must not take longer for a name that is known. */
  #setLockedOut(slotId: string | null, lockedOut: boolean): void {
    this.#save(this.#body.slots.map((slot) => (slot.slotId === slotId ? { ...slot, lockedOut } : slot)));
  }

  #lockedOut(slot: Slot | null, counter: string): boolean {
    return slot?.lockedOut === true || this.#log.failures(counter) >= MAX_FAILURES;
  }

  /** As costly as a slot of this vault is, so that no name answers faster than another. */
  #decoy(): Slot {
    const { deviceSecret, cost, world } = this.#options;
    const like = this.#body.slots.find((slot) => slot.kind === 'staff');
    const options = { deviceSecret, cost: like?.cost ?? cost, randomBytes: world.randomBytes };
    return decoySlot(this.#body, options, this.#recoverySlot().slotId);
  }

  #slotNamed(name: string): Slot | null {
    const { deviceSecret } = this.#options;
    const own = this.#deviceCheck();
    const withSecret = nameTag(this.#body, deviceSecret, name);
    const without = nameTag(this.#body, null, name);
    const matches = ({ deviceCheck: check, nameTag: tag }: Slot) =>
      check === null ? tag === without : check === own && tag === withSecret;
    return this.#body.slots.find((slot) => slot.kind === 'staff' && matches(slot)) ?? null;
  }

  #staffSlot(slotId: string): Slot {
    const found = this.#body.slots.find((slot) => slot.slotId === slotId && slot.kind === 'staff');
    if (found === undefined) throw noSlot();
    return found;
  }

  #recoverySlot(): Slot {
    const found = this.#body.slots.find((slot) => slot.kind === 'recovery');
    if (found === undefined) throw new Error('a vault without a recovery slot passed its schema');
    return found;
  }

  #deviceCheck(): string | null {
    const { deviceSecret } = this.#options;
    return deviceSecret === null ? null : deviceCheck(this.#body, deviceSecret);
  }

  #mustBeFree(name: string, exceptSlotId: string | null): void {
    const owner = this.#slotNamed(name);
    if (owner === null || owner.slotId === exceptSlotId) return;
    throw nameTaken();
  }

  /** Works in turn with a copy of the key: the desk may lock, and wipe its own, while a passphrase is stretched. */
  #withKey<T>(key: Uint8Array, work: (own: Buffer) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const own = Buffer.alloc(KEY_BYTES);
      try {
        own.set(key);
        // Wiped before its turn came, or another vault's: its slots would open onto nothing.
        if (!isKeyOf(this.#body, own)) throw new Error('this is not the key of this vault');
        return await work(own);
      } finally {
        own.fill(0);
      }
    });
  }

  #save(slots: readonly Slot[]): void {
    const body = { ...this.#body, slots };
    saveVaultFile(this.#options.disk, this.#options.folder, body);
    this.#body = body;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    // The next one's turn comes however this one ends; its error goes to its own caller.
    this.#turn = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}
