import { describe, expect, test } from 'vitest';
import type { CaseFilter } from '../../../src-shared/contract/cases.ts';
import { codeOf, foundedDesk } from '../../support/desk.ts';

const VIEW = { view: 'all' as const, filter: {}, sort: { by: 'due' as const, direction: 'asc' as const } };

describe('views of one’s own', () => {
  test('keep their view, filter and order, and count what they hold now', async () => {
    await using desk = await foundedDesk();
    await desk.take({ channel: 'letter' });
    const filter: CaseFilter = { channels: ['letter', 'phone'], text: 'mara', assignee: 'nobody', bands: ['later'], languages: ['en'] };
    const sort = { by: 'reference' as const, direction: 'desc' as const };
    const saved = await desk.desk.views.save({ name: '  Letters ', view: 'unassigned', filter, sort });
    expect(saved).toEqual({ id: saved.id, name: 'Letters', view: 'unassigned', filter, sort, count: 0, more: false });
    const letters = await desk.desk.views.save({ ...VIEW, name: 'All letters', filter: { channels: ['letter'] } });
    expect(letters.count).toBe(1);
    await desk.take({ channel: 'letter' });
    const { views } = await desk.desk.views.list();
    expect(views.map(({ name, count }) => ({ name, count }))).toEqual([
      { name: 'Letters', count: 0 },
      { name: 'All letters', count: 2 },
    ]);
    await desk.signOutAndIn();
    expect((await desk.desk.views.list()).views).toHaveLength(2);
    expect(await desk.desk.views.remove({ viewId: saved.id })).toEqual({ removed: true });
    expect(await codeOf(desk.desk.views.remove({ viewId: saved.id }))).toBe('NOT_FOUND');
  });

  test('are nobody else’s to see or to remove, and count what their owner may know of', async () => {
    await using desk = await foundedDesk();
    const mine = await desk.desk.views.save({ ...VIEW, name: 'Mine' });
    await desk.take();
    await desk.take({ requests: [{ kind: 'legal_process' }] });
    expect((await desk.desk.views.list()).views[0]?.count).toBe(2);
    await desk.become('support');
    expect((await desk.desk.views.list()).views).toEqual([]);
    expect(await codeOf(desk.desk.views.remove({ viewId: mine.id }))).toBe('NOT_FOUND');
    expect((await desk.desk.views.save({ ...VIEW, name: 'Mine too' })).count).toBe(1);
  });

  test('are fifty at most', async () => {
    await using desk = await foundedDesk();
    for (let nth = 0; nth < 50; nth += 1) await desk.desk.views.save({ ...VIEW, name: `view ${nth}` });
    expect(await codeOf(desk.desk.views.save({ ...VIEW, name: 'one more' }))).toBe('NOT_ALLOWED');
    expect((await desk.desk.views.list()).views).toHaveLength(50);
  });

  test('with a filter that is none are refused', async () => {
    await using desk = await foundedDesk();
    const wrong = { ...VIEW, name: 'x', filter: { colour: 'red' } as CaseFilter };
    expect(await codeOf(desk.desk.views.save(wrong))).toBe('BAD_REQUEST');
    expect(await codeOf(desk.desk.views.save({ ...VIEW, name: '   ' }))).toBe('BAD_REQUEST');
  });
});
