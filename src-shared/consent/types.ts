import type { ConsentAnswer, ConsentMethod, ConsentPurpose } from '../vocabulary/consent.ts';
import type { CalendarDate, Instant } from '../vocabulary/dates.ts';
import type { ContactChannel, PreferenceScope } from '../vocabulary/directory.ts';

/** One answer to one purpose, as one immutable record holds it. */
export interface ConsentFact {
  readonly recordId: string;
  /** Place in the chain of this desk: it settles what was first where two have the same instant. */
  readonly position: number;
  readonly purpose: ConsentPurpose;
  readonly answer: ConsentAnswer;
  readonly method: ConsentMethod;
  readonly at: Instant;
  /** From then on a grant no longer holds; null: it does until it is taken back. Refusals and withdrawals never expire. */
  readonly expiresAt: Instant | null;
  /** The call that it was given on; recording purposes hold for that call alone. */
  readonly callId: string | null;
}

/** How one purpose stands at a moment. `none`: never asked. */
export interface ConsentStanding {
  readonly purpose: ConsentPurpose;
  readonly standing: 'granted' | 'refused' | 'withdrawn' | 'expired' | 'none';
  /** The record that decides, and since when. */
  readonly recordId: string | null;
  readonly since: Instant | null;
  readonly expiresAt: Instant | null;
}

/** Whether a call may be recorded and its recording kept. */
export interface RecordingCover {
  readonly allowed: boolean;
  /** `not_asked` also where the grant ran out, or where somebody merely went on after a notice. */
  readonly state: 'not_asked' | 'allowed' | 'refused';
  /** The newest record that it rests on. */
  readonly recordId: string | null;
  /** What the recording may be used for. */
  readonly purposes: readonly ConsentPurpose[];
}

/** The rule of a place for recording a call. */
export interface RecordingRule {
  /** ISO 3166: `US-CA`, `US`, `GB`, `EU`. */
  readonly place: string;
  readonly rule: 'all_party' | 'one_party' | 'basis_and_notice';
  readonly citation: string;
  readonly source: string;
  /** False: waits for counsel. */
  readonly confirmed: boolean;
  readonly note: string | null;
}

/** One entry of the suppression list, or an opt-out in force, about one contact or one person. */
export interface Suppression {
  readonly id: string;
  readonly scope: PreferenceScope;
  readonly channel: ContactChannel;
  readonly since: Instant;
}

/** What somebody wants to send, and by which channel. `service`: mail that keeps a service running. */
export interface SendQuestion {
  readonly scope: PreferenceScope;
  readonly channel: ContactChannel;
}

/** The rule that goes for a call, and whether it is that of the caller's own place. */
export interface RecordingRuleFound extends RecordingRule {
  /** False: where the caller is is not known, or no rule is known there, so this is the strictest of all. */
  readonly known: boolean;
}

/** A record with how long it must be kept, for the retention job. */
export interface Retainable {
  readonly id: string;
  readonly at: Instant;
  readonly usedForTelemarketing: boolean;
  /** The day on which its case was closed; null: no case, or still open. */
  readonly caseClosedOn: CalendarDate | null;
  readonly caseOpen: boolean;
  readonly onLegalHold: boolean;
}

/** Whether something may be sent, and the suppressions that stop it. */
export interface SendAnswer {
  readonly maySend: boolean;
  readonly because: readonly Suppression[];
}

/** Until when a record is kept. */
export interface Retention {
  /** The first day on which it may go; null: it stays for now. */
  readonly deleteOn: CalendarDate | null;
  /** That day has come. */
  readonly due: boolean;
  readonly because: 'telemarketing' | 'closed_case' | 'no_case' | 'open_case' | 'legal_hold';
}
