import * as nodeCrypto from 'node:crypto';
import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_COST, Vault } from '../../../src-main/core/vault/vault.ts';
import { allBytes, DEVICE, NAME, PASSPHRASE, refusal, StillWorld, temporaryFolder, vaultOptions } from '../../support/vault.ts';

const OTHER = 'quiet harbour 93 lantern';

async function made(more: Parameters<typeof vaultOptions>[0] = {}) {
  const options = vaultOptions(more);
  const created = await Vault.create({ ...options, name: NAME, passphrase: PASSPHRASE });
  return { options, world: options.world, key: Buffer.from(created.opened.key), ...created };
}

describe('opening', () => {
  test('the first person and the recovery key open the same key, now and after a restart', async () => {
    const { vault, key, options, recoveryKey, slotId, opened } = await made();
    expect(opened).toMatchObject({ slotId, slotKind: 'staff' });
    expect(key).toHaveLength(32);
    for (const each of [vault, Vault.load(options)]) {
      expect(await each.signIn(NAME, PASSPHRASE)).toEqual({ slotId, slotKind: 'staff', key });
      const recovered = await each.recover(recoveryKey);
      expect(recovered.slotKind).toBe('recovery');
      expect(recovered.key).toEqual(key);
    }
  });

  test('a name is found whatever its case, accents and spaces; a passphrase in any composed form', async () => {
    const options = vaultOptions();
    const { vault, slotId } = await Vault.create({ ...options, name: 'Zoë  Strauß', passphrase: 'fenêtre ﬁne 12 canapé' });
    for (const name of ['zoe strauss', ' ZOË STRAUSS ', 'Zoe\u0308\u00a0Strau\u00df', 'Zo\u200be Strauß']) {
      expect((await vault.signIn(name, 'fene\u0302tre fine 12 canape\u0301')).slotId).toBe(slotId);
    }
    expect((await refusal(vault.signIn('zoe straus', 'fenêtre fine 12 canapé'))).code).toBe('wrong_passphrase');
  });

  test('each caller gets a key of its own to wipe', async () => {
    const { vault, key, opened } = await made();
    opened.key.fill(0);
    const first = await vault.signIn(NAME, PASSPHRASE);
    first.key.fill(0);
    expect((await vault.signIn(NAME, PASSPHRASE)).key).toEqual(key);
  });

  test('another device secret, or none, opens nothing with the passphrase, and the recovery key still does', async () => {
    const { options, key, recoveryKey } = await made();
    for (const deviceSecret of [null, new Uint8Array(32).fill(8)]) {
      const elsewhere = Vault.load({ ...options, deviceSecret });
      const refused = await refusal(elsewhere.signIn(NAME, PASSPHRASE));
      expect(refused).toMatchObject({ code: 'not_allowed', detail: { recoveryOnly: true } });
      expect(elsewhere.slots().map(({ kind, opensHere }) => [kind, opensHere])).toEqual([
        ['staff', false],
        ['recovery', true],
      ]);
      expect((await elsewhere.recover(recoveryKey)).key).toEqual(key);
    }
  });

  test('moved to a new computer: the recovery key gives a person a passphrase there, and the old computer’s opens no more', async () => {
    const { options, recoveryKey, slotId, key } = await made();
    const moved = { ...options, deviceSecret: new Uint8Array(32).fill(9) };
    const vault = Vault.load(moved);
    const recovered = await vault.recover(recoveryKey);
    await vault.rewrapSlot(recovered.key, slotId, OTHER, NAME);
    expect(await Vault.load(moved).signIn(NAME, OTHER)).toEqual({ slotId, slotKind: 'staff', key });
    expect((await refusal(Vault.load(options).signIn(NAME, PASSPHRASE))).detail).toEqual({ recoveryOnly: true });
  });

  test('without a keystore the passphrase alone opens, and the slot says so; a keystore that comes later is used by the next passphrase', async () => {
    const { options, vault, key, slotId } = await made({ deviceSecret: null });
    expect(vault.slots().every((slot) => !slot.usesDeviceSecret)).toBe(true);
    const later = Vault.load({ ...options, deviceSecret: DEVICE });
    expect((await later.signIn(NAME, PASSPHRASE)).key).toEqual(key);
    await later.rewrapSlot(key, slotId, OTHER, NAME);
    expect(later.slots()[0]).toMatchObject({ usesDeviceSecret: true });
    expect((await later.signIn(NAME, OTHER)).key).toEqual(key);
    expect((await refusal(Vault.load(options).signIn(NAME, OTHER))).code).toBe('not_allowed');
  });

  test('with the cost of the product it works too, off the main thread', async () => {
    const { cost: _, ...options } = vaultOptions();
    const { vault, slotId } = await Vault.create({ ...options, name: NAME, passphrase: PASSPHRASE });
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 5);
    expect((await vault.signIn(NAME, PASSPHRASE)).slotId).toBe(slotId);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(2);
    const file = JSON.parse(readFileSync(join(options.folder, 'vault.json'), 'utf8'));
    expect(file.body.slots.map((slot: { cost: unknown }) => slot.cost)).toEqual([DEFAULT_COST, DEFAULT_COST]);
    expect(DEFAULT_COST).toEqual({ memoryKiB: 65_536, passes: 3, lanes: 1 });
  });
});

describe('slots', () => {
  test('more people, each with a slot; a name that is taken is a conflict', async () => {
    const { vault, options, key } = await made();
    const { slotId } = await vault.addSlot(key, 'Omar Sample', OTHER);
    expect((await Vault.load(options).signIn('omar sample', OTHER)).key).toEqual(key);
    expect((await refusal(vault.addSlot(key, 'ÓMAR  sample', PASSPHRASE))).code).toBe('conflict');
    expect((await refusal(vault.rewrapSlot(key, slotId, PASSPHRASE, NAME))).code).toBe('conflict');
    expect((await refusal(vault.addSlot(key, '\u200b\u0301', PASSPHRASE))).code).toBe('invalid');
    expect(vault.slots().map((slot) => slot.kind)).toEqual(['staff', 'recovery', 'staff']);
  });

  test('two who take one name at the same time: one has it', async () => {
    const { vault, key } = await made();
    const results = await Promise.allSettled([vault.addSlot(key, 'Omar', OTHER), vault.addSlot(key, 'omar', PASSPHRASE)]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    expect(vault.slots()).toHaveLength(3);
  });

  test('a removed slot never opens again: not here, not after a restart, not where its sign-in was under way', async () => {
    const { vault, options, key } = await made();
    const { slotId } = await vault.addSlot(key, 'Omar Sample', OTHER);
    const underWay = refusal(vault.signIn('Omar Sample', OTHER));
    // The turn has begun and the passphrase is being stretched.
    await Promise.resolve();
    vault.removeSlot(slotId);
    vault.removeSlot(slotId);
    expect((await underWay).code).toBe('wrong_passphrase');
    options.world.pass(400);
    expect((await refusal(vault.signIn('Omar Sample', OTHER))).code).toBe('wrong_passphrase');
    options.world.pass(400);
    expect((await refusal(Vault.load(options).signIn('Omar Sample', OTHER))).code).toBe('wrong_passphrase');
    expect(allBytes(options.folder).includes(slotId)).toBe(true); // In the journal, by its id
    expect(readFileSync(join(options.folder, 'vault.json')).includes(slotId)).toBe(false);
    expect(readFileSync(join(options.folder, 'vault.copy.json')).includes(slotId)).toBe(false);
    expect((await refusal(vault.rewrapSlot(key, slotId, OTHER, 'Omar Sample'))).code).toBe('not_found');
  });

  test('the recovery slot is not removed, only replaced; the old sheet opens nothing', async () => {
    const { vault, options, key, recoveryKey } = await made();
    const old = vault.slots().find((slot) => slot.kind === 'recovery')!;
    vault.removeSlot(old.slotId);
    expect((await vault.recover(recoveryKey)).key).toEqual(key);
    const next = await vault.replaceRecovery(key);
    expect(next).not.toBe(recoveryKey);
    const again = Vault.load(options);
    expect((await again.recover(next)).key).toEqual(key);
    expect((await refusal(again.recover(recoveryKey))).code).toBe('wrong_passphrase');
    expect(again.slots().filter((slot) => slot.kind === 'recovery')).toHaveLength(1);
  });

  test('a new passphrase, and a new name with it, end the old ones', async () => {
    const { vault, key, slotId, world } = await made();
    await vault.rewrapSlot(key, slotId, OTHER, 'Jane Newname');
    expect((await vault.signIn('Jane Newname', OTHER)).slotId).toBe(slotId);
    for (const [name, passphrase] of [
      ['Jane Newname', PASSPHRASE],
      [NAME, OTHER],
    ] as const) {
      world.pass(60);
      expect((await refusal(vault.signIn(name, passphrase))).code).toBe('wrong_passphrase');
    }
  });

  test('a key that is not this vault’s, or is wiped already, makes no slot; one wiped while it works does no harm', async () => {
    const { vault, key, slotId } = await made();
    for (const wrong of [Buffer.alloc(32), Buffer.alloc(32, 1), key.subarray(0, 31)]) {
      await expect(vault.addSlot(wrong, 'Omar', OTHER)).rejects.toThrow('not the key');
      await expect(vault.rewrapSlot(wrong, slotId, OTHER, NAME)).rejects.toThrow('not the key');
      await expect(vault.replaceRecovery(wrong)).rejects.toThrow('not the key');
    }
    const wiped = Buffer.from(key);
    const adding = vault.addSlot(wiped, 'Omar', OTHER);
    await Promise.resolve();
    wiped.fill(0);
    await adding;
    expect((await vault.signIn('Omar', OTHER)).key).toEqual(key);
  });

  test('where a vault is, none is made', async () => {
    const { options, key } = await made();
    expect(Vault.exists(options.folder)).toBe(true);
    expect((await refusal(Vault.create({ ...options, name: 'Eve', passphrase: OTHER }))).code).toBe('conflict');
    expect((await Vault.load(options).signIn(NAME, PASSPHRASE)).key).toEqual(key);
    const fresh = vaultOptions();
    expect(Vault.exists(fresh.folder)).toBe(false);
    expect((await refusal(() => Vault.load(fresh))).code).toBe('not_found');
    const both = await Promise.allSettled(['A', 'B'].map((name) => Vault.create({ ...fresh, name, passphrase: PASSPHRASE })));
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('on the disk', () => {
  test('neither passphrase, name, key nor recovery key lies in the folder, in any form that can be searched for', async () => {
    const passphrase = 'CanaryPassphrase velvet 61';
    const name = 'Canaryname Surnameson';
    const options = vaultOptions();
    const { vault, opened, recoveryKey } = await Vault.create({ ...options, name, passphrase });
    await vault.addSlot(opened.key, 'Secondcanary', passphrase);
    await refusal(vault.signIn(`${name}x`, `${passphrase}x`));
    options.world.pass(60);
    await refusal(vault.signIn(name, `${passphrase}y`));
    // A passphrase typed into the field for the name is a name that nobody has.
    options.world.pass(60);
    await refusal(vault.signIn(passphrase, name));
    const bytes = allBytes(options.folder);
    const text = bytes.toString('latin1').toLowerCase();
    for (const canary of ['canary', 'velvet', 'surnameson', ...recoveryKey.toLowerCase().split('-')]) expect(text).not.toContain(canary);
    for (const secret of [opened.key, Buffer.from(passphrase), Buffer.from(name), Buffer.from(DEVICE)]) {
      expect(bytes.includes(secret)).toBe(false);
      expect(text).not.toContain(secret.toString('hex'));
      expect(bytes.toString('latin1')).not.toContain(secret.toString('base64').replace(/=+$/, '').slice(0, -2));
    }
  });

  test('with a device secret a name cannot be tried against its tag; without one the same name has another tag in another vault', async () => {
    const tagOf = (folder: string) =>
      JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8')).body as { nameSalt: string; slots: { nameTag: string }[] };
    const guess = (salt: string) =>
      createHmac('sha256', Buffer.from(salt, 'base64')).update('dsr-desk/vault/1/name\0jane example').digest('base64');
    const { options } = await made();
    const guarded = tagOf(options.folder);
    expect(guarded.slots[0]?.nameTag).not.toBe(guess(guarded.nameSalt));
    const open = tagOf((await made({ deviceSecret: null })).options.folder);
    expect(open.slots[0]?.nameTag).toBe(guess(open.nameSalt));
    expect(JSON.stringify(guarded)).not.toContain(NAME);
  });

  test('the files are for their owner only, and no temporary one stays', async () => {
    const { options } = await made({ folder: join(temporaryFolder(), 'new', 'folder') });
    expect(readdirSync(options.folder).sort()).toEqual(['vault-attempts.json', 'vault.copy.json', 'vault.json']);
    if (process.platform !== 'win32') {
      for (const name of readdirSync(options.folder)) expect(statSync(join(options.folder, name)).mode & 0o777).toBe(0o600);
      expect(statSync(options.folder).mode & 0o777).toBe(0o700);
    }
  });

  test('the slot is what the specification says, opened by other means than the vault’s own', async () => {
    const { options, key, slotId } = await made();
    const { body } = JSON.parse(readFileSync(join(options.folder, 'vault.json'), 'utf8'));
    const slot = body.slots.find((each: { slotId: string }) => each.slotId === slotId);
    const salt = Buffer.from(slot.salt, 'base64');
    // Node's own Argon2, not the library's. Its types are not in @types/node yet.
    const argon2 = (nodeCrypto as unknown as { argon2Sync: (algorithm: string, parameters: object) => Buffer }).argon2Sync;
    const { memoryKiB, passes, lanes } = slot.cost;
    const stretched = argon2('argon2id', {
      message: PASSPHRASE,
      nonce: salt,
      parallelism: lanes,
      tagLength: 32,
      memory: memoryKiB,
      passes,
    });
    const label = `dsr-desk/vault/1/wrap\0${body.vaultId}\0${slotId}\0passphrase+device`;
    const wrapping = Buffer.from(hkdfSync('sha256', Buffer.concat([stretched, DEVICE]), salt, label, 32));
    const wrapped = Buffer.from(slot.wrapped, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(slot.nonce, 'base64'), { authTagLength: 16 });
    const bound = [
      'dsr-desk/vault/1',
      body.vaultId,
      body.nameSalt,
      slotId,
      'staff',
      slot.nameTag,
      slot.deviceCheck,
      memoryKiB,
      passes,
      lanes,
      slot.salt,
    ];
    decipher.setAAD(Buffer.from(JSON.stringify(bound))).setAuthTag(wrapped.subarray(32));
    expect(Buffer.concat([decipher.update(wrapped.subarray(0, 32)), decipher.final()])).toEqual(key);
  });

  test('a copy of the folder opens as the folder does', async () => {
    const { options, key } = await made();
    const elsewhere = temporaryFolder();
    cpSync(options.folder, elsewhere, { recursive: true });
    expect(existsSync(join(elsewhere, 'vault.json'))).toBe(true);
    expect((await Vault.load({ ...options, folder: elsewhere, world: new StillWorld() }).signIn(NAME, PASSPHRASE)).key).toEqual(key);
  });
});
