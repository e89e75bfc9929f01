import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeFrame } from '../../../src-main/core/vault/frame.ts';
import { parseRecoveryKey } from '../../../src-main/core/vault/recovery-key.ts';
import { Vault } from '../../../src-main/core/vault/vault.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { CROCKFORD } from '../../../src-shared/vocabulary/reference.ts';
import { NAME, PASSPHRASE, StillWorld, temporaryFolder, vaultOptions } from '../../support/vault.ts';

const SECOND = 'Omar Sample';
const OTHER = 'quiet harbour 93 lantern';
/** What a vault may answer to whatever lies in its files: the true key, or one of these. */
const REFUSALS = ['damaged', 'wrong_passphrase', 'slot_locked', 'not_allowed'];

let bytes: Buffer;
let counters: Buffer;
let key: Buffer;
let recoveryKey: string;
let slots: { readonly slotId: string }[];

beforeAll(async () => {
  const options = vaultOptions({ folder: mkdtempSync(join(tmpdir(), 'dsr-desk-vault-')) });
  const created = await Vault.create({ ...options, name: NAME, passphrase: PASSPHRASE });
  await created.vault.addSlot(created.opened.key, SECOND, OTHER);
  key = created.opened.key;
  recoveryKey = created.recoveryKey;
  bytes = readFileSync(join(options.folder, 'vault.json'));
  counters = readFileSync(join(options.folder, 'vault-attempts.json'));
  slots = created.vault.slots();
  rmSync(options.folder, { recursive: true });
});

/** All the ways to open a vault that lies in these files, each as `opened`, or its refusal. Another key than the true one fails the test. */
async function answers(folder: string, vaultFile: Buffer | string): Promise<string[]> {
  const world = new StillWorld();
  world.pass(3600);
  const options = { ...vaultOptions({ world }), folder };
  const ways = [
    (vault: Vault) => vault.signIn(NAME, PASSPHRASE),
    (vault: Vault) => vault.signIn(SECOND, OTHER),
    (vault: Vault) => vault.recover(recoveryKey),
    (vault: Vault) => vault.signIn(NAME, OTHER),
  ];
  const results: string[] = [];
  for (const way of ways) {
    rmSync(join(folder, 'vault.copy.json'), { force: true });
    writeFileSync(join(folder, 'vault.json'), vaultFile);
    writeFileSync(join(folder, 'vault-attempts.json'), counters);
    try {
      const opened = await way(Vault.load(options));
      expect(opened.key).toEqual(key);
      expect(opened.slotId).toBe(slots.find((slot) => slot.slotId === opened.slotId)?.slotId);
      results.push('opened');
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      expect(REFUSALS).toContain(error.code);
      results.push(error.code);
    }
  }
  return results;
}

/** Each step derives a key: seconds by itself, more where the machine has other work. */
const MANY_KEYS_MS = 60_000;

describe('tampering', () => {
  test('untouched, everyone opens, and nobody with another’s passphrase', async () => {
    expect(await answers(temporaryFolder(), bytes)).toEqual(['opened', 'opened', 'opened', 'wrong_passphrase']);
  });

  test('any byte of the file changed to any other: damaged, for all', async () => {
    const folder = temporaryFolder();
    let tried = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at]! ^ (1 + (at % 255))) & 0xff;
      rmSync(join(folder, 'vault.copy.json'), { force: true });
      writeFileSync(join(folder, 'vault.json'), changed);
      expect(() => Vault.load({ ...vaultOptions(), folder }), `byte ${at}`).toThrow(expect.objectContaining({ code: 'damaged' }));
      tried += 1;
    }
    expect(tried).toBe(bytes.length);
  });

  test(
    'by one who writes the check anew, any character of any value: the true key or a refusal, never another key, never a crash',
    async () => {
      const folder = temporaryFolder();
      const body: object = JSON.parse(bytes.toString('utf8')).body;
      const text = JSON.stringify(body);
      let opened = 0;
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom(...'0Aaz9+/=",:{}[]e-'), async (at, character) => {
          const changed = text.slice(0, at) + character + text.slice(at + 1);
          const framed = isJsonObject(changed) ? writeFrame(1, JSON.parse(changed)) : changed;
          for (const answer of await answers(folder, framed)) {
            if (answer === 'opened') opened += 1;
            else refused += 1;
          }
        }),
        { numRuns: 400 },
      );
      // Both happen: one person's slot that is tampered with leaves the others theirs.
      expect(opened).toBeGreaterThan(50);
      expect(refused).toBeGreaterThan(400);
    },
    MANY_KEYS_MS,
  );

  test('every field of a slot is bound: exchanged for another slot’s or another value, that slot opens no more, and the others do', async () => {
    const folder = temporaryFolder();
    const other64 = (text: string) => {
      const bytesOfIt = Buffer.from(text, 'base64');
      for (const [at, byte] of bytesOfIt.entries()) bytesOfIt[at] = byte ^ 0x55;
      return bytesOfIt.toString('base64');
    };
    type StoredSlot = { nameTag: string; salt: string; nonce: string; wrapped: string; cost: object };
    const changes: Record<string, (slot: StoredSlot) => unknown> = {
      slotId: () => '00000000-0000-7000-8000-000000000001',
      nameTag: (slot) => other64(slot.nameTag),
      deviceCheck: () => null,
      cost: (slot) => ({ ...slot.cost, passes: 2 }),
      salt: (slot) => other64(slot.salt),
      nonce: (slot) => other64(slot.nonce),
      wrapped: (slot) => other64(slot.wrapped),
      lockedOut: () => true,
    };
    const frame = JSON.parse(bytes.toString('utf8'));
    expect(Object.keys(changes).sort()).toEqual(
      Object.keys(frame.body.slots[0])
        .filter((name) => name !== 'kind')
        .sort(),
    );
    for (const [field, change] of Object.entries(changes)) {
      const body = structuredClone(frame.body);
      body.slots[0][field] = change(body.slots[0]);
      const [first, ...rest] = await answers(folder, writeFrame(1, body));
      expect(first, field).toBe(field === 'lockedOut' ? 'slot_locked' : 'wrong_passphrase');
      expect(rest, field).toEqual(['opened', 'opened', field === 'lockedOut' ? 'slot_locked' : 'wrong_passphrase']);
      // And the same field taken from a neighbour, which is well formed in itself.
      if (field === 'lockedOut' || field === 'cost' || field === 'deviceCheck') continue;
      const swapped = structuredClone(frame.body);
      [swapped.slots[0][field], swapped.slots[2][field]] = [swapped.slots[2][field], swapped.slots[0][field]];
      expect((await answers(folder, writeFrame(1, swapped))).slice(0, 3), field).toEqual([
        'wrong_passphrase',
        'wrong_passphrase',
        'opened',
      ]);
    }
  });

  test('a slot carried over from another vault opens nothing', async () => {
    const options = vaultOptions();
    const world = new StillWorld();
    world.randomBytes(1);
    const thief = await Vault.create({ ...options, world, name: NAME, passphrase: OTHER });
    expect(thief.opened.key).not.toEqual(key);
    const theirs = JSON.parse(readFileSync(join(options.folder, 'vault.json'), 'utf8')).body;
    const ours = JSON.parse(bytes.toString('utf8')).body;
    const planted = { ...ours, slots: [theirs.slots[0], ...ours.slots.slice(1)] };
    expect(await answers(temporaryFolder(), writeFrame(1, planted))).toEqual(['wrong_passphrase', 'opened', 'opened', 'wrong_passphrase']);
    // Their salt too, so that the name finds the slot: the vault's id is in the derivation.
    const named = { ...planted, nameSalt: theirs.nameSalt, vaultId: ours.vaultId };
    expect(await answers(temporaryFolder(), writeFrame(1, named))).not.toContain('opened');
    // All of theirs but the key check: their key is not this vault's, and is not handed out.
    const all = { ...theirs, keyCheck: ours.keyCheck };
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'vault.json'), writeFrame(1, all));
    cpSync(join(options.folder, 'vault-attempts.json'), join(folder, 'vault-attempts.json'));
    const vault = Vault.load({ ...options, folder });
    await expect(vault.signIn(NAME, OTHER)).rejects.toMatchObject({ code: 'wrong_passphrase' });
  });

  test(
    'any byte of the counters changed: as if they were gone, and whoever has the passphrase still opens',
    async () => {
      const folder = temporaryFolder();
      await fc.assert(
        fc.asyncProperty(fc.nat(counters.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
          const changed = Buffer.from(counters);
          changed[at] = changed[at]! ^ change;
          rmSync(join(folder, 'vault.copy.json'), { force: true });
          writeFileSync(join(folder, 'vault.json'), bytes);
          writeFileSync(join(folder, 'vault-attempts.json'), changed);
          const world = new StillWorld();
          const vault = Vault.load({ ...vaultOptions({ world }), folder });
          expect(vault.takeJournal()).toMatchObject([{ kind: 'counters_lost' }]);
          world.pass(60);
          expect((await vault.signIn(NAME, PASSPHRASE)).key).toEqual(key);
        }),
        { numRuns: 150 },
      );
    },
    MANY_KEYS_MS,
  );
});

const keyLike = fc.string({ unit: fc.constantFrom(...CROCKFORD), minLength: 35, maxLength: 35 });

test('no text, however typed, reads as a recovery key but one that was printed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 130 }), keyLike), (typed) => {
      const parsed = parseRecoveryKey(typed);
      expect(parsed.secret).toBeNull();
      if (parsed.secret === null) expect(parsed.group === null || (parsed.group >= 1 && parsed.group <= 7)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
