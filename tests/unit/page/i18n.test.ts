import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';

const page = fileURLToPath(new URL('../../../src-renderer/', import.meta.url));

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** Every node of a tree, parents first. */
function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
}

/** A text, or a template as a pattern: `kind.${kind}` → /^kind\..+$/. */
function textOf(node: unknown): string | RegExp | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type !== 'TemplateLiteral') return null;
  const parts = (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return parts.length === 1 ? parts[0]!.replaceAll('\\', '') : new RegExp(`^${parts.join('.+')}$`);
}

const sources = readdirSync(page, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => ({ path, nodes: [...walk(parseAst(readFileSync(join(page, path), 'utf8'), { lang: 'tsx' }) as unknown as Node)] }));

/** `area:a.b` → the sentence, plural forms by their own names. */
function keysOf(area: string, words: object, before = ''): string[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(area, value, `${before}${name}.`) : [`${area}:${before}${name}`],
  );
}
const locales = join(page, 'locales', 'en');
const known = readdirSync(locales).flatMap((file) =>
  keysOf(file.replace('.json', ''), JSON.parse(readFileSync(join(locales, file), 'utf8')) as object),
);
const singular = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const base = new Set([...known, ...known.map(singular)]);

/** The texts and templates of a source, which may name a key with its area or without. */
const texts = sources.flatMap(({ path, nodes }) =>
  nodes.map((node) => ({ path, text: textOf(node) })).filter((one): one is { path: string; text: string | RegExp } => one.text !== null),
);

describe('the catalogue of words', () => {
  test('the sources and the catalogue were found', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(known.length).toBeGreaterThan(150);
  });

  test('every key that is asked for is there', () => {
    const missing: string[] = [];
    for (const { path, nodes } of sources) {
      const calls = nodes.filter((node) => node.type === 'CallExpression');
      const areas = calls
        .filter((call) => isNode(call['callee']) && call['callee']['name'] === 'useTranslation')
        .flatMap((call) => [...walk(call)].map(textOf).filter((text) => typeof text === 'string'));
      for (const call of calls) {
        const callee = call['callee'];
        const name = isNode(callee) && (callee['name'] ?? (isNode(callee['property']) ? callee['property']['name'] : undefined));
        if (name !== 't') continue;
        const key = textOf((call['arguments'] as unknown[])[0]);
        if (typeof key !== 'string') continue;
        const asked = key.includes(':') ? [key] : (areas.length > 0 ? areas : ['app']).map((area) => `${area}:${key}`);
        if (!asked.some((one) => base.has(one))) missing.push(`${path}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test('every key is used', () => {
    const literal = new Set(texts.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])));
    const patterns = texts.flatMap(({ text }) =>
      typeof text === 'string' || text.source.replace(/[^a-zA-Z]/g, '').length < 3 ? [] : [text],
    );
    const unused = [...new Set(known.map(singular))].filter((key) => {
      const short = key.slice(key.indexOf(':') + 1);
      return ![key, short].some((one) => literal.has(one) || patterns.some((pattern) => pattern.test(one)));
    });
    expect(unused).toEqual([]);
  });

  test('nothing that people read is written into the page itself', () => {
    const READ = ['label', 'title', 'placeholder', 'description', 'alt', 'aria-label', 'error', 'confirm', 'words'];
    const written = sources.flatMap(({ path, nodes }) =>
      nodes.flatMap((node) => {
        if (node.type === 'JSXText' && /\p{L}/u.test(String(node['value']))) return [`${path}: ${String(node['value']).trim()}`];
        if (node.type !== 'JSXAttribute') return [];
        const name = (node['name'] as { name: string }).name;
        const value = textOf(node['value']);
        return READ.includes(name) && typeof value === 'string' && /\p{L}/u.test(value) ? [`${path}: ${name}="${value}"`] : [];
      }),
    );
    expect(written).toEqual([]);
  });

  test('each plural has all forms of English', () => {
    const half = known.filter((key) =>
      key.endsWith('_one')
        ? !known.includes(key.replace(/_one$/, '_other'))
        : key.endsWith('_other') && !known.includes(key.replace(/_other$/, '_one')),
    );
    expect(half).toEqual([]);
  });
});
