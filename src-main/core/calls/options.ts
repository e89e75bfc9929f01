import type { Call, StagedOptOut } from '../../../src-shared/contract/calls.ts';
import type { PersonMatch } from '../../../src-shared/contract/directory.ts';
import type { OptOut } from '../../../src-shared/contract/opt-outs.ts';
import type { ScriptPurpose } from '../../../src-shared/vocabulary/consent.ts';
import type { Instant } from '../../../src-shared/vocabulary/dates.ts';
import type { Reference } from '../../../src-shared/vocabulary/reference.ts';
import type { Actor, Command, Work } from '../command.ts';
import type { Connection } from '../database/open.ts';
import type { ClockBook } from '../deadlines/book.ts';
import type { CallReaders } from './call-view.ts';
import type { Names } from './consent-view.ts';

export interface CallsOptions extends CallReaders {
  readonly db: Connection;
  readonly command: Command;
  readonly book: ClockBook;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The country in which numbers are typed without one. */
  readonly country: () => string | null;
  readonly find: (actor: Actor, text: string, limit: number) => { persons: PersonMatch[] };
  /** The script in force for this purpose, in this language or in English. */
  readonly scriptFor: (purpose: ScriptPurpose, language: string) => { id: string };
  readonly names: (actor: Actor) => Names;
  readonly optOuts: CallOptOuts;
  /** Says on a case who is on the line, within the command. */
  readonly linkPerson: (work: Work, caseId: string, personId: string) => void;
}

/** What a call needs of the opt-outs: to take them within the call's own command, and to show them. */
export interface CallOptOuts {
  readonly take: (work: Work, taking: CallTaking) => { ids: string[]; caseId: string; reference: Reference; confirmation: string };
  readonly shown: (actor: Actor, ids: readonly string[]) => OptOut[];
}

export interface CallTaking {
  readonly who: { personId: string | null; name: string; email: string; phone: string; address: string };
  readonly optOuts: readonly StagedOptOut[];
  readonly channel: 'phone';
  readonly callId: string;
  readonly caseId: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly language: string;
}

/** What was typed; members that are left out stay as they are. */
export interface CallPatch {
  readonly number?: string | undefined;
  readonly direction?: Call['direction'] | undefined;
  readonly personId?: string | null | undefined;
  readonly callerName?: string | undefined;
  readonly country?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly placeSource?: Call['placeSource'] | undefined;
  readonly language?: string | undefined;
  readonly note?: string | undefined;
  readonly verbatim?: string | undefined;
  readonly optOuts?: readonly StagedOptOut[] | undefined;
}
