import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

/** One `import` or `export … from`, with paths relative to the root and forward slashes; `to` is a bare name for a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

/**
 * The floors of the core, lowest first. An area stands on its own floor and those below. A new area must be given its floor here: an area
 * that is not listed is a violation, so that nobody places one by accident.
 */
const FLOORS: readonly (readonly string[])[] = [
  ['database'],
  ['options', 'world', 'clock', 'bug', 'ledger', 'outbox', 'crm', 'vault'],
  ['command', 'live', 'deadlines', 'directory', 'letters', 'scripts', 'staff', 'files', 'organisation'],
  ['cases', 'access', 'search', 'views'],
  ['sync', 'fulfilment', 'calls', 'opt-outs', 'identity', 'imports', 'intake', 'reports', 'demo', 'day-watch'],
  // An open queue with all that works on it; who has it open; who may ask it what; the answers.
  ['desk'],
  ['session', 'refusal', 'page-port'],
  ['guard'],
  ['procedures'],
  ['router', 'index'],
];
const SHARED_PACKAGES = ['zod', '@orpc/contract', 'date-fns', '@date-fns/tz', 'libphonenumber-js'];
const HOST_DOORS = ['src-main/core/index.ts', 'src-main/core/options.ts'];
const SOURCES = ['src-shared', 'src-main', 'src-renderer'];

const IMPORT =
  /(?:^|[\n;])[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)|\brequire\s*\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import of a file's text. Comments are blanked first, so that an example in one is not taken for an import. */
export function importsOf(path: string, text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(),])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
  return [...code.matchAll(IMPORT)].map((match) => {
    const named = (match[1] ?? match[2] ?? match[3])!;
    const line = code.slice(0, match.index + match[0].length).split('\n').length;
    return {
      from: path,
      to: named.startsWith('.')
        ? normalize(join(dirname(path), named))
            .split(sep)
            .join('/')
        : named,
      line,
    };
  });
}

const under = (path: string, folder: string) => path.startsWith(`${folder}/`);
const packageName = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
const isPackage = (to: string) =>
  !SOURCES.some((folder) => under(to, folder)) && !to.startsWith('..') && !/^(?:tests|build|resources|out)\//.test(to);

/** The area of a file in the core: its folder, or its own name where it lies at the top. An area's procedures stand above its service. */
function areaOf(path: string): string {
  if (/[/-]procedures\.ts$/.test(path)) return 'procedures';
  return path.split('/')[2]!.replace(/\.ts$/, '');
}

const folderOf = (path: string) => path.split('/')[2]!;
const floorOf = (area: string) => FLOORS.findIndex((floor) => floor.includes(area));

function faultInCore({ from, to }: Import): string | undefined {
  const [area, other] = [areaOf(from), areaOf(to)];
  if (floorOf(area) < 0) return `core area "${area}" has no floor: give it one in build/layers.ts`;
  if (floorOf(other) < 0) return `core area "${other}" has no floor: give it one in build/layers.ts`;
  if (floorOf(other) > floorOf(area))
    return `"${area}" (floor ${floorOf(area)}) imports "${other}" (floor ${floorOf(other)}), which stands above it`;
  if (folderOf(from) !== folderOf(to) && /\/store(?:-[\w-]+)?\.ts$/.test(to))
    return `"${folderOf(to)}" keeps its store to itself: import its service.ts`;
  return undefined;
}

function faultInPackage({ from, to }: Import): string | undefined {
  const name = packageName(to);
  if (name === 'better-sqlite3' && !under(from, 'src-main/core/database'))
    return 'better-sqlite3 is imported only in src-main/core/database';
  if (name === 'electron' && !under(from, 'src-main/electron')) return 'electron is imported only in src-main/electron';
  if (under(from, 'src-shared') && !SHARED_PACKAGES.includes(name)) return `src-shared is pure: it may not import ${to}`;
  if (under(from, 'src-renderer') && to.startsWith('node:')) return `the page has no Node: it may not import ${to}`;
  return undefined;
}

function faultInFolder({ from, to }: Import): string | undefined {
  if (/^(?:tests|build|\.\.)\//.test(to)) return `the product may not import ${to}`;
  if (under(from, 'src-shared') && !under(to, 'src-shared')) return 'src-shared imports only itself';
  if (under(from, 'src-renderer') && !under(to, 'src-renderer') && !under(to, 'src-shared')) return 'the page imports only src-shared';
  if (under(from, 'src-main/core') && !under(to, 'src-main/core') && !under(to, 'src-shared'))
    return 'the core imports only itself and src-shared';
  for (const host of ['src-main/electron', 'src-main/browser', 'src-main/host']) {
    if (!under(from, host) || under(to, host) || under(to, 'src-shared') || under(to, 'src-main/host')) continue;
    if (!HOST_DOORS.includes(to)) return `a host imports only ${HOST_DOORS.join(', ')}, src-main/host and src-shared`;
  }
  if (under(from, 'src-main/cli') && /^src-main\/(?:electron|browser)\//.test(to)) return 'the command line needs no host';
  return undefined;
}

/** What is wrong with one import, in a sentence; nothing where it keeps the rules. */
export function faultOf(edge: Import): string | undefined {
  if (isPackage(edge.to)) return faultInPackage(edge);
  return faultInFolder(edge) ?? (under(edge.from, 'src-main/core') && under(edge.to, 'src-main/core') ? faultInCore(edge) : undefined);
}

/** Circles among files, each as the list of files along it. */
export function circlesIn(edges: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (file: string, path: readonly string[]): void => {
    const seenAt = path.indexOf(file);
    if (seenAt >= 0) circles.push([...path.slice(seenAt), file]);
    if (seenAt >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return circles;
}

/** Every import in the sources under `root`. */
export function readImports(root: string): Import[] {
  return SOURCES.flatMap((folder) => filesUnder(join(root, folder))).flatMap((file) =>
    importsOf(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')),
  );
}

/** All that breaks the rules of who may import whom, one sentence each, with file and line. */
export function layerFaults(edges: readonly Import[]): string[] {
  const faults = edges.flatMap((edge) => {
    const fault = faultOf(edge);
    return fault === undefined ? [] : [`${edge.from}:${edge.line} imports ${edge.to}: ${fault}`];
  });
  return [...faults, ...circlesIn(edges).map((circle) => `circle: ${circle.join(' → ')}`)];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|cts|mts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
