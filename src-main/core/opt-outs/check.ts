import { mayUse, notAskBefore, type SendQuestion, type Suppression } from '../../../src-shared/consent/index.ts';
import { addMonths } from '../../../src-shared/deadlines/days.ts';
import { localDate } from '../../../src-shared/deadlines/index.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import { canonicalFact } from '../../../src-shared/identity/normalise.ts';
import type { CalendarDate, Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { ContactChannel, FactKind, PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';
import type { Connection } from '../database/open.ts';
import { refuseCards } from '../directory/cards.ts';
import { readFact } from '../directory/facts.ts';
import { phonesMeant } from '../directory/phones.ts';
import { membersOf } from '../directory/service.ts';
import { selectHaving, selectLastSaid, selectPreferences, selectSuppressions, selectWishes } from './store.ts';
import { KIND_OF } from './who.ts';

export interface Question extends SendQuestion {
  readonly value: string;
}

export interface CheckAnswer {
  readonly maySend: boolean;
  readonly because: { scope: PreferenceScope; channel: ContactChannel; since: Instant; source: string }[];
  readonly notAskBefore: CalendarDate | null;
}

export interface CheckDeps {
  readonly today: CalendarDate;
  readonly timeZone: string;
  /** The country in which numbers are written without one. */
  readonly country: string | null;
}

interface Stop extends Suppression {
  readonly source: string;
  readonly country: string | null;
  readonly region: string | null;
}

/**
 * Whether something may be sent to this contact. It rests on the list, on the opt-outs and on the preferences of everybody on file who has
 * the contact: where several share it, one of them is enough. A consent that was given later lifts nothing here.
 */
export function check(db: Connection, { scope, channel, value }: Question, { today, timeZone, country }: CheckDeps): CheckAnswer {
  const contact = readContact(channel, value, country);
  const listed = selectSuppressions(db, contact.values);
  const memberIds = [...new Set(selectHaving(db, contact.kinds, contact.values).flatMap((id) => membersOf(db, id)))];
  const stops: Stop[] = [
    ...listed.map((row) => stop(row)),
    ...selectWishes(db, memberIds).map((row) => stop({ ...row, source: `opt_out:${row.id}` })),
    ...selectPreferences(db, memberIds).map((row) => stop({ ...row, id: `${row.person_id} ${row.scope} ${row.channel}` })),
  ];
  const { maySend } = mayUse({ scope, channel }, stops);
  if (maySend) return { maySend, because: [], notAskBefore: null };
  const counted = stops.filter((one) => !mayUse({ scope, channel }, [one]).maySend);
  // the list keeps the first time; whoever said it again is left alone from the last time on
  const again = selectLastSaid(db, contact.values, `${addMonths(today, -13)}T00:00:00.000Z`)
    .map((row) => stop({ ...row, source: `opt_out:${row.id}` }))
    .filter((one) => !mayUse({ scope, channel }, [one]).maySend);
  const days = [...counted, ...again].flatMap((one) => {
    const day = notAskBefore(one.country, one.region, localDate(one.since, timeZone));
    return day === null || day <= today ? [] : [day];
  });
  return { maySend, because: eachOnce(counted), notAskBefore: days.sort().at(-1) ?? null };
}

const stop = (
  row: { id: string; scope: string; channel: string; since: string; source: string } & Pick<Stop, 'country' | 'region'>,
): Stop => row as Stop;

/** A reason is told once, by its oldest word. */
function eachOnce(stops: readonly Stop[]): CheckAnswer['because'] {
  const oldest = new Map<string, Stop>();
  for (const one of stops) {
    const key = `${one.scope} ${one.channel}`;
    const other = oldest.get(key);
    if (other === undefined || one.since < other.since) oldest.set(key, one);
  }
  return [...oldest.values()].map(({ scope, channel, since, source }) => ({ scope, channel, since, source }));
}

/** The whole contact in every form in which it may be on file. The portal knows people by any of their contacts. */
function readContact(channel: ContactChannel, typed: string, country: string | null): { kinds: FactKind[]; values: string[] } {
  const kind = KIND_OF[channel];
  if (kind === null) {
    refuseCards({ value: typed });
    const values = PORTAL_KINDS.flatMap((one) => canonicalFact(one, typed, country) ?? []);
    if (values.length === 0)
      throw new DeskError('invalid', 'Write the e-mail address, number or customer number of the person.', { field: 'value' });
    return { kinds: [...PORTAL_KINDS], values };
  }
  if (kind === 'phone' && canonicalFact(kind, typed, country) === null) {
    const meant = phonesMeant(typed); // of whatever country: better one stop too many
    if (meant.length > 0) return { kinds: [kind], values: meant };
  }
  return { kinds: [kind], values: [readFact(kind, typed, country, 'value').value] };
}

const PORTAL_KINDS = ['email', 'phone', 'customer_number'] as const satisfies readonly FactKind[];
