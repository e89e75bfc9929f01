import { isWithoutChannel } from '../../../src-shared/consent/index.ts';
import type { StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { PersonName } from '../../../src-shared/contract/directory.ts';
import type { Channel } from '../../../src-shared/vocabulary/case.ts';
import { CONTACT_CHANNELS, type ContactChannel, type PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';

export const GIVEN_FIELDS = ['name', 'email', 'phone', 'address'] as const;
export type GivenField = (typeof GIVEN_FIELDS)[number];

/** An opt-out as it stands in the form. */
export interface Draft extends Readonly<Record<GivenField, string>> {
  readonly person: PersonName | null;
  readonly optOuts: readonly StagedOptOut[];
  readonly channel: Channel;
  readonly country: string | null;
  readonly region: string | null;
  readonly language: string;
}

/** Nothing said yet; from mail, as most are. */
export const BLANK: Draft = {
  person: null,
  name: '',
  email: '',
  phone: '',
  address: '',
  optOuts: [],
  channel: 'email',
  country: null,
  region: null,
  language: 'en',
};

/** What is still to be said. No identity: a name or one contact is enough. */
export function missing({ person, optOuts, ...given }: Draft): 'optOuts' | 'who' | null {
  if (optOuts.length === 0) return 'optOuts';
  return person === null && GIVEN_FIELDS.every((field) => given[field].trim() === '') ? 'who' : null;
}

/** The draft as the desk takes it. */
export function takingOf({ person, name, email, phone, address, optOuts, ...said }: Draft, caseId: string | null) {
  return {
    ...said,
    caseId,
    who: { personId: person?.id ?? null, name: name.trim(), email: email.trim(), phone: phone.trim(), address: address.trim() },
    optOuts: optOuts.map(({ scope, channels }) => ({ scope, channels: [...channels] })),
  };
}

/** What one switch of the grid stands for: a scope on one channel or on all; a scope that knows no channels on one, which is enough. */
export function channelsOf(scope: PreferenceScope, channel: ContactChannel | 'all'): readonly ContactChannel[] {
  if (isWithoutChannel(scope) || scope === 'service') return ['email'];
  return channel === 'all' ? CONTACT_CHANNELS : [channel];
}

/** The day of an entry of the list: one that came as a day is kept as its midnight in UTC, and no zone shifts it. */
export function dayOfSince(since: string, dayOf: (at: string) => string): string {
  return /T00:00(?::00(?:\.0+)?)?Z$/.test(since) ? since.slice(0, 10) : dayOf(since);
}

/** Where an arrow leads in a grid whose rows have `lengths` cells; the edges hold. Null for any other key. */
export function moved(key: string, row: number, column: number, lengths: readonly number[]): { row: number; column: number } | null {
  const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
  if (key === 'Home') return { row, column: 0 };
  if (key === 'End') return { row, column: (lengths[row] ?? 1) - 1 };
  if (!by) return null;
  const to = Math.min(Math.max(row + by[0]!, 0), lengths.length - 1);
  return { row: to, column: Math.min(Math.max(column + by[1]!, 0), (lengths[to] ?? 1) - 1) };
}
