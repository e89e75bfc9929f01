import { TextDecoder } from 'node:util';
import type { ImportLook } from '../../../src-shared/contract/imports.ts';
import { DeskError } from '../../../src-shared/errors.ts';

export type Encoding = ImportLook['encoding'];
export type Separator = ImportLook['separator'];

/** The bytes of a staged file, from its beginning, each time it is asked for. */
export type Bytes = () => AsyncIterable<Uint8Array>;

/** As much of the beginning as the separator is looked for in: characters. */
const BEGINNING = 64 * 1024;
const LINES_LOOKED_AT = 20;
const SEPARATORS: readonly Separator[] = [',', ';', '\t', '|'];

/**
 * How a file is written. Where no mark says so, it is UTF-8 only if every byte of it is: the first umlaut of a file from an old program may
 * stand on its last line.
 */
export async function encodingOf(bytes: Bytes): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  for await (const piece of bytes()) {
    if (first) {
      if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
      if ((piece[0] === 0xfe && piece[1] === 0xff) || piece.subarray(0, 4096).includes(0)) throw noText();
      if (piece[0] === 0x50 && piece[1] === 0x4b && piece[2] === 3) throw noText(); // a spreadsheet is a zip
      first = false;
    }
    if (!decodes(strict, piece)) return 'windows-1252';
  }
  return decodes(strict) ? 'utf-8' : 'windows-1252';
}

const noText = () =>
  new DeskError('invalid', 'This is no text file with separated columns. Save it as CSV in UTF-8 and drop it again.', {
    field: 'importId',
  });

function decodes(decoder: TextDecoder, piece?: Uint8Array): boolean {
  try {
    decoder.decode(piece, { stream: piece !== undefined });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The text of a file, in pieces, without a byte order mark. */
export async function* textOf(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytes()) yield decoder.decode(piece, { stream: true });
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** The beginning of a text. */
export async function beginningOf(text: AsyncIterable<string>): Promise<string> {
  let beginning = '';
  for await (const piece of text) {
    beginning += piece;
    if (beginning.length >= BEGINNING) return beginning.slice(0, BEGINNING);
  }
  return beginning;
}

/** The character that cuts the first lines most evenly, quotes left out. A comma where none does. */
export function separatorOf(beginning: string): Separator {
  const lines = countsPerLine(beginning);
  const even = (separator: Separator) => {
    const wanted = lines[0]?.get(separator) ?? 0;
    return wanted === 0 ? 0 : lines.filter((counts) => counts.get(separator) === wanted).length * 1000 + wanted;
  };
  return SEPARATORS.reduce((best, separator) => (even(separator) > even(best) ? separator : best), ',');
}

function countsPerLine(text: string): Map<Separator, number>[] {
  const lines: Map<Separator, number>[] = [new Map()];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '\n' || character === '\r') {
      if (lines.at(-1)!.size > 0) lines.push(new Map());
      if (lines.length > LINES_LOOKED_AT) break;
    }
    const separator = SEPARATORS.find((one) => one === character);
    if (separator) lines.at(-1)!.set(separator, (lines.at(-1)!.get(separator) ?? 0) + 1);
  }
  return lines;
}
