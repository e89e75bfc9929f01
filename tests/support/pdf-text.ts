import { inflateSync } from 'node:zlib';

/** One object of a PDF: its dictionary as text, and its stream, inflated. */
interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

/**
 * The text of a PDF's pages, read as a reader does who knows nothing of who made it: over the cross-reference table, the fonts of the page and
 * the map from their glyphs to characters. Enough for pages of text as `pdfkit` writes them; what is built in another way fails.
 */
export function textOfPdf(bytes: Buffer): { readonly pages: number; readonly text: string } {
  const file = bytes.toString('latin1');
  if (!file.startsWith('%PDF-1.') || !file.trimEnd().endsWith('%%EOF')) throw new Error('is no PDF');
  const objects = objectsOf(file);
  const maps = new Map<string, ReadonlyMap<string, string>>();
  let text = '';
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary));
  for (const { dictionary } of pages) {
    const resources = objects.get(referenceIn(dictionary, 'Resources'))!.dictionary;
    const fonts = /\/Font <<([\s\S]*?)>>/.exec(resources)?.[1] ?? '';
    for (const [, name, id] of fonts.matchAll(/\/(\S+) (\d+) 0 R/g)) {
      const map = referenceIn(objects.get(id!)!.dictionary, 'ToUnicode');
      maps.set(name!, mapOf(objects.get(map)!.stream));
    }
    text += `${linesOf(objects.get(referenceIn(dictionary, 'Contents'))!.stream, maps)}\n`;
  }
  return { pages: pages.length, text };
}

function objectsOf(file: string): Map<string, PdfObject> {
  const start = Number(/startxref\s+(\d+)/.exec(file)?.[1]);
  if (!file.startsWith('xref', start)) throw new Error('has no cross-reference table where it says');
  const entries = [...file.slice(start, file.indexOf('trailer', start)).matchAll(/^(\d{10}) \d{5} n/gm)];
  return new Map(
    entries.map(([, offset]) => {
      const at = Number(offset);
      const head = /^(\d+) 0 obj\s/.exec(file.slice(at, at + 20));
      if (!head) throw new Error('the cross-reference table points to no object');
      const whole = file.slice(at, file.indexOf('endobj', at));
      const [dictionary = '', stream] = whole.split(/stream\r?\n/);
      const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
      const raw = stream === undefined ? '' : streamOf(file, at + whole.indexOf(stream, dictionary.length), length, dictionary);
      return [head[1]!, { dictionary, stream: raw }];
    }),
  );
}

function streamOf(file: string, from: number, length: number, dictionary: string): string {
  const bytes = Buffer.from(file.slice(from, from + length), 'latin1');
  return (dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

function referenceIn(dictionary: string, name: string): string {
  const id = new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1];
  if (id === undefined) throw new Error(`names no ${name}`);
  return id;
}

/** From glyph to characters, as a `ToUnicode` map says: `bfrange` with a list or a first value, `bfchar`. */
function mapOf(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, body = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, first = '', , list, single] of body.matchAll(/<(\w+)>\s*<(\w+)>\s*(?:\[([^\]]*)\]|<(\w+)>)/g)) {
      const values = list === undefined ? [single ?? ''] : [...list.matchAll(/<([\w ]*)>/g)].map(([, value]) => value ?? '');
      values.forEach((value, index) => {
        map.set((Number.parseInt(first, 16) + index).toString(16).padStart(4, '0'), characters(value));
      });
    }
  for (const [, body = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', value = ''] of body.matchAll(/<(\w+)>\s*<([\w ]+)>/g)) map.set(glyph.toLowerCase(), characters(value));
  return map;
}

const characters = (hex: string): string => Buffer.from(hex.replace(/ /g, ''), 'hex').swap16().toString('utf16le');

/** What the content of a page shows, a line for each place. */
function linesOf(content: string, maps: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  let text = '';
  for (const [, name, shown] of content.matchAll(/\/(\S+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = maps.get(name) ?? new Map();
    else {
      const glyphs = [...(shown ?? '').matchAll(/<(\w+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []);
      text += `${glyphs.map((glyph) => font.get(glyph.toLowerCase()) ?? '\ufffd').join('')}\n`;
    }
  }
  return text;
}
