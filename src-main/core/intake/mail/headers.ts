import { decodeHeaderText } from './encoded-words.ts';

const FIELD = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/;
/** A name longer than this is no header field but text that happens to hold a colon. */
const LONGEST_NAME = 120;

/** The fields of one header block in the order they stand, names in lower case, values as raw latin1 with their folds. */
export class HeaderFields {
  readonly #values = new Map<string, string[]>();
  /** Lines that are neither a field nor the continuation of one. */
  strayLines = 0;
  fieldCount = 0;

  constructor(block: string) {
    let parts: string[] | null = null;
    let name = '';
    const keep = () => {
      if (parts === null) return;
      const list = this.#values.get(name);
      if (list === undefined) this.#values.set(name, [parts.join('\n')]);
      else list.push(parts.join('\n'));
    };
    for (const line of block.split('\n')) {
      const text = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (text === '') continue;
      if (parts !== null && (text[0] === ' ' || text[0] === '\t')) {
        parts.push(text);
        continue;
      }
      const field = FIELD.exec(text.length > LONGEST_NAME ? text.slice(0, LONGEST_NAME) : text);
      if (field === null) {
        this.strayLines++;
        continue;
      }
      keep();
      name = field[1]!.toLowerCase();
      parts = [text.slice(field[0].length)];
      this.fieldCount++;
    }
    keep();
  }

  /** The first value of a field, raw, or null. The first is what mail programs show where a field comes twice. */
  raw(name: string): string | null {
    return this.#values.get(name)?.[0] ?? null;
  }

  /** The first value of a field with its encoded words decoded, or an empty string. */
  text(name: string): string {
    return decodeHeaderText(this.raw(name) ?? '');
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }
}

/** The message ids of a `References` or `Message-ID` value, in their angle brackets. */
export function messageIds(raw: string | null): string[] {
  if (raw === null) return [];
  const value = raw.replace(/\s+/g, ' ').trim();
  const bracketed = [...value.matchAll(/<([^<>]{1,990})>/g)].map((match) => match[1]!);
  const ids = bracketed.length > 0 ? bracketed : value.split(' ');
  return ids
    .map((id) => id.replace(/[<> ]/g, ''))
    .filter((id) => id !== '')
    .map((id) => `<${id}>`);
}
