import { canonicalFact } from '../../../src-shared/identity/index.ts';
import type { OnFile } from '../../../src-shared/identity/methods.ts';
import { type Instant, instantOf } from '../../../src-shared/vocabulary/dates.ts';
import { FACT_KINDS } from '../../../src-shared/vocabulary/directory.ts';
import { FACTORS, type Factor } from '../../../src-shared/vocabulary/identity.ts';
import type { Connection } from '../database/open.ts';
import { all, first, sql } from '../database/query.ts';
import { membersOf } from '../directory/service.ts';

/** Invoices are asked of who gets them. So many of each account, and in all. */
const INVOICES_OF_ACCOUNT = 12;
const MOST_INVOICES = 24;
const MOST_FACTS = 500;
/** So long must lie between what staff typed and the request. After 47 CFR 64.2010: a contact that was changed just now proves nobody. */
export const TYPED_DAYS = 30;

/** For so long whoever was shown a contact may not compare it. */
export const SEEN_HOURS = 24;

/** A value that may be compared, and the entry of the directory that it is of. */
export interface Known {
  readonly factor: Factor;
  readonly value: string;
  readonly personId: string;
}

export interface Contact {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'email' | 'phone';
  readonly value: string;
  readonly shown: string;
}

/** What was known of a person before the request came in: what came on file after it may come from whoever asks. */
export interface PersonOnFile {
  readonly members: readonly string[];
  readonly country: string | null;
  readonly known: readonly Known[];
  readonly contacts: readonly Contact[];
  /** Of what kinds whoever verifies was shown something lately: what they have read they could say for the caller. */
  readonly seen: ReadonlySet<Factor>;
}

export const NOBODY: PersonOnFile = { members: [], country: null, known: [], contacts: [], seen: new Set() };

export const personFactsQuery = (members: readonly string[]) =>
  sql.selectFrom('person_fact').selectAll().where('person_id', 'in', members).where('ended_at', 'is', null).orderBy('id').limit(MOST_FACTS);

/** Kinds of what a member of staff was shown of these entries since then; what was ended meanwhile too. */
export const seenKindsQuery = (members: readonly string[], staffId: string, since: string) =>
  sql
    .selectFrom('fact_seen')
    .innerJoin('person_fact', 'person_fact.id', 'fact_seen.fact_id')
    .select('person_fact.kind')
    .distinct()
    .where('fact_seen.staff_id', '=', staffId)
    .where('fact_seen.at', '>', since)
    .where('person_fact.person_id', 'in', members)
    .limit(FACT_KINDS.length);

/** The accounts whose invoices reach one of these entries. */
export const payersQuery = (members: readonly string[], today: string) =>
  sql
    .selectFrom('relation')
    .select(['account_id', 'person_id'])
    .where('person_id', 'in', members)
    .where('kind', 'in', ['owner', 'billing_contact'])
    .where('state', '=', 'active')
    .where((where) => where.or([where('from_on', 'is', null), where('from_on', '<=', today)]))
    .where((where) => where.or([where('until_on', 'is', null), where('until_on', '>=', today)]))
    .orderBy('account_id')
    .limit(MOST_INVOICES);

export const newestInvoicesQuery = (accountId: string) =>
  sql
    .selectFrom('invoice')
    .select(['number', 'amount', 'currency'])
    .where('account_id', '=', accountId)
    .orderBy('issued_on', 'desc')
    .limit(INVOICES_OF_ACCOUNT);

/** Who verifies, for which request, and when. */
export interface Verifying {
  readonly staffId: string;
  readonly receivedAt: string;
  readonly now: Instant;
}

/** What is on file of a person, by any of their entries, that may prove something to whoever verifies. */
export function personOnFile(db: Connection, personId: string, { staffId, receivedAt, now }: Verifying): PersonOnFile {
  const members = membersOf(db, personId);
  if (members.length === 0) return NOBODY;
  const country = first(db, sql.selectFrom('person').select('country').where('id', '=', members[0]!))?.country ?? null;
  const facts = all(db, personFactsQuery(members)).filter((fact) => mayProve(fact, receivedAt, staffId));
  const known = facts.map(({ kind, value, person_id }) => ({ factor: kind as Factor, value, personId: person_id }));
  return {
    members,
    country,
    known: [...known, ...invoicesOf(db, members, now.slice(0, 10))],
    contacts: facts
      .filter(({ kind }) => kind === 'email' || kind === 'phone')
      .map(({ id, kind, value, shown, person_id }) => ({ id, kind: kind as Contact['kind'], value, shown, personId: person_id })),
    seen: new Set(all(db, seenKindsQuery(members, staffId, seenSince(now))).map(({ kind }) => kind as Factor)),
  };
}

const seenSince = (now: Instant): Instant => instantOf(Date.parse(now) - SEEN_HOURS * 3_600_000);

/**
 * Whether a fact proves anything to this member of staff: it came on file before the request; what staff typed long before, and not they
 * themselves, or whoever helps an impostor could first put down what they then find confirmed.
 */
export function mayProve(
  { on_file_since, by_staff }: { readonly on_file_since: string; readonly by_staff: string | null },
  receivedAt: string,
  staffId: string,
): boolean {
  const since = Date.parse(on_file_since);
  const received = Date.parse(receivedAt);
  if (by_staff === null) return since < received;
  return by_staff !== staffId && since <= received - TYPED_DAYS * 86_400_000;
}

/** What the policy must know to offer only what can be had. */
export function onFileOf({ known, contacts }: PersonOnFile): OnFile {
  const factors = new Set(known.map(({ factor }) => factor));
  return {
    factors: FACTORS.filter((factor) => factors.has(factor)),
    email: contacts.some(({ kind }) => kind === 'email'),
    phone: contacts.some(({ kind }) => kind === 'phone'),
  };
}

function invoicesOf(db: Connection, members: readonly string[], today: string): Known[] {
  const payers = new Map(all(db, payersQuery(members, today)).map(({ account_id, person_id }) => [account_id, person_id]));
  const invoices = [...payers].flatMap(([accountId, personId]) =>
    all(db, newestInvoicesQuery(accountId)).map((invoice) => ({ ...invoice, personId })),
  );
  return invoices.slice(0, MOST_INVOICES).flatMap(({ number, amount, currency, personId }): Known[] => {
    const values = {
      invoice_number: canonicalFact('invoice_number', number, null),
      invoice_amount: canonicalFact('invoice_amount', written(amount, currency), null),
    };
    return (['invoice_number', 'invoice_amount'] as const).flatMap((factor) => {
      const value = values[factor];
      return value === null ? [] : [{ factor, value, personId }];
    });
  });
}

/** An amount as it stands on an invoice, so that it is read the way the caller's is. */
function written(amount: number, currency: string): string {
  const digits = fractionDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

function fractionDigits(currency: string): number {
  if (!/^[A-Z]{3}$/i.test(currency)) return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
