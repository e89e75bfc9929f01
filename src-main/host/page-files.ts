import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { NONCE_PLACE } from './page-policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export interface PageFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface PageFiles {
  /** The file at a URL's path, with the nonce in its place; undefined where the page has no such file. */
  read(pathname: string, nonce: string): PageFile | undefined;
}

/**
 * The built page, read whole when the host starts. What is asked for is looked up in a list and never joined to a folder, so no spelling of
 * a path can lead out of it; what has no known type is not in it (source maps stay at home). A page that is built anew meanwhile does not
 * mix with the one that is open.
 */
export function readPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).split(sep).join('/')}`, { type, body: new Uint8Array(readFileSync(file)) });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error('The page is not built: run `npm run build`.');
  files.set('/', index);
  const html = new TextDecoder().decode(index.body);
  return {
    read(pathname, nonce) {
      const found = files.get(pathname);
      return found === index ? { type: index.type, body: new TextEncoder().encode(html.replaceAll(NONCE_PLACE, nonce)) } : found;
    },
  };
}
