import { DeskError } from '../../../src-shared/errors.ts';
import { canonicalFact } from '../../../src-shared/identity/normalise.ts';
import type { ContactChannel } from '../../../src-shared/vocabulary/directory.ts';
import type { Connection } from '../database/open.ts';
import { first } from '../database/query.ts';
import { refuseCards } from '../directory/cards.ts';
import { readFact, selectFacts } from '../directory/facts.ts';
import { personQuery } from '../directory/match.ts';
import { membersOf } from '../directory/service.ts';

/** Whom an opt-out is about: somebody on file, or whatever they gave. Empty where nothing was. */
export interface Who {
  readonly personId: string | null;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
}

export const CONTACT_KINDS = ['email', 'phone', 'address'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** A contact that an opt-out stops, in the form in which it is compared and as it was written. `onFile`: the caller did not say it. */
export interface Contact {
  readonly kind: ContactKind;
  readonly value: string;
  readonly shown: string;
  readonly onFile: boolean;
}

/** What each channel reaches somebody by. The portal needs nothing that could be suppressed. */
export const KIND_OF: Readonly<Record<ContactChannel, ContactKind | null>> = {
  email: 'email',
  voice: 'phone',
  sms: 'phone',
  post: 'address',
  portal: null,
};

/** A contact as an opt-out keeps it. */
export interface KeptContact extends Pick<Contact, 'value' | 'shown' | 'onFile'> {
  readonly channel: ContactChannel;
}

/** Named by the opt-out's own channel where that reaches it; else, of what is done with data, by the chief one of its kind. */
export const keptContact = ({ kind, value, shown, onFile }: Contact, channel: ContactChannel): KeptContact => ({
  channel: KIND_OF[channel] === kind ? channel : CHIEF[kind],
  value,
  shown,
  onFile,
});
const CHIEF = { email: 'email', phone: 'voice', address: 'post' } as const satisfies Record<ContactKind, ContactChannel>;

export interface Known {
  /** The entry that stands for the person, then all others; empty where nobody on file is meant. */
  readonly memberIds: readonly string[];
  readonly name: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly contacts: readonly Contact[];
}

/** All that an opt-out of this person stops: what they gave, and what is on file of them. Throws `invalid` naming the field. */
export function known(db: Connection, who: Who, said: { readonly country: string | null; readonly office: string | null }): Known {
  const { personId, name, email, phone, address } = who;
  if (personId === null && [name, email, phone, address].every((given) => given.trim() === ''))
    throw new DeskError('invalid', 'Say whom it is about: a name or one contact is enough. Nobody is asked to prove who they are.', {
      field: 'who',
    });
  refuseCards({ 'who.name': name });
  const memberIds = personId === null ? [] : membersOf(db, personId);
  const person = memberIds[0] === undefined ? undefined : first(db, personQuery(memberIds[0]));
  if (personId !== null && person === undefined)
    throw new DeskError('not_found', 'There is no such person on file. Find them anew, or take what they give.', { field: 'who.personId' });
  const given = CONTACT_KINDS.flatMap((kind) => readGiven(kind, who[kind], [said.country, person?.country ?? null, said.office]));
  const onFile = selectFacts(db, memberIds).flatMap(({ kind, value, shown }) => {
    const contact = CONTACT_KINDS.find((one) => one === kind);
    return contact === undefined ? [] : [{ kind: contact, value, shown, onFile: true }];
  });
  const each = new Map<string, Contact>();
  for (const contact of [...given, ...onFile]) if (!each.has(keyOf(contact))) each.set(keyOf(contact), contact);
  return {
    memberIds,
    name: name.trim() || (person?.name ?? ''),
    country: person?.country ?? null,
    region: person?.region ?? null,
    contacts: [...each.values()],
  };
}

const keyOf = ({ kind, value }: Contact): string => `${kind} ${value}`;

/** A number without its country is read as one of where they say to be, where they are on file, or of the office. */
function readGiven(kind: ContactKind, typed: string, countries: readonly (string | null)[]): Contact[] {
  if (typed.trim() === '') return [];
  const country = countries.find((one) => canonicalFact(kind, typed, one) !== null) ?? null;
  const { value, shown } = readFact(kind, typed, country, `who.${kind}`);
  return [{ kind, value, shown, onFile: false }];
}
