import libcharset from 'libmime/lib/charset';

/** Names that neither `TextDecoder` nor libmime knows or, for `latin9`, that libmime (5.6.4) reads as Turkish. */
const ALIASES: Readonly<Record<string, string>> = {
  latin9: 'iso-8859-15',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
};
/** Labels that say nothing: what they hold is told from the bytes. */
const SAYS_NOTHING = new Set([
  '',
  'us-ascii',
  'ascii',
  'unknown',
  'x-unknown',
  'unknown-8bit',
  'x-unknown-8bit',
  'default',
  '8bit',
  'binary',
  'ansi_x3.4-1968',
  'iso-8859-1',
  'latin1',
  'utf-8',
  'utf8',
]);

/** Text from bytes in the charset a message names, or in the one the bytes show where the name is missing, unknown or wrong. Never throws. */
export function decodeText(bytes: Uint8Array, label: string, cut = false): string {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '');
  if (SAYS_NOTHING.has(name)) return guess(bytes, name, cut);
  if (name.includes('utf-7')) return fromUtf7(bytes);
  // Without a byte order in its name, libmime tells the order from the bytes; `TextDecoder` does not.
  if (name === 'utf-16' || name === 'utf16' || name === 'ucs-2') return libcharset.decode(Buffer.from(bytes), 'utf-16');
  const known = ALIASES[name] ?? name;
  const decoder = decoderFor(known);
  if (decoder !== null) return decoder.decode(bytes);
  // Those of DOS, of old Macs and of Vietnam, which the Encoding Standard (which `TextDecoder` follows) leaves out.
  return libcharset.createDecodeStream(known).supported ? libcharset.decode(Buffer.from(bytes), known) : guess(bytes, name, cut);
}

function decoderFor(name: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(name);
  } catch (error) {
    if (error instanceof RangeError) return null; // no charset of that name
    throw error;
  }
}

function guess(bytes: Uint8Array, name: string, cut: boolean): string {
  if (hasJapaneseEscape(bytes)) return new TextDecoder('iso-2022-jp').decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.includes('\ufffd')) return text;
  // Some bytes are no UTF-8. A text cut in the middle of a character, or one bad byte among good ones, is still UTF-8.
  const good = /[\u00a1-\ufffc]/.test(text);
  if (good && (cut || name.startsWith('utf'))) return text;
  return new TextDecoder('windows-1252').decode(bytes);
}

function hasJapaneseEscape(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b);
  return at >= 0 && bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40);
}

/** RFC 2152. Old Exchange servers still send it; `TextDecoder` has it no more and libmime refuses it. The result is text only, never markup that is run. */
function fromUtf7(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/\+([A-Za-z0-9+/]*)-?/g, (_, run: string) =>
      run === '' ? '+' : new TextDecoder('utf-16be').decode(Buffer.from(run, 'base64').subarray(0, Math.floor((run.length * 6) / 16) * 2)),
    );
}
