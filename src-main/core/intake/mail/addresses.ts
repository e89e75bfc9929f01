import addressparser from 'nodemailer/lib/addressparser';
import { decodeHeaderText } from './encoded-words.ts';

export interface Mailbox {
  readonly name: string;
  /** In lower case. */
  readonly email: string;
}

/** No one needs more, and a header bomb must not become a list of millions. */
const MOST_MAILBOXES = 200;
const LONGEST_FIELD = 64 * 1024;
/** A local daemon: `MAILER-DAEMON (Mail Delivery System)`. */
const LOCAL = /^([A-Za-z0-9._+-]+)(?:\s*\(([^()]*)\))?$/;

/** The mailboxes of an address field, groups opened. Lenient: a display name without quotes, the name in a comment, no angle brackets. */
export function readMailboxes(raw: string | null): Mailbox[] {
  // A line folded inside of an address: the library would read `<ann.l\n ee@example.org>` as somebody else's `ee@example.org`.
  const value = (raw ?? '')
    .slice(0, LONGEST_FIELD)
    .replace(/<[^<>"]*>/g, (angle) => angle.replace(/\s+/g, ''))
    .replace(/\r?\n[ \t]*/g, ' ')
    .trim();
  const local = LOCAL.exec(value);
  if (local !== null) return [{ name: decodeHeaderText(local[2] ?? ''), email: local[1]!.toLowerCase() }];
  return addressparser(value, { flatten: true })
    .flatMap(({ name, address }) => {
      if (address !== '') return [{ name: decodeHeaderText(name), email: plainAddress(address) }];
      return LOCAL.test(name) ? [{ name: '', email: name.toLowerCase() }] : [];
    })
    .slice(0, MOST_MAILBOXES);
}

/** The library keeps what some programs put around or into an address: an encoded word, a link's scheme. */
function plainAddress(address: string): string {
  return decodeHeaderText(address)
    .replace(/^mailto:/i, '')
    .replace(/[\s<>]/g, '')
    .toLowerCase();
}
