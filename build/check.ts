import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { layerFaults, readImports } from './layers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const TSC = 'node_modules/typescript/bin/tsc';
const BIOME = 'node_modules/@biomejs/biome/bin/biome';

interface Outcome {
  readonly good: boolean;
  readonly output: string;
}

function run(script: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts: string[] = [];
    child.stdout.on('data', (part) => parts.push(String(part)));
    child.stderr.on('data', (part) => parts.push(String(part)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ good: code === 0, output: parts.join('').trim() }));
  });
}

function layers(): Outcome {
  const faults = layerFaults(readImports(root));
  return { good: faults.length === 0, output: faults.join('\n') };
}

const checks: readonly (readonly [string, () => Outcome | Promise<Outcome>])[] = [
  ['layers (who may import whom)', layers],
  ['types: core, hosts, tests, build', () => run(TSC, '-p', 'tsconfig.json')],
  ['types: src-shared is pure', () => run(TSC, '-p', 'build/tsconfig.shared.json')],
  ['types: the page', () => run(TSC, '-p', 'src-renderer/tsconfig.json')],
  ['types: tests of the page', () => run(TSC, '-p', 'tests/tsconfig.page.json')],
  ['format and lint', () => run(BIOME, 'ci', '--colors=off', '--diagnostic-level=warn', '--max-diagnostics=50', '.')],
];

const outcomes = await Promise.all(checks.map(async ([name, check]) => ({ name, ...(await check()) })));
for (const { good, output } of outcomes) if (!good) console.error(`${output}\n`);
for (const { name, good } of outcomes) console.log(`${good ? 'ok  ' : 'FAIL'}  ${name}`);
process.exitCode = outcomes.every(({ good }) => good) ? 0 : 1;
