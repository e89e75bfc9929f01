import type { Call } from '../../../src-shared/contract/calls.ts';
import type { Person } from '../../../src-shared/contract/directory.ts';
import type { CallPatch } from './call-saver.ts';

/** What a call is held in until anybody says or is on file otherwise. */
export const FIRST_LANGUAGE = 'en';

type Known = Pick<Call, 'country' | 'region' | 'placeSource' | 'language'>;
const NOWHERE = { country: null, region: null, placeSource: 'unknown' } as const satisfies CallPatch;

/** The place that was on file goes with the person it was on file of; a place that the caller said stays. */
export function withoutPerson({ placeSource }: Pick<Known, 'placeSource'>): CallPatch {
  return placeSource === 'on_file' ? NOWHERE : {};
}

/** What the file says of the person who was chosen, where the caller has not said otherwise. `languageIsOpen`: nobody chose one on this call. */
export function onFilePatch(call: Known, person: Pick<Person, 'country' | 'region' | 'language'>, languageIsOpen: boolean): CallPatch {
  const said = call.country !== null && call.placeSource === 'said';
  const place =
    person.country === null
      ? withoutPerson(call)
      : { country: person.country, region: person.country === 'US' ? person.region : null, placeSource: 'on_file' as const };
  const language = person.language ?? FIRST_LANGUAGE;
  return { ...(!said && place), ...(languageIsOpen && language !== call.language && { language }) };
}
