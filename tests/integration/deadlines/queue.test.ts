import { expect, test } from 'vitest';
import { BANDS, type Band, type BuiltInView } from '../../../src-shared/contract/cases.ts';
import { foundedDesk, type TestDesk } from '../../support/desk.ts';
import { Clocked, noonOf, takeFrom } from './clocked.ts';

const page = async ({ desk }: TestDesk, view: BuiltInView, bands?: Band[], direction: 'asc' | 'desc' = 'asc') =>
  (await desk.cases.page({ view, filter: bands ? { bands } : {}, sort: { by: 'due', direction }, limit: 200 })).rows;

/** Cases in every band, some of them sealed, some of them billing's. */
async function everyBand(desk: TestDesk): Promise<void> {
  for (const [received, kind] of [
    ['2026-07-01', 'access'],
    ['2026-07-15', 'concern'],
    ['2026-07-20', 'legal_process'],
    ['2026-08-05', 'access'],
    ['2026-08-06', 'legal_process'],
    ['2026-09-01', 'access'],
    ['2026-09-02', 'opt_out'],
  ] as const) {
    await takeFrom(desk, {}, [kind], { channel: 'phone', receivedAt: noonOf(received) });
  }
  for (const day of ['2026-09-01', '2026-08-20']) {
    const paused = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access'], { receivedAt: noonOf(day) }));
    await paused.changeRegimes(['uk-gdpr']);
    await paused.record('identity_requested', '2026-09-03');
  }
  await takeFrom(desk, {}, ['access'], { receivedAt: noonOf('2019-05-02') }); // no dates can be computed
  await new Clocked(desk, await takeFrom(desk, {})).answer();
}

test.each([[['support', 'manager', 'administrator']], [['support']], [['billing']], [['manager']]] as const)(
  'as %j: the views, their counts and the filter by band agree, and bands are what the dates say',
  async (roles) => {
    await using desk = await foundedDesk();
    await everyBand(desk);
    if (roles.length === 1) await desk.become(...roles);
    const { counts } = await desk.desk.cases.counts();
    const all = await page(desk, 'all');
    expect(counts.all).toBe(all.length);
    expect(all.length).toBeGreaterThan(1);
    for (const band of BANDS) {
      const rows = await page(desk, 'all', [band]);
      expect(rows.map((row) => row.id)).toEqual(all.filter((row) => row.band === band).map((row) => row.id));
      expect((await desk.desk.cases.count({ view: 'all', filter: { bands: [band] } })).count).toBe(rows.length);
    }
    for (const [view, band] of [
      ['overdue', 'overdue'],
      ['due_soon', 'soon'],
    ] as const) {
      const rows = await page(desk, view);
      expect(rows.map((row) => row.id)).toEqual((await page(desk, 'all', [band])).map((row) => row.id));
      expect(counts[view]).toBe(rows.length);
    }
    expect((await page(desk, 'all', ['paused', 'overdue'])).length).toBe(all.filter((row) => /paused|overdue/.test(row.band)).length);
    for (const { band, workByOn } of all) {
      if (band === 'paused') continue;
      const expected = workByOn === null ? 'none' : workByOn < '2026-09-03' ? 'overdue' : workByOn <= '2026-09-08' ? 'soon' : 'later';
      expect(band).toBe(expected);
    }
  },
);

test('by due date, whatever has no date comes last, and backwards first', async () => {
  await using desk = await foundedDesk();
  await everyBand(desk);
  const due = (await page(desk, 'all')).map((row) => row.workByOn);
  expect(due.at(-1)).toBeNull();
  expect(due.slice(0, -1)).toEqual(due.slice(0, -1).toSorted());
  expect((await page(desk, 'all', undefined, 'desc')).map((row) => row.workByOn)).toEqual(due.toReversed());
});

test('paused cases are found by their band in a view of their own', async () => {
  await using desk = await foundedDesk();
  await everyBand(desk);
  const rows = await page(desk, 'all', ['paused']);
  expect(rows.map(({ regime, clock, workByOn }) => [regime, clock, workByOn])).toEqual([
    ['uk-gdpr', 'respond', '2026-10-02'],
    ['uk-gdpr', 'respond', '2026-10-02'],
  ]);
});
