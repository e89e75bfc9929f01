import { join } from 'node:path';
import { loadCues } from '../core/intake/cues.ts';
import { inspectFiles } from '../core/intake/inspect.ts';
import { openLanguageDetector } from '../core/intake/language.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');

/** `inspect FILE…`: prints what intake would record, one JSON line per message. Returns 2 where a file could not be opened, else 0. */
export async function inspect(files: string[], out: (line: string) => void): Promise<number> {
  const cues = loadCues(RESOURCES);
  const detect = await openLanguageDetector(cues);
  let code = 0;
  for await (const { missing, ...result } of inspectFiles(files, cues, detect)) {
    if (missing === true) code = 2;
    out(JSON.stringify(result));
  }
  return code;
}
