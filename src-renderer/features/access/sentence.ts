import type { TFunction } from 'i18next';
import type { AccessCheck } from '../../../src-shared/contract/access.ts';
import type { AccountName } from '../../../src-shared/contract/directory.ts';
import type { DataClass, GrantPermission } from '../../../src-shared/vocabulary/directory.ts';

/** What the sentence is made of, in the reader's language. */
export interface SentenceWords {
  readonly say: TFunction<'access'>;
  readonly dataClass: (dataClass: DataClass) => string;
  readonly permission: (permission: GrantPermission) => string;
  /** A calendar date, `3 May 2026`. */
  readonly date: (on: string) => string;
  /** The calendar date of an instant, on the office's calendar. */
  readonly dayOf: (at: string) => string;
  readonly daysBetween: (from: string, to: string) => number;
  readonly list: (words: readonly string[]) => string;
}

export interface Sentence {
  /** The answer word: `Yes`, `No`, `Do not disclose`; with the day where another than that of the check was asked about. */
  readonly answer: string;
  /** What follows it. */
  readonly rest: string;
  /** Both, as they are read out. */
  readonly whole: string;
}

type Reason = AccessCheck['because'][number];

/** `Example Hosting (A-1042)` */
export const accountWords = ({ name, number }: Pick<AccountName, 'name' | 'number'>): string => (name ? `${name} (${number})` : number);

/** A word in the middle of a sentence. */
export const inside = (word: string): string => word.charAt(0).toLocaleLowerCase() + word.slice(1);

/** What may be read out to whoever asks: the answer first, then why. Of the person in the third person and without a gender. */
export function sentence(check: AccessCheck, words: SentenceWords): Sentence {
  const { say } = words;
  const past = check.on !== words.dayOf(check.at);
  const answer = past ? say(`wordOn.${check.answer}`, { date: words.date(check.on) }) : say(`word.${check.answer}`);
  const rest = check.withheld ? withheld(check, words) : withReason(check, words);
  return { answer, rest, whole: say('whole', { answer, rest }) };
}

/** The answer without the data behind it. Who may only ask is told nothing of relations and grants: not that there is one, nor how it ended. */
function withheld(check: AccessCheck, words: SentenceWords): string {
  const { say } = words;
  const facts = { person: check.person.name, account: accountWords(check.account), what: inside(words.dataClass(check.dataClass)) };
  if (check.answer === 'deny') return say(check.missing ? 'withheld.grantable' : 'withheld.deny', facts);
  return say(`withheld.${check.answer}`, facts);
}

function withReason(check: AccessCheck, words: SentenceWords): string {
  const reason = check.because[0];
  if (!reason) return plainly(check, words);
  const facts = factsOf(check, reason, words);
  const { say } = words;
  const { code } = reason;
  const last = reason.on === null ? null : Math.max(0, words.daysBetween(reason.on, words.dayOf(check.at)));
  switch (code) {
    case 'owner':
    case 'billing_contact':
      return say(`because.${code}`, facts);
    case 'granted':
      return say('because.granted', facts);
    case 'subaccount_granted':
    case 'owner_only':
    case 'account_suspended':
    case 'account_closed':
    case 'broken_tree':
    case 'unknown_account':
      return say(`because.${code}`, facts);
    case 'stale':
      return last === null ? say('because.staleUndated', facts) : say('because.stale', { ...facts, count: last });
    case 'no_relation':
      return say('because.no_relation', facts);
    case 'not_granted_to_parent':
      return say('because.not_granted_to_parent', facts);
    case 'permission_missing':
      if (!reason.relation) return plainly(check, words);
      return say(ofGrant(reason) ? 'because.permission_missing_above' : 'because.permission_missing', facts);
    case 'not_started':
    case 'ended':
      if (reason.on === null || !reason.relation) return say('because.not_in_force', facts);
      return say(ofGrant(reason) ? `because.${code}_above` : `because.${code}`, facts);
    case 'suspended':
    case 'disputed':
      return say(reason.relation && ofGrant(reason) ? `because.${code}_above` : `because.${code}`, facts);
  }
}

/** A reason that speaks of a grant of a subaccount to one above, and not of the person's own relation. */
const ofGrant = ({ relation }: Reason) => relation !== null && relation.kind === null;

/** The answer without a reason: where none was given. */
function plainly(check: AccessCheck, words: SentenceWords): string {
  const what = inside(words.dataClass(check.dataClass));
  return words.say(`plain.${check.answer}`, { person: check.person.name, account: accountWords(check.account), what });
}

function factsOf(check: AccessCheck, reason: Reason, words: SentenceWords) {
  const { say } = words;
  const account = accountWords(check.account);
  const relation = reason.relation;
  const granted = relation?.permissions.map(words.permission) ?? [];
  const held = relation?.kind === 'billing_contact' && !granted.includes(words.permission('invoices')) ? ['invoices' as const] : [];
  const permissions = [...held.map(words.permission), ...granted];
  const above = reason.account !== null && reason.account.id !== check.account.id;
  const from = relation?.from ?? (reason.code === 'ended' || reason.code === 'not_started' ? null : reason.on);
  return {
    person: check.person.name,
    account,
    what: inside(words.dataClass(check.dataClass)),
    /** Where the reason lies: the account itself, or one above it. */
    at: reason.account ? accountWords(reason.account) : account,
    role: relation?.kind ? say(`role.${relation.kind}`) : say('role.none'),
    permissions: permissions.length > 0 ? words.list(permissions) : say('nothing'),
    only: permissions.length > 0 ? say('only', { permissions: words.list(permissions) }) : say('nothing'),
    since: from ? say('since', { date: words.date(from) }) : '',
    date: reason.on ? words.date(reason.on) : '',
    needs: say(above ? `needsOf.${check.dataClass}` : `needs.${check.dataClass}`, { account }),
  };
}
