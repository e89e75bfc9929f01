import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { seedQueue } from '../../src-main/cli/seed/queue.ts';
import { router } from '../../src-main/core/router.ts';
import { Session } from '../../src-main/core/session/session.ts';
import { realWorld } from '../../src-main/core/world.ts';
import type { RuleChange, RuleChangeProgress } from '../../src-shared/contract/deadlines.ts';
import { addDays, type HousePolicy } from '../../src-shared/deadlines/index.ts';
import { type CalendarDate, type Instant, instantOf } from '../../src-shared/vocabulary/dates.ts';

const RESOURCES = path.resolve(import.meta.dirname, '../../resources');
const READER = new URL('../../src-main/core/database/reader-worker.ts', import.meta.url);
const PASSPHRASE = 'unlikely walrus paints seven doors';
const CHEAP = { memoryKiB: 1024, passes: 1, lanes: 1 };

export interface DeadlineFigures {
  readonly cases: number;
  /** Milliseconds of each. */
  readonly preview: number;
  readonly longestPause: number;
  readonly previewAllMoved: number;
  /** The same without waiting for the processor: what a machine with nothing else to do would take. */
  readonly previewAllMovedProcessor: number;
  readonly apply: number;
  readonly applyProcessor: number;
  readonly outdated: number;
  readonly ofCase: number;
  readonly calendarFile: number;
  readonly unlock: number;
  readonly unlockAfterAMonth: number;
}

/**
 * What a change of the rules costs on a queue whose cases are all open: every date computed anew through the contract. `now` moves, so
 * that the roll over midnight is seen too.
 */
export async function benchDeadlines(cases: number): Promise<DeadlineFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'dsr-desk-bench-'));
  let now = instantOf(Date.now());
  try {
    const { staff } = await seedQueue({
      dataFolder: folder,
      resourcesFolder: RESOURCES,
      cases,
      now,
      seed: '1',
      passphrase: PASSPHRASE,
      cost: CHEAP,
      onProgress: () => {},
    });
    const options = {
      dataFolder: folder,
      resourcesFolder: RESOURCES,
      deviceSecret: null,
      host: 'browser' as const,
      appVersion: '0.0.0',
      passphraseCost: CHEAP,
      onEvent: () => {},
    };
    const session = new Session(options, { ...realWorld, now: () => now }, READER);
    const desk: RouterClient<typeof router> = createRouterClient(router, { context: { session } });
    const signIn = () => desk.session.signIn({ name: staff[0]!.name, passphrase: PASSPHRASE });
    await signIn();
    // a year's cases are closed for the most part: here all of them wait
    session.open!.desk.db.exec("UPDATE dsr_case SET open = 1, status = 'in_progress', closed_at = NULL");
    await session.close();
    const unlock = await timed(signIn);
    const nothing = await run(desk.deadlines.previewChange({}));
    const all = await run(desk.deadlines.previewChange(everyDateMoves(now)));
    const outdated = await timed(() => desk.deadlines.policy());
    const { rows } = await desk.cases.page({ limit: 1 });
    const ofCase = await timed(() => desk.deadlines.ofCase({ caseId: rows[0]!.id }));
    const calendarFile = await timed(() => desk.deadlines.calendarFile());
    const apply = await run(desk.deadlines.applyChange(everyDateMoves(now)));
    await session.close();
    now = instantOf(Date.parse(now) + 30 * 86_400_000);
    const unlockAfterAMonth = await timed(signIn);
    await session.close();
    return {
      cases: nothing.last.total,
      preview: nothing.milliseconds,
      longestPause: all.longest,
      previewAllMoved: all.milliseconds,
      previewAllMovedProcessor: all.processor,
      applyProcessor: apply.processor,
      apply: apply.milliseconds,
      outdated,
      ofCase,
      calendarFile,
      unlock,
      unlockAfterAMonth,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another promise since long ago, and another calendar: no case keeps its rules. */
function everyDateMoves(now: Instant): RuleChange {
  const house: HousePolicy = {
    version: 'bench',
    effectiveFrom: addDays(now.slice(0, 10) as CalendarDate, -700),
    acknowledge: { amount: 1, unit: 'business_day' },
    respond: { amount: 20, unit: 'day' },
    extension: { amount: 40, unit: 'day', noticeBy: { amount: 20, unit: 'day' } },
    pauses: [{ kind: 'identity', effect: 'suspend' }],
    internalTarget: { amount: 10, unit: 'day' },
  };
  return { house, office: { timeZone: 'Europe/London', calendar: 'gb-eng' } };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Reads a stream of progress to its end: how long it took, and how long the core answered nothing else at most. */
async function run(stream: Promise<AsyncIterable<RuleChangeProgress>>) {
  const began = performance.now();
  const used = process.cpuUsage();
  let before = began;
  let longest = 0;
  let last: RuleChangeProgress | null = null;
  for await (const progress of await stream) {
    last = progress;
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  }
  if (!last?.done) throw new Error('the stream ended early');
  const { user, system } = process.cpuUsage(used);
  return { milliseconds: performance.now() - began, processor: (user + system) / 1000, longest, last };
}

if (import.meta.main) {
  const figures = await benchDeadlines(Number(process.argv[2] ?? 100_000));
  console.log(
    JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, Math.round(figure * 10) / 10])), null, 2),
  );
}
