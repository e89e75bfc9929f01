import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { circlesIn, faultOf, importsOf, layerFaults, readImports } from '../../build/layers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const edge = (from: string, to: string) => ({ from, to, line: 1 });

test('no source breaks the rules of who may import whom', () => {
  const edges = readImports(root);
  expect(edges.length).toBeGreaterThan(20);
  expect(layerFaults(edges)).toEqual([]);
});

describe('a planted violation is found', () => {
  test.each([
    ['src-shared/cases/moves.ts', 'node:fs', /pure/],
    ['src-shared/cases/moves.ts', 'src-main/core/index.ts', /only itself/],
    ['src-shared/cases/moves.ts', 'react', /pure/],
    ['src-renderer/app/shell.tsx', 'src-main/core/options.ts', /only src-shared/],
    ['src-renderer/app/shell.tsx', 'node:path', /no Node/],
    ['src-renderer/app/shell.tsx', 'electron', /only in src-main\/electron/],
    ['src-main/core/index.ts', 'src-main/electron/main.ts', /the core imports only/],
    ['src-main/core/index.ts', 'electron', /only in src-main\/electron/],
    ['src-main/core/cases/store.ts', 'better-sqlite3', /only in src-main\/core\/database/],
    ['src-main/core/cases/service.ts', 'src-main/core/staff/store.ts', /service\.ts/],
    ['src-main/core/ledger/ledger.ts', 'src-main/core/cases/service.ts', /above/],
    ['src-main/core/database/open.ts', 'src-main/core/vault/service.ts', /above/],
    ['src-main/core/cases/service.ts', 'src-main/core/router.ts', /above/],
    ['src-main/core/novelty/service.ts', 'src-main/core/database/open.ts', /no floor/],
    ['src-main/browser/server.ts', 'src-main/core/cases/service.ts', /a host imports only/],
    ['src-main/browser/server.ts', 'src-main/electron/main.ts', /a host imports only/],
    ['src-main/cli/index.ts', 'src-main/browser/server.ts', /needs no host/],
    ['src-main/core/index.ts', 'tests/support/clock.ts', /the product may not/],
  ])('%s imports %s', (from, to, sentence) => {
    expect(faultOf(edge(from, to))).toMatch(sentence);
  });

  test('a circle', () => {
    expect(circlesIn([edge('a.ts', 'b.ts'), edge('b.ts', 'c.ts'), edge('c.ts', 'b.ts')])).toEqual([['b.ts', 'c.ts', 'b.ts']]);
  });
});

test.each([
  ['src-main/core/cases/service.ts', 'src-main/core/cases/store.ts'],
  ['src-main/core/cases/procedures.ts', 'src-main/core/command.ts'],
  ['src-main/core/index.ts', 'src-main/core/router.ts'],
  ['src-main/core/database/open.ts', 'better-sqlite3'],
  ['src-main/electron/main.ts', 'electron'],
  ['src-main/electron/main.ts', 'src-main/host/data-folder.ts'],
  ['src-renderer/app/shell.tsx', 'src-shared/contract/index.ts'],
  ['src-shared/contract/cases.ts', 'zod'],
])('%s may import %s', (from, to) => {
  expect(faultOf(edge(from, to))).toBeUndefined();
});

test('every form of import is read, and none from a comment', () => {
  const text = `
import a from './a.ts';
import type { B } from '../b.ts';
import {
  c,
  type D,
} from 'pkg/sub';
import './side-effect.css';
export * from './e.ts';
export { f } from "./f.ts";
const g = await import('./g.ts');
const h = require('electron');
// import x from './commented.ts';
/* import y from './blocked.ts'; */
const url = 'https://example.test'; const from = 'text';
`;
  expect(importsOf('src-main/core/x.ts', text).map(({ to, line }) => `${line} ${to}`)).toEqual([
    '2 src-main/core/a.ts',
    '3 src-main/b.ts',
    '7 pkg/sub',
    '8 src-main/core/side-effect.css',
    '9 src-main/core/e.ts',
    '10 src-main/core/f.ts',
    '11 src-main/core/g.ts',
    '12 electron',
  ]);
});
