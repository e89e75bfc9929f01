import type { CalendarDate } from '../../../src-shared/vocabulary/dates.ts';
import type { ContactChannel, PreferenceScope } from '../../../src-shared/vocabulary/directory.ts';

/** What is said aloud to somebody who opted out, in one language. */
interface Words {
  readonly scopes: Readonly<Record<PreferenceScope, string>>;
  readonly channels: Readonly<Record<ContactChannel, string>>;
  /** Of what is done with data and knows no channels. */
  readonly everywhere: string;
  /** Read out where no script is in force. */
  readonly confirmed: string;
  readonly service: string;
}

const EN: Words = {
  scopes: {
    marketing: 'marketing',
    third_party_offers: 'offers of third parties',
    policy_changes: 'notices of changed policies',
    service: 'service messages',
    any_contact: 'any contact',
    sale_or_sharing: 'the sale or sharing of your data',
    limit_sensitive: 'uses of your sensitive data that are not necessary',
  },
  channels: { email: 'e-mail', voice: 'phone calls', sms: 'text messages', post: 'letters', portal: 'the client portal' },
  everywhere: 'every channel',
  confirmed: 'You have opted out of {scope}, for {channels}. This holds from {date} on.',
  service:
    'Messages that keep your service running, such as invoices and outages, go on until your account is closed. You can opt out of everything else now.',
};

const ES: Words = {
  scopes: {
    marketing: 'publicidad',
    third_party_offers: 'ofertas de terceros',
    policy_changes: 'avisos de cambios de política',
    service: 'mensajes del servicio',
    any_contact: 'cualquier contacto',
    sale_or_sharing: 'la venta o cesión de sus datos',
    limit_sensitive: 'los usos de sus datos sensibles que no son necesarios',
  },
  channels: {
    email: 'correo electrónico',
    voice: 'llamadas telefónicas',
    sms: 'mensajes de texto',
    post: 'cartas',
    portal: 'el portal de clientes',
  },
  everywhere: 'todos los medios',
  confirmed: 'Hemos anotado su baja de {scope}, para {channels}. Rige a partir del {date}.',
  service:
    'Los mensajes necesarios para el servicio, como facturas y averías, continúan hasta que se cierre su cuenta. Puede darse de baja de todo lo demás ahora.',
};

const LANGUAGES: Readonly<Record<string, Words>> = { en: EN, es: ES };

/** The words of a language, English where there are none. `language` is the one that was found. */
export function wordsOf(language: string): { readonly language: string; readonly words: Words } {
  const words = LANGUAGES[language];
  return words === undefined ? { language: 'en', words: EN } : { language, words };
}

export const listed = (language: string, parts: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);

/** A day as it is said: `September 3, 2026`. */
export const dayInWords = (language: string, date: CalendarDate): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
