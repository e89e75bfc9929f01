import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { instantOf } from '../../src-shared/vocabulary/dates.ts';
import { loadMaterial } from '../core/demo/material.ts';
import { requireGoodPassphrase } from '../core/vault/passphrase.ts';
import { STAFF, seedQueue } from './seed/queue.ts';
import { type Command, readOptions, UsageError, wordOf } from './usage.ts';

const RESOURCES = path.resolve(import.meta.dirname, '../../resources');
const MOST_CASES = 5_000_000;
/** The least that Argon2id takes seriously. Only for queues that nobody will ever put a real case into. */
const CHEAP = { memoryKiB: 1024, passes: 1, lanes: 1 };

export const seed: Command = {
  help: `dsr-desk seed --cases N --dir DIR [--passphrase WORDS] [--seed TEXT] [--bench]

Makes a desk in DIR with N invented cases, as if eight people had worked there for a year: nine in ten closed, with requests, messages,
timelines, a ledger and a search index. Nobody in it exists. Sign in as Ana Prieto; all eight have the same passphrase.

  --cases N           how many
  --dir DIR           where; there must be no desk there yet
  --passphrase WORDS  for all eight; without it one is made up and printed
  --seed TEXT         another text invents other cases; the same text the same ones
  --bench             a cheap passphrase check: quicker to sign in to, and unfit for real data`,
  run: async (args, { out, err, progress }) => {
    const options = readOptions(args, { cases: 'value', dir: 'value', passphrase: 'value', seed: 'value', bench: 'flag' });
    const cases = Number(wordOf(options.cases, 'cases').replaceAll(/[_,]/g, ''));
    if (!Number.isInteger(cases) || cases < 1 || cases > MOST_CASES) {
      throw new UsageError(`--cases is a whole number from 1 to ${MOST_CASES.toLocaleString('en')}.`);
    }
    const dataFolder = path.resolve(wordOf(options.dir, 'dir'));
    const passphrase = options.passphrase === undefined ? madeUp() : wordOf(options.passphrase, 'passphrase');
    if (!options.bench) await requireGoodPassphrase(passphrase, STAFF[0]![0]);
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const began = performance.now();
    const made = await seedQueue({
      dataFolder,
      resourcesFolder: RESOURCES,
      cases,
      now: instantOf(Date.now()),
      seed: typeof options.seed === 'string' ? options.seed : '1',
      passphrase,
      cost: options.bench ? CHEAP : undefined,
      onProgress: (done) => progress(`${done.toLocaleString('en')} of ${cases.toLocaleString('en')} cases …`),
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    err(`${cases.toLocaleString('en')} cases and ${made.ledgerEntries.toLocaleString('en')} ledger entries in ${seconds} s.`);
    out(`Folder:       ${dataFolder}`);
    out(`Name:         ${made.staff[0]?.name}`);
    out(`Passphrase:   ${passphrase}`);
    out(`Recovery key: ${made.recoveryKey}`);
    return 0;
  },
};

/** Six words of the shipped letters, drawn by the system's own randomness. */
function madeUp(): string {
  const text = loadMaterial(RESOURCES)
    .letters.letters.filter((letter) => letter.language === 'en')
    .map((letter) => letter.text)
    .join(' ');
  const words = [...new Set(text.toLowerCase().match(/\b[a-z]{4,9}\b/g) ?? [])];
  return Array.from({ length: 6 }, () => words[randomInt(words.length)]).join(' ');
}
