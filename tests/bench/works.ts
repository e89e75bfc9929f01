import { pageQuery, SORT_COLUMN, writeCursor } from '../../src-main/core/cases/page-query.ts';
import { all } from '../../src-main/core/database/query.ts';
import { verify } from '../../src-main/core/ledger/ledger.ts';
import { BUILT_IN_VIEWS, type BuiltInView, SORTS, type Sort } from '../../src-shared/contract/cases.ts';
import type { TestDesk } from '../support/desk.ts';
import type { Recorded } from '../support/recorder.ts';
import { cpuSince, slowest, type Times, time, timesOf } from './measure.ts';
import type { PlainDesk } from './plain-desk.ts';

/** One line of the table: ours through the contract, and the same SQL on plain SQLite by the driver alone. */
export interface Result {
  readonly work: string;
  readonly target: string;
  readonly ours: Times;
  readonly plain: Times | null;
  readonly ratioTarget: number | null;
  /** For the JSON: the parts that the line is the slowest of. */
  readonly parts?: readonly { readonly name: string; readonly ours: Times; readonly plain: Times }[];
}

export interface Bench {
  readonly ours: TestDesk;
  readonly plain: PlainDesk;
  readonly runs: number;
  readonly commonest: string;
  /** Cases spread over the queue, open ones and closed ones. */
  readonly sample: readonly { readonly id: string }[];
  readonly openSample: readonly { readonly id: string }[];
}

type Client = TestDesk['desk'];

/** Times a read of the contract and, in the same breath, its SQL on the plain queue. */
async function read<T>(
  { ours, plain }: Bench,
  inputs: readonly T[],
  contract: (client: Client, input: T) => Promise<unknown>,
  service: (plain: PlainDesk, input: T) => unknown,
): Promise<{ ours: Times; plain: Times }> {
  const replays: (() => void)[] = [];
  for (const input of inputs) replays.push(plain.replayer.prepare(await plain.recorder.record(() => service(plain, input))));
  return { ours: await time(inputs, (input) => contract(ours.desk, input)), plain: await time(replays, (replay) => replay()) };
}

const repeat = <T>(input: T, runs: number): T[] => Array.from({ length: runs }, () => input);

export async function pages(bench: Bench): Promise<Result> {
  const parts: { name: string; ours: Times; plain: Times }[] = [];
  for (const view of BUILT_IN_VIEWS) {
    for (const by of SORTS) {
      const sort: Sort = { by, direction: by === 'due' ? 'asc' : 'desc' };
      for (const [depth, after] of [['first', null] as const, ['deep', middleOf(bench.plain, view, sort)] as const]) {
        const input = { view, filter: {}, sort, after, limit: 50 };
        const times = await read(
          bench,
          repeat(input, bench.runs),
          (client, page) => client.cases.page(page),
          (plain, page) => plain.cases.page(plain.actor, page),
        );
        parts.push({ name: `${view} by ${by}, ${depth}`, ...times });
      }
    }
  }
  return worstOf('page of 50, slowest of all views × sorts × depths', '2 ms', 1.3, parts);
}

/** The cursor in the middle of a view. */
function middleOf(plain: PlainDesk, view: BuiltInView, sort: Sort): string {
  const walk = { view, filter: {}, sort, staffId: plain.actor.staffId, billingOnly: false, sealed: 0 as const };
  const rows = all(plain.db, pageQuery(walk, null, 1_000_000_000));
  const row = rows[Math.floor(rows.length / 2)];
  return row ? writeCursor({ key: row[SORT_COLUMN[sort.by]], seq: row.seq }) : writeCursor({ key: '', seq: 0 });
}

export async function counts(bench: Bench): Promise<Result> {
  const times = await read(
    bench,
    repeat(null, bench.runs),
    (client) => client.cases.counts(),
    (plain) => plain.cases.counts(plain.actor),
  );
  return { work: 'counts of all views', target: '3 ms', ratioTarget: 1.5, ...times };
}

export async function searches(bench: Bench): Promise<Result[]> {
  const { commonest, runs } = bench;
  const typed = [
    'p',
    'pl',
    'please',
    `${commonest} `,
    `${commonest.slice(0, 2)}`,
    'ros',
    'rosalind ok',
    'delete my da',
    'example.com',
    'zzzz',
    '555',
  ];
  const parts: { name: string; ours: Times; plain: Times }[] = [];
  for (const text of typed) {
    const input = { text, limit: 20, order: 'newest' as const };
    const times = await read(
      bench,
      repeat(input, runs),
      (client, one) => client.search.find(one),
      (plain, one) => plain.search.find(plain.actor, one.text, one.limit, one.order),
    );
    parts.push({ name: `"${text}"`, ...times });
  }
  const ranked = { text: `${commonest} `, limit: 20, order: 'relevance' as const };
  const rankedTimes = await read(
    bench,
    repeat(ranked, Math.max(10, Math.floor(runs / 4))),
    (client, one) => client.search.find(one),
    (plain, one) => plain.search.find(plain.actor, one.text, one.limit, one.order),
  );
  return [
    worstOf('search as you type, slowest of eleven', '5 ms', 1.5, parts),
    { work: `ranked search, commonest word (“${commonest}”)`, target: '40 ms', ratioTarget: 1.5, ...rankedTimes },
  ];
}

export async function openings(bench: Bench): Promise<Result[]> {
  const inputs = bench.sample.slice(0, bench.runs * 2);
  const caseAndTimeline = await read(
    bench,
    inputs,
    async (client, { id }) => {
      await client.cases.get({ caseId: id });
      await client.cases.timeline({ caseId: id });
    },
    (plain, { id }) => {
      plain.cases.get(plain.actor, id);
      plain.cases.timeline(plain.actor, id, null, 50);
    },
  );
  const messages = await read(
    bench,
    inputs,
    (client, { id }) => client.cases.messages({ caseId: id }),
    (plain, { id }) => plain.messages.page(plain.actor, id, null, 20),
  );
  return [
    { work: 'open a case with its timeline', target: '3 ms', ratioTarget: 1.5, ...caseAndTimeline },
    { work: 'its messages', target: '–', ratioTarget: null, ...messages },
  ];
}

export async function commands(bench: Bench): Promise<Result[]> {
  const { ours, plain, runs, openSample } = bench;
  const { staff } = await ours.desk.staff.list();
  const assignees = staff.filter((member) => member.roles.includes('support')).map((member) => member.id);
  const versions = new Map<string, number>();
  for (const { id } of openSample) versions.set(id, (await ours.desk.cases.get({ caseId: id })).row.version);
  const inputs = Array.from({ length: runs }, (_, index) => ({
    id: openSample[index % openSample.length]!.id,
    assignee: assignees[index % assignees.length]!,
  }));
  const assign = await time(inputs, async ({ id, assignee }) => {
    const { cases } = await ours.desk.cases.assign({ cases: [{ caseId: id, version: versions.get(id)! }], assignee });
    versions.set(id, cases[0]!.version);
  });
  const note = await time(inputs, ({ id }) =>
    ours.desk.cases.addNote({ caseId: id, text: 'Asked billing whether the old address is still used.' }),
  );
  const plainVersion = (id: string) =>
    (plain.db.prepare('SELECT version FROM dsr_case WHERE id = ?').get(id) as { version: number }).version;
  const plainAssign = await transactions(plain, inputs, ({ id, assignee }) =>
    plain.changes.assign(plain.actor, [{ caseId: id, version: plainVersion(id) }], assignee),
  );
  const plainNote = await transactions(plain, inputs, ({ id }) =>
    plain.changes.addNote(plain.actor, id, 'Asked billing whether the old address is still used.'),
  );
  return [
    { work: 'a durable command (assign)', target: '3 ms', ratioTarget: 1.5, ours: assign, plain: plainAssign },
    { work: 'a durable command that changes the search (note)', target: '3 ms', ratioTarget: 1.5, ours: note, plain: plainNote },
  ];
}

/** Each command is run once and taken back, to learn its SQL, and then done again by the driver alone. */
async function transactions<T>(plain: PlainDesk, inputs: readonly T[], work: (input: T) => unknown): Promise<Times> {
  const times: number[] = [];
  let cpu = 0;
  for (const input of inputs) {
    const recorded: readonly Recorded[] = await plain.recorder.record(() => work(input), true);
    const replay = plain.replayer.transaction(recorded);
    const [before, began] = [process.cpuUsage(), performance.now()];
    replay();
    times.push(performance.now() - began);
    cpu += cpuSince(before);
  }
  return timesOf(times, cpu / inputs.length);
}

export async function ledger({ ours, plain }: Bench): Promise<Result> {
  const desk = ours.session.open!.desk;
  const own = await time([0], () => {
    const { badSeq } = verify(desk.db, desk.device);
    if (badSeq !== null) throw new Error(`the ledger of the bench queue breaks at ${badSeq}`);
  });
  const limit = await time([0], () => {
    for (const _ of plain.db.prepare(LEDGER_WALK).iterate(plain.device));
  });
  return { work: 'ledger verification, whole', target: '5 s per million', ratioTarget: null, ours: own, plain: limit };
}

/** The walk of `verify`, without the hashes. */
const LEDGER_WALK = `SELECT entry.*, kept.salt, kept.payload FROM ledger_entry AS entry LEFT JOIN ledger_payload AS kept USING (device, seq)
  WHERE device = ? ORDER BY seq`;

function worstOf(work: string, target: string, ratioTarget: number, parts: readonly { name: string; ours: Times; plain: Times }[]): Result {
  const worst = slowest(parts.map((part) => part.ours));
  const { name, plain } = parts.find((part) => part.ours === worst)!;
  return { work: `${work} (${name})`, target, ratioTarget, ours: worst, plain, parts };
}
