import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Separator } from './text.ts';

/** One record: the line it begins on, and its cells, or a sentence on why it has none that can be used. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem: string | null;
}

/** What is longer is no record but a quote that was never closed: bytes. */
const LONGEST_RECORD = 1024 * 1024;
const MOST_COLUMNS = 500;
const LONGEST_HEADER = 200;

/**
 * The records of a text, the header first. Lines are counted as an editor counts them. A quote in the middle of a cell is a character; one
 * that is never closed ends the reading, with a problem on the line where it stands.
 */
export async function* recordsOf(text: AsyncIterable<string>, separator: Separator): AsyncGenerator<CsvRecord> {
  let broken: number | null = null;
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    max_record_size: LONGEST_RECORD,
    skip_records_with_error: true, // an error would throw away the records before it that nobody has read yet
    on_skip: (error: CsvError | undefined) => {
      broken ??= Number(error?.['lines'] ?? 0);
      return undefined;
    },
  });
  const source = Readable.from(text);
  pipeline(source, parser, () => {}); // what goes wrong in the source destroys the parser, and is thrown below
  let line = 1;
  let columns = 0;
  for await (const one of parser) {
    const { info, record } = one as { readonly info: { readonly lines: number }; readonly record: readonly string[] };
    if (broken !== null && info.lines >= broken) break;
    const begins = line;
    line = info.lines + 1;
    if (record.length === 1 && record[0]!.trim() === '') continue; // an empty line
    columns ||= record.length;
    yield { line: begins, cells: record, problem: record.length === columns ? null : raggedness(record.length, columns) };
  }
  if (broken !== null) yield { line, cells: [], problem: NEVER_CLOSED };
}

const NEVER_CLOSED =
  'A quotation mark on this line or after it is never closed. Nothing from here on was read: close it and take the file in again.';

const raggedness = (found: number, wanted: number) =>
  `This line has ${found} ${found === 1 ? 'cell' : 'cells'}; the first line names ${wanted} columns. Quote the cells that hold the separator.`;

/** The columns that a header names. Refuses what is no header. */
export function columnsOf(header: CsvRecord | undefined): string[] {
  if (header === undefined || header.problem !== null) throw noHeader('The file is empty, or its first line cannot be read.');
  const columns = header.cells.map((cell) => cell.trim());
  if (columns.length > MOST_COLUMNS) throw noHeader(`The file has more than ${MOST_COLUMNS} columns.`);
  const empty = columns.findIndex((column) => column === '' || column.length > LONGEST_HEADER);
  if (empty >= 0) throw noHeader(`Column ${empty + 1} has no name, or a very long one.`);
  const data = columns.findIndex((column) => LIKE_DATA.test(column));
  if (data >= 0) throw noHeader(`The first line looks like a record: column ${data + 1} holds a value, no name.`);
  const known = new Map<string, number>();
  for (const [index, column] of columns.entries()) {
    const earlier = known.get(column.toLowerCase());
    if (earlier !== undefined) throw noHeader(`Columns ${earlier + 1} and ${index + 1} have the same name.`);
    known.set(column.toLowerCase(), index);
  }
  return columns;
}

/** An address, a number, a date: what no column is called. */
const LIKE_DATA = /^(?:[^\s@]+@[^\s@]+\.[^\s@]+|[+(]?[\d .,/()-]*\d[\d .,/()-]*|\d{4}-\d\d-\d\d[T ].*)$/;

const noHeader = (what: string) =>
  new DeskError('invalid', `${what} The first line must name each column once: add it to the file and drop it again.`, {
    field: 'importId',
  });
