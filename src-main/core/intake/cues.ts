import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CueCatalogue } from '../../../src-shared/intake/catalogue.ts';
import { compileCues } from '../../../src-shared/intake/catalogue.ts';
import { CueFile, RuleFile } from '../../../src-shared/intake/cues.ts';

/** The cue files of the shipped resources, as they are written. Throws where a file is not of its form. */
export function readCueFiles(resourcesDir: string): { general: RuleFile; files: CueFile[] } {
  const folder = join(resourcesDir, 'intake');
  const files = readdirSync(join(folder, 'cues'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => CueFile.parse(readJson(join(folder, 'cues', name))));
  return { general: RuleFile.parse(readJson(join(folder, 'rules.json'))), files };
}

/** The catalogue of the shipped resources; `without` leaves languages out. */
export function loadCues(resourcesDir: string, without: readonly string[] = []): CueCatalogue {
  const { general, files } = readCueFiles(resourcesDir);
  return compileCues(
    general,
    files.filter((file) => !without.includes(file.language)),
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
