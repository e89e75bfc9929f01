import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src-main/core/command.ts';
import { BANDS, BUILT_IN_VIEWS, type BuiltInView, type CaseFilter, SORTS, type Sort } from '../../../src-shared/contract/cases.ts';
import { CASE_STATUSES, CHANNELS, REQUEST_KINDS } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Role } from '../../../src-shared/vocabulary/permissions.ts';
import { foundedDesk, NAME, type TestDesk } from '../../support/desk.ts';
import { RandomWork, step } from './random-work.ts';
import { slowBand, slowList, slowRows } from './slow.ts';

const ROLES: readonly Role[][] = [['support'], ['billing'], ['manager'], ['administrator', 'manager', 'support']];

/** The queue beneath the contract, so that each role is tried on the same cases. */
function queueOf(desk: TestDesk) {
  if (!desk.session.open) throw new Error('the desk is locked');
  return desk.session.open.desk.cases;
}

async function worked(cases: number, steps: number, seed: number) {
  const desk = await foundedDesk();
  const me = await desk.staffId(NAME);
  const { id: bo } = await desk.desk.staff.add({ name: 'Bo', roles: ['support'], passphrase: 'a dozen walrus eggs for supper' });
  const work = new RandomWork(desk, [me, bo]);
  const samples = fc.sample(step, { numRuns: cases + steps, seed });
  for (const [nth, one] of samples.entries()) {
    if (nth < cases) await work.create(one.which, one.choice, one.other);
    else await work.do(one);
    desk.clock.now = new Date(Date.parse(desk.clock.now) + 61_000).toISOString() as Instant;
  }
  expect(work.done).toBeGreaterThanOrEqual(cases + steps / 3);
  const actors = ROLES.map((roles): Actor => ({ staffId: me, name: NAME, roles }));
  return { desk, me, bo, work, actors, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() };
}

/** All pages of a view, one after the other. */
async function paged(desk: TestDesk, actor: Actor, view: BuiltInView, filter: CaseFilter, sort: Sort, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { rows, next } = await queueOf(desk).page(actor, { view, filter, sort, after, limit });
    expect(rows.length).toBeLessThanOrEqual(limit);
    ids.push(...rows.map(({ id }) => id));
    after = next;
    more = next !== null;
  }
  return ids;
}

describe('a view, page by page, is the whole view in its order', () => {
  test('every view × sort × direction × role, in pages of different sizes', async () => {
    await using at = await worked(90, 130, 7);
    const rows = slowRows(at.desk);
    for (const some of [
      rows.filter(({ sealed }) => sealed),
      rows.filter(({ open }) => !open),
      ...BANDS.slice(0, 3).map((band) => rows.filter((row) => row.band === band)),
    ])
      expect(some.length).toBeGreaterThan(3);
    for (const actor of at.actors) {
      for (const view of BUILT_IN_VIEWS) {
        for (const by of SORTS) {
          for (const direction of ['asc', 'desc'] as const) {
            const expected = slowList(rows, actor.roles, at.me, view, {}, { by, direction });
            const limit = [3, 10, 200][(view.length + by.length) % 3]!;
            expect(await paged(at.desk, actor, view, {}, { by, direction }, limit), `${actor.roles} ${view} ${by}`).toEqual(expected);
          }
        }
      }
    }
  }, 60_000); // hundreds of lists, on a machine that may have other work

  test('any combination of filters is what a slow look at every row finds, and so is its count', async () => {
    await using at = await worked(80, 80, 11);
    const rows = slowRows(at.desk);
    const some = <T>(all: readonly T[]) => fc.option(fc.subarray([...all], { maxLength: 4 }), { nil: undefined });
    const filter = fc
      .record({
        kinds: some(REQUEST_KINDS),
        channels: some(CHANNELS),
        statuses: some(CASE_STATUSES),
        languages: some(['en', 'de', 'fr', 'xx']),
        bands: some(BANDS),
        assignee: fc.option(fc.constantFrom<string>('nobody', at.me, at.bo), { nil: undefined }),
      })
      .map((parts) => Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as CaseFilter);
    const sort = fc.record({ by: fc.constantFrom(...SORTS), direction: fc.constantFrom('asc' as const, 'desc' as const) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...at.actors),
        fc.constantFrom(...BUILT_IN_VIEWS),
        filter,
        sort,
        async (actor, view, given, order) => {
          const expected = slowList(rows, actor.roles, at.me, view, given, order);
          expect(await paged(at.desk, actor, view, given, order, 20)).toEqual(expected);
          expect(await queueOf(at.desk).count(actor, view, given)).toEqual({ count: expected.length, more: false });
        },
      ),
      { numRuns: 150 },
    );
  });

  test('though cases change between pages: what did not change is there exactly once', async () => {
    await using at = await worked(90, 30, 13);
    const actor = at.actors[3]!;
    const steps = fc.sample(step, { numRuns: 200, seed: 17 });
    let nth = 0;
    for (const by of SORTS) {
      for (const direction of ['asc', 'desc'] as const) {
        const before = slowRows(at.desk);
        const seen: string[] = [];
        for (let after: string | null = null, more = true; more; ) {
          const { rows, next } = await queueOf(at.desk).page(actor, { view: 'all', filter: {}, sort: { by, direction }, after, limit: 8 });
          seen.push(...rows.map(({ id }) => id));
          after = next;
          more = next !== null;
          await at.work.do(steps[nth++ % steps.length]!);
          at.desk.clock.now = new Date(Date.parse(at.desk.clock.now) + 61_000).toISOString() as Instant;
        }
        const now = new Map(slowRows(at.desk).map((row) => [row.id, row]));
        const same = before.filter((row) => JSON.stringify(row) === JSON.stringify(now.get(row.id)));
        const still = new Set(same.map(({ id }) => id));
        expect(same.length).toBeGreaterThan(40);
        const expected = slowList(same, actor.roles, at.me, 'all', {}, { by, direction });
        expect(
          seen.filter((id) => still.has(id)),
          `${by} ${direction}`,
        ).toEqual(expected);
      }
    }
  });
});

describe('counts', () => {
  test('are what a slow count finds, after any work, for every role', async () => {
    await using at = await worked(0, 0, 0);
    const check = () => {
      const rows = slowRows(at.desk);
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date(at.desk.clock.now));
      for (const row of rows) {
        expect(row.band, row.work_by_on ?? '').toBe(slowBand(row, today));
        if (row.kinds.includes('legal_process')) expect(row.sealed).toBe(1);
      }
      for (const actor of at.actors) {
        const counts = queueOf(at.desk).counts(actor);
        for (const view of BUILT_IN_VIEWS) {
          const expected = slowList(rows, actor.roles, at.me, view, {}, { by: 'due', direction: 'asc' }).length;
          expect(counts[view], `${view} for ${actor.roles}`).toBe(expected);
        }
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 25 }), async (steps) => {
        for (const one of steps) await at.work.do(one);
        check();
      }),
      { numRuns: 10, endOnFailure: true },
    );
    // a night, and a month: bands follow at the next sign-in
    for (const days of [1, 4, 30]) {
      at.desk.clock.now = new Date(Date.parse(at.desk.clock.now) + days * 86_400_000).toISOString() as Instant;
      await at.desk.signOutAndIn();
      check();
    }
    const tally = at.desk.db.prepare('SELECT sum(n) AS n, min(n) AS least FROM case_tally').get() as { n: number; least: number };
    expect(tally.n).toBe(slowRows(at.desk).length);
    expect(tally.least).toBeGreaterThanOrEqual(0);
  });
});

test('a cursor that this program did not write is refused in words', async () => {
  await using desk = await foundedDesk();
  await desk.take();
  for (const after of ['', 'x', 'bm90IGpzb24', Buffer.from('{}').toString('base64url'), Buffer.from('["a","b"]').toString('base64url')]) {
    await expect(desk.desk.cases.page({ after })).rejects.toMatchObject({ code: 'INVALID', data: { field: 'after' } });
  }
});
