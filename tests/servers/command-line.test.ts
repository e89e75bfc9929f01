import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Terminal } from '../../src-main/cli/terminal.ts';
import { verifyLedger } from '../../src-main/cli/verify-ledger.ts';
import { openDatabase } from '../../src-main/core/database/open.ts';
import { Vault } from '../../src-main/core/vault/vault.ts';
import { realWorld } from '../../src-main/core/world.ts';
import { testFolder } from '../support/desk.ts';

const CLI = path.resolve(import.meta.dirname, '../../src-main/cli/index.ts');
const PASSPHRASE = 'slow otter counts nine lamps';

/** Runs the command line as a program of its own, without a terminal. */
function run(args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
    child.stdin?.end();
  });
}

test('it says what there is, in plain words', async () => {
  const help = await run(['--help']);
  expect(help).toMatchObject({ code: 0, err: '' });
  for (const name of ['seed', 'inspect', 'verify-ledger']) expect(help.out).toContain(name);
  expect(await run([])).toMatchObject({ code: 2, out: '' });
  const unknown = await run(['sed']);
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toMatch(/no command "sed"[\s\S]*seed/);
  expect((await run(['toString'])).code).toBe(2);
});

test.each(['seed', 'inspect', 'verify-ledger'])('%s explains itself', async (name) => {
  const { code, out, err } = await run([name, '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`dsr-desk ${name}`);
});

test.each([
  [['seed'], /Say --cases/],
  [['seed', '--cases', '10'], /Say --dir/],
  [['seed', '--cases', 'many', '--dir', 'x'], /whole number/],
  [['seed', '--cases', '0', '--dir', 'x'], /whole number/],
  [['seed', '--size', '10'], /--size/],
  [['inspect'], /at least one file/],
  [['verify-ledger'], /Say --data/],
  [['verify-ledger', 'folder'], /folder/],
])('%j is called wrongly', async (args, sentence) => {
  const { code, out, err } = await run(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(sentence);
});

describe('a seeded desk', () => {
  const place = testFolder();
  const dir = path.join(place.folder, 'data');
  const credentials = { DSR_DESK_NAME: 'Ana Prieto', DSR_DESK_PASSPHRASE: PASSPHRASE };

  beforeAll(async () => {
    const made = await run(['seed', '--cases', '60', '--dir', dir, '--bench', '--passphrase', PASSPHRASE]);
    expect(made.code, made.err).toBe(0);
    expect(made.out).toMatch(/Name: +Ana Prieto\nPassphrase: +slow otter counts nine lamps\nRecovery key: +[0-9A-Z-]{20,}/);
    expect(made.err).toMatch(/60 cases and \d+ ledger entries in/);
  });
  afterAll(() => place[Symbol.dispose]());

  test('is not made twice in one folder', async () => {
    const again = await run(['seed', '--cases', '60', '--dir', dir, '--bench', '--passphrase', PASSPHRASE]);
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/There is a desk in/);
  });

  test('has a ledger that holds', async () => {
    const { code, out } = await run(['verify-ledger', '--data', dir], credentials);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^The ledger of desk [0-9a-f-]{36} holds: (\d+) entries, none of them changed\.\nThe chain of consents holds: \d+ records, none of them changed\.\n$/,
    );
  });

  test('is opened by the right name and passphrase only', async () => {
    const wrong = await run(['verify-ledger', '--data', dir], { ...credentials, DSR_DESK_PASSPHRASE: 'slow otter counts ten lamps' });
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).not.toContain('at ');
    const nobody = await run(['verify-ledger', '--data', dir]);
    expect(nobody).toMatchObject({ code: 1, out: '' });
    expect(nobody.err).toMatch(/DSR_DESK_NAME/);
  });

  test('shows its ledger to managers and administrators only', async () => {
    const support = await run(['verify-ledger', '--data', dir], { ...credentials, DSR_DESK_NAME: 'Cleo Marchetti' });
    expect(support).toMatchObject({ code: 1, out: '' });
    expect(support.err).toMatch(/role/);
    expect((await run(['verify-ledger', '--data', dir], { ...credentials, DSR_DESK_NAME: 'Bashir Lund' })).code).toBe(0);
  });

  test('asks for the passphrase at the terminal, without showing it', async () => {
    const asked: [string, boolean][] = [];
    const lines: string[] = [];
    const terminal: Terminal = {
      out: (line) => lines.push(line),
      err: () => {},
      progress: () => {},
      env: {},
      ask: async (question, secret) => {
        asked.push([question, secret]);
        return secret ? PASSPHRASE : 'Ana Prieto';
      },
    };
    expect(await verifyLedger.run(['--data', dir], terminal)).toBe(0);
    expect(asked).toEqual([
      ['Name: ', false],
      ['Passphrase: ', true],
    ]);
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain(PASSPHRASE);
  });

  test('whose ledger was changed is found out, with the place', async () => {
    const vault = Vault.load({ folder: path.join(dir, 'desk'), deviceSecret: null, world: realWorld });
    const { key } = await vault.signIn('Ana Prieto', PASSPHRASE);
    const db = openDatabase(path.join(dir, 'desk', 'queue.db'), key);
    db.exec("DROP TRIGGER ledger_entry_keeps; UPDATE ledger_entry SET actor = 'somebody else' WHERE seq = 50");
    db.close();
    const { code, out } = await run(['verify-ledger', '--data', dir], credentials);
    expect(code).toBe(1);
    expect(out).toMatch(/does not hold: entry 50 does not follow on the 49 entries before it/);
  });
});

test('a folder without a desk is said to be one, and stays as it is', async () => {
  using place = testFolder();
  const { code, out, err } = await run(['verify-ledger', '--data', place.folder], { DSR_DESK_NAME: 'a', DSR_DESK_PASSPHRASE: 'b' });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim()).not.toBe('');
  expect(existsSync(path.join(place.folder, 'desk'))).toBe(false);
});

test('a weak passphrase is refused for a desk that is not for measuring', async () => {
  using place = testFolder();
  const { code, err } = await run(['seed', '--cases', '5', '--dir', path.join(place.folder, 'x'), '--passphrase', 'password']);
  expect(code).toBe(1);
  expect(err.trim()).not.toBe('');
  expect(existsSync(path.join(place.folder, 'x', 'desk'))).toBe(false);
});

test('inspect prints its own lines and nothing else', async () => {
  using place = testFolder();
  const file = path.join(place.folder, 'one.eml');
  writeFileSync(
    file,
    'From: Ann <ann@example.com>\nTo: desk@example.org\nSubject: delete my data\nDate: Thu, 03 Sep 2026 10:00:00 +0000\nMessage-ID: <1@example.com>\n\nPlease delete all my personal data.\n',
  );
  const { code, out, err } = await run(['inspect', file]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('deletion');
});
