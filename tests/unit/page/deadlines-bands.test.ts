import { describe, expect, test } from 'vitest';
import { linesOf, pageOfBands } from '../../../src-renderer/features/deadlines/bands.ts';
import { BANDS, type Band, type CaseFilter, type CaseRow } from '../../../src-shared/contract/cases.ts';

const row = (id: string, band: Band) => ({ id, band }) as CaseRow;

/** A core that holds these cases, two to a page. */
function core(rows: readonly CaseRow[]) {
  const asked: CaseFilter[] = [];
  const page = async (filter: CaseFilter, after: string | null) => {
    asked.push(filter);
    const fitting = rows.filter(({ band }) => filter.bands?.includes(band));
    const from = after === null ? 0 : Number(after);
    return { rows: fitting.slice(from, from + 2), next: from + 2 < fitting.length ? String(from + 2) : null };
  };
  return { asked, page };
}

async function all(rows: readonly CaseRow[], filter: CaseFilter = {}): Promise<string[]> {
  const { page } = core(rows);
  const ids: string[] = [];
  let cursor: string | null = null;
  let turns = 0;
  do {
    const got: { rows: CaseRow[]; next: string | null } = await pageOfBands(page, filter, cursor);
    ids.push(...got.rows.map(({ id }) => id));
    cursor = got.next;
    turns += 1;
  } while (cursor !== null && turns < 50);
  return ids;
}

describe('a queue by bands', () => {
  const mixed = [
    row('p1', 'paused'),
    row('o1', 'overdue'),
    row('l1', 'later'),
    row('o2', 'overdue'),
    row('p2', 'paused'),
    row('o3', 'overdue'),
    row('p3', 'paused'),
  ];

  test('goes band after band, each in its own order, whatever lies between', async () => {
    expect(await all(mixed)).toEqual(['o1', 'o2', 'o3', 'l1', 'p1', 'p2', 'p3']);
  });

  test('passes over empty bands without an empty page', async () => {
    const { page, asked } = core([row('n1', 'none')]);
    expect(await pageOfBands(page, {}, null)).toEqual({ rows: [row('n1', 'none')], next: null });
    expect(asked.map(({ bands }) => bands)).toEqual(BANDS.map((band) => [band]));
  });

  test('keeps to the bands that are filtered by, and to the rest of the filter', async () => {
    expect(await all(mixed, { bands: ['paused', 'later'] })).toEqual(['l1', 'p1', 'p2', 'p3']);
    const { page, asked } = core(mixed);
    await pageOfBands(page, { text: 'maria', bands: ['paused'] }, null);
    expect(asked).toEqual([{ text: 'maria', bands: ['paused'] }]);
  });

  test('ends where there is nothing', async () => {
    expect(await all([])).toEqual([]);
  });
});

describe('the lines of a queue', () => {
  const rows = [row('a', 'overdue'), row('b', 'overdue'), row('c', 'paused')];

  test('have a heading wherever another band begins, and say where each case stands', () => {
    const { lines, lineOf } = linesOf(rows, true);
    expect(lines.map((line) => (line.type === 'band' ? line.band : line.index))).toEqual(['overdue', 0, 1, 'paused', 2]);
    expect(lineOf).toEqual([1, 2, 4]);
  });

  test('are the cases alone where it is not grouped', () => {
    const { lines, lineOf } = linesOf(rows, false);
    expect(lines).toEqual([0, 1, 2].map((index) => ({ type: 'row', index })));
    expect(lineOf).toEqual([0, 1, 2]);
  });
});
