import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseChanges } from '../../../src-main/core/cases/changes.ts';
import { MessagesService } from '../../../src-main/core/cases/messages.ts';
import { readCursor, SORT_COLUMN, writeCursor } from '../../../src-main/core/cases/page-query.ts';
import { untold } from '../../../src-main/core/cases/reminders.ts';
import { strays } from '../../../src-main/core/cases/rollover.ts';
import { SearchService } from '../../../src-main/core/cases/search.ts';
import { CasesService } from '../../../src-main/core/cases/service.ts';
import { type Actor, createCommand } from '../../../src-main/core/command.ts';
import { all, sql } from '../../../src-main/core/database/query.ts';
import type { Reader } from '../../../src-main/core/database/reader.ts';
import { selectItems } from '../../../src-main/core/intake/store.ts';
import { StaffDirectory } from '../../../src-main/core/staff/directory.ts';
import { realWorld } from '../../../src-main/core/world.ts';
import { BUILT_IN_VIEWS, type CaseFilter, SORTS } from '../../../src-shared/contract/cases.ts';
import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { foundedDesk } from '../../support/desk.ts';
import { OPEN_GATE } from '../../support/open-gate.ts';
import { type Recorded, Recorder } from '../../support/recorder.ts';

/** Tables that hold a handful of rows, whatever the queue holds. */
const SMALL = /SCAN (?:case_tally|staff|desk|organisation|house_policy)\b/;
/** A full-text index is entered by its words, although SQLite calls it a scan. */
const FULL_TEXT = /SCAN \w+_search VIRTUAL TABLE INDEX/;
/** What another step of the same plan has read, at most some thousands of hits. */
const INNER = /SCAN (?:hit|some|\(subquery)/;

describe('what is read as somebody works', () => {
  let desk: Awaited<ReturnType<typeof foundedDesk>>;
  let recorder: Recorder;
  let services: { cases: CasesService; messages: MessagesService; search: SearchService };
  let manager: Actor;

  beforeAll(async () => {
    desk = await foundedDesk();
    await desk.desk.demo.fillQueue();
    const open = desk.session.open!;
    recorder = new Recorder(open.desk.db);
    manager = open.actor;
    const { db } = recorder;
    const reader = { all: async (query: Parameters<typeof all>[1]) => all(db, query) } as unknown as Reader;
    const staff = new StaffDirectory(db);
    services = {
      cases: new CasesService(db, reader, open.desk.command, open.desk.book, staff, OPEN_GATE),
      messages: new MessagesService(db, open.desk.command),
      search: new SearchService(db, reader),
    };
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  const planOf = ({ text, parameters }: Pick<Recorded, 'text' | 'parameters'>): string[] =>
    (desk.session.open!.desk.db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters) as { detail: string }[]).map((row) => row.detail);

  /** Every statement of `work` finds its rows by an index. Returns the plans. */
  async function expectIndexes(work: () => unknown): Promise<string[][]> {
    const recorded = await recorder.record(work);
    expect(recorded.length).toBeGreaterThan(0);
    return recorded.map((one) => {
      const plan = planOf(one);
      const scans = plan.filter((step) => /^SCAN/.test(step) && ![SMALL, FULL_TEXT, INNER].some((allowed) => allowed.test(step)));
      expect(scans, one.text).toEqual([]);
      return plan;
    });
  }

  const page = (
    actor: Actor,
    view: (typeof BUILT_IN_VIEWS)[number],
    by: (typeof SORTS)[number],
    after: string | null,
    filter: CaseFilter = {},
  ) => services.cases.page(actor, { view, filter, sort: { by, direction: by === 'due' ? 'asc' : 'desc' }, after, limit: 50 });

  const pages = BUILT_IN_VIEWS.flatMap((view) => SORTS.map((by) => [view, by] as const));

  test.each(pages)('a page of %s by %s walks one index in its own order, first and deep, sealed and not', async (view, by) => {
    const key = by === 'due' ? '2026-08-20' : by === 'reference' ? 'DSR-F' : '2026-08-20T00:00:00.000Z';
    const deep = writeCursor({ key, seq: 100 });
    expect(readCursor(deep)).toEqual({ key, seq: 100 });
    for (const after of [null, deep]) {
      const plans = (await expectIndexes(() => page(manager, view, by, after))).filter((plan) => plan[0]?.includes(SORT_COLUMN[by]));
      expect(plans, 'a list without sealed cases and one of them').toHaveLength(2);
      for (const plan of plans) {
        expect(plan).toHaveLength(1); // no step beside it: nothing is sorted, nothing looked up one by one
        expect(plan[0]).toMatch(
          new RegExp(`^SEARCH dsr_case USING INDEX case_(?:open|status|assignee|band)_${SORT_COLUMN[by]} \\(sealed=\\?`),
        );
        if (after !== null) expect(plan[0]).toMatch(new RegExp(`${SORT_COLUMN[by]}[<>]`));
      }
    }
  });

  test('filters of every kind stay on an index', async () => {
    const staffId = manager.staffId;
    const filters: CaseFilter[] = [
      { text: 'data' },
      { kinds: ['access', 'deletion'] },
      { channels: ['email'] },
      { statuses: ['new', 'triaged'] },
      { languages: ['de', 'es'] },
      { assignee: staffId },
      { assignee: 'nobody' },
      { bands: ['overdue', 'paused'] },
      { text: 'please del', kinds: ['deletion'], channels: ['email'], bands: ['later'] },
    ];
    const billing: Actor = { ...manager, roles: ['billing'] };
    for (const filter of filters) {
      for (const view of BUILT_IN_VIEWS) {
        await expectIndexes(() => page(manager, view, 'due', null, filter));
        await expectIndexes(() => services.cases.count(manager, view, filter));
      }
    }
    for (const view of BUILT_IN_VIEWS) await expectIndexes(() => page(billing, view, 'received', null));
  });

  test('counts read the tally and nothing else', async () => {
    const plans = await expectIndexes(() => services.cases.counts(manager));
    expect(plans).toEqual([['SCAN case_tally']]);
  });

  test('a case, its timeline and its messages', async () => {
    const { rows } = await page(manager, 'all', 'due', null);
    for (const { id } of rows.slice(0, 20)) {
      const plans = [
        ...(await expectIndexes(() => services.cases.get(manager, id))),
        ...(await expectIndexes(() => services.cases.timeline(manager, id, null, 50))),
        ...(await expectIndexes(() => services.cases.timeline(manager, id, desk.session.open!.actor.staffId, 50))),
        ...(await expectIndexes(() => services.messages.page(manager, id, null, 20))),
      ];
      for (const plan of plans) expect(plan.join('\n')).not.toContain('TEMP B-TREE');
    }
  });

  test('a search walks the full-text index from its end; only ranking sorts', async () => {
    for (const text of ['p', 'please', 'delete my da', 'DSR-00000000', 'ünïcode']) {
      const newest = await expectIndexes(() => services.search.find(manager, text, 20, 'newest'));
      for (const plan of newest) expect(plan.join('\n')).not.toMatch(/TEMP B-TREE(?! FOR ORDER BY$)/);
      await expectIndexes(() => services.search.find(manager, text, 20, 'relevance'));
    }
  });

  test('a change touches the rows it names', async () => {
    const { book, device } = desk.session.open!.desk;
    const { db } = recorder;
    const world = { ...realWorld, now: () => desk.clock.now };
    const changes = new CaseChanges(
      createCommand(db, device, world, () => {}),
      book,
      new StaffDirectory(db),
      OPEN_GATE,
    );
    const { rows } = await page(manager, 'unassigned', 'due', null);
    const { id, version } = rows[0]!;
    await expectIndexes(() => changes.assign(manager, [{ caseId: id, version }], manager.staffId));
    await expectIndexes(() => changes.addNote(manager, id, 'A note.'));
    await expectIndexes(() => changes.changeRequester(manager, { caseId: id, version: version + 1 }, { name: 'Another name' }));
  });

  test('what is being taken in', async () => {
    const { id } = await desk.desk.demo.openMailbox();
    for (const state of [null, 'ready', 'unreadable']) {
      const plans = await expectIndexes(() => selectItems(recorder.db, id, state, 3, 50));
      expect(plans[0]?.join('\n')).not.toContain('TEMP B-TREE');
    }
  });

  test('what runs at each unlock reads the dates that passed and no other case', () => {
    for (const { where } of strays('2026-09-03' as CalendarDate)) {
      const query = sql.selectFrom('dsr_case').select('seq').where(where).limit(1).compile();
      const plan = planOf({ text: query.sql, parameters: query.parameters });
      expect(plan.join('\n')).toMatch(
        /USING (?:COVERING )?INDEX case_(?:open|band)_due_key \(sealed=\? AND (?:open|band)=\? AND due_key[<>]/,
      );
    }
    for (const band of ['overdue', 'soon'] as const) {
      const query = untold(band, manager).select('reference').orderBy('due_key').limit(3).compile();
      const plan = planOf({ text: query.sql, parameters: query.parameters });
      expect(plan[0]).toMatch(/INDEX case_band_due_key \(sealed=\? AND band=\?/);
      expect(plan.join('\n')).not.toContain('TEMP B-TREE');
    }
  });
});
