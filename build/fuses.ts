import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The fuses in the order of their wire, and how each must be. Named as in electron-builder.yml. */
export const FUSES: readonly (readonly [name: string, on: boolean])[] = [
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
];

/** Fuses after those, which the packager cannot set yet: left as Electron ships them, and decided to be. Only WebAssembly's speed is in them. */
const LEFT_AS_SHIPPED = ['wasmTrapHandlers'];

/** What Electron's binary carries before its fuses: one byte of version, one of length, then a character for each. */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

/** What is wrong with the fuses of a binary, a sentence each. A fuse that nobody decided is wrong too, unless Electron has removed it. */
export function fuseFaults(binary: Buffer): string[] {
  const at = binary.indexOf(SENTINEL);
  if (at < 0) return ['there are no fuses in this file: it is not Electron'];
  const [version, length] = binary.subarray(at + SENTINEL.length);
  if (version !== 1) return [`its fuses are of version ${version}, and only version 1 is known here`];
  const wire = binary.subarray(at + SENTINEL.length + 2, at + SENTINEL.length + 2 + (length ?? 0)).toString('latin1');
  return [...wire].flatMap((state, index) => {
    const fuse = FUSES[index];
    if (state === 'r' || LEFT_AS_SHIPPED[index - FUSES.length] !== undefined) return [];
    if (fuse === undefined) return [`fuse ${index + 1} is new in this Electron and nobody has decided it`];
    const [name, on] = fuse;
    return state === (on ? '1' : '0') ? [] : [`${name} is ${state === '1' ? 'on' : 'off'} and must be ${on ? 'on' : 'off'}`];
  });
}

/** The files in which the fuses of an unpacked app lie: `dist/linux-unpacked/dsr-desk`, the framework on macOS, `DSR Desk.exe`. */
export function electronBinaries(dist: string): string[] {
  return readdirSync(dist, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /unpacked|\.app/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /(?:-unpacked[\\/](?:dsr-desk|DSR Desk\.exe)|Electron Framework)$/.test(file))
    .filter((file) => readFileSync(file).includes(SENTINEL));
}
