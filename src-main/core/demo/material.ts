import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { DeskError } from '../../../src-shared/errors.ts';
import { Language, Outcome, RequestKind } from '../../../src-shared/vocabulary/case.ts';

const Words = z.array(z.string()).min(1);
const People = z.object({
  names: z.record(Language, z.object({ given: Words, family: Words })),
  /** How names in other scripts are written in an address of mail. */
  latin: z.record(z.string(), z.string()),
  domains: Words,
  streets: Words,
  towns: Words,
  places: z
    .array(
      z.object({
        country: z.string().nullable(),
        region: z.string().nullable(),
        language: Language,
        weight: z.number(),
        /** With `#` for each digit that is drawn; empty where no range is reserved for fiction. */
        phone: z.string(),
      }),
    )
    .min(1),
});
const Letters = z.object({
  letters: z.array(z.object({ kind: RequestKind, language: Language, subject: z.string(), text: z.string() })).min(1),
  details: z.record(RequestKind, z.string()),
  notes: Words,
  outcomes: z.record(Outcome, z.string()),
  files: z.array(z.object({ name: z.string(), type: z.string(), text: z.string() })).min(1),
});
const Directory = z.object({
  /** Patterns by place, in ranges that are reserved for fiction; a country without one has none. */
  phones: z.array(z.object({ country: z.string(), region: z.string().nullable(), patterns: Words })).min(1),
  trades: Words,
  branches: Words,
  products: Words,
  /** Who grants something where it was not the owner. */
  granters: Words,
  /** Who wrote the sample mailbox, and whom it is about. */
  writers: z
    .array(
      z.object({
        name: z.string(),
        email: z.string(),
        language: Language,
        country: z.string(),
        customerNumber: z.string().nullable(),
        address: z.string().nullable(),
      }),
    )
    .min(1),
});

export type Letter = z.infer<typeof Letters>['letters'][number];

/** What invented cases and persons are made of: `resources/demo`. */
export interface Material {
  readonly people: z.infer<typeof People>;
  readonly letters: z.infer<typeof Letters>;
  readonly directory: z.infer<typeof Directory>;
}

/** Reads the shipped material. Throws `DeskError` (`damaged`). */
export function loadMaterial(resourcesFolder: string): Material {
  try {
    const read = (name: string): unknown => JSON.parse(readFileSync(path.join(resourcesFolder, 'demo', name), 'utf8'));
    return {
      people: People.parse(read('people.json')),
      letters: Letters.parse(read('letters.json')),
      directory: Directory.parse(read('directory.json')),
    };
  } catch (cause) {
    throw new DeskError('damaged', 'The sample data of the program cannot be read. Install the program again.', { cause });
  }
}
