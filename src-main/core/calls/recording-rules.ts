import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RecordingRules } from '../../../src-shared/consent/index.ts';

/** The shipped rules for recording calls, place by place. A broken file is a broken build: it fails when the desk opens. */
export function loadRecordingRules(resourcesFolder: string): RecordingRules {
  const file = path.join(resourcesFolder, 'regimes', 'recording.json');
  return RecordingRules.parse(JSON.parse(readFileSync(file, 'utf8')));
}
