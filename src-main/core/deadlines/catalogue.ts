import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { buildCatalogue, CalendarFile, type Catalogue, Regime } from '../../../src-shared/deadlines/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';

/** Lies beside the regimes because it is law too, but it is about recording calls and no regime. */
const NOT_A_REGIME = new Set(['recording.json']);

/** Reads, parses and checks every regime and calendar that the program ships. Throws `DeskError` (`damaged`) naming the file: no date is better than a wrong one. */
export function loadCatalogue(resourcesDir: string): Catalogue {
  const regimes = readAll(join(resourcesDir, 'regimes'), Regime);
  const calendars = readAll(join(resourcesDir, 'calendars'), CalendarFile);
  try {
    return buildCatalogue(regimes, calendars);
  } catch (cause) {
    throw damaged(`The shipped rules contradict each other: ${String((cause as Error).message)}.`, cause);
  }
}

function readAll<T>(folder: string, shape: z.ZodType<T>): T[] {
  const names = listing(folder).filter((name) => name.endsWith('.json') && !NOT_A_REGIME.has(name));
  if (names.length === 0) throw damaged(`There are no rules in ${folder}.`, undefined);
  return names.map((name) => {
    const parsed = shape.safeParse(readJson(join(folder, name)));
    if (!parsed.success) throw damaged(`The rule file ${name} cannot be used: ${z.prettifyError(parsed.error)}.`, parsed.error);
    return parsed.data;
  });
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw damaged(`The folder ${folder} cannot be read.`, cause);
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw damaged(`The rule file ${file} cannot be read.`, cause);
  }
}

function damaged(what: string, cause: unknown): DeskError {
  return new DeskError('damaged', `${what} Install the program again, or ask whoever looks after it.`, { cause });
}
