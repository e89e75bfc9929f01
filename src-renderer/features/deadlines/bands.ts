import { BANDS, type Band, type CaseFilter, type CaseRow } from '../../../src-shared/contract/cases.ts';

interface Page {
  readonly rows: CaseRow[];
  readonly next: string | null;
}

/**
 * The next page of a queue grouped by band: band after band, each in the order that was chosen. A page that would be empty is skipped.
 * `cursor` is the `next` of the page before: the band's place, and what the core said goes on from there.
 */
export async function pageOfBands(
  page: (filter: CaseFilter, after: string | null) => Promise<Page>,
  filter: CaseFilter,
  cursor: string | null,
): Promise<Page> {
  const bands = BANDS.filter((band) => !filter.bands || filter.bands.includes(band));
  let { place, after } = readCursor(cursor);
  for (;;) {
    const band = bands[place];
    if (band === undefined) return { rows: [], next: null };
    const { rows, next } = await page({ ...filter, bands: [band] }, after);
    const last = place === bands.length - 1;
    const following = next !== null ? `${place}:${next}` : last ? null : `${place + 1}:`;
    if (rows.length > 0 || following === null) return { rows, next: following };
    ({ place, after } = readCursor(following));
  }
}

function readCursor(cursor: string | null): { place: number; after: string | null } {
  if (cursor === null) return { place: 0, after: null };
  const colon = cursor.indexOf(':');
  return { place: Number(cursor.slice(0, colon)), after: cursor.slice(colon + 1) || null };
}

/** A line of the queue as it is drawn: a case, or the heading of a band. */
export type Line =
  | { readonly type: 'row'; readonly index: number }
  | { readonly type: 'band'; readonly band: Band; readonly before: number };

/** The lines of a queue, with a heading wherever another band begins; and on which line each case stands. */
export function linesOf(
  rows: readonly CaseRow[],
  grouped: boolean,
): { readonly lines: readonly Line[]; readonly lineOf: readonly number[] } {
  const lines: Line[] = [];
  const lineOf: number[] = [];
  rows.forEach((row, index) => {
    if (grouped && row.band !== rows[index - 1]?.band) lines.push({ type: 'band', band: row.band, before: index });
    lineOf.push(lines.length);
    lines.push({ type: 'row', index });
  });
  return { lines, lineOf };
}
