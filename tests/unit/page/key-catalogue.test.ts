import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { KEY_CATALOGUE } from '../../../src-renderer/app/key-catalogue.ts';
import { isCharacterKey } from '../../../src-renderer/app/key-match.ts';

const page = fileURLToPath(new URL('../../../src-renderer/', import.meta.url));

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
}
const literal = (node: unknown) => (isNode(node) && node.type === 'Literal' ? String(node['value']) : undefined);

/** The actions that a source registers and whose keys are written out there. */
function registered(source: string): { name: string; keys: string[] }[] {
  const program = parseAst(source, { lang: 'tsx' }) as unknown as Node;
  const calls = [...walk(program)].filter(
    (node) => node.type === 'CallExpression' && isNode(node['callee']) && node['callee']['name'] === 'useKeys',
  );
  return calls.flatMap((call) => {
    const [scope, list] = call['arguments'] as [Node, Node];
    return [...walk(list)]
      .filter((node) => node.type === 'ObjectExpression')
      .map((object) =>
        Object.fromEntries(
          (object['properties'] as Node[])
            .filter(({ type }) => type === 'Property')
            .map((one) => [(one['key'] as Node)['name'], one['value']]),
        ),
      )
      .filter((fields) => 'id' in fields && isNode(fields['keys']) && fields['keys'].type === 'ArrayExpression')
      .map((fields) => ({
        name: `${literal(scope)}.${literal(fields['id'])}`,
        keys: ((fields['keys'] as Node)['elements'] as Node[]).map((key) => literal(key) ?? '?computed'),
      }))
      .filter(({ name, keys }) => !name.includes('undefined') && !keys.includes('?computed'));
  });
}

const actions = readdirSync(page, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .flatMap((path) => registered(readFileSync(join(page, path), 'utf8')));
const catalogue = KEY_CATALOGUE.flatMap((group) => group.actions);

test('every action with a single key can be remapped, and the settings show its real keys', () => {
  const single = actions.filter(({ name, keys }) => !name.startsWith('dialog') && keys.some(isCharacterKey));
  expect(single.length).toBeGreaterThan(15);
  const shown = new Map(catalogue.map(({ scope, id, keys }) => [`${scope}.${id}`, keys]));
  expect(single.map(({ name }) => ({ name, keys: shown.get(name) ?? 'not in the catalogue' }))).toEqual(
    single.map(({ name, keys }) => ({ name, keys })),
  );
});

test('the catalogue holds nothing that no page does', () => {
  const there = new Set(actions.map(({ name }) => name));
  const gone = catalogue.map(({ scope, id }) => `${scope}.${id}`).filter((name) => !there.has(name) && !name.startsWith('app.views.'));
  expect(gone).toEqual([]);
});

test('no two actions of one page share a key', () => {
  const everywhere = KEY_CATALOGUE[0]!.actions;
  for (const { title, actions: own } of KEY_CATALOGUE) {
    const keys = (title === 'everywhere' || title === 'call' ? own : [...own, ...everywhere]).flatMap((one) => one.keys);
    expect({ title, twice: keys.filter((key, index) => keys.indexOf(key) !== index) }).toEqual({ title, twice: [] });
  }
});
