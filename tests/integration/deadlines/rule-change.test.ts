import { describe, expect, test } from 'vitest';
import type { RuleChange, RuleChangeProgress } from '../../../src-shared/contract/deadlines.ts';
import type { HousePolicy } from '../../../src-shared/deadlines/index.ts';
import { codeOf, foundedDesk, refusalOf, type TestDesk } from '../../support/desk.ts';
import { allOf, nextOf } from '../../support/streams.ts';
import { Clocked, date, noonOf, takeFrom } from './clocked.ts';

const POLICY: HousePolicy = {
  version: '2',
  effectiveFrom: date('2026-09-01'),
  acknowledge: { amount: 2, unit: 'business_day' },
  respond: { amount: 20, unit: 'day' },
  extension: null,
  pauses: [],
  internalTarget: null,
};
const HOUSE: RuleChange = { house: POLICY };

const preview = async ({ desk }: TestDesk, change: RuleChange) => (await allOf(await desk.deadlines.previewChange(change))).at(-1)!;
const apply = async ({ desk }: TestDesk, change: RuleChange) => (await allOf(await desk.deadlines.applyChange(change))).at(-1)!;
const called = (desk: TestDesk, given: Parameters<TestDesk['take']>[0] = {}) =>
  takeFrom(desk, {}, ['access'], { channel: 'phone', ...given });
const outdated = async ({ desk }: TestDesk) => (await desk.deadlines.policy()).outdated;
/** Everything that a change of the rules may touch, as text. */
const wholeQueue = ({ db }: TestDesk) =>
  JSON.stringify([
    db.prepare('SELECT id, work_by_on, due_key, regime, clock, band, version, updated_at FROM dsr_case ORDER BY seq').all(),
    db.prepare('SELECT * FROM request_regime ORDER BY request_id, regime').all(),
    db.prepare('SELECT count(*) AS n FROM ledger_entry').get(),
  ]);

describe('a house policy', () => {
  test('is looked at first: which cases move and by how much, and nothing changes; applied, the figures are the same', async () => {
    await using desk = await foundedDesk();
    const moves = await called(desk);
    const earlier = await called(desk, { receivedAt: noonOf('2026-08-31') }); // before its first day
    const chosen = new Clocked(desk, await called(desk));
    await chosen.changeRegimes(['us-or']); // the house's promise does not hold here
    const closed = new Clocked(desk, await called(desk));
    await closed.answer();
    const before = wholeQueue(desk);
    const looked = await preview(desk, HOUSE);
    expect(looked).toEqual({
      cases: 3,
      total: 3,
      moved: 1,
      done: true,
      examples: [{ reference: moves.reference, from: '2026-10-02', to: '2026-09-23', days: -9 }],
    });
    expect(wholeQueue(desk)).toBe(before);
    expect(await desk.desk.deadlines.policy()).toMatchObject({ current: { version: '1' }, coming: [] });

    expect(await apply(desk, HOUSE)).toEqual(looked);
    expect(await new Clocked(desk, moves).row()).toMatchObject({ workByOn: '2026-09-23', version: moves.version + 1 });
    expect(await new Clocked(desk, moves).regime('house')).toMatchObject({ version: '2' });
    expect(await new Clocked(desk, earlier).row()).toMatchObject({ workByOn: earlier.workByOn, version: earlier.version });
    expect(await closed.row()).toMatchObject({ workByOn: '2026-10-02' });
    expect(await closed.regime('house')).toMatchObject({ version: '1' });
    expect(await desk.desk.deadlines.policy()).toMatchObject({ current: POLICY, coming: [], outdated: 0 });
    expect(await preview(desk, {})).toMatchObject({ moved: 0 });
  });

  test('that comes later moves nothing now, and is told of as coming', async () => {
    await using desk = await foundedDesk();
    await called(desk);
    const house = { ...POLICY, effectiveFrom: date('2026-12-01') };
    expect(await apply(desk, { house })).toMatchObject({ moved: 0, done: true });
    expect(await desk.desk.deadlines.policy()).toMatchObject({ current: { version: '1' }, coming: [house] });
  });

  test('that no clock can follow, or whose version or day is taken, is refused before anything changes', async () => {
    await using desk = await foundedDesk();
    await apply(desk, HOUSE);
    const before = wholeQueue(desk);
    const wrong: HousePolicy[] = [
      { ...POLICY, version: '1', effectiveFrom: date('2026-12-01') },
      { ...POLICY, version: '2', respond: { amount: 19, unit: 'day' } },
      { ...POLICY, version: '3' },
      {
        ...POLICY,
        version: '4',
        effectiveFrom: date('2026-12-01'),
        extension: { amount: 10, unit: 'day', noticeBy: { amount: 5, unit: 'day' } },
      },
      {
        ...POLICY,
        version: '5',
        effectiveFrom: date('2026-12-01'),
        pauses: [
          { kind: 'fee', effect: 'restart' },
          { kind: 'fee', effect: 'suspend' },
        ],
      },
    ];
    for (const house of wrong) {
      for (const ask of [preview, apply]) expect(await codeOf(ask(desk, { house })), house.version).toBe('INVALID');
    }
    expect(await codeOf(preview(desk, { office: { timeZone: 'Europe/Berlin', calendar: 'nowhere' } }))).toBe('INVALID');
    expect(await codeOf(preview(desk, { office: { timeZone: '+02:00', calendar: 'us-federal' } }))).toBe('BAD_REQUEST');
    expect(JSON.parse(wholeQueue(desk)).slice(0, 2)).toEqual(JSON.parse(before).slice(0, 2));
  });
});

describe('the office', () => {
  test('with another calendar and zone: previewed, applied to the open cases, and kept for those to come', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, {}, ['access'])); // 2 business days from Thu 3 Sep, Mon 7 is Labor Day
    const change = { office: { timeZone: 'Europe/London', calendar: 'gb-eng' } };
    expect((await found.row()).workByOn).toBe('2026-09-08');
    const looked = await preview(desk, change);
    expect(looked.examples).toEqual([{ reference: (await found.row()).reference, from: '2026-09-08', to: '2026-09-07', days: -1 }]);
    expect(await apply(desk, change)).toEqual(looked);
    expect(await found.row()).toMatchObject({ workByOn: '2026-09-07' });
    expect(await found.regime('house')).toMatchObject({ calendar: 'gb-eng', timeZone: 'Europe/London' });
    expect(await desk.desk.organisation.read()).toMatchObject({ timeZone: 'Europe/London', calendar: 'gb-eng' });
    expect((await takeFrom(desk, {})).workByOn).toBe('2026-09-07');
    expect(await outdated(desk)).toBe(0);
  });

  test('moved to another zone: a case whose evening is tomorrow there, with something noted on it, stays where it came in', async () => {
    await using desk = await foundedDesk();
    const evening = '2026-09-03T02:30:00.000Z' as never; // Wed 2 September, 22:30 in New York; the 3rd in London
    const noted = new Clocked(desk, await called(desk, { receivedAt: evening })); // and told at once, on the 2nd
    const silent = new Clocked(desk, await takeFrom(desk, {}, ['access'], { receivedAt: evening }));
    const change = { office: { timeZone: 'Europe/London', calendar: 'gb-eng' } };
    expect(await apply(desk, change)).toMatchObject({ cases: 2, done: true });
    expect(await noted.regime('house')).toMatchObject({ timeZone: 'America/New_York', calendar: 'gb-eng', problem: null });
    expect(await silent.regime('house')).toMatchObject({ timeZone: 'Europe/London', problem: null });
    expect(await noted.row()).toMatchObject({ workByOn: '2026-10-02', band: 'later' });
    expect((await silent.now()).governing).toMatchObject({ clock: 'acknowledge', workByDate: '2026-09-07' });
    expect(await outdated(desk)).toBe(0);
    // rules that are suggested for it later count from the same day
    await desk.desk.cases.changeRequester({ ...(await noted.one()), requester: { country: 'GB' } });
    expect(await noted.regime('uk-gdpr')).toMatchObject({ timeZone: 'America/New_York', problem: null });
    await noted.changeRegimes(['eu-gdpr', 'house']);
    expect(await noted.regime('eu-gdpr')).toMatchObject({ timeZone: 'America/New_York', problem: null });
  });

  test('changed in the settings leaves open cases as they are, and says that they are outdated', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, {}, ['access', 'concern']));
    const { version } = await desk.desk.organisation.read();
    await desk.desk.organisation.change({ version, calendar: 'gb-eng' });
    expect((await found.row()).workByOn).toBe('2026-09-08');
    expect(await outdated(desk)).toBe(1); // a case, however many requests
    expect(await apply(desk, {})).toMatchObject({ cases: 1, moved: 1 });
    expect((await found.row()).workByOn).toBe('2026-09-07');
    expect(await outdated(desk)).toBe(0);
  });
});

describe('versions that came with the program', () => {
  test.each([
    ['a regime', "UPDATE request_regime SET regime_version = '2018-05-25' WHERE regime = 'uk-gdpr'"],
    ['a calendar', "UPDATE request_regime SET calendar_version = '2025-01' WHERE regime = 'uk-gdpr'"],
  ])('%s: how many cases are outdated is counted, and applying brings them on', async (_what, statement) => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }, ['access', 'deletion'], { channel: 'phone' }));
    await takeFrom(desk, { country: 'DE' });
    const before = await found.row();
    expect(await outdated(desk)).toBe(0);
    desk.db.prepare(statement).run();
    expect(await outdated(desk)).toBe(1);
    const looked = await preview(desk, {});
    expect(looked).toMatchObject({ cases: 2, moved: 0, done: true }); // another version, the same date
    await apply(desk, {});
    expect(await outdated(desk)).toBe(0);
    expect(await found.regime('uk-gdpr')).toMatchObject({ version: '2026-02-05', calendarVersion: '2026-11' });
    expect(await found.row()).toMatchObject({ workByOn: before.workByOn, version: before.version + 1 });
  });

  test('each case gets the version of its own day, also at the boundary as the office’s clock has it', async () => {
    await using desk = await foundedDesk();
    // midnight of 5 February 2026 in New York is 05:00 UTC
    const before = new Clocked(
      desk,
      await takeFrom(desk, { country: 'GB' }, ['access'], { receivedAt: '2026-02-05T04:59:59.999Z' as never }),
    );
    const after = new Clocked(
      desk,
      await takeFrom(desk, { country: 'GB' }, ['access'], { receivedAt: '2026-02-05T05:00:00.000Z' as never }),
    );
    expect([(await before.regime('uk-gdpr')).version, (await after.regime('uk-gdpr')).version]).toEqual(['2018-05-25', '2026-02-05']);
    expect(await outdated(desk)).toBe(0);
    const office = { timeZone: 'Europe/London', calendar: 'us-federal' }; // where both came on the 5th
    await apply(desk, { office });
    expect([(await before.regime('uk-gdpr')).version, (await after.regime('uk-gdpr')).version]).toEqual(['2026-02-05', '2026-02-05']);
    expect(await outdated(desk)).toBe(0);
  });

  test('a version that this program does not bring gives no dates, but the case can be read and is brought on', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await called(desk));
    desk.db.prepare("UPDATE request_regime SET regime_version = '0'").run();
    expect(await found.regime('house')).toMatchObject({ clocks: [], problem: expect.stringContaining('no version') });
    await desk.desk.cases.assign({ cases: [await found.one()], assignee: null });
    expect(await found.row()).toMatchObject({ workByOn: null, band: 'none' });
    expect(await apply(desk, {})).toMatchObject({ moved: 1, examples: [{ from: null, to: '2026-10-02', days: 0 }] });
    expect(await found.row()).toMatchObject({ workByOn: '2026-10-02', band: 'later' });
  });

  test('rules that staff chose and that were not in force keep their version instead of failing', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(
      desk,
      await takeFrom(desk, { country: 'GB' }, ['concern'], { receivedAt: '2026-06-19T04:00:00.000Z' as never }),
    );
    expect(await found.regimes()).toEqual(['uk-complaint', 'house']);
    // in Honolulu it is still the 18th, a day before the rule
    expect(await apply(desk, { office: { timeZone: 'Pacific/Honolulu', calendar: 'us-federal' } })).toMatchObject({ done: true });
    expect(await found.regime('uk-complaint')).toMatchObject({ version: '2026-06-19', timeZone: 'Pacific/Honolulu' });
    expect(await outdated(desk)).toBe(0);
  });

  test('paused cases stay paused, and what happened to a case is counted under the new rules', async () => {
    await using desk = await foundedDesk();
    const found = new Clocked(desk, await takeFrom(desk, { country: 'GB' }));
    await found.changeRegimes(['uk-gdpr']);
    await found.record('identity_requested', '2026-09-03');
    await apply(desk, { office: { timeZone: 'Europe/London', calendar: 'gb-eng' } });
    expect(await found.row()).toMatchObject({ band: 'paused', workByOn: '2026-10-02' });
  });
});

describe('while it runs', () => {
  /** More cases than there are in one group. */
  async function many(desk: TestDesk, count = 300): Promise<void> {
    for (let index = 0; index < count; index += 1) await called(desk);
  }

  test('it tells how far it is; stopped, each case is as it was or as it will be, and the same change again does the rest', async () => {
    await using desk = await foundedDesk();
    await many(desk);
    const looked = await allOf(await desk.desk.deadlines.previewChange(HOUSE));
    expect(looked.map(({ cases, total, done }) => ({ cases, total, done }))).toEqual([
      { cases: 250, total: 300, done: false },
      { cases: 300, total: 300, done: false },
      { cases: 300, total: 300, done: true },
    ]);
    expect(looked.at(-1)).toMatchObject({ moved: 300 });
    expect(looked.at(-1)!.examples).toHaveLength(200);

    const running = (await desk.desk.deadlines.applyChange(HOUSE))[Symbol.asyncIterator]() as AsyncIterator<RuleChangeProgress>;
    expect(await nextOf(running)).toMatchObject({ cases: 250, moved: 250 });
    await running.return?.();
    const moved = () => (desk.db.prepare("SELECT count(*) AS n FROM dsr_case WHERE work_by_on = '2026-09-23'").get() as { n: number }).n;
    expect(moved()).toBe(250);
    expect(await outdated(desk)).toBe(50);
    const pins = desk.db
      .prepare(
        "SELECT count(*) AS n FROM dsr_case JOIN request_regime ON case_id = dsr_case.id WHERE (work_by_on = '2026-09-23') <> (regime_version = '2')",
      )
      .get();
    expect(pins).toEqual({ n: 0 }); // dates and rules went together
    expect(await apply(desk, HOUSE)).toMatchObject({ cases: 300, moved: 50, done: true });
    expect(moved()).toBe(300);
    const policies = desk.db.prepare("SELECT count(*) AS n FROM ledger_entry WHERE action = 'policy.set'").get();
    expect(policies).toEqual({ n: 1 });
  }, 60_000);

  test('it is written on the ledger and into the outbox, and open pages ask again', async () => {
    await using desk = await foundedDesk();
    const row = await called(desk);
    const live = (await desk.desk.live.changes())[Symbol.asyncIterator]();
    const first = nextOf(live);
    await apply(desk, HOUSE);
    const touched = [...(await first).touched];
    while (!touched.some(({ entity }) => entity === 'all')) touched.push(...(await nextOf(live)).touched);
    expect(touched.map(({ entity }) => entity).sort()).toEqual(['all', 'organisation']);
    await live.return?.(undefined);
    const actions = desk.db.prepare('SELECT action FROM ledger_entry ORDER BY seq DESC LIMIT 2').all();
    expect(actions).toEqual([{ action: 'deadline.apply_rules' }, { action: 'policy.set' }]);
    const sent = desk.db.prepare('SELECT operation, entity_version FROM outbox WHERE entity_id = ? ORDER BY id DESC').all(row.id);
    expect(sent[0]).toEqual({ operation: 'changed', entity_version: 2 });
  });
});

describe('who is told what', () => {
  test('sealed cases move and are counted, but are named only to a manager', async () => {
    await using desk = await foundedDesk();
    await takeFrom(desk, {}, ['legal_process'], { channel: 'phone' });
    const open = await called(desk);
    expect((await preview(desk, HOUSE)).examples).toHaveLength(2);
    await desk.become('administrator');
    const looked = await preview(desk, HOUSE);
    expect(looked.moved).toBe(2);
    expect(looked.examples.map((example) => example.reference)).toEqual([open.reference]);
    expect(await apply(desk, HOUSE)).toEqual(looked);
    await desk.become('support');
    expect(await codeOf(preview(desk, {}))).toBe('FORBIDDEN');
    expect((await refusalOf(apply(desk, {}))).message).toMatch(/administrator/);
  });
});

test('regimes and calendars are read with their sources, a calendar with every date and its name', async () => {
  await using desk = await foundedDesk();
  await desk.become('support');
  const { regimes } = await desk.desk.deadlines.regimes();
  expect(regimes.length).toBeGreaterThan(30);
  for (const regime of regimes) {
    expect(regime.rules.length, regime.id).toBeGreaterThan(0);
    for (const rule of regime.rules) expect(rule.citation.length, `${regime.id} ${rule.what}`).toBeGreaterThan(3);
  }
  const uk = regimes.filter((regime) => regime.id === 'uk-gdpr');
  expect(uk.map((regime) => [regime.effectiveFrom, regime.effectiveTo])).toEqual([
    ['2018-05-25', '2026-02-04'],
    ['2026-02-05', null],
  ]);
  const { calendars } = await desk.desk.deadlines.calendars();
  expect(calendars.map((calendar) => calendar.id)).toContain('de-by');
  const { calendar, holidays } = await desk.desk.deadlines.calendar({ id: 'us-federal' });
  expect(calendar.citation.length).toBeGreaterThan(3);
  expect(holidays).toContainEqual({ date: '2026-07-03', name: expect.stringMatching(/Independence Day/) });
  expect(await codeOf(desk.desk.deadlines.calendar({ id: 'nowhere' }))).toBe('NOT_FOUND');
});
