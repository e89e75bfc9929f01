import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src-main/core/database/open.ts';
import { testFolder } from '../support/desk.ts';

const RUN = path.join(import.meta.dirname, 'canary-run.ts');
/** A word that stands nowhere else. */
const WORD = 'Xylophonquagga';

/** Every file under a folder, by its path in it. */
function filesIn(folder: string, under = ''): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const entry of readdirSync(path.join(folder, under), { withFileTypes: true })) {
    const name = path.join(under, entry.name);
    if (entry.isDirectory()) for (const [inner, bytes] of filesIn(folder, name)) found.set(inner, bytes);
    else found.set(name, readFileSync(path.join(folder, name)));
  }
  return found;
}

/** The word in every way in which it might lie about: as text of one or two bytes a character, base64 at each of its places, hex, backwards. */
const FORMS: readonly { readonly name: string; readonly bytes: Buffer }[] = [WORD, WORD.toLowerCase(), WORD.toUpperCase()].flatMap(
  (word) => {
    const base64 = [0, 1, 2].map((shift) => {
      const text = Buffer.from(`${'\0'.repeat(shift)}${word}`).toString('base64');
      // without what its neighbours share
      return text.slice(shift === 0 ? 0 : shift + 1, text.length - 4);
    });
    const utf16 = Buffer.from(word, 'utf16le');
    return [
      { name: 'text', bytes: Buffer.from(word) },
      { name: 'utf-16', bytes: utf16 },
      { name: 'utf-16, the other way round', bytes: Buffer.from(utf16).swap16() },
      ...base64.map((text) => ({ name: 'base64', bytes: Buffer.from(text) })),
      ...base64.map((text) => ({ name: 'base64url', bytes: Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_')) })),
      { name: 'hex', bytes: Buffer.from(Buffer.from(word).toString('hex')) },
      { name: 'backwards', bytes: Buffer.from([...word].reverse().join('')) },
    ];
  },
);

function expectNone(where: string, name: string, bytes: Buffer): void {
  for (const form of FORMS) expect(bytes.indexOf(form.bytes), `${form.name} in ${where}: ${name}`).toBe(-1);
}

test('the forms are found where they are', () => {
  const planted = `abc${WORD}xyz`;
  for (let shift = 0; shift < 3; shift += 1) {
    const coded = Buffer.from(Buffer.from(`${'_'.repeat(shift)}${planted}`).toString('base64'));
    expect(FORMS.some(({ name, bytes }) => name === 'base64' && coded.includes(bytes))).toBe(true);
  }
  expect(() => expectNone('a test', 'x', Buffer.from(planted, 'utf16le'))).toThrow();
  expect(() => expectNone('a test', 'x', Buffer.from(planted.toUpperCase()))).toThrow();
});

test('no word that anybody typed, sent in or chose lies outside the encrypted file: no file, no name, no log', {
  timeout: 60_000,
}, async () => {
  using place = testFolder();
  const [data, temporary, home] = ['data', 'temporary', 'home'].map((name) => path.join(place.folder, name)) as [string, string, string];
  for (const folder of [temporary, home]) mkdirSync(folder);
  const child = spawn(process.execPath, [RUN, data, WORD], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: home,
    env: { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary, SQLITE_TMPDIR: temporary, HOME: home, USERPROFILE: home },
  });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const said = (word: string) => Buffer.concat(output).toString().split('\n').includes(word);
  const looked: string[] = [];
  const look = (when: string) => {
    for (const [where, folder] of Object.entries({ data, temporary, home })) {
      for (const [name, bytes] of filesIn(folder)) {
        expectNone(`${where}, ${when}`, name, bytes);
        expectNone(`${where}, ${when}`, 'its name', Buffer.from(name));
        looked.push(`${when} ${where} ${name}`);
      }
    }
  };
  const turns = [...['open', 'locked']];
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk);
      const turn = turns[0];
      if (!turn || !said(turn)) return;
      turns.shift();
      try {
        look(turn);
      } catch (error) {
        reject(error as Error);
      }
      child.stdin.write('go on\n');
    });
    void ended.then((code) => (code === 0 ? resolve() : reject(new Error(`the run ended with ${code}: ${Buffer.concat(complaints)}`))));
  }).finally(() => child.kill('SIGKILL'));

  look('ended');
  expectNone('what it said', 'output', Buffer.concat(output));
  expectNone('what it said', 'complaints', Buffer.concat(complaints));
  // the failure that was provoked was written down
  expect(Buffer.concat(complaints).toString()).toContain('dsr-desk internal error');
  expect(looked).toEqual(expect.arrayContaining(['open data desk/queue.db', 'open data desk/queue.db-wal', 'locked data desk/queue.db']));
  expect(looked.filter((line) => !line.includes(' data desk/'))).toEqual([]);
  // an encrypted file says nothing of itself: it is no database without its key
  expect(() => openDatabase(path.join(data, 'desk', 'queue.db'), new Uint8Array(32))).toThrow();
  expect(filesIn(data).get(path.join('desk', 'queue.db'))?.includes('SQLite format')).toBe(false);
});
