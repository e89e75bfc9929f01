import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inspect } from '../../../src-main/cli/inspect.ts';
import { mail } from '../../support/mail-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function run(...files: string[]): Promise<{ code: number; lines: Record<string, unknown>[] }> {
  const lines: Record<string, unknown>[] = [];
  const code = await inspect(files, (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
  return { code, lines };
}

const REQUEST = mail('Bitte löschen Sie alle meine Daten.', { 'Message-ID': '<1@a>', 'Content-Type': 'text/plain; charset=utf-8' });

test('a message is a line with what intake would record, and nothing else', async () => {
  const path = file('one.eml', REQUEST);
  expect(await run(path)).toEqual({
    code: 0,
    lines: [
      {
        file: path,
        kind: 'deletion',
        alsoKinds: [],
        language: 'de',
        from: { name: 'Ann Lee', email: 'ann.lee@example.org' },
        receivedAt: '2026-09-09T11:18:00.000Z',
        subject: 'hello',
        attachments: [],
      },
    ],
  });
});

test('the same content is a duplicate of the first; the same id with other content is flagged', async () => {
  const first = file('first.eml', REQUEST);
  const again = file('again.eml', REQUEST.replace('<1@a>', '<2@a>'));
  const other = file('other.eml', mail('Please stop all marketing.', { 'Message-ID': '<1@a>' }));
  const { lines } = await run(first, again, other);
  expect(lines.map(({ duplicateOf, sharesMessageIdWith }) => [duplicateOf, sharesMessageIdWith])).toEqual([
    [undefined, undefined],
    [first, undefined],
    [undefined, first],
  ]);
});

test('an mbox gives a line per message, with its place; a broken one does not end it', async () => {
  const separator = 'From ann@example.org Sat Jan  3 01:05:34 2026\n';
  const path = file('box.mbox', `${separator}${REQUEST}\n\n${separator}no header\n\n${separator}${REQUEST}\n`);
  const { code, lines } = await run(path);
  expect(code).toBe(0);
  expect(lines).toMatchObject([
    { file: path, index: 0, kind: 'deletion' },
    { file: path, index: 1, error: expect.stringContaining('not an email') },
    { file: path, index: 2, duplicateOf: `${path}#0` },
  ]);
});

test('what cannot be read has its reason; only a file that is not there changes the exit code', async () => {
  const truncated = file('cut.eml', REQUEST.slice(0, 60));
  expect(await run(truncated)).toMatchObject({ code: 0, lines: [{ file: truncated, error: expect.stringContaining('breaks off') }] });
  const missing = join(folder, 'missing.eml');
  expect(await run(missing, truncated)).toEqual({
    code: 2,
    lines: [
      { file: missing, error: 'There is no such file.' },
      { file: truncated, error: expect.any(String) },
    ],
  });
});

test('no kind is unsure: without any evidence it is no request', async () => {
  expect((await run(file('vague.eml', mail('Lovely weather.')))).lines[0]).toMatchObject({ kind: 'not_a_request', language: 'en' });
});

const SAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'samples', 'inbox');

describe.runIf(existsSync(SAMPLES))('on the samples at hand', () => {
  test('every readable message is classified, the duplicate found, the broken ones reported', async () => {
    const files = readdirSync(SAMPLES)
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map((name) => join(SAMPLES, name));
    const { lines } = await run(...files);
    expect(lines.filter((line) => 'error' in line)).toHaveLength(2);
    expect(lines.filter((line) => 'duplicateOf' in line)).toHaveLength(1);
    expect(lines.filter((line) => 'kind' in line)).toHaveLength(files.length - 2);
  });
});
