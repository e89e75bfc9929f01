import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig, type Plugin } from 'vite';
import { NONCE_PLACE } from '../src-main/host/page-policy.ts';
import { fingerprint } from './fingerprint.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What brings a compiled part of its own, and what Electron and Node bring: loaded where it lies. Everything else goes into the bundles. */
export const NATIVE_PACKAGES = ['better-sqlite3', '@node-rs/argon2'];
const EXTERNAL = ['electron', ...NATIVE_PACKAGES];

/**
 * zod compiles its parsers with `new Function` where it may, and finds out by trying. The page's policy forbids it, and the trial alone
 * would be reported as a violation. To set zod's own switch for it in the page would be too late: chunks with schemas may run before.
 */
function noTrialOfEval(): Plugin {
  const before = 'if (globalConfig.jitless) {';
  return {
    name: 'dsr-desk:no-trial-of-eval',
    transform(code, id) {
      if (!/[\\/]zod[\\/]v4[\\/]core[\\/]util\.js$/.test(id)) return null;
      if (!code.includes(before)) this.error('zod has changed where it tries eval: look again how the page keeps it from that.');
      return { code: code.replace(before, 'if (true) {'), map: null };
    },
  };
}

/** The page. Chrome 140 and later only: an older target would rewrite `light-dark()` into something that does not follow the theme. */
export function pageConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    root: join(root, 'src-renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react(), noTrialOfEval()],
    html: { cspNonce: NONCE_PLACE },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      cssTarget: 'chrome140',
      // The page may connect to nothing in Electron, and data: fonts and scripts are against its policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1_500,
      reportCompressedSize: false,
    },
  };
}

type Entry = readonly [source: string, target: string, format: 'es' | 'cjs'];

/** A sandboxed preload is run as a script with a small `require`: it cannot be a module. */
export const PRELOAD: Entry = ['src-main/electron/preload.ts', 'preload.cjs', 'cjs'];
const MAIN_ENTRIES: readonly Entry[] = [
  ['src-main/electron/main.ts', 'main.js', 'es'],
  ['src-main/electron/core-process.ts', 'core-process.js', 'es'],
  ['src-main/core/database/reader-worker.ts', 'reader-worker.js', 'es'],
  PRELOAD,
];

/** One of Electron's processes. Each is one file, so that what is signed and what is loaded are the same list. */
export function processConfig([source, target, format]: Entry, outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
    build: {
      ssr: join(root, source),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { external: EXTERNAL, output: { format, entryFileNames: target, codeSplitting: false } },
      reportCompressedSize: false,
    },
  };
}

type Part = 'renderer' | 'main';

const INPUTS: Readonly<Record<Part, readonly string[]>> = {
  renderer: ['src-renderer', 'src-shared', 'src-main/host', 'build', 'package-lock.json'],
  main: ['src-main', 'src-shared', 'build', 'package-lock.json'],
};
const stampOf = (part: Part) => join(root, 'out', `${part}.made-from`);

function isUpToDate(part: Part, madeFrom: string): boolean {
  return existsSync(join(root, 'out', part)) && existsSync(stampOf(part)) && readFileSync(stampOf(part), 'utf8') === madeFrom;
}

/**
 * Builds a part of `out/` unless it is of the sources as they are now. It is built beside its place and moved there whole: a desk that
 * starts meanwhile finds the old one or the new one.
 */
export async function ensureBuilt(part: Part): Promise<'built' | 'up to date'> {
  const madeFrom = fingerprint(root, INPUTS[part]);
  if (isUpToDate(part, madeFrom)) return 'up to date';
  mkdirSync(join(root, 'out'), { recursive: true });
  const fresh = mkdtempSync(join(root, 'out', `${part}-`));
  try {
    if (part === 'renderer') await build(pageConfig(fresh));
    else for (const entry of MAIN_ENTRIES) await build(processConfig(entry, fresh));
    rmSync(join(root, 'out', part), { recursive: true, force: true });
    renameSync(fresh, join(root, 'out', part));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  writeFileSync(stampOf(part), madeFrom);
  return 'built';
}
