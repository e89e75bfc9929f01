import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { SCRIPT_VARIABLES, unknownVariables } from '../../../src-shared/consent/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { Language } from '../../../src-shared/vocabulary/case.ts';
import { ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';
import { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import { ContactChannel, PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';

const Text = z.string().min(10).max(5000);

const ShippedScripts = z.strictObject({
  language: Language,
  effectiveFrom: CalendarDate,
  texts: z.record(
    ScriptPurpose,
    Text.refine((text) => unknownVariables(text).length === 0, 'holds a variable that there is none of'),
  ),
  /** Invented, for the preview. */
  example: z.record(z.enum(SCRIPT_VARIABLES), z.string().min(1)),
  /** What goes in for `{scope}` and `{channels}`. */
  scopes: z.record(PreferenceScope, z.string().min(1)),
  channels: z.record(ContactChannel, z.string().min(1)),
  allChannels: z.string().min(1),
});
/** What ships in one language: `resources/scripts/en.json`. */
export type ShippedScripts = z.infer<typeof ShippedScripts>;

/** The language in which every script is there. */
export const FALLBACK = 'en';

/** Every shipped language by its code. Throws `DeskError` (`damaged`): with no question to read out nobody may record. */
export function loadShipped(resourcesFolder: string): ReadonlyMap<string, ShippedScripts> {
  const folder = path.join(resourcesFolder, 'scripts');
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const shipped = names.sort().map((name) => ShippedScripts.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))));
    const found = new Map(shipped.map((one) => [one.language, one]));
    if (!found.has(FALLBACK)) throw new Error(`${folder} has nothing in ${FALLBACK}`);
    return found;
  } catch (cause) {
    throw new DeskError('damaged', 'The phone scripts of the program cannot be read. Install the program again.', { cause });
  }
}
