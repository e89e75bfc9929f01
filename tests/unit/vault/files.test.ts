import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Disk, realDisk } from '../../../src-main/core/vault/disk.ts';
import { readFrame, writeFrame } from '../../../src-main/core/vault/frame.ts';
import { Vault } from '../../../src-main/core/vault/vault.ts';
import { failingDisk, NAME, PASSPHRASE, refusal, StillWorld, temporaryFolder, vaultOptions } from '../../support/vault.ts';

const SECOND = 'Omar Sample';
const OTHER = 'quiet harbour 93 lantern';

async function made() {
  const options = vaultOptions();
  const { vault, opened, recoveryKey, slotId } = await Vault.create({ ...options, name: NAME, passphrase: PASSPHRASE });
  const second = await vault.addSlot(opened.key, SECOND, OTHER);
  return { options, key: Buffer.from(opened.key), recoveryKey, first: slotId, second: second.slotId };
}

/** The same folder anew, as a restart finds it. */
function copyOf(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Whether name and passphrase open the vault, tried by a process that starts now; the key must be the true one. */
async function opens(folder: string, key: Buffer, open: (vault: Vault) => Promise<{ key: Buffer }>): Promise<boolean> {
  const world = new StillWorld();
  world.pass(24 * 3600);
  const vault = Vault.load({ ...vaultOptions({ world }), folder });
  try {
    expect((await open(vault)).key).toEqual(key);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'wrong_passphrase' });
    return false;
  }
}

describe('killed at any instant', () => {
  const second = (vault: Vault) => vault.signIn(SECOND, OTHER);
  const cases: [
    string,
    (vault: Vault, it: Awaited<ReturnType<typeof made>>) => unknown,
    (vault: Vault) => Promise<{ key: Buffer }>,
    boolean,
    number,
  ][] = [
    ['a slot is removed', (vault, it) => vault.removeSlot(it.second), second, false, 15],
    [
      'a slot is added',
      (vault, it) => vault.addSlot(it.key, 'Third Sample', OTHER),
      (vault) => vault.signIn('Third Sample', OTHER),
      true,
      15,
    ],
    ['a slot is re-wrapped', (vault, it) => vault.rewrapSlot(it.key, it.second, 'a brand new one 55', SECOND), second, false, 15],
    ['the recovery key is replaced', (vault, it) => vault.replaceRecovery(it.key), (vault) => vault.recover(recoverySheet), false, 15],
  ];
  let recoverySheet = '';

  test.each(cases)('while %s: the old state or the new, the new once it is told', async (_, act, probe, opensAfter, least) => {
    const it = await made();
    recoverySheet = it.recoveryKey;
    let told = 0;
    let outcomes = '';
    for (let at = 0; told === 0; at += 1) {
      const folder = copyOf(it.options.folder);
      const disk = failingDisk(at);
      const vault = Vault.load({ ...it.options, folder, disk });
      let answer: unknown = null;
      try {
        await act(vault, it);
        if (disk.changes() <= at) told = at;
      } catch (error) {
        answer = error;
      }
      if (answer !== null) expect(answer).toMatchObject({ code: 'unavailable' });
      // The first person is untouched by all this.
      expect(await opens(folder, it.key, (each) => each.signIn(NAME, PASSPHRASE))).toBe(true);
      const opened = await opens(folder, it.key, probe);
      if (answer === null) expect(opened).toBe(opensAfter);
      outcomes += opened === opensAfter ? 'n' : 'o';
      // The restart has mended the copy and left nothing lying about.
      expect(readdirSync(folder).sort()).toEqual(['vault-attempts.json', 'vault.copy.json', 'vault.json']);
      expect(readFileSync(join(folder, 'vault.copy.json'))).toEqual(readFileSync(join(folder, 'vault.json')));
    }
    // Once new it stays new, however much later the power fails.
    expect(outcomes).toMatch(/^o+n+$/);
    expect(told).toBeGreaterThanOrEqual(least);
  });

  test('where only the copy cannot be written the change is done, and the copy never brings a removed slot back', async () => {
    const it = await made();
    const { folder } = it.options;
    const openSync: Disk['openSync'] = (path, ...more) => {
      if (String(path).includes('copy')) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      return realDisk.openSync(path, ...more);
    };
    Vault.load({ ...it.options, disk: { ...realDisk, openSync } }).removeSlot(it.second);
    const without = copyOf(folder);
    rmSync(join(without, 'vault.json'));
    expect((await refusal(() => Vault.load({ ...it.options, folder: without }))).code).toBe('not_found');
    expect(await opens(folder, it.key, (each) => each.signIn(SECOND, OTHER))).toBe(false);
    expect(readFileSync(join(folder, 'vault.copy.json'))).toEqual(readFileSync(join(folder, 'vault.json')));
  });

  test('while the vault is made: none, or one that opens', async () => {
    let finished = false;
    let whole = 0;
    for (let at = 0; !finished; at += 1) {
      const options = vaultOptions();
      const disk = failingDisk(at);
      try {
        await Vault.create({ ...options, name: NAME, passphrase: PASSPHRASE, disk });
        finished = disk.changes() <= at;
      } catch (error) {
        expect(error).toMatchObject({ code: 'unavailable' });
      }
      if (Vault.exists(options.folder)) {
        await Vault.load(options).signIn(NAME, PASSPHRASE);
        whole += 1;
      } else {
        await Vault.create({ ...options, name: NAME, passphrase: PASSPHRASE });
        expect(readdirSync(options.folder).sort()).toEqual(['vault-attempts.json', 'vault.copy.json', 'vault.json']);
      }
    }
    expect(whole).toBeGreaterThan(2);
  });

  test('while an attempt is counted: it is spent or it was never answered', async () => {
    const it = await made();
    for (let at = 0; at < 25; at += 1) {
      const folder = copyOf(it.options.folder);
      const vault = Vault.load({ ...it.options, folder, disk: failingDisk(at) });
      const { code } = await refusal(vault.signIn(NAME, 'not the passphrase'));
      const failures = Vault.load({ ...it.options, folder }).slots()[0]?.failures;
      if (code === 'wrong_passphrase') expect(failures).toBe(1);
      else expect(code).toBe('unavailable');
    }
  });
});

describe('a file that is gone or broken', () => {
  const break_ = (folder: string, name: string) => writeFileSync(join(folder, name), readFileSync(join(folder, name)).subarray(0, 700));

  test.each(['vault.json', 'vault.copy.json'])('%s alone: the other stands in, and it is mended', async (name) => {
    const it = await made();
    for (const harm of [(folder: string) => rmSync(join(folder, name)), (folder: string) => break_(folder, name)]) {
      const folder = copyOf(it.options.folder);
      harm(folder);
      expect(Vault.exists(folder)).toBe(true);
      expect((await Vault.load({ ...it.options, folder }).signIn(NAME, PASSPHRASE)).key).toEqual(it.key);
      for (const each of ['vault.json', 'vault.copy.json']) {
        expect(readFileSync(join(folder, each))).toEqual(readFileSync(join(it.options.folder, each)));
      }
    }
  });

  test('both: damaged, the file is named, nothing is deleted, and no new vault is made over them', async () => {
    const it = await made();
    const { folder } = it.options;
    break_(folder, 'vault.json');
    break_(folder, 'vault.copy.json');
    const before = readFileSync(join(folder, 'vault.json'));
    const { code, message, detail } = await refusal(() => Vault.load(it.options));
    expect({ code, detail }).toEqual({ code: 'damaged', detail: { file: 'vault.json' } });
    expect(message).toContain('vault.json');
    expect(message).not.toContain(folder);
    expect(readFileSync(join(folder, 'vault.json'))).toEqual(before);
    expect((await refusal(Vault.create({ ...it.options, name: NAME, passphrase: PASSPHRASE }))).code).toBe('conflict');
  });

  test('a folder in its place is damaged too', async () => {
    const { folder, ...options } = vaultOptions();
    mkdirSync(join(folder, 'vault.json'));
    expect((await refusal(() => Vault.load({ ...options, folder }))).code).toBe('damaged');
  });

  test('from a newer version: refused and untouched, whichever of the two says so', async () => {
    const it = await made();
    const future = writeFrame(2, { slots: 'otherwise' });
    for (const others of [['vault.json', 'vault.copy.json'], ['vault.json']]) {
      const folder = copyOf(it.options.folder);
      for (const name of others) writeFileSync(join(folder, name), future);
      expect((await refusal(() => Vault.load({ ...it.options, folder }))).code).toBe('from_future');
      expect(readFileSync(join(folder, 'vault.json'), 'utf8')).toBe(future);
    }
  });

  test('put back from a backup the file decides, and its copy follows', async () => {
    const it = await made();
    const backup = readFileSync(join(it.options.folder, 'vault.json'));
    Vault.load(it.options).removeSlot(it.second);
    writeFileSync(join(it.options.folder, 'vault.json'), backup);
    expect(Vault.load(it.options).slots()).toHaveLength(3);
    expect(readFileSync(join(it.options.folder, 'vault.copy.json'))).toEqual(backup);
  });

  test('the frame takes nothing but what it writes', () => {
    const text = writeFrame(1, { a: [1, 'ü'], b: null });
    expect(readFrame(Buffer.from(text), 1)).toEqual({ state: 'whole', body: { a: [1, 'ü'], b: null } });
    expect(readFrame(Buffer.from(text), 0)).toEqual({ state: 'from_future' });
    const hostile = [
      '',
      '{}',
      'null',
      '[]',
      text.trim(),
      ` ${text}`,
      text.replace('"format":1', '"format":2'),
      text.replace('1,', '1.0,'),
      '['.repeat(1e6),
    ];
    for (const each of hostile) expect(readFrame(Buffer.from(each), 1), each.slice(0, 80)).toEqual({ state: 'damaged' });
  });
});
