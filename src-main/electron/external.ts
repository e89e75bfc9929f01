import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ElectronApi } from './api.ts';

/** The https addresses that the shipped resources cite: statutes, holiday lists, authorities. */
export function citedAddresses(resourcesFolder: string): ReadonlySet<string> {
  const texts = readdirSync(resourcesFolder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && extname(entry.name) === '.json')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const found = texts.flatMap((text) => text.match(/https:\/\/[^\s"\\<>]+/g) ?? []);
  return new Set(found.flatMap((address) => URL.parse(address)?.href ?? []));
}

/**
 * The one way out of the desk. Opens an address in the person's browser if the desk itself cites it, letter by letter: an address that a
 * page put together could carry away what the page knows.
 */
export function createOpenExternal({ shell }: Pick<ElectronApi, 'shell'>, cited: ReadonlySet<string>): (address: string) => void {
  return (address) => {
    const url = URL.parse(address);
    if (url === null || url.protocol !== 'https:' || !cited.has(url.href)) return;
    shell.openExternal(url.href).catch((error: unknown) => console.error('An address could not be opened:', error));
  };
}
