import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { TestDesk } from '../support/desk.ts';
import { mailbox } from './emails.ts';
import { type Times, timesOf } from './measure.ts';
import { PlainDesk } from './plain-desk.ts';
import { type BenchQueue, benchQueue, NOW } from './queues.ts';
import { type Bench, commands, counts, ledger, openings, pages, type Result, searches } from './works.ts';

const HELP = `npm run bench -- [--cases 10000,100000] [--quick] [--dir DIR] [--emails 10000]

Measures the desk on encrypted queues of these sizes, beside the same SQL on plain SQLite through the same driver in the same run. The ratios
count; absolute times only orient. The queues are made once and kept in DIR (the temporary folder of the system where it is not said; a
queue of 100,000 cases takes about 3 GB with its plain copy). The results go to tests/bench/results as JSON too. Nothing fails on a time.`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000,100000' },
    dir: { type: 'string', default: path.join(os.tmpdir(), 'dsr-desk-bench') },
    emails: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const sizes = values.cases.split(',').map(Number);
const emails = Number(values.emails ?? (values.quick ? 500 : 10_000));
if (!sizes.every((size) => Number.isInteger(size) && size >= 100) || !Number.isInteger(emails)) throw new Error(HELP);
const runs = values.quick ? 30 : 200;
mkdirSync(values.dir, { recursive: true, mode: 0o700 });

/** What has no limit beside it. */
interface Fact {
  readonly what: string;
  readonly target: string;
  readonly value: string;
}

const tell = (line: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
};

const awake = setInterval(() => {}, 60_000); // in a host the ports keep the process; the reader worker does not
const report = [];
for (const size of sizes) report.push(await measure(await benchQueue(values.dir, size, tell)));
save(report);
clearInterval(awake);

async function measure(queue: BenchQueue) {
  const results: Result[] = [];
  const facts: Fact[] = [];
  if (queue.seededInSeconds !== null)
    facts.push({ what: 'seeded in', target: '120 s for 100,000', value: `${queue.seededInSeconds.toFixed(1)} s` });
  facts.push(...coreFacts(queue));
  {
    await using ours = new TestDesk(queue.dataFolder, {}, { now: NOW });
    await ours.signIn();
    using plain = new PlainDesk(queue.plainFile);
    const bench: Bench = { ours, plain, runs, commonest: queue.commonest, ...samples(plain, runs * 2) };
    const groups = [pages, counts, searches, openings, commands, ledger];
    for (const group of groups) {
      tell(`${queue.cases.toLocaleString('en')} cases: ${group.name} …`);
      results.push(...[await group(bench)].flat());
    }
  }
  tell('import …');
  facts.push({ what: `import of ${emails.toLocaleString('en')} emails`, target: '500/s', value: await importing(queue) });
  tell('');
  print(queue, results, facts);
  return { cases: queue.cases, ledgerEntries: queue.ledgerEntries, results, facts };
}

/** Cases spread evenly over the queue. */
function samples({ db }: PlainDesk, count: number): Pick<Bench, 'sample' | 'openSample'> {
  const of = (where: string) => {
    const { n } = db.prepare(`SELECT count(*) AS n FROM dsr_case WHERE ${where}`).get() as { n: number };
    const step = Math.max(1, Math.floor(n / count));
    const query = `SELECT id FROM (SELECT id, row_number() OVER (ORDER BY seq) AS place FROM dsr_case WHERE ${where}) WHERE place % ? = 0 LIMIT ?`;
    return db.prepare(query).all(step, count) as { id: string }[];
  };
  return { sample: of('1'), openSample: of('open = 1 AND sealed = 0') };
}

/** Start and memory, each in a fresh process. */
function coreFacts({ dataFolder }: BenchQueue): Fact[] {
  const child = path.join(import.meta.dirname, 'child.ts');
  const rounds = Array.from({ length: values.quick ? 2 : 7 }, () => {
    const text = execFileSync(process.execPath, [child, dataFolder], { encoding: 'utf8' });
    return JSON.parse(text) as { loaded: number; unlocked: number; rssUnlocked: number; rssWorked: number };
  });
  const start = timesOf(
    rounds.map((round) => round.unlocked),
    0,
  );
  const loading = timesOf(
    rounds.map((round) => round.loaded),
    0,
  );
  const most = Math.max(...rounds.map((round) => round.rssWorked));
  const value = `${start.p50.toFixed(0)} / ${start.p95.toFixed(0)} ms, of which ${loading.p50.toFixed(0)} ms load the sources; cheap key derivation included`;
  return [
    { what: 'core from start of its process to unlocked, p50 / p95', target: '300 ms', value },
    { what: 'memory (RSS) unlocked / after work', target: '250 MB', value: `${rounds[0]?.rssUnlocked} / ${most} MB` },
  ];
}

/** Reads a mailbox and makes cases of it, on a copy of the queue: the one that is kept stays as it is. */
async function importing({ dataFolder }: BenchQueue): Promise<string> {
  const copy = path.join(values.dir, `import-${process.pid}`);
  mkdirSync(path.join(copy, 'desk'), { recursive: true, mode: 0o700 });
  try {
    for (const name of ['queue.db', 'vault.json', 'vault-attempts.json'])
      copyFileSync(path.join(dataFolder, 'desk', name), path.join(copy, 'desk', name));
    await using ours = new TestDesk(copy, {}, { now: NOW });
    await ours.signIn();
    const { desk, actor } = ours.session.open!;
    const began = performance.now();
    const { id, ready } = await desk.intake.readFiles(actor, 'demo', 'bench.mbox', 0, [
      { name: 'bench.mbox', chunks: mailbox(emails, Date.parse(NOW)) },
    ]);
    const read = performance.now();
    await desk.intake.takeAll(actor, id);
    const taken = performance.now();
    const after = (await ours.desk.intake.list({})).batches.find((batch) => batch.id === id)!;
    if (after.taken === 0 || after.taken + after.ready + after.left !== ready)
      throw new Error(`of ${ready} messages ${after.taken} were taken and others lost`);
    const rate = (from: number, to: number) => `${Math.round((ready / (to - from)) * 1000)}/s`;
    return `${rate(began, taken)} (reading ${rate(began, read)}, taking in ${rate(read, taken)}; ${after.taken} cases of ${ready} messages)`;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function print(queue: BenchQueue, results: readonly Result[], facts: readonly Fact[]): void {
  const ms = ({ p50, p95, cpu }: Times) => `${p50.toFixed(2)} / ${p95.toFixed(2)} / ${cpu.toFixed(2)}`;
  console.log(
    `\n${queue.cases.toLocaleString('en')} cases, ${queue.ledgerEntries.toLocaleString('en')} ledger entries; p50 / p95 / processor time on average, in milliseconds\n`,
  );
  console.log(`| work | target | ours | plain SQLite | ratios | ratio target |\n|---|---|---|---|---|---|`);
  for (const { work, target, ours, plain, ratioTarget } of results) {
    const ratio = plain
      ? [ours.p50 / plain.p50, ours.p95 / plain.p95, ours.cpu / plain.cpu].map((ratio) => ratio.toFixed(1)).join(' / ')
      : '–';
    console.log(`| ${work} | ${target} | ${ms(ours)} | ${plain ? ms(plain) : '–'} | ${ratio} | ${ratioTarget ?? '–'} |`);
  }
  console.log('\n| what | target | measured |\n|---|---|---|');
  for (const { what, target, value } of facts) console.log(`| ${what} | ${target} | ${value} |`);
}

function save(sizesMeasured: unknown): void {
  const folder = path.join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const machine = { cpu: os.cpus()[0]?.model, cores: os.cpus().length, node: process.version, platform: process.platform };
  const file = path.join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`);
  writeFileSync(file, JSON.stringify({ machine, quick: values.quick, sizes: sizesMeasured }, null, 2));
  console.log(`\n${path.relative(process.cwd(), file)}`);
}
