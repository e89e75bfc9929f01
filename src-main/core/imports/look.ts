import type { ImportKind, ImportLook } from '../../../src-shared/contract/imports.ts';
import { mask } from '../../../src-shared/mask.ts';
import { holdsCard } from '../directory/cards.ts';
import { suggestKind, suggestMapping } from './headers.ts';
import { type CsvRecord, columnsOf, recordsOf } from './records.ts';
import { CardCount, refusedByName } from './refused.ts';
import { type Bytes, beginningOf, type Encoding, encodingOf, type Separator, separatorOf, textOf } from './text.ts';

const SAMPLE = 10;
/** As many records are asked whether a column is of card numbers. */
const LOOKED_AT = 1000;

/** What is known of a file once it was looked at. */
export interface Seen {
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly columns: readonly string[];
  readonly refused: ImportLook['refused'];
  /** As they are; masked when they are shown. */
  readonly sample: readonly (readonly string[])[];
}

/** Looks at a file: how it is written, its columns, and which of them never enter the desk. */
export async function see(bytes: Bytes): Promise<Seen> {
  const encoding = await encodingOf(bytes);
  const separator = separatorOf(await beginningOf(textOf(bytes, encoding)));
  let columns: string[] | null = null;
  let cards = new CardCount(0);
  const sample: (readonly string[])[] = [];
  let looked = 0;
  for await (const record of recordsOf(textOf(bytes, encoding), separator)) {
    if (columns === null) {
      columns = columnsOf(record);
      cards = new CardCount(columns.length);
      continue;
    }
    if (record.problem !== null) continue;
    if (sample.length < SAMPLE) sample.push(record.cells);
    cards.see(record.cells);
    looked += 1;
    if (looked >= LOOKED_AT) break;
  }
  columns ??= columnsOf(undefined);
  const refused = columns.flatMap((column, place) => {
    const because = refusedByName(column) ?? (cards.isCards(place) ? 'card_number' : null);
    return because === null ? [] : [{ column, because }];
  });
  return { encoding, separator, columns, refused, sample };
}

/** The records of a file that was looked at, without its header. */
export async function* recordsAfterHeader(bytes: Bytes, { encoding, separator }: Seen): AsyncGenerator<CsvRecord> {
  let header = true;
  for await (const record of recordsOf(textOf(bytes, encoding), separator)) {
    if (!header) yield record;
    header = false;
  }
}

/** What is told of it. Cells of refused columns and whatever holds a card number are shown to nobody. */
export function lookOf(importId: string, seen: Seen, asked: ImportKind | undefined, masked: boolean): ImportLook {
  const { encoding, separator, columns, refused, sample } = seen;
  const isRefused = columns.map((column) => refused.some((one) => one.column === column));
  const usable = columns.filter((_, place) => !isRefused[place]);
  const kind = asked ?? suggestKind(usable);
  const shown = (cell: string, place: number) => {
    if (cell.trim() === '') return '';
    if (isRefused[place] || holdsCard(cell)) return '•••';
    return masked ? mask(cell) : cell.slice(0, 200);
  };
  return {
    importId,
    encoding,
    separator,
    columns: [...columns],
    refused: [...refused],
    suggested: { kind, mapping: suggestMapping(kind, usable) },
    sample: sample.map((cells) => cells.map(shown)),
  };
}
