import { DeskError } from '../../../src-shared/errors.ts';
import type { Factor, ProofType } from '../../../src-shared/vocabulary/identity.ts';
import { findCase } from '../cases/change.ts';
import { tellOnCase } from '../cases/line.ts';
import { requestsOf } from '../cases/rows-for.ts';
import type { Work } from '../command.ts';
import type { Counted } from './attempts.ts';
import type { Contact, PersonOnFile } from './on-file.ts';
import { type CaseState, stateOf } from './state.ts';
import { insertProof } from './store.ts';
import { onFileFor } from './view.ts';

/** A case as somebody is about to verify on it. */
export interface UnderWay {
  readonly state: CaseState;
  readonly person: PersonOnFile;
  readonly counted: Counted;
}

/** The case with what is proven, for a change. Refuses where it may not be known of, and where it is closed. */
export function underWay(work: Work, caseId: string): UnderWay {
  const { db, actor, now } = work;
  const record = findCase(db, actor, caseId);
  if (record.open === 0) throw new DeskError('not_allowed', `${record.reference} is closed. Reopen it first.`);
  const state = stateOf(db, record, requestsOf(db, caseId));
  return {
    state,
    person: onFileFor(db, state, actor.staffId, now),
    counted: { caseId, members: state.members, staffId: actor.staffId },
  };
}

/** Most proofs are about somebody on file: without one they would be about anybody. */
export function requireSubject({ members }: CaseState, field: string): string {
  const [canonical] = members;
  if (canonical === undefined)
    throw new DeskError('not_allowed', 'Say first whom on file this is about: choose the person, then verify.', { field });
  return canonical;
}

/** The e-mail address or the phone that a code may go to or that may be called, if it is one of them. */
export function contactOf({ contacts }: PersonOnFile, factId: string, kind: Contact['kind']): Contact {
  const contact = contacts.find(({ id }) => id === factId);
  if (contact?.kind !== kind)
    throw new DeskError('not_found', 'There is no such contact on file from before the request. Choose one of those shown.', {
      field: 'factId',
    });
  return contact;
}

export interface NewProof {
  readonly type: ProofType;
  readonly personId: string | null;
  readonly factor?: Factor;
  readonly factId?: string;
  readonly at?: string;
  readonly note?: string;
  readonly file?: { readonly id: string; readonly name: string; readonly bytes: number; readonly sha256: string };
}

/** Writes down what was proven, and a line on the timeline. */
export function prove(work: Work, caseId: string, { type, personId, factor, factId, at, note, file }: NewProof): void {
  const { db, now, newId, actor } = work;
  insertProof(db, {
    id: newId(),
    case_id: caseId,
    person_id: personId,
    type,
    factor: factor ?? null,
    fact_id: factId ?? null,
    at: at ?? now,
    recorded_at: now,
    by_staff: actor.staffId,
    file_id: file?.id ?? null,
    file_name: file?.name ?? null,
    file_bytes: file?.bytes ?? null,
    file_sha256: file?.sha256 ?? null,
    note: note ?? '',
    withdrawn_at: null,
  });
  tellOnCase(work, caseId, 'identity_proof', { type, factor: factor ?? null });
}
