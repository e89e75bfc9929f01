import { decodeText } from './charset.ts';

// Why not libmime's `decodeWords` (5.6.4): it decodes each word in the charset it names, so a wrong or unknown name gives
// `caf\ufffd` or `cafÃ©`, it breaks a character split over a B and a Q word, and it leaves as it stands a word cut off at its
// end or with a raw `?` in it: 10 of 48 forms tried. Its words cannot be had as bytes.

interface Word {
  readonly charset: string;
  readonly bytes: Buffer;
  readonly end: number;
}

/** Words of one charset that follow each other, not yet decoded: a character may be split over two. */
interface Run {
  readonly charset: string;
  readonly pieces: Buffer[];
}

/**
 * An unstructured header value as text: folds undone, RFC 2047 words decoded, raw 8-bit bytes read as UTF-8 or Windows-1252.
 * `raw` holds one byte per character (latin1). Lenient where mailers are: spaces inside a Q word, no space between words,
 * a character split over two words, missing padding, a word cut off at its end. One pass, no backtracking.
 */
export function decodeHeaderText(raw: string): string {
  const value = raw.replace(/\r?\n[ \t]*/g, ' ');
  let out = '';
  let held: Run | null = null;
  let from = 0;
  for (let at = value.indexOf('=?'); at >= 0; at = value.indexOf('=?', from)) {
    const word = wordAt(value, at);
    if (word === null) {
      out += flush(held) + eightBit(value.slice(from, at + 2));
      held = null;
      from = at + 2;
      continue;
    }
    const between = value.slice(from, at);
    if (held !== null && between.trim() === '') {
      // White space between two encoded words is no text, and neighbours of one charset may share a split character.
      if (held.charset === word.charset) held.pieces.push(word.bytes);
      else {
        out += flush(held);
        held = { charset: word.charset, pieces: [word.bytes] };
      }
    } else {
      out += flush(held) + eightBit(between);
      held = { charset: word.charset, pieces: [word.bytes] };
    }
    from = word.end;
  }
  return tidy(out + flush(held) + eightBit(value.slice(from)));
}

/** One byte per character to text: header bytes outside ASCII that no encoded word wraps. */
export function eightBit(raw: string): string {
  if (/^[\x20-\x7e\t\r\n]*$/.test(raw)) return raw;
  return decodeText(Buffer.from(raw, 'latin1'), '');
}

function flush(run: Run | null): string {
  return run === null ? '' : decodeText(Buffer.concat(run.pieces), run.charset);
}

function tidy(text: string): string {
  // Control and direction marks can make a subject or a name show as another one.
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** `=?charset*language?Q?text?=` at `at`, or null. Names are short, so the look ahead is bounded. */
function wordAt(value: string, at: number): Word | null {
  const head = /^=\?([^?\s]{1,60})\?([BbQq])\?/.exec(value.slice(at, at + 80));
  if (head === null) return null;
  const charset = head[1]!.replace(/\*.*$/, '').toLowerCase();
  const start = at + head[0].length;
  let stop = value.indexOf('?=', start);
  let end = stop + 2;
  if (stop < 0) {
    stop = value.length;
    end = value.length;
  }
  const next = value.indexOf('=?', start);
  if (next >= 0 && next < stop && /^=\?[^?\s]{1,60}\?[BbQq]\?/.test(value.slice(next, next + 80))) {
    stop = next; // the closing mark is missing and the next word begins
    end = next;
  }
  const text = value.slice(start, stop);
  return { charset, bytes: head[2]!.toLowerCase() === 'b' ? base64(text) : quoted(text), end };
}

function base64(text: string): Buffer {
  // `=` in the middle (two encoded runs glued together) ends a run, not the word.
  return Buffer.concat(text.split(/=+/).map((run) => Buffer.from(run.replace(/[^A-Za-z0-9+/_-]/g, ''), 'base64')));
}

function quoted(text: string): Buffer {
  const plain = text.replace(/_/g, ' ').replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
