import { DeskError } from '../../../src-shared/errors.ts';
import { canonicalAmount } from '../../../src-shared/identity/amount.ts';
import type {
  AccountStatus,
  ContactChannel,
  GrantPermission,
  GrantState,
  PreferenceScope,
  PreferenceValue,
  RelationKind,
} from '../../../src-shared/vocabulary/directory.ts';
import { plainName } from './refused.ts';

/** Each word of ours, then what exports write for it. */
function words<T extends string>(lists: Readonly<Record<T, string>>): ReadonlyMap<string, T> {
  return new Map(
    (Object.entries(lists) as [T, string][]).flatMap(([ours, theirs]) =>
      [plainName(ours), ...theirs.split('|')].filter((word) => word !== '').map((word) => [word, ours] as const),
    ),
  );
}

export const STATUS_WORDS = words<AccountStatus>({
  active: 'activo|activa|aktiv|actif|open|enabled|pending',
  suspended: 'suspendido|suspendida|gesperrt|suspendu|blocked|fraud|on hold',
  closed: 'inactive|terminated|cancelled|canceled|cerrado|cerrada|geschlossen|ferme|inactivo|inaktiv|inactif',
});
export const KIND_WORDS = words<RelationKind>({
  owner: 'primary|account owner|holder|account holder|propietario|titular|inhaber|eigentumer|proprietaire|titulaire',
  authorised_user: 'authorized user|user|contact|sub user|usuario autorizado|berechtigter|berechtigter nutzer|utilisateur autorise',
  billing_contact: 'billing|contacto de facturacion|rechnungskontakt|contact de facturation',
});
export const STATE_WORDS = words<GrantState>({
  active: 'activo|activa|aktiv|actif|enabled|yes',
  suspended: 'suspendido|gesperrt|suspendu|inactive|disabled|no',
  disputed: 'en disputa|strittig|conteste',
});
export const SCOPE_WORDS = words<PreferenceScope>({
  marketing: 'marketing emails|newsletter|werbung|publicidad|publicite',
  third_party_offers: 'third parties|partners|partner offers',
  policy_changes: 'policy',
  service: 'service mail|support',
  any_contact: 'any|all|all contact|do not contact',
  sale_or_sharing: 'sale|sharing|do not sell',
  limit_sensitive: 'sensitive',
});
export const CHANNEL_WORDS = words<ContactChannel>({
  email: 'e mail|mail|correo|courriel',
  voice: 'phone|call|telephone|telefono|telefon',
  sms: 'text|text message',
  post: 'letter|postal|correo postal|brief|courrier',
  portal: 'client portal',
});
export const VALUE_WORDS = words<PreferenceValue>({
  opted_in: 'in|opt in|yes|true|1|on|si|ja|oui|subscribed',
  opted_out: 'out|opt out|no|false|0|off|nein|non|unsubscribed',
});
const PERMISSION_WORDS = words<GrantPermission>({
  profile: 'perfil|profil',
  contacts: 'contactos|kontakte',
  invoices: 'invoice|facturas|rechnungen|factures',
  orders: 'order|pedidos|bestellungen|commandes',
  tickets: 'ticket',
  products: 'product|manageproducts|productsso|productos|produkte|produits',
  domains: 'domain|managedomains|dominios|domainen|domaines',
});
/** What WHMCS can also grant, and of which the desk holds nothing. */
const NOT_HELD: ReadonlySet<string> = new Set(['quotes', 'affiliates', 'emails']);

/** One word of a closed list; `fallback` where the cell is empty, or a refusal where there is none. */
export function readWord<T extends string>(field: string, text: string, known: ReadonlyMap<string, T>, fallback?: T): T {
  if (text === '' && fallback !== undefined) return fallback;
  const found = known.get(plainName(text));
  if (found === undefined) throw refused(field, `This must be one of: ${[...new Set(known.values())].join(', ')}.`);
  return found;
}

/** The permissions of a grant: words between commas, semicolons, bars or blanks. */
export function readPermissions(field: string, text: string): GrantPermission[] {
  const said = text.split(/[,;|\s]+/).map(plainName);
  return said.filter((word) => word !== '' && !NOT_HELD.has(word)).map((word) => readWord(field, word, PERMISSION_WORDS));
}

const AWAY: readonly string[] = ['en', 'es', 'de', 'fr'];

/** Names of countries or languages in the languages of our headers, with the code of each. */
function namesOf(type: 'region' | 'language', codes: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const locale of AWAY) {
    const display = new Intl.DisplayNames([locale], { type, fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code);
      if (name !== undefined && !names.has(plainName(name))) names.set(plainName(name), code);
    }
  }
  return names;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const PAIRS = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));

const LANGUAGES = namesOf('language', PAIRS);
const COUNTRIES = new Map([
  ...namesOf(
    'region',
    PAIRS.map((pair) => pair.toUpperCase()).filter((code) => code !== 'ZZ' && code !== 'EU' && code !== 'EZ'),
  ),
  ['usa', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
]);
const COUNTRY_CODES = new Set(COUNTRIES.values());

/** A language's code: from `de`, `de-AT` or `German`. */
export function readLanguage(text: string): string | null {
  if (text === '') return null;
  const code = /^([a-z]{2})(?:[-_][a-z0-9]+)*$/i.exec(text)?.[1]?.toLowerCase() ?? LANGUAGES.get(plainName(text));
  if (code === undefined) throw refused('language', 'This language is not known. Write its two-letter code: en.');
  return code;
}

/** A country's code: from `ES`, `Spain`, `España`, `Spanien` or `Espagne`. */
export function readCountry(text: string): string | null {
  if (text === '') return null;
  const code = COUNTRIES.get(plainName(text)) ?? (COUNTRY_CODES.has(text.toUpperCase()) ? text.toUpperCase() : undefined);
  if (code === undefined) throw refused('country', 'This country is not known. Write its two-letter code: US.');
  return code;
}

const STATES = new Map(
  (
    'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|' +
    'GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|' +
    'MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|' +
    'NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|' +
    'SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming'
  )
    .split('|')
    .map((line) => [line.slice(3).toLowerCase(), line.slice(0, 2)] as const),
);

/** A state's code. Outside the United States a name that is no code is left out: no rule of the desk asks for it there. */
export function readRegion(text: string, country: string | null): string | null {
  if (text === '') return null;
  if (/^[a-z]{2,3}$/i.test(text)) return text.toUpperCase();
  const state = STATES.get(text.toLowerCase());
  if (country !== null && country !== 'US') return null;
  if (state === undefined) throw refused('region', 'This state is not known. Write its code: CA.');
  return state;
}

/** An amount in the currency's smallest unit. */
export function readAmount(text: string, currency: string): number {
  const negative = /^\s*(?:[-−(]|[\p{L}\p{Sc}]+\s*[-−])/u.test(text);
  const hundredths = canonicalAmount(text.replace(/[-−()]/g, '').trim());
  if (hundredths === null) throw refused('amount', 'This is no amount. Write it in figures: 120.50.');
  const minor = (Number(hundredths) * 10 ** (DIGITS.get(currency) ?? 2)) / 100;
  if (!Number.isSafeInteger(minor)) throw refused('amount', 'This amount is finer than its currency is counted.');
  return negative && minor !== 0 ? -minor : minor;
}

/** A currency's code. */
export function readCurrency(text: string): string {
  const code = text.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw refused('currency', 'This is no currency code. Write it in three letters: USD.');
  return code;
}

/** How many digits stand behind the point, where it is not two. */
const DIGITS = new Map(
  Intl.supportedValuesOf('currency').map((currency) => {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    return [currency, maximumFractionDigits ?? 2] as const;
  }),
);

export const refused = (field: string, sentence: string) => new DeskError('invalid', sentence, { field });
