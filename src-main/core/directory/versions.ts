import { DeskError } from '../../../src-shared/errors.ts';

export interface PersonVersion {
  readonly personId: string;
  readonly version: number;
}

/** A change holds for the very version that the page showed. */
export function requireVersion(record: { readonly version: number }, version: number, field: string): void {
  if (record.version !== version)
    throw new DeskError('stale', 'This person was changed meanwhile. Look at them as they are now and try again.', { field });
}
