import type { Desk } from '../../app/connection.tsx';

/** What the desk takes at once is 2,000,000 characters. */
export const PIECE_CHARACTERS = 1_500_000;
/** More than any office's list; what is larger is no list of contacts. */
export const MOST_BYTES = 50_000_000;

export type ListResult = Awaited<ReturnType<Desk['optOuts']['importList']>>;

/** A part of a list that can be taken in by itself. `characters` of the list are in it. */
export interface ListPiece {
  readonly text: string;
  readonly characters: number;
  /** The line of the list for a line of this piece. */
  readonly lineOf: (line: number) => number;
}

/** Bytes of a file as text: UTF-8, with or without its mark, UTF-16 by its mark, else as older Windows programs write. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Cuts a list between its lines into pieces of at most `most` characters. A first line that names the columns stands at the top of each. Null
 * where a single line does not fit.
 */
export function piecesOf(text: string, most: number = PIECE_CHARACTERS): ListPiece[] | null {
  const whole = text.replace(/^\u{feff}/u, '');
  const header = headerOf(whole);
  const pieces: ListPiece[] = [];
  let line = 1;
  for (let at = 0; at < whole.length; ) {
    const top = at === 0 ? '' : header;
    const end = cut(whole, at, most - top.length);
    if (end === null) return null;
    const own = whole.slice(at, end);
    const [from, above] = [line, top === '' ? 0 : 1];
    pieces.push({ text: top + own, characters: own.length, lineOf: (within) => Math.max(from, from + within - 1 - above) });
    line += own.split('\n').length - 1;
    at = end;
  }
  return pieces;
}

/** The first line with its end, if it names columns; else nothing. */
function headerOf(text: string): string {
  const first = text.slice(0, text.indexOf('\n') + 1);
  const names = first.split(/[,;\t|]/).map((cell) => cell.trim().replaceAll('"', '').toLowerCase());
  return names.includes('value') ? first : '';
}

/** Where a piece that begins at `from` ends: after the last line that fits whole, lines within quotes counting as one. */
function cut(text: string, from: number, most: number): number | null {
  if (text.length - from <= most) return text.length;
  let [quoted, end] = [false, -1];
  for (let at = from; at < from + most; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (character === '\n' && !quoted) end = at + 1;
  }
  if (end > from) return end;
  // a quote that is never closed: by the lines alone
  const newline = text.lastIndexOf('\n', from + most - 1);
  return newline >= from ? newline + 1 : null;
}

export const NOTHING_READ: ListResult = { added: 0, same: 0, refused: 0, problems: [] };

/** More problems than this nobody reads; all are counted. */
const MOST_PROBLEMS = 500;

/** What the list came to so far, with one more piece. Problems are told by the lines of the list. */
export function joined(before: ListResult, { added, same, refused, problems }: ListResult, { lineOf }: ListPiece): ListResult {
  return {
    added: before.added + added,
    same: before.same + same,
    refused: before.refused + refused,
    problems: [...before.problems, ...problems.map((one) => ({ ...one, line: lineOf(one.line) }))].slice(0, MOST_PROBLEMS),
  };
}
