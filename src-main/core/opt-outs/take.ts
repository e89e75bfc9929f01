import { clockOf, isWithoutChannel } from '../../../src-shared/consent/index.ts';
import { localDate } from '../../../src-shared/deadlines/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Channel } from '../../../src-shared/vocabulary/case.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import { CONTACT_CHANNELS, type ContactChannel, type PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import { addFoundRequest, asksAlready } from '../cases/add-request.ts';
import { findCase } from '../cases/change.ts';
import { tellOnCase } from '../cases/line.ts';
import { openCase } from '../cases/open-case.ts';
import type { Work } from '../command.ts';
import type { ClockBook } from '../deadlines/book.ts';
import { countryOfCalendar } from '../directory/phones.ts';
import { putPreference } from '../directory/service.ts';
import { linkSubject } from '../identity/subject.ts';
import { confirmationOf, listed, type Said, serviceWords, type Words } from './confirmation.ts';
import { insertOptOut, suppress } from './store.ts';
import { type Contact, KIND_OF, type Known, keptContact, known, type Who } from './who.ts';

export interface OptOutDeps {
  readonly book: ClockBook;
  /** How scopes and channels are said in a language. */
  readonly scripts: Words;
  /** The company's name, as it is read out. */
  readonly organisation: () => string;
}

/** An opt-out as it was said. `channel`: how it came. */
export interface Taking {
  readonly who: Who;
  readonly optOuts: readonly Said[];
  readonly channel: Channel;
  readonly callId: string | null;
  readonly caseId: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly language: string;
}

export interface Taken {
  readonly ids: string[];
  readonly caseId: string;
  readonly reference: Reference;
  /** What to say to confirm it. */
  readonly confirmation: string;
}

/** Where a preference comes from that somebody told us: the desk itself. */
const STAFF = 'staff';

/**
 * Takes what somebody opts out of: in force at once, whatever the CRM does. Called inside a command. Nobody is asked who they are.
 *
 * A stop of service messages is refused with the words to say, and all that was said with it, so that nobody believes that it was taken.
 * Nothing here is ever lifted again: whether somebody agreed anew later is told by their consents.
 */
export function takeOptOuts(work: Work, deps: OptOutDeps, taking: Taking): Taken {
  const { db, actor } = work;
  const { book, scripts } = deps;
  const said = merged(taking.optOuts);
  const spoken = { language: taking.language, on: book.today(), organisation: deps.organisation(), staff: actor.name };
  if (said.some(({ scope }) => scope === 'service'))
    throw new DeskError('not_allowed', serviceWords(db, scripts, spoken), {
      field: 'optOuts',
      detail: { because: 'service' },
    });
  const person = known(db, taking.who, { country: taking.country, office: countryOfCalendar(book.office.calendar) });
  const place =
    taking.country === null && taking.region === null
      ? { country: person.country, region: person.region }
      : { country: taking.country, region: taking.region };
  const rows = said.flatMap((one) => rowsOf(one, person.contacts));
  const regimes = [...new Set(rows.map((row) => clockOf(row, place)).filter((regime) => regime !== 'house')), 'house'];
  const { caseId, reference } = onCase(work, book, { taking, person, place, detail: detailOf(scripts, said, rows), regimes });
  for (const each of new Set([taking.caseId ?? caseId, caseId]))
    for (const one of said) tellOnCase(work, each, 'opted_out', { scope: one.scope, channels: channelsSaid(one).join(', ') });
  const ids = rows.map((row) => write(work, { ...row, taking, person, place, caseId }));
  work.touch('consents');
  return { ids, caseId, reference, confirmation: confirmationOf(db, scripts, said, { ...spoken, reference }) };
}

interface Place {
  readonly country: string | null;
  readonly region: string | null;
}

interface Row {
  readonly scope: PreferenceScope;
  readonly channel: ContactChannel;
  readonly contacts: readonly Contact[];
}

/** Each scope once, with all its channels in their own order. */
function merged(optOuts: readonly Said[]): Said[] {
  const scopes = [...new Set(optOuts.map(({ scope }) => scope))];
  return scopes.map((scope) => {
    const named = new Set(optOuts.flatMap((one) => (one.scope === scope ? one.channels : [])));
    return { scope, channels: CONTACT_CHANNELS.filter((channel) => named.has(channel)) };
  });
}

/** One row for each channel. What is done with data knows no channels: one row is enough, and it stops all contacts. */
function rowsOf({ scope, channels }: Said, contacts: readonly Contact[]): Row[] {
  if (isWithoutChannel(scope)) return [{ scope, channel: channels[0]!, contacts }];
  return channels.map((channel) => ({ scope, channel, contacts: contacts.filter(({ kind }) => kind === KIND_OF[channel]) }));
}

const channelsSaid = ({ scope, channels }: Said): readonly ContactChannel[] => (isWithoutChannel(scope) ? [] : channels);

/** What the case says is asked: in the words of the desk, for staff. */
function detailOf(scripts: Words, said: readonly Said[], rows: readonly Row[]): string {
  const words = scripts.words('en');
  const list = (channels: readonly ContactChannel[]) =>
    listed(
      words.language,
      channels.map((channel) => words.channels[channel]),
    );
  const lines = said.map((one) => {
    const channels = channelsSaid(one);
    return channels.length === 0 ? words.scopes[one.scope] : `${words.scopes[one.scope]}: ${list(channels)}`;
  });
  const bare = rows.filter(({ channel, contacts }) => KIND_OF[channel] !== null && contacts.length === 0).map(({ channel }) => channel);
  if (bare.length > 0) lines.push(`No contact is known for ${list([...new Set(bare)])}: find the person and stop it by hand.`);
  return lines.join('\n');
}

interface OnCase {
  readonly taking: Taking;
  readonly person: Known;
  readonly place: Place;
  readonly detail: string;
  readonly regimes: readonly string[];
}

/**
 * The case whose clock runs. The one that was named, as a request of its own, where it can carry it: not if it is closed or full, and not
 * if it came in before the call on which this was said, for its clock began then. Else another is opened, and the one that was named says so.
 */
function onCase(work: Work, book: ClockBook, { taking, person, place, detail, regimes }: OnCase): { caseId: string; reference: Reference } {
  const named = taking.caseId === null ? null : findCase(work.db, work.actor, taking.caseId);
  if (named !== null && named.open === 1) {
    const saidLater = taking.callId !== null && localDate(named.received_at as Instant, book.office.timeZone) < book.today();
    const carried =
      asksAlready(work, named.id, 'opt_out') || (!saidLater && addFoundRequest(work, book, named.id, { kind: 'opt_out', detail, regimes }));
    if (carried) return { caseId: named.id, reference: named.reference as Reference };
  }
  const { email, phone, address } = taking.who; // as it was said: what is on file is shown where it is revealed
  const opened = openCase(work, book, {
    channel: taking.channel,
    receivedAt: work.now,
    language: taking.language,
    requester: { name: person.name, role: 'subject', email, phone, address, customerNumber: '', ...place },
    requests: [{ kind: 'opt_out', detail, regimes }],
  });
  const [personId] = person.memberIds;
  if (personId !== undefined) linkSubject(work, opened.id, personId); // so that it stands among their cases
  return { caseId: opened.id, reference: opened.reference };
}

type Writing = Row & Pick<OnCase, 'taking' | 'person' | 'place'> & { readonly caseId: string };

/** The opt-out, what it puts on the list, what it says of the person on file, and the word to the CRM. */
function write(work: Work, { scope, channel, contacts, taking, person, place, caseId }: Writing): string {
  const { db, now, actor, newId, hlc } = work;
  const id = newId();
  insertOptOut(db, {
    id,
    scope,
    channel,
    taken_at: now,
    by_staff: actor.staffId,
    person_id: person.memberIds[0] ?? null,
    given_name: taking.who.name.trim(),
    contacts: JSON.stringify(contacts.map((contact) => keptContact(contact, channel))),
    call_id: taking.callId,
    case_id: caseId,
    ...place,
    state: 'queued',
    state_at: now,
    version: 1,
    hlc,
  });
  for (const { kind, value, shown } of contacts)
    for (const reached of CONTACT_CHANNELS.filter((one) => KIND_OF[one] === kind && (one === channel || isWithoutChannel(scope))))
      suppress(db, { id: newId(), channel: reached, value, shown, scope, since: now, source: `opt_out:${id}`, ...place });
  // each entry of a person by itself, so that it holds also where they turn out to be two
  for (const personId of person.memberIds)
    putPreference(work, { personId, scope, channel, value: 'opted_out', source: STAFF, observedAt: now });
  work.outbox({ entity: 'opt_out', entityId: id, entityVersion: 1, operation: 'created' });
  return id;
}
