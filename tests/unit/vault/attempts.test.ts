import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realDisk } from '../../../src-main/core/vault/disk.ts';
import { writeFrame } from '../../../src-main/core/vault/frame.ts';
import { Vault } from '../../../src-main/core/vault/vault.ts';
import { allBytes, NAME, PASSPHRASE, refusal, type StillWorld, vaultOptions } from '../../support/vault.ts';

const WRONG = 'not the passphrase';
const otherVaultsCounters = writeFrame(1, {
  vaultId: '00000000-0000-7000-8000-000000000000',
  counters: {},
  baseline: { failures: 0, at: '2026-03-02T09:00:00.000Z' },
  charge: null,
  journal: [],
});
const COUNTERS = 'vault-attempts.json';

async function made() {
  const options = vaultOptions();
  const created = await Vault.create({ ...options, name: NAME, passphrase: PASSPHRASE });
  return { options, world: options.world, key: Buffer.from(created.opened.key), ...created };
}

/** Fails `times` times, each as soon as it may, and tells each answer. */
async function fail(vault: Vault, world: StillWorld, name: string, times: number) {
  const answers: { code: string; detail: unknown; message: string }[] = [];
  for (let i = 0; i < times; i += 1) {
    const answer = await refusal(vault.signIn(name, WRONG));
    answers.push(answer);
    world.pass(Number((answer.detail as { waitSeconds?: number } | undefined)?.waitSeconds ?? 0));
  }
  return answers;
}

describe('waits and lock-out', () => {
  test('a name of nobody is answered word for word, number for number, as one that is known, up to the lock-out', async () => {
    const known = await made();
    const unknown = await made();
    const answers = await fail(known.vault, known.world, NAME, 11);
    expect(await fail(unknown.vault, unknown.world, 'Nobody Here', 11)).toEqual(answers);
    expect(answers.map(({ code }) => code)).toEqual([...Array(9).fill('wrong_passphrase'), 'slot_locked', 'slot_locked']);
    const details = answers.slice(0, 9).map(({ detail }) => detail as { triesLeft: number; waitSeconds: number });
    expect(details.map(({ triesLeft }) => triesLeft)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(details.map(({ waitSeconds }) => waitSeconds)).toEqual([1, 2, 4, 8, 15, 30, 60, 120, 300]);
    // And the same bytes were written for both: no clock tells them apart either.
    const sizes = [known, unknown].map(({ options }) => statSync(join(options.folder, 'vault.json')).size);
    expect(Math.abs(sizes[0]! - sizes[1]!)).toBeLessThanOrEqual(1); // `true` for `false`
  });

  test('too soon is refused without a try, the right passphrase too, and the row of failures ends with a success', async () => {
    const { vault, world, slotId } = await made();
    await fail(vault, world, NAME, 3);
    world.pass(-1);
    for (let i = 0; i < 20; i += 1)
      expect(await refusal(vault.signIn(NAME, PASSPHRASE))).toMatchObject({ code: 'too_soon', detail: { waitSeconds: 1 } });
    world.pass(1);
    expect((await vault.signIn(NAME, PASSPHRASE)).slotId).toBe(slotId);
    expect((await refusal(vault.signIn(NAME, WRONG))).detail).toEqual({ triesLeft: 9, waitSeconds: 1 });
  });

  test('a hundred attempts at once are one attempt', async () => {
    const { vault, slotId } = await made();
    const answers = await Promise.all(Array.from({ length: 100 }, () => refusal(vault.signIn(NAME, WRONG))));
    expect(answers.map(({ code }) => code).filter((code) => code === 'wrong_passphrase')).toHaveLength(1);
    expect(vault.slots().find((slot) => slot.slotId === slotId)).toMatchObject({ failures: 1, lockedOut: false });
  });

  test('locked out: the right passphrase does not help, nor a restart, nor time, nor taking the counters away', async () => {
    const { vault, world, options } = await made();
    await fail(vault, world, NAME, 10);
    expect((await refusal(vault.signIn(NAME, PASSPHRASE))).code).toBe('slot_locked');
    world.pass(400 * 24 * 3600);
    expect((await refusal(Vault.load(options).signIn(NAME, PASSPHRASE))).code).toBe('slot_locked');
    rmSync(join(options.folder, COUNTERS));
    const again = Vault.load(options);
    expect((await refusal(again.signIn(NAME, PASSPHRASE))).code).toBe('slot_locked');
    expect(again.slots()[0]).toMatchObject({ lockedOut: true });
    expect(again.takeJournal().map(({ kind }) => kind)).toEqual(['counters_lost', 'refused_early']);
  });

  test('an administrator lifts it with a new passphrase or without, the recovery key opens meanwhile', async () => {
    const { vault, world, key, slotId, recoveryKey, options } = await made();
    await vault.addSlot(key, 'Admin Sample', 'quiet harbour 93 lantern');
    await fail(vault, world, NAME, 10);
    world.pass(60);
    expect((await vault.signIn('Admin Sample', 'quiet harbour 93 lantern')).key).toEqual(key);
    expect((await vault.recover(recoveryKey)).key).toEqual(key);
    expect((await refusal(vault.signIn(NAME, PASSPHRASE))).code).toBe('slot_locked');
    vault.lift(slotId);
    expect((await Vault.load(options).signIn(NAME, PASSPHRASE)).key).toEqual(key);
    await fail(vault, world, NAME, 10);
    await vault.rewrapSlot(key, slotId, 'a brand new one 55', NAME);
    expect(vault.slots()[0]).toMatchObject({ failures: 0, lockedOut: false });
    world.pass(60);
    expect((await Vault.load(options).signIn(NAME, 'a brand new one 55')).key).toEqual(key);
    expect((await refusal(() => vault.lift('00000000-0000-7000-8000-000000000000'))).code).toBe('not_found');
  });

  test('the wait survives a restart', async () => {
    const { vault, world, options } = await made();
    await fail(vault, world, NAME, 6);
    await refusal(vault.signIn(NAME, WRONG));
    const again = Vault.load(options);
    world.pass(59);
    expect((await refusal(again.signIn(NAME, PASSPHRASE))).detail).toEqual({ waitSeconds: 1 });
    world.pass(1);
    await again.signIn(NAME, PASSPHRASE);
  });

  test('a clock set back neither ends a wait nor makes it longer than it is', async () => {
    const { vault, world, options } = await made();
    await fail(vault, world, NAME, 4);
    await refusal(vault.signIn(NAME, WRONG)); // 15 s from here
    world.pass(-365 * 24 * 3600);
    expect((await refusal(vault.signIn(NAME, PASSPHRASE))).detail).toEqual({ waitSeconds: 15 });
    world.pass(14);
    expect((await refusal(Vault.load(options).signIn(NAME, PASSPHRASE))).detail).toEqual({ waitSeconds: 1 });
    world.pass(1);
    await vault.signIn(NAME, PASSPHRASE);
  });

  test('many names one after the other are slowed together, known and unknown alike; a success ends it', async () => {
    const { vault, world } = await made();
    const codes: string[] = [];
    for (let i = 0; i < 8; i += 1) codes.push((await refusal(vault.signIn(`Guess ${i}`, WRONG))).code);
    expect(codes).toEqual([...Array(6).fill('wrong_passphrase'), 'too_soon', 'too_soon']);
    expect((await refusal(vault.signIn(NAME, PASSPHRASE))).detail).toEqual({ waitSeconds: 1 });
    // At most 30 seconds: nobody is kept out for long by somebody else's guesses.
    for (let i = 0; i < 20; i += 1) {
      world.pass(30);
      expect((await refusal(vault.signIn(`Later guess ${i}`, WRONG))).code).toBe('wrong_passphrase');
    }
    expect((await refusal(vault.signIn(NAME, PASSPHRASE))).detail).toEqual({ waitSeconds: 30 });
    world.pass(30);
    await vault.signIn(NAME, PASSPHRASE);
    for (const name of ['Guess anew', 'Guess again']) expect((await refusal(vault.signIn(name, WRONG))).code).toBe('wrong_passphrase');
  });

  test('the counter of a name of nobody is forgotten after a month, a slot’s own is not', async () => {
    const { vault, world, slotId } = await made();
    await fail(vault, world, 'Nobody Here', 10);
    world.pass(60);
    await fail(vault, world, NAME, 2);
    world.pass(31 * 24 * 3600);
    expect((await refusal(vault.signIn('Nobody Here', WRONG))).detail).toMatchObject({ triesLeft: 9 });
    world.pass(60);
    expect((await refusal(vault.signIn(NAME, WRONG))).detail).toMatchObject({ triesLeft: 7 });
    expect(vault.slots().find((slot) => slot.slotId === slotId)).toMatchObject({ failures: 3 });
  });

  test('one’s own passphrase asked again counts as an attempt', async () => {
    const { vault, world, slotId } = await made();
    expect(await vault.checkPassphrase(slotId, PASSPHRASE)).toBe(true);
    expect(await vault.checkPassphrase(slotId, WRONG)).toBe(false);
    expect((await refusal(vault.checkPassphrase(slotId, PASSPHRASE))).code).toBe('too_soon');
    for (let i = 0; i < 9; i += 1) {
      world.pass(300);
      expect(await vault.checkPassphrase(slotId, WRONG)).toBe(false);
    }
    expect((await refusal(vault.checkPassphrase(slotId, PASSPHRASE))).code).toBe('slot_locked');
    expect((await refusal(vault.signIn(NAME, PASSPHRASE))).code).toBe('slot_locked');
  });

  test('a wrong recovery key waits too, but is never locked; a mistyped one costs nothing', async () => {
    const { vault, world, recoveryKey, key } = await made();
    const { recoveryKey: strange } = await Vault.create({ ...vaultOptions({ world }), name: NAME, passphrase: PASSPHRASE });
    for (let i = 0; i < 15; i += 1) {
      const { code, detail } = await refusal(vault.recover(strange));
      expect(code).toBe('wrong_passphrase');
      const waitSeconds = Number(detail?.['waitSeconds']);
      expect((await refusal(vault.recover(recoveryKey))).detail).toEqual({ waitSeconds });
      world.pass(waitSeconds);
    }
    const mistyped = `${recoveryKey.slice(0, -1)}${recoveryKey.endsWith('7') ? '8' : '7'}`;
    expect(await refusal(vault.recover(mistyped))).toMatchObject({ code: 'invalid', detail: { group: 7 } });
    expect((await vault.recover(recoveryKey)).key).toEqual(key);
  });
});

describe('the counters’ file', () => {
  test.each([
    ['taken away', (path: string) => rmSync(path)],
    ['emptied', (path: string) => writeFileSync(path, '')],
    ['edited', (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('"failures":2', '"failures":0'))],
    ['another vault’s', (path: string) => writeFileSync(path, otherVaultsCounters)],
  ])('%s: three tries are left to everyone, it is in the journal, and a success is a fresh start', async (_, harm) => {
    const { vault, world, options } = await made();
    await fail(vault, world, NAME, 2);
    harm(join(options.folder, COUNTERS));
    const again = Vault.load(options);
    expect(again.takeJournal().map(({ kind, slotId }) => [kind, slotId])).toEqual([['counters_lost', null]]);
    expect((await refusal(again.signIn(NAME, PASSPHRASE))).detail).toEqual({ waitSeconds: 60 });
    world.pass(60);
    expect((await refusal(again.signIn('Nobody Here', WRONG))).detail).toMatchObject({ triesLeft: 2 });
    expect((await refusal(again.signIn(NAME, WRONG))).detail).toMatchObject({ triesLeft: 2 });
    world.pass(120);
    await again.signIn(NAME, PASSPHRASE);
    expect((await refusal(again.signIn(NAME, WRONG))).detail).toMatchObject({ triesLeft: 9 });
  });

  test('from a newer version it is refused, untouched', async () => {
    const { options } = await made();
    const future = writeFrame(2, { anything: 1 });
    writeFileSync(join(options.folder, COUNTERS), future);
    expect((await refusal(() => Vault.load(options))).code).toBe('from_future');
    expect(readFileSync(join(options.folder, COUNTERS), 'utf8')).toBe(future);
  });

  test('an attempt is spent before it is tried: killed in between, it is counted and noted', async () => {
    const { vault, options, slotId, world } = await made();
    const underWay = refusal(vault.signIn(NAME, WRONG));
    await Promise.resolve();
    // What a process finds that starts while the other is still stretching the passphrase.
    const copy = vaultOptions({ world });
    cpSync(options.folder, copy.folder, { recursive: true });
    await underWay;
    const killed = Vault.load(copy);
    expect(killed.slots().find((slot) => slot.slotId === slotId)).toMatchObject({ failures: 1 });
    expect(killed.takeJournal()).toMatchObject([{ slotId, kind: 'sign_in', times: 1 }]);
    expect((await refusal(killed.signIn(NAME, PASSPHRASE))).code).toBe('too_soon');
  });

  test('where it cannot be written nothing is tried, and nothing opens', async () => {
    const { options } = await made();
    const full = () => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    };
    const vault = Vault.load({ ...options, disk: { ...realDisk, writeFileSync: full } });
    expect((await refusal(vault.signIn(NAME, PASSPHRASE))).code).toBe('unavailable');
    expect((await refusal(vault.signIn(NAME, WRONG))).code).toBe('unavailable');
    // A refusal stays a refusal.
    vault.noteRefusal();
    expect(vault.takeJournal()).toMatchObject([{ kind: 'refused_while_locked', times: 1 }]);
  });
});

describe('the journal', () => {
  test('holds every failure with slot, time and kind, survives a restart, and goes only when it is cleared', async () => {
    const { vault, world, options, slotId, recoveryKey } = await made();
    const other = await Vault.create({ ...vaultOptions({ world }), name: NAME, passphrase: PASSPHRASE });
    const at = world.now();
    await refusal(vault.signIn(NAME, WRONG));
    await refusal(vault.signIn('Nobody', WRONG));
    await refusal(vault.recover(other.recoveryKey));
    const recoverySlot = vault.slots().find((slot) => slot.kind === 'recovery')!.slotId;
    world.pass(10);
    await vault.checkPassphrase(slotId, WRONG);
    vault.noteRefusal();
    const again = Vault.load(options);
    const journal = again.takeJournal();
    expect(journal.map(({ id: _, ...entry }) => entry)).toEqual([
      { slotId, kind: 'sign_in', at, lastAt: at, times: 1 },
      { slotId: null, kind: 'sign_in', at, lastAt: at, times: 1 },
      { slotId: recoverySlot, kind: 'recover', at, lastAt: at, times: 1 },
      { slotId, kind: 'check', at: world.now(), lastAt: world.now(), times: 1 },
      { slotId: null, kind: 'refused_while_locked', at: world.now(), lastAt: world.now(), times: 1 },
    ]);
    expect(new Set(journal.map(({ id }) => id)).size).toBe(5);
    expect(Vault.load(options).takeJournal()).toEqual(journal);
    again.clearJournal(journal[2]!.id);
    expect(Vault.load(options).takeJournal()).toEqual(journal.slice(3));
    again.clearJournal(journal[2]!.id);
    again.clearJournal(journal[4]!.id);
    expect(Vault.load(options).takeJournal()).toEqual([]);
    world.pass(60);
    expect((await again.recover(recoveryKey)).slotKind).toBe('recovery');
    expect(again.takeJournal()).toEqual([]);
  });

  test('what comes between taking and clearing is kept, also where it is of the same minute', async () => {
    const { vault, options } = await made();
    vault.noteRefusal();
    vault.noteRefusal();
    const taken = vault.takeJournal();
    expect(taken).toMatchObject([{ times: 2 }]);
    vault.noteRefusal();
    vault.clearJournal(taken.at(-1)!.id);
    expect(vault.takeJournal()).toMatchObject([{ kind: 'refused_while_locked', times: 1 }]);
    expect(Vault.load(options).takeJournal()).toMatchObject([{ times: 1 }]);
  });

  test('a flood of refusals is one entry a minute and a handful of writes', async () => {
    const { options, world } = await made();
    let writes = 0;
    const renameSync = (...paths: Parameters<typeof realDisk.renameSync>) => {
      writes += 1;
      realDisk.renameSync(...paths);
    };
    const vault = Vault.load({ ...options, disk: { ...realDisk, renameSync } });
    for (let i = 0; i < 100_000; i += 1) vault.noteRefusal();
    expect(vault.takeJournal()).toMatchObject([{ kind: 'refused_while_locked', times: 100_000 }]);
    expect(writes).toBeLessThanOrEqual(18);
    world.pass(60);
    vault.noteRefusal();
    expect(vault.takeJournal()).toHaveLength(2);
  });

  test('a full journal only counts', async () => {
    const { vault, world, options, slotId } = await made();
    for (let i = 0; i < 1000; i += 1) {
      vault.noteRefusal();
      world.pass(60);
    }
    await fail(vault, world, NAME, 5);
    for (let i = 0; i < 100; i += 1) {
      vault.noteRefusal();
      world.pass(60);
    }
    const journal = Vault.load(options).takeJournal();
    expect(journal).toHaveLength(1001);
    expect(journal.filter(({ kind }) => kind === 'sign_in')).toMatchObject([{ slotId, times: 5 }]);
    expect(journal.reduce((sum, { times }) => sum + times, 0)).toBe(1105);
    expect(allBytes(options.folder).length).toBeLessThan(400_000);
  });
});
